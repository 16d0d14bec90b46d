"""The document every paper is made from: plain, frozen, kept as JSON.

A paragraph's text is a string, or a tuple of strings, `Link` and `Strong`. Nothing in
it is markup: `*`, `<b>` and `{{ }}` are letters like any others, in all three outputs.
"""

import json
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeAlias, TypeVar

FORMAT = 1
KEY = re.compile(r"[a-z][a-z0-9-]{0,79}")
HREF = re.compile(r"(https?://|mailto:|#|/(?![/\\]))[^\s\\]*")
#: characters that XML 1.0, and so Word and SVG, cannot hold at all
ILLEGIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a web address, a page of ours (/...) or a heading (#key)."""

    text: str
    href: str

    def __post_init__(self) -> None:
        if not HREF.fullmatch(self.href):
            raise ValueError(f"{self.href!r} is not an address a paper may link to")

    @property
    def is_absolute(self) -> bool:
        """Whether it also works from a file on somebody's desk."""
        return self.href.startswith(("http", "mailto:"))


@dataclass(frozen=True, slots=True)
class Strong:
    text: str


Span: TypeAlias = str | Link | Strong
Text: TypeAlias = str | tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is numbered and starts a section; level 2 divides one. `key`: its #id.

    `number`: the one it has elsewhere ("4A"), so that its paragraphs are 4A.1, 4A.2; empty
    for a section without a number; None to be counted.
    """

    text: str
    level: int
    key: str
    number: str | None = None

    def __post_init__(self) -> None:
        if self.level not in (1, 2):
            raise ValueError("A heading is of level 1 or 2")
        if not KEY.fullmatch(self.key):
            raise ValueError(f"{self.key!r} is not a key: small letters, digits, hyphens")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`numeric` holds the indexes of columns to align right."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    note: str = ""

    def __post_init__(self) -> None:
        if not self.headers or any(len(row) != len(self.headers) for row in self.rows):
            raise ValueError("A table needs headers, and each row as many cells")

    @property
    def lines(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Each cell with its column's header, as a phone reads a row."""
        return tuple(tuple(zip(self.headers, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, what it shows in words, and the same numbers as a table."""

    svg: str
    alt: str
    caption: str
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A text set apart from the rest: a caution, or what to do."""

    text: Text


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where print starts a new page; the web page shows nothing."""


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Figure | Note | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. `marking` is empty when it is public. `logo`: PNG, JPEG or SVG."""

    title: str
    subtitle: str
    partnership: str
    edition_line: str
    made_on: date
    blocks: tuple[Block, ...]
    marking: str = ""
    logo: bytes | None = None
    attribution: str = ""

    def __post_init__(self) -> None:
        headings = [block for block in self.blocks if isinstance(block, Heading)]
        if len({heading.key for heading in headings}) != len(headings):
            raise ValueError("Two headings have the same key")
        if headings and headings[0].level != 1:
            raise ValueError("The first heading must be of level 1")


def spans(text: Text) -> tuple[Span, ...]:
    return (text,) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """The words alone."""
    return "".join(s if isinstance(s, str) else s.text for s in spans(text))


Any_ = TypeVar("Any_")


def legible(part: Any_) -> Any_:
    """The same document, or part of one, without characters that no file can hold."""
    changed: Any = part
    if isinstance(part, str):
        changed = ILLEGIBLE.sub("", part)
    elif isinstance(part, tuple):
        changed = tuple(map(legible, part))
    elif is_dataclass(part) and not isinstance(part, type):
        changed = replace(
            part, **{f.name: legible(getattr(part, f.name)) for f in fields(part)}
        )
    return changed  # type: ignore[no-any-return]


_KINDS = {
    kind.__name__.lower(): kind
    for kind in (Link, Strong, Heading, Paragraph, Bullets, Table, Figure, Note)
} | {"pagebreak": PageBreak}


def as_plain(part: Any) -> Any:
    """Lists, dictionaries, strings and numbers, as JSON knows them."""
    if isinstance(part, tuple):
        return [as_plain(each) for each in part]
    if isinstance(part, frozenset):
        return sorted(part)
    if type(part) in _KINDS.values():
        inside = {f.name: as_plain(getattr(part, f.name)) for f in fields(part)}
        return {"kind": type(part).__name__.lower(), **inside}
    return part


def _from_plain(part: Any) -> Any:
    if isinstance(part, list):
        return tuple(map(_from_plain, part))
    if isinstance(part, dict):
        inside = {name: _from_plain(value) for name, value in part.items()}
        kind = inside.pop("kind", None)
        if kind not in _KINDS:
            raise ValueError(f"No part of a document is called {kind!r}")
        if kind == "table":
            inside["numeric"] = frozenset(inside["numeric"])
        return _KINDS[kind](**inside)
    return part


def to_json(document: Document) -> str:
    """The document as published reports keep it. Same document, same characters."""
    kept = {f.name: as_plain(getattr(document, f.name)) for f in fields(document)}
    kept["made_on"] = document.made_on.isoformat()
    kept["logo"] = document.logo and b64encode(document.logo).decode()
    return json.dumps({"format": FORMAT, **kept}, sort_keys=True)


def from_json(text: str) -> Document:
    """Read what `to_json` wrote. Raises ValueError for anything else."""
    kept = json.loads(text)
    if not isinstance(kept, dict) or kept.pop("format", None) != FORMAT:
        raise ValueError("This is not a document that this version can read")
    try:
        kept["blocks"] = _from_plain(kept["blocks"])
        kept["made_on"] = date.fromisoformat(kept["made_on"])
        kept["logo"] = b64decode(kept["logo"]) if kept["logo"] is not None else None
        return Document(**kept)
    except (KeyError, TypeError) as wrong:
        raise ValueError(f"The document is damaged: {wrong}") from wrong
