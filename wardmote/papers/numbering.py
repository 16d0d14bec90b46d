"""Numbers for sections, paragraphs, tables and figures, given once for all outputs."""

from collections.abc import Iterator
from dataclasses import dataclass

from wardmote.papers.document import (
    Block,
    Document,
    Figure,
    Heading,
    Paragraph,
    Table,
)

CONTENTS_FROM = 3  # a paper with fewer sections needs no list of contents
ROOM, WIDEST = 84, 60  # characters of a table's text across the page; in one column
ANNEX = "The numbers behind the figures"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A block with its number ("2", "2.1", "Table 3") and the #anchor that leads to it.

    Both are empty where a block has none: level 2 headings have only an anchor,
    paragraphs before the first heading or under one without a number have neither.
    """

    block: Block
    number: str = ""
    anchor: str = ""


def numbered(document: Document) -> tuple[Numbered, ...]:
    """Every block in order, with the number that all outputs show."""
    return tuple(_numbered(document))


def _numbered(document: Document) -> Iterator[Numbered]:
    section = paragraph = table = figure = 0
    label = ""
    for block in document.blocks:
        match block:
            case Heading(level=1, key=key, number=given):
                section, paragraph = section + (given is None), 0
                label = str(section) if given is None else given
                yield Numbered(block, label, key)
            case Heading(key=key):
                yield Numbered(block, "", key)
            case Paragraph() if label:
                paragraph += 1
                number = f"{label}.{paragraph}"
                yield Numbered(block, number, f"p{number}")
            case Table():
                table += 1
                yield Numbered(block, f"Table {table}", f"table-{table}")
            case Figure():
                figure += 1
                yield Numbered(block, f"Figure {figure}", f"figure-{figure}")
            case _:
                yield Numbered(block)


def contents(document: Document) -> tuple[Numbered, ...]:
    """The headings for a list of contents; none for a short paper, or for an agenda, whose
    sections have their numbers given."""
    found = [(each, each.block) for each in numbered(document)]
    headings = [(each, block) for each, block in found if isinstance(block, Heading)]
    counted = sum(block.level == 1 and block.number is None for _, block in headings)
    return tuple(each for each, _ in headings) if counted >= CONTENTS_FROM else ()


def annex(document: Document) -> tuple[Table, ...]:
    """The figures' tables, captioned for the end of a printed paper."""
    return tuple(
        _captioned(each.block.table, each)
        for each in numbered(document)
        if isinstance(each.block, Figure) and each.block.table
    )


def _captioned(table: Table, figure: Numbered) -> Table:
    caption = f"{figure.number} in numbers: {table.caption}"
    return Table(caption, table.headers, table.rows, table.numeric, table.note)


def column_shares(table: Table) -> tuple[float, ...]:
    """How to divide the page's width: no word is broken while there is room for it."""
    columns = [
        [row[at] for row in (table.headers, *table.rows)] for at in range(len(table.headers))
    ]
    least = [_longest(" ".join(cells).split()) + 4 for cells in columns]
    wanted = [min(_longest(cells), WIDEST) + 4 for cells in columns]
    spare = max(ROOM - sum(least), 0)
    more = [max(want - have, 0.1) for want, have in zip(wanted, least, strict=True)]
    return tuple(
        round(have + spare * part / sum(more), 2)
        for have, part in zip(least, more, strict=True)
    )


def _longest(texts: list[str]) -> int:
    return max(map(len, texts), default=0)
