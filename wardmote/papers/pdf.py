"""A document as an A4 PDF that screen readers can follow (PDF/UA-1)."""

import json
from pathlib import Path
from typing import Any

from wardmote.kernel.periods import day_words
from wardmote.papers.document import (
    Bullets,
    Document,
    Figure,
    Heading,
    Link,
    Note,
    Paragraph,
    Table,
    Text,
    as_plain,
    legible,
    spans,
)
from wardmote.papers.numbering import (
    ANNEX,
    Numbered,
    annex,
    column_shares,
    contents,
    numbered,
)
from wardmote.papers.pictures import picture_kind, printed_svg
from wardmote.papers.press import press, printable

UNTITLED = "Untitled"  # PDF/UA asks for a title
SOURCE = Path(__file__).with_name("paper.typ")


def pdf(document: Document) -> bytes:
    """The paper. The same document gives the same bytes."""
    shown, files = given(document)
    inputs = {"paper": json.dumps(shown)}
    return press(SOURCE.read_text(), inputs, files=files, made_on=document.made_on)


def given(document: Document) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What `paper.typ` is given of a document, and the files beside it."""
    clean = legible(document)
    logo, files = _logo(clean.logo)
    keys = {block.key for block in clean.blocks if isinstance(block, Heading)}
    paper = {
        "title": clean.title,
        "subtitle": clean.subtitle,
        "partnership": clean.partnership,
        "edition_line": clean.edition_line,
        "made_on": day_words(clean.made_on),
        "marking": clean.marking,
        "attribution": clean.attribution,
        "contents": bool(contents(clean)),
        "blocks": [_block(each, keys) for each in numbered(clean)],
        "annex": [_table(table) for table in annex(clean)],
        "annex_title": ANNEX,
    }
    shown = in_our_font(paper)
    shown["title"] = shown["title"].strip() or UNTITLED
    return {**shown, "logo": logo}, files


def _logo(logo: bytes | None) -> tuple[str | None, dict[str, bytes]]:
    if logo is None:
        return None, {}
    kind = picture_kind(logo)
    if kind == "svg":
        logo = printed_svg(logo.decode("utf-8")).encode()
    return f"logo.{kind}", {f"logo.{kind}": logo}


def _block(each: Numbered, keys: set[str]) -> dict[str, Any]:
    block = each.block
    told: dict[str, Any] = as_plain(block)
    match block:
        case Paragraph(text=text) | Note(text=text):
            told["text"] = _spans(text, keys)
        case Bullets(items=items):
            told["items"] = [_spans(item, keys) for item in items]
        case Table():
            told = _table(block)
        case Figure(svg=svg):
            told = {**told, "svg": printed_svg(svg), "table": None}
        case _:
            pass
    return {**told, "number": each.number, "anchor": each.anchor}


def _table(table: Table) -> dict[str, Any]:
    return {**as_plain(table), "shares": column_shares(table)}


def _spans(text: Text, keys: set[str]) -> list[Any]:
    return [
        _span(span, keys) if isinstance(span, Link) else as_plain(span) for span in spans(text)
    ]


def _span(link: Link, keys: set[str]) -> dict[str, Any]:
    leads = link.is_absolute or (link.href[:1] == "#" and link.href[1:] in keys)
    return {**as_plain(link), "href": link.href if leads else None}


def in_our_font(part: Any) -> Any:
    """Every text of it in characters that the font has."""
    if isinstance(part, str):
        return printable(part)
    if isinstance(part, list | tuple):
        return [in_our_font(each) for each in part]
    if isinstance(part, dict):
        return {name: in_our_font(each) for name, each in part.items()}
    return part
