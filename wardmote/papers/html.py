"""A document as part of a web page: everything a person wrote is escaped."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from wardmote.papers.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Link,
    Note,
    Paragraph,
    Span,
    Strong,
    Table,
    Text,
    legible,
    spans,
)
from wardmote.papers.numbering import Numbered, contents, numbered
from wardmote.papers.pictures import inline_svg


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as the template needs it."""

    kind: str
    number: str
    anchor: str
    block: Block
    words: tuple[SafeString, ...] = ()
    drawing: str = ""
    table: Table | None = None


def render_document(document: Document) -> SafeString:
    """The whole paper: marking, title, contents on the left, blocks."""
    clean = legible(document)
    page = {"document": clean, "contents": contents(clean), "blocks": _shown(clean)}
    return render_to_string("papers/document.html", page)


def _shown(document: Document) -> list[Shown]:
    return [_show(each) for each in numbered(document)]


def _show(each: Numbered) -> Shown:
    block = each.block
    more: dict[str, Any] = {}
    match block:
        case Paragraph(text=text) | Note(text=text):
            more = {"words": (_words(text),)}
        case Bullets(items=items):
            more = {"words": tuple(map(_words, items))}
        case Table():
            more = {"table": block}
        case Figure(svg=svg, alt=alt, table=table):
            clean = inline_svg(svg, alt=alt, prefix=each.anchor)
            drawing = mark_safe(clean)  # noqa: S308 - only shapes are left in it
            more = {"drawing": drawing, "table": table}
    return Shown(type(block).__name__.lower(), each.number, each.anchor, block, **more)


def _words(text: Text) -> SafeString:
    return format_html_join("", "{}", ((_span(span),) for span in spans(text)))


def _span(span: Span) -> str:
    match span:
        case Strong(text=text):
            return format_html("<strong>{}</strong>", text)
        case Link(text=text, href=href):
            return format_html('<a class="govuk-link" href="{}">{}</a>', href, text)
        case _:
            return span
