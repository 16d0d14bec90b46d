"""The page of a meeting in a council's committee system: its items, and what they link to.

Pure, as all of `reading`. A page is walked as lines: the cells of a row, an entry of a list, a
heading, a paragraph. A line with a number begins an item; what follows belongs to it. Links
are as the page has them; `listing.resolved` makes whole addresses of them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.reading.dates import MONTH
from wardmote.meetings.reading.listing import Entry, Link, Listing
from wardmote.meetings.reading.markup import (
    BLOCKS,
    DEEPEST,
    HEADINGS,
    MOST,
    SKIPPED,
    is_chrome,
)
from wardmote.meetings.reading.page import plain, squeeze

#: pages of such systems stand in one form as a whole
LEFT_OUT = SKIPPED - {"form"}
MOST_ENTRIES = 200
LONGEST_TITLE, LONGEST_WORDS = 200, 120
NUMBER = re.compile(
    r"(?:(?:agenda\s+)?item\s+(?:no\.?\s*)?)?(?P<number>[A-Z]{0,3}\d{1,3}(?:[./]\d{1,3})?[a-z]?)"
    r"(?:\s*[.):-]\s*|\s+|$)",
    re.IGNORECASE,
)
#: after a number without a dot: it is a day, an hour or a size, and no item
NO_ITEM = re.compile(rf"(?:{MONTH}\b|[ap]\.?m\b|[kmg]b\b|pages?\b|\d)", re.IGNORECASE)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)")
EDGES = " \t\n.,:;()[]|*\u2022-\u2013\u2014"


@dataclass(slots=True)
class Line:
    """A row, an entry of a list, a heading or a paragraph: its words, and its links between."""

    parts: list[str | Link] = field(default_factory=list)
    number: str = ""
    is_heading: bool = False

    def add(self, words: str) -> None:
        """More words of the same stretch."""
        last = self.parts[-1] if self.parts else None
        if isinstance(last, str):
            self.parts[-1] = last + words
        else:
            self.parts.append(words)

    @property
    def links(self) -> list[Link]:
        return [one for one in self.parts if isinstance(one, Link)]


def read(html: str) -> Listing:
    """The items of a page; RuleBroken where it has none, or is nested past all sense."""
    tree = LexborHTMLParser(html)
    lines = list(_lines(tree.body)) if tree.body is not None else []
    entries = tuple(_entries(lines))
    if not entries:
        raise RuleBroken(
            "no items were found in it. Save the page that lists the agenda’s items"
        )
    title = tree.css_first("h1") or tree.css_first("title")
    return Listing(
        squeeze(title.text())[:LONGEST_TITLE] if title else "",
        _own_address(tree, html),
        _attribute(tree, "base[href]", "href"),
        entries[:MOST_ENTRIES],
    )


def _entries(lines: list[Line]) -> list[Entry]:
    """By their numbers; on a page without them by its headings, else each line with a link."""
    found = _grouped(lines, _numbered)
    if not found:
        headed = [one for one in _grouped(lines, _headed) if one.documents]
        found = headed if len(headed) > 1 else [_linked(one) for one in lines if one.links]
    return [one for one in found if re.search(r"[^\W\d_]", one.title)]


def _grouped(lines: list[Line], begins: Callable[[Line], Entry | None]) -> list[Entry]:
    """A line that begins no item belongs to the one before it, up to the next heading."""
    found: list[Entry] = []
    is_open = False
    for line in lines:
        entry = begins(line)
        if entry is not None:
            found.append(entry)
            is_open = True
        elif line.is_heading:
            is_open = False
        elif is_open:
            documents = (*found[-1].documents, *line.links)
            found[-1] = replace(found[-1], documents=documents)
    return found


def _numbered(line: Line) -> Entry | None:
    first, rest = line.parts[0], line.parts[1:]
    words = first if isinstance(first, str) else first.words
    match = NUMBER.match(words)
    if match is None:
        return _entry(line.number, line.parts) if line.number else None
    said = words[match.end() :].strip(EDGES)
    if not said:
        return _entry(match["number"], rest)
    is_bare = match[0].rstrip() == match["number"]
    if (is_bare and NO_ITEM.match(said)) or not said[:1].isupper():
        return None
    begun = said if isinstance(first, str) else replace(first, words=said)
    return _entry(match["number"], [begun, *rest])


def _headed(line: Line) -> Entry | None:
    return _entry("", line.parts) if line.is_heading else None


def _linked(line: Line) -> Entry:
    return _entry("", line.parts) or Entry("", "")


def _entry(number: str, parts: list[str | Link]) -> Entry | None:
    """Its title is the first words that are not a link's, else those of the first link."""
    links = [one for one in parts if isinstance(one, Link)]
    said = [words for one in parts if isinstance(one, str) and (words := one.strip(EDGES))]
    is_led = bool(parts) and isinstance(parts[0], Link)
    if links and (is_led or not said):
        own = links[0]
        return Entry(number, own.words[:LONGEST_TITLE], own.address, tuple(links[1:]))
    return Entry(number, said[0][:LONGEST_TITLE], "", tuple(links)) if said else None


