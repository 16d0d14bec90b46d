"""A chart, its table, and the SVG elements that all charts are made of."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from wardmote.charts import lettering, palette

FONT = "Arial, Arimo, Helvetica, sans-serif"
SIZE = 14
SMALL = 13
NARROW, NARROWEST = 480, 240
LARGEST = 1e15

Look = dict[str, str | float | None]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The numbers of a picture, as they are written beside it."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, its message, what it shows in words, and its numbers."""

    svg: str
    title: str
    description: str
    table: ChartTable


@dataclass(frozen=True, slots=True)
class Header:
    """The message and the unit, drawn above a picture."""

    markup: str
    height: float


def escape(text: str) -> str:
    """Text fit for an element or an attribute; what XML cannot hold is left out."""
    return _NOT_XML.sub("", text).translate(_ESCAPES)


def coordinate(value: float) -> str:
    """At most one decimal: a tenth of a pixel at the size drawn."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """An SVG element. `class_` gives class, `stroke_width` stroke-width; None none."""
    written = [name]
    for key, value in attributes.items():
        if value is not None:
            said = escape(value) if isinstance(value, str) else coordinate(value)
            written.append(f'{key.rstrip("_").replace("_", "-")}="{said}"')
    opening = " ".join(written)
    return f"<{opening}>{''.join(children)}</{name}>" if children else f"<{opening}/>"


def write(text: str, x: float, y: float, **attributes: str | float | None) -> str:
    """One line of text with its baseline at y."""
    return element("text", escape(text), x=x, y=y, **attributes)


def halo(text: str, x: float, y: float, **attributes: str | float | None) -> str:
    """Text readable over lines and fills: it stands on a white edge of its own.

    Two elements and not `paint-order`, with which Typst lets each letter's edge cover
    the letter before it.
    """
    under: Look = {**attributes, "class_": "chart-halo", "text_decoration": None}
    under |= {"fill": palette.PAPER, "stroke": palette.PAPER, "stroke_width": 3}
    edge = write(text, x, y, **under, stroke_linejoin="round", aria_hidden="true")
    return edge + write(text, x, y, **attributes)


def header(title: str, unit: str, *, width: float, drawn: bool) -> Header:
    """The title (when drawn) in bold, wrapped, and under it what is counted."""
    size = 18 if width > NARROW else 16
    lines, y = [], 0.0
    for part in lettering.wrap(title, size, width, most=4, bold=True) if drawn else []:
        y += size * 1.25
        lines.append(
            write(part, 0, y, class_="chart-heading", font_size=size, font_weight="bold")
        )
    for part in lettering.wrap(unit, SIZE, width, most=2) if unit else []:
        y += SIZE * 1.35
        lines.append(write(part, 0, y, class_="chart-unit", fill=palette.SECONDARY))
    return Header("".join(lines), y + 10 if y else 6)


def hatch(name: str) -> str:
    """The pattern that means “no figure”."""
    line = element("path", d="M0 6L6 0", stroke=palette.FAINT, stroke_width=1)
    ground = element("rect", width=6, height=6, fill=palette.PAPER)
    pattern = element(
        "pattern",
        ground,
        line,
        id=name,
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )
    return element("defs", pattern)


def link(markup: str, href: str | None, says: str, **attributes: str | None) -> str:
    """Markup as a list item: a link that says where it leads, or a plain picture."""
    inside = (element("title", escape(says)) if says.strip() else "") + markup
    if href:
        item = element("a", inside, href=href, aria_label=says, **attributes)
    else:
        item = element("g", inside, role="img", aria_label=says, **attributes)
    return element("g", item, role="listitem")


def frame(
    *body: str,
    key: str,
    kind: str,
    size: tuple[float, float],
    title: str,
    description: str,
    is_list: bool = False,
) -> str:
    """The whole picture, as wide as its column, named by its own words."""
    if size[0] < NARROWEST and kind != "spark":
        raise ValueError(f"{size[0]} is too narrow to read: give {NARROWEST} or more")
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} cannot be the start of an id")
    width, height = size
    return element(
        "svg",
        element("title", escape(title), id=f"{key}-title"),
        element("desc", escape(description), id=f"{key}-desc"),
        *body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {coordinate(width)} {coordinate(height)}",
        width="100%",
        role="group" if is_list else "img",
        aria_labelledby=f"{key}-title {key}-desc",
        class_=f"chart chart-{kind}",
        font_family=FONT,
        font_size=SIZE,
        fill=palette.INK,
    )


def require_plain(values: Iterable[float | None]) -> None:
    """Raise ValueError for what no zero-based picture can show truthfully."""
    for value in values:
        if value is not None and not (math.isfinite(value) and 0 <= value <= LARGEST):
            raise ValueError(f"{value} cannot be drawn: give 0 to {LARGEST:.0e}, or None")
