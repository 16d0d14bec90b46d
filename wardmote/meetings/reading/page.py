"""A document as blocks of one extracted text: what every reader of a file format makes.

`Block.words` is the text between `start` and `end` in plain signs: one line, single spaces,
a tab where columns part. `Block.span` leads from a place in it back to the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

PLAIN = str.maketrans(
    {
        **dict.fromkeys("\n\r\f\v\u00a0\u2002\u2003\u2007\u2009\u202f\u2028*", " "),
        **dict.fromkeys("\u2018\u2019\u02bc`", "'"),
        **dict.fromkeys("\u201c\u201d", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2022\u00b7\u25aa\u25cf\u25e6\uf0b7\u00a7", "\u2022"),
    }
)
LONGEST = 2_000_000
"""Characters of extracted text that are read; what is longer is refused."""


GAP = re.compile(r"\s{2,}|\t")


def plain(text: str) -> str:
    """The same text, sign for sign, in plain signs."""
    return text.translate(PLAIN)


def plain_line(text: str) -> tuple[str, tuple[int, ...] | None]:
    """Plain signs on one line, and for each the place it had; None where that is the same."""
    signs = plain(text)
    if not GAP.search(signs):
        return signs, None
    out: list[str] = []
    places: list[int] = []
    at = 0
    for gap in GAP.finditer(signs):
        out.append(signs[at : gap.start()])
        places += range(at, gap.start())
        wrapped = "\n" in text[gap.start() : gap.end()] or "\r" in text[gap.start() : gap.end()]
        apart = "\t" in gap[0] or (len(gap[0]) > 2 and "*" not in text[gap.start() : gap.end()])
        out.append("\t" if apart and not wrapped else " ")
        places.append(gap.start())
        at = gap.end()
    out.append(signs[at:])
    places += range(at, len(signs))
    return "".join(out), tuple(places)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a block stands in a table."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list entry, or line of a table's cell."""

    start: int
    end: int
    words: str
    heading: bool = False
    listed: bool = False
    cell: Cell | None = None
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text these words stand."""
        if self.places is None:
            return self.start + start, self.start + end
        if start >= end:
            return self.start + self.places[min(start, len(self.places) - 1)], self.end
        return self.start + self.places[start], self.start + self.places[end - 1] + 1

    @property
    def line(self) -> str:
        """Its words with single spaces."""
        return " ".join(self.words.split())


@dataclass(frozen=True, slots=True)
class Page:
    """The extracted text and its blocks, in the order of reading."""

    text: str
    blocks: tuple[Block, ...]

    def quote(self, start: int, end: int) -> str:
        """What stands there, on one line and without marks of emphasis."""
        return " ".join(self.text[start:end].replace("*", " ").split())


@dataclass(slots=True)
class Writer:
    """Collects blocks and lays their texts one after the other."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    def add(
        self,
        text: str,
        *,
        heading: bool = False,
        listed: bool = False,
        cell: Cell | None = None,
    ) -> None:
        """One more block; blank ones are left out."""
        text = text.strip()
        if not text:
            return
        before = self.blocks[-1].cell if self.blocks else None
        same_row = cell and before and (cell.table, cell.row) == (before.table, before.row)
        gap = "\t" if same_row and before and cell and before.column != cell.column else "\n"
        if self.blocks:
            self.parts.append(gap)
            self.length += 1
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        words, places = plain_line(text)
        self.blocks.append(Block(start, self.length, words, heading, listed, cell, places))

    def page(self) -> Page:
        return Page("".join(self.parts), tuple(self.blocks))


def rows_of(blocks: Iterable[Block]) -> Iterator[list[list[Block]]]:
    """Each table as its rows, each row as the blocks it holds."""
    tables: dict[int, dict[int, list[Block]]] = {}
    for block in blocks:
        if block.cell:
            tables.setdefault(block.cell.table, {}).setdefault(block.cell.row, []).append(block)
    for rows in tables.values():
        yield [rows[number] for number in sorted(rows)]


def squeeze(text: str) -> str:
    """One line, single spaces."""
    return re.sub(r"\s+", " ", text).strip()