def _own_address(tree: LexborHTMLParser, html: str) -> str:
    """What the page says that its address is, or what the browser noted when it saved it."""
    said = _attribute(tree, "link[rel=canonical]", "href")
    said = said or _attribute(tree, "meta[property='og:url']", "content")
    noted = SAVED_FROM.search(html[:4096])
    return said or (noted[1] if noted else "")


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str:
    found = tree.css_first(selector)
    return (found.attributes.get(name) or "").strip() if found is not None else ""


class _Walk:
    """The walk's state: the line that is being collected, and counters."""

    def __init__(self) -> None:
        self.line, self.nodes = Line(), 0

    def taken(self) -> Iterator[Line]:
        line, self.line = self.line, Line()
        said = [squeeze(plain(one)) if isinstance(one, str) else one for one in line.parts]
        line.parts = [one for one in said if one]
        if line.parts:
            yield line


def _lines(body: LexborNode) -> Iterator[Line]:
    walk = _Walk()
    yield from _visit(body, walk, in_row=False, depth=0)
    yield from walk.taken()


def _visit(node: LexborNode, walk: _Walk, *, in_row: bool, depth: int) -> Iterator[Line]:
    walk.nodes += 1
    if depth > DEEPEST or walk.nodes > MOST:
        raise RuleBroken("it is nested too deeply, or has too many elements, to be an agenda")
    child = node.child
    while child is not None:
        tag = (child.tag or "").lower()
        if tag == "-text":
            walk.line.add(child.text_content or "")
        elif tag in LEFT_OUT or tag[:1] in "-!" or is_chrome(child):
            pass
        elif tag == "a" and child.attributes.get("href"):
            _link(child, walk.line)
        elif tag in BLOCKS and in_row:
            walk.line.parts.append("")
            yield from _visit(child, walk, in_row=True, depth=depth + 1)
            walk.line.parts.append("")
        elif tag in BLOCKS:
            yield from _block(child, tag, walk, depth)
        else:
            yield from _visit(child, walk, in_row=in_row, depth=depth + 1)
        child = child.next


def _block(node: LexborNode, tag: str, walk: _Walk, depth: int) -> Iterator[Line]:
    """A block of its own; a row of cells is one line, unless it frames the whole page."""
    yield from walk.taken()
    is_row = tag == "tr" and not node.css("table") and len(node.css("td, th")) > 1
    if tag in HEADINGS:
        walk.line.is_heading = tag != "h1"
    if tag == "li":
        walk.line.number = _ordinal(node)
    yield from _visit(node, walk, in_row=is_row, depth=depth + 1)
    yield from walk.taken()


def _link(node: LexborNode, line: Line) -> None:
    words = squeeze(plain(node.text() or "")) or squeeze(node.attributes.get("title") or "")
    address = (node.attributes.get("href") or "").strip()
    if words and not address.startswith("#"):
        line.parts.append(Link(words[:LONGEST_WORDS], address))
    else:
        line.add(words)


def _ordinal(node: LexborNode) -> str:
    """The number that an ordered list gives its entry."""
    parent = node.parent
    if parent is None or parent.tag != "ol":
        return ""
    before, at = node.prev, 0
    while before is not None:
        at += before.tag == "li"
        before = before.prev
    start = parent.attributes.get("start") or "1"
    return (
        str(at + int(start)) if start.isascii() and start.isdigit() and len(start) < 4 else ""
    )
