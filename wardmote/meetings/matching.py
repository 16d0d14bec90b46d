"""Which item of a council's page is which of ours: suggested, for a person to confirm.

No Django, no clock, no database.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: what both call the same in different words
_SAME = {"aob": "any other business", "dhr": "death review", "asb": "antisocial behaviour"}
_SMALL = {"a", "an", "and", "any", "at", "by", "for", "from", "in", "last", "of", "on", "the",
          "to", "with"}  # fmt: skip
#: titles must be as alike as this; less is enough under the same number
ALIKE, ALIKE_BY_NUMBER = 0.5, 0.25
_NUMBER, _ORDER = 0.15, 0.1


@dataclass(frozen=True, slots=True)
class Titled:
    """An item, ours or theirs."""

    number: str
    title: str


def matched(ours: Sequence[Titled], theirs: Sequence[Titled]) -> list[int | None]:
    """For each of ours the place of theirs, each once; None where nothing is alike enough.

    By the words of the titles; the same number and the same order settle between equals.
    """
    scores = sorted(
        (
            (-_score(one, other, at / len(ours) - to / len(theirs)), at, to)
            for at, one in enumerate(ours)
            for to, other in enumerate(theirs)
            if _may_be(one, other)
        ),
    )
    found: dict[int, int] = {}
    for _, at, to in scores:
        if at not in found and to not in found.values():
            found[at] = to
    return [found.get(at) for at in range(len(ours))]


def _may_be(one: Titled, other: Titled) -> bool:
    least = ALIKE_BY_NUMBER if _same_number(one, other) else ALIKE
    return alike(one.title, other.title) >= least


def _score(one: Titled, other: Titled, apart: float) -> float:
    bonus = _NUMBER if _same_number(one, other) else 0.0
    return alike(one.title, other.title) + bonus - _ORDER * abs(apart)


def _same_number(one: Titled, other: Titled) -> bool:
    plain = [each.number.strip(" .").casefold() for each in (one, other)]
    return bool(plain[0]) and plain[0] == plain[1]


def alike(title: str, other: str) -> float:
    """From 0 to 1: how many words two titles share, of the shorter and of both together."""
    mine, theirs = _words(title), _words(other)
    shared = len(mine & theirs)
    if not shared:
        return 0.0
    return (shared / min(len(mine), len(theirs)) + shared / len(mine | theirs)) / 2


def _words(title: str) -> frozenset[str]:
    said = re.findall(r"\w+", re.sub(r"(?<=\w)-(?=\w)|['’]", "", title.casefold()))
    whole = " ".join(_SAME.get(word, word) for word in said).split()
    words = {word.removesuffix("s") if len(word) > 3 else word for word in whole}
    return frozenset(words - _SMALL or words)
