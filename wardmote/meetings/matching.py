"""Which item of a council's page is which of ours: suggested, for a person to confirm.

No Django, no clock, no database.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wardmote.meetings.reading.dates import Found, find_days

#: what both call the same in different words
_SAME = {"aob": "any other business", "dhr": "death review", "asb": "antisocial behaviour"}
_SMALL = {"a", "an", "and", "any", "as", "at", "by", "for", "from", "in", "last", "of", "on",
          "the", "to", "with"}  # fmt: skip
#: titles must be as alike as this; less is enough under the same number
ALIKE, ALIKE_BY_NUMBER = 0.5, 0.25
#: minutes of a day, and minutes that do not say of which
UNDATED = 0.9
_NUMBER, _ORDER = 0.15, 0.1


@dataclass(frozen=True, slots=True)
class Titled:
    """An item, ours or theirs."""

    number: str
    title: str


def matched(
    ours: Sequence[Titled], theirs: Sequence[Titled], body: str = ""
) -> list[int | None]:
    """For each of ours the place of theirs, each once; None where nothing is alike enough.

    By the words of the titles; the same number and the same order settle between equals.
    `body`: all that the body which meets is called.
    """
    likeness = {
        (at, to): alike(one.title, other.title, body)
        for at, one in enumerate(ours)
        for to, other in enumerate(theirs)
    }
    scores = sorted(
        (-_score(ours[at], theirs[to], like, at / len(ours) - to / len(theirs)), at, to)
        for (at, to), like in likeness.items()
        if like >= (ALIKE_BY_NUMBER if _same_number(ours[at], theirs[to]) else ALIKE)
    )
    found: dict[int, int] = {}
    for _, at, to in scores:
        if at not in found and to not in found.values():
            found[at] = to
    return [found.get(at) for at in range(len(ours))]


def _score(one: Titled, other: Titled, like: float, apart: float) -> float:
    bonus = _NUMBER if _same_number(one, other) else 0.0
    return like + bonus - _ORDER * abs(apart)


def _same_number(one: Titled, other: Titled) -> bool:
    plain = [each.number.strip(" .").casefold() for each in (one, other)]
    return bool(plain[0]) and plain[0] == plain[1]


def alike(title: str, other: str, body: str = "") -> float:
    """From 0 to 1: how many words two titles share, of the shorter and of both together.

    Minutes of one meeting are the same by any words: “of 20 August”, “of the last meeting”;
    those of another body than the one that meets (`body`) are not, whatever their day.
    """
    one, another = _minutes(title), _minutes(other)
    if one is not None and another is not None:
        own = _words(body)
        if one.of == another.of or one.of | another.of <= own:
            return _same_day(one.on, another.on)
        if any(each.of & _BODIES and not each.of <= own for each in (one, another)):
            return 0.0
    mine, theirs = _words(title), _words(other)
    shared = len(mine & theirs)
    if not shared:
        return 0.0
    return (shared / min(len(mine), len(theirs)) + shared / len(mine | theirs)) / 2


@dataclass(frozen=True, slots=True)
class _Minutes:
    """Minutes on an agenda: of whom beside the body that meets, of which day, if they say."""

    of: frozenset[str]
    on: Found | None


def _minutes(title: str) -> _Minutes | None:
    said = _words(title)
    if _MINUTES not in said:
        return None
    day = next(iter(find_days(title)), None)
    rest = _words(f"{title[: day.start]} {title[day.end :]}") if day else said
    return _Minutes(rest - _AROUND - {_MINUTES}, day)


def _same_day(one: Found | None, other: Found | None) -> float:
    """Two of one day before one that names none, and never two of different days."""
    if one is None or other is None:
        return 1.0 if one is other else UNDATED
    is_year = one.year == other.year or None in (one.year, other.year)
    return float(is_year and (one.month, one.day) == (other.month, other.day))


def _words(title: str) -> frozenset[str]:
    said = re.findall(r"\w+", re.sub(r"(?<=\w)-(?=\w)|['’]", "", title.casefold()))
    whole = " ".join(_SAME.get(word, word) for word in said).split()
    words = {word.removesuffix("s") if len(word) > 3 else word for word in whole}
    return frozenset(words - _SMALL or words)


_MINUTES = "minute"
#: whose minutes they are
_BODIES = _words(
    "authority board cabinet commission committee council executive forum group panel"
    " partnership subcommittee team trust"
)
#: what titles put around it
_AROUND = _words(
    "meeting meetings previous held past approval approve approved approving sign signing"
    " signed confirm confirmation agree agreed receive consider accuracy accurate correct"
    " true record draft public"
)
