"""Which pages of an agenda pack are whose: the same in every copy and in every edition.

No Django, no clock, no database. The agenda in front differs by reader and by edition, so it
has pages of its own (i, ii, iii). Papers are numbered 1, 2, 3 ... by the first edition that has
them and keep that; a later paper follows at the end. Whoever may not read a paper has one page
in its place that says which numbers are left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that an edition has: what it is ("paper 12", "minutes 4"), how many pages."""

    key: str
    item: int
    number: str
    pages: int


@dataclass(frozen=True, slots=True)
class Run:
    """The pages of one paper, from `first` on, since this edition."""

    key: str
    item: int
    number: str
    first: int
    pages: int
    edition: int

    @property
    def last(self) -> int:
        return self.first + self.pages - 1

    @property
    def words(self) -> str:
        """page 12; pages 12 to 18"""
        return span_words(self.first, self.last)


def span_words(first: int, last: int) -> str:
    return f"page {first}" if first == last else f"pages {first} to {last}"


def paged(before: Iterable[Run], wanted: Iterable[Wanted], edition: int) -> tuple[Run, ...]:
    """The pages as this edition has them.

    A paper that had pages keeps them, even if it has gone: nothing moves up. A new one
    follows after all others, in the order given.
    """
    runs = list(before)
    known = {one.key for one in runs}
    free = 1 + total(runs)
    for one in wanted:
        if one.key in known:
            continue
        pages = max(one.pages, 1)
        runs.append(Run(one.key, one.item, one.number, free, pages, edition))
        known.add(one.key)
        free += pages
    return tuple(runs)


def page_names(run: Run, drawn: int) -> list[str]:
    """What the pages of a paper are called where it is drawn with so many of them.

    A paper of ours can be shorter for one reader: its last page then has the numbers that
    are left. One that has grown has 18a, 18b after its last.
    """
    if drawn <= 0:
        return []
    names = [str(number) for number in range(run.first, run.last + 1)]
    if drawn < len(names):
        rest = f"{run.first + drawn - 1} to {run.last}"
        return [*names[: drawn - 1], rest]
    return names + [f"{run.last}{_letters(at)}" for at in range(drawn - len(names))]


def _letters(at: int) -> str:
    """a, b ... z, aa, ab ..."""
    before, here = divmod(at, len(_LETTERS))
    return (_letters(before - 1) if before else "") + _LETTERS[here]


def as_kept(runs: Iterable[Run]) -> list[dict[str, Any]]:
    """As an edition keeps them."""
    return [asdict(one) for one in runs]


def from_kept(kept: Iterable[Mapping[str, Any]]) -> tuple[Run, ...]:
    return tuple(Run(**one) for one in kept)


def total(runs: Iterable[Run]) -> int:
    """How many numbers have been given."""
    return max((one.last for one in runs), default=0)
