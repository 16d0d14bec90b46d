"""A text in pieces, so that a page can mark where each thing was found in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that stands from `start` up to `end`: `key` "actions-3", "Action 4"."""

    key: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, whether it is marked, and what begins with it."""

    text: str
    is_marked: bool
    begins: tuple[Mark, ...]


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The whole text in order; marks may overlap, and those outside the text are left out."""
    inside = [one for one in marks if 0 <= one.start < one.end <= len(text)]
    cuts = {0, len(text)} | {at for one in inside for at in (one.start, one.end)}
    for start, end in pairwise(sorted(cuts)):
        covering = [one for one in inside if one.start <= start < one.end]
        begins = tuple(one for one in covering if one.start == start)
        yield Piece(text[start:end], bool(covering), begins)
