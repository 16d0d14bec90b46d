"""Where each item stands in the text, and where the words under its heading do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wardmote.meetings.reading.items import Heading
from wardmote.meetings.reading.minutes import Item, Span
from wardmote.meetings.reading.page import Page

#: between a title and the words that follow it on its line
GAP = " \t.:*)\u2022-"
Place = tuple[int, int]
"""A block, and a sign of its words."""


def placed(page: Page, headings: Sequence[Heading]) -> Iterator[Item]:
    """The items of these headings. What stands under one ends where the next one starts."""
    starts = [one.block for one in headings[1:]]
    for heading, end in zip(headings, [*starts, len(page.blocks)], strict=False):
        block, sign = _title_end(page, heading, end)
        start, after = page.blocks[heading.block].start, page.blocks[block].span(0, sign)[1]
        under = _under(page, (block, sign), end) or (after, after)
        yield replace(heading.item, at=(start, after), under=under)


def _title_end(page: Page, heading: Heading, end: int) -> Place:
    """Where the title ends: in the heading's block, or in the one after its number."""
    words = map(re.escape, heading.item.title.split())
    title = re.compile(r"\s+".join(words), re.IGNORECASE)
    for block in range(heading.block, min(heading.block + 2, end)):
        found = title.search(page.blocks[block].words)
        if found:
            return block, found.end()
    return heading.block, len(page.blocks[heading.block].words)


def _under(page: Page, title: Place, end: int) -> Span | None:
    """From the first word after the title up to this block; None where there is none."""
    block, sign = title
    words = page.blocks[block].words
    first = len(words) - len(words[sign:].lstrip(GAP))
    if first == len(words):
        block, first = block + 1, 0
    if block >= end:
        return None
    start, _ = page.blocks[block].span(first, len(page.blocks[block].words))
    return start, page.blocks[end - 1].end
