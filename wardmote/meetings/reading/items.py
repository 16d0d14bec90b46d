"""The headings of the agenda: "7.", "65/20", "Minute 12", "AC25/03", or words alone."""

import bisect
import re
from collections.abc import Container
from dataclasses import dataclass

from wardmote.meetings.reading.minutes import Item
from wardmote.meetings.reading.page import Block, Page, squeeze

NUMBERED = re.compile(
    r"^\W{0,4}(?P<word>(?:agenda\s+)?item\s+|minute\s+|min\.\s+)?"
    r"(?P<number>[A-Za-z]{0,5}/?\d{1,4}(?:[./-]\d{1,4}){0,3}[a-z]?)(?P<dot>[.):]*)(?:\s+"
    r"|\s*-\s*|(?<=[.)])(?=[A-Z])|$)(?P<title>.*)$",
    re.I | re.S,
)
SAYS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|agreed|said|reported|advised|noted|asked"
    r"|gave|thanked)\b",
    re.I,
)
LONGEST = 110
HEAD_END = re.compile(r"(?:\s+-\s+|-\s|:\s|\t|\.\s)")


@dataclass(frozen=True, slots=True)
class Heading:
    """An item and the block at which it starts."""

    block: int
    item: Item
    numbered: bool


class Agenda:
    """Which item a block belongs to."""

    def __init__(self, headings: list[Heading]) -> None:
        self.headings = headings
        self.starts = [heading.block for heading in headings]

    def name_at(self, block: int) -> str | None:
        """The number of the item that this block is in; without numbers its heading."""
        last = bisect.bisect_right(self.starts, block)
        for heading in reversed(self.headings[:last]):
            if heading.numbered:
                return heading.item.number
        return self.headings[last - 1].item.title if last else None

    def starts_at(self, block: int) -> bool:
        """Does an item start with this block?"""
        found = bisect.bisect_left(self.starts, block)
        return found < len(self.starts) and self.starts[found] == block

    def title_at(self, block: int) -> str:
        heading = self._at(block)
        return heading.item.title if heading else ""

    def _at(self, block: int) -> Heading | None:
        found = bisect.bisect_right(self.starts, block)
        return self.headings[found - 1] if found else None

    @property
    def listed(self) -> list[Heading]:
        """Those with numbers where the minutes number them, else every heading."""
        numbered = [one for one in self.headings if one.numbered]
        return numbered if len(numbered) >= 2 else self.headings


def find_items(page: Page, first: int, logged: Container[int] = ()) -> Agenda:
    """The agenda of a page; `first` is the block after those that say who was there.

    `logged`: blocks of lists of actions, whose numbers are their own.
    """
    headings: list[Heading] = []
    last = 0
    for index, block in enumerate(page.blocks):
        found = _numbered(page, index) if index not in logged else None
        if found and found.number and found.number.isdigit():
            number = int(found.number)
            if last and not last < number <= max(last + 4, 4):
                found = None
            else:
                last = number
        if found:
            headings.append(Heading(index, found, True))
        elif (
            index >= first
            and _stands_alone(block)
            and not (headings and _follows(headings[-1], page, index))
        ):
            headings.append(
                Heading(index, Item(None, squeeze(block.words).rstrip(" :")), False)
            )
    return Agenda(headings)


def _follows(heading: Heading, page: Page, index: int) -> bool:
    """Is this the title that belongs to the number in the block before?"""
    return heading.block == index - 1 and heading.item.title == squeeze(
        page.blocks[index].words
    )


def _stands_alone(block: Block) -> bool:
    fits = 2 < len(block.line) <= LONGEST and not block.line.endswith(".")
    return block.heading and fits and not block.listed


def _numbered(page: Page, index: int) -> Item | None:
    block = page.blocks[index]
    match = NUMBERED.match(block.words)
    if not match:
        return None
    number, title = match["number"], squeeze(match["title"])
    if "/" in number:
        title = re.sub(r"^\d{1,2}[.)]?\s+", "", title)
    if re.fullmatch(r"\d+", number) and not (
        match["dot"]
        or match["word"]
        or block.cell
        or block.heading
        or block.words[match.end("number") : match.end("number") + 1] == "\t"
    ):
        if int(number) > 200 or not title[:1].isupper():
            return None
        if not title.isupper() and len(title) > 60:
            return None
    if re.match(r"\d+[./-]\d+[./-]\d+$", number) or (
        number.count(".") and not match["dot"] and len(number.split(".")[0]) < 3 and not title
    ):
        return None
    if not title:
        title = _next_title(page, index)
        if match["word"] and (not title or _is_sentence(title)):
            return Item(number.rstrip("."), squeeze(match["word"]) + " " + number)
        if not title:
            return None
    if (
        len(title) == 1
        or not title[:1].isupper()
        or (
            re.search(r"[a-z]", number)
            and not re.search(r"\d[a-z]$", number)
            and "/" not in number
        )
    ):
        return None
    if len(title) > LONGEST or (
        title.endswith(".") and len(title.split()) > 7 and _is_sentence(title)
    ):
        head = HEAD_END.split(title, maxsplit=1)[0]
        if not 2 < len(head) <= 60 or len(head.split()) > 8:
            return None
        title = head
    elif ": " in title:
        title = title.split(": ")[0]
    return Item(number.rstrip("."), title.rstrip(" .:*-"))


def _is_sentence(words: str) -> bool:
    return bool(SAYS.search(words)) or ". " in words


def _next_title(page: Page, index: int) -> str:
    """The title in the block after a number that stands alone."""
    if index + 1 >= len(page.blocks):
        return ""
    block, following = page.blocks[index], page.blocks[index + 1]
    same_row = block.cell and following.cell and block.cell.row == following.cell.row
    line = following.line
    if same_row or not block.cell:
        return line if len(line) <= LONGEST and line[:1].isupper() else ""
    return ""
