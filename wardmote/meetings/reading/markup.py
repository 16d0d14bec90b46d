"""HTML as blocks: a walk over elements that keeps every space between words.

Text is collected whole and only then squeezed: stripping text nodes one by one is what
destroyed the spaces of many a published page.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.reading.page import Cell, Page, Writer

SKIPPED = {
    "script", "style", "head", "nav", "footer", "noscript", "template", "svg", "form",
    "button", "select", "iframe", "object", "title", "aside",
}  # fmt: skip
BLOCKS = {
    "p", "div", "section", "article", "main", "header", "ul", "ol", "dl", "dt", "dd", "li",
    "table", "tbody", "thead", "tfoot", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5",
    "h6", "blockquote", "pre", "br", "hr", "body", "html", "address", "figure", "caption",
    "center",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BOLD = {"b", "strong", "u"}
CHROME = re.compile(
    r"(?:^|[-_ ])(?:nav|navigation|menu|footer|breadcrumbs?|cookies?|sidebar|skip)(?:$|[-_ ])",
    re.I,
)
DEEPEST = 200
MOST = 60_000


@dataclass(slots=True)
class Place:
    """What is around the text that is being collected."""

    heading: bool = False
    listed: bool = False
    cell: Cell | None = None


@dataclass(slots=True)
class Walk:
    """The walk's state: words not yet written, and counters."""

    writer: Writer = field(default_factory=Writer)
    words: list[str] = field(default_factory=list)
    plain_words: bool = False
    tables: int = 0
    nodes: int = 0

    def flush(self, place: Place) -> None:
        """Write what has been collected as one block."""
        text = re.sub(r"\s+", " ", "".join(self.words)).strip()
        bold = bool(text) and not self.plain_words and len(text) < 120
        self.words.clear()
        self.plain_words = False
        self.writer.add(
            text, heading=place.heading or bold, listed=place.listed, cell=place.cell
        )


def read(html: str) -> Page:
    """The blocks of an HTML page; raises RuleBroken where it is nested past all sense."""
    tree = LexborHTMLParser(html)
    walk = Walk()
    if tree.body is not None:
        _visit(tree.body, walk, Place(), False, 0)
        walk.flush(Place())
    return walk.writer.page()


def _visit(node: LexborNode, walk: Walk, place: Place, bold: bool, depth: int) -> None:
    walk.nodes += 1
    if depth > DEEPEST or walk.nodes > MOST:
        raise RuleBroken(
            "This page is nested too deeply or has too many elements to be minutes"
        )
    child = node.child
    while child is not None:
        tag = (child.tag or "").lower()
        if tag == "-text":
            _collect(child.text_content or "", walk, bold)
        elif tag in SKIPPED or tag.startswith("-") or tag.startswith("!") or is_chrome(child):
            pass
        elif tag in BLOCKS:
            walk.flush(place)
            inner = _inside(tag, place)
            if tag == "table":
                if place.cell is None:
                    _table(child, walk, place, depth + 1)
                else:
                    _visit(child, walk, inner, False, depth + 1)
            elif tag != "br":
                _visit(child, walk, inner, False, depth + 1)
            walk.flush(inner)
        else:
            _visit(child, walk, place, bold or tag in BOLD, depth + 1)
        child = child.next


def _collect(text: str, walk: Walk, bold: bool) -> None:
    walk.words.append(text)
    if not bold and re.search(r"\w", text):
        walk.plain_words = True


def _inside(tag: str, place: Place) -> Place:
    return Place(
        tag in HEADINGS or tag == "dt", tag in ("li", "dd") or place.listed, place.cell
    )


def is_chrome(node: LexborNode) -> bool:
    """Whether it is of the site round the page: a menu, a footer."""
    marks = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
    return bool(CHROME.search(marks)) if marks.strip() else False


def _table(table: LexborNode, walk: Walk, place: Place, depth: int) -> None:
    """A table, or the layout of a whole page by means of one: then it is only a frame."""
    rows = [row for row in table.css("tr") if _table_of(row) == table]
    cells = [_children(row, ("td", "th")) for row in rows]
    if all(len(row) < 2 for row in cells):
        _visit(table, walk, place, False, depth)
        return
    walk.tables += 1
    number = walk.tables
    for down, row in enumerate(cells):
        for across, cell in enumerate(row):
            inner = Place(False, False, Cell(number, down, across))
            _visit(cell, walk, inner, False, depth + 2)
            walk.flush(inner)


def _table_of(node: LexborNode) -> LexborNode | None:
    parent = node.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent


def _children(node: LexborNode, tags: tuple[str, ...]) -> list[LexborNode]:
    found = []
    child = node.child
    while child is not None:
        if child.tag in tags:
            found.append(child)
        child = child.next
    return found
