"""One group of the figure of eight as it is drawn: its name, its states, its issues."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wardmote.charts import lettering, palette
from wardmote.charts.drawing import SMALL, Look, element, link, write

PAD = 14.0
LINE = 24.0
PILL, PITCH = 26.0, 32.0
NAME = 16
STUCK = palette.LETTERS["E"]


class Fill(StrEnum):
    """How the pills of one state look; the state is named above them too."""

    OPEN = "open"
    SOLID = "solid"
    GREY = "grey"


_FILLS = {
    Fill.OPEN: (palette.PAPER, palette.INK, palette.INK),
    Fill.SOLID: (palette.ACCENT, palette.ACCENT, palette.PAPER),
    Fill.GREY: (palette.SECONDARY, palette.SECONDARY, palette.PAPER),
}


@dataclass(frozen=True, slots=True)
class Dot:
    """One issue: its short number, what it is, where it leads; its age if it is stuck."""

    text: str
    says: str
    href: str
    stuck: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A line that leads to a list, such as “2 on hold”, and the dots under it."""

    words: str
    href: str
    fill: Fill = Fill.OPEN
    dots: tuple[Dot, ...] = ()


@dataclass(frozen=True, slots=True)
class Station:
    """One group: what it has by state, and what came and went, in words."""

    key: int
    name: str
    href: str
    shelves: tuple[Shelf, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """Where a station stands."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def centre(self) -> float:
        return self.left + self.width / 2

    @property
    def edges(self) -> lettering.Box:
        return (self.left, self.top, self.right, self.bottom)


@dataclass(frozen=True, slots=True)
class Pill:
    """A dot and where it is drawn, from the shelf's corner."""

    dot: Dot
    x: float
    y: float
    width: float


def pills(dots: Sequence[Dot], room: float) -> list[Pill]:
    """The dots in rows no wider than the room; a stuck one brings its age along."""
    placed, x, y = [], 0.0, 0.0
    for dot in dots:
        width = min(room, _pill_width(dot) + _age_width(dot))
        if x and x + width > room:
            x, y = 0.0, y + PITCH
        placed.append(Pill(dot, x, y, width))
        x += width + 8
    return placed


def _pill_width(dot: Dot) -> float:
    return max(PILL + 4, lettering.width_of(dot.text, SMALL, bold=True) + 16)


def _age_width(dot: Dot) -> float:
    return lettering.width_of(dot.stuck, SMALL, bold=True) + 6 if dot.stuck else 0.0


def _name_lines(station: Station, width: float) -> list[str]:
    return lettering.wrap(station.name, NAME, width - 2 * PAD, most=2, bold=True)


def height_of(station: Station, width: float) -> float:
    """How much room this station needs at this width."""
    height = PAD + len(_name_lines(station, width)) * LINE + 6
    for shelf in station.shelves:
        rows = pills(shelf.dots, width - 2 * PAD)
        height += LINE + (rows[-1].y + PITCH + 4 if rows else 4)
    return height + len(station.notes) * LINE + PAD - 4


def draw_station(station: Station, box: Box, *, is_hub: bool = False) -> Iterator[str]:
    """The frame, then what leads somewhere, from the top."""
    yield element(
        "rect",
        x=box.left,
        y=box.top,
        width=box.width,
        height=box.height,
        rx=6,
        fill=palette.PAPER,
        stroke=palette.LINES[0],
        stroke_width=3 if is_hub else 2,
        class_="chart-station",
    )
    left, y = box.left + PAD, box.top + PAD
    lines = _name_lines(station, box.width)
    yield _words_link(lines, left, y, station.href, station.name, size=NAME, bold=True)
    y += len(lines) * LINE + 6
    for shelf in station.shelves:
        words = lettering.fit(shelf.words, SMALL + 1, box.width - 2 * PAD)
        says = f"{station.name}: {shelf.words}"
        yield _words_link([words], left, y, shelf.href, says, size=SMALL + 1)
        y += LINE
        rows = pills(shelf.dots, box.width - 2 * PAD)
        for pill in rows:
            yield _draw_pill(pill, shelf.fill, left, y + 2)
        y += rows[-1].y + PITCH + 4 if rows else 4
    for note in station.notes:
        y += LINE
        fitted = lettering.fit(note, SMALL, box.width - 2 * PAD)
        yield write(fitted, left, y - 6, font_size=SMALL, fill=palette.SECONDARY)


def _words_link(
    lines: Sequence[str],
    left: float,
    top: float,
    href: str,
    says: str,
    *,
    size: int,
    bold: bool = False,
) -> str:
    """Underlined words on a ground that shows the focus."""
    widest = max((lettering.width_of(line, size, bold=bold) for line in lines), default=0)
    look: Look = {"font_size": size, "fill": palette.ACCENT, "class_": "chart-name"}
    look |= {"font_weight": "bold" if bold else None, "text_decoration": "underline"}
    ground = _ground(left - 3, top - 1, widest + 6, len(lines) * LINE)
    drawn = [
        write(line, left, top + (place + 1) * LINE - 7, **look)
        for place, line in enumerate(lines)
    ]
    return link(ground + "".join(drawn), href, says, class_="chart-row")


def _ground(left: float, top: float, width: float, height: float) -> str:
    return element(
        "rect",
        x=left,
        y=top,
        width=width,
        height=height,
        fill=palette.PAPER,
        fill_opacity="0",
        class_="chart-hit",
    )


def _draw_pill(pill: Pill, fill: Fill, left: float, top: float) -> str:
    """A numbered pill; a stuck one has a ring round it and its age beside it."""
    ground, edge, ink = _FILLS[fill]
    x, y, width = left + pill.x, top + pill.y, _pill_width(pill.dot)
    parts = [
        _ring(
            x, y, width, PILL, fill=ground, stroke=edge, stroke_width=1.5, class_="chart-hit"
        ),
        write(
            pill.dot.text,
            x + width / 2,
            y + PILL / 2 + SMALL * 0.36,
            text_anchor="middle",
            font_size=SMALL,
            font_weight="bold",
            fill=ink,
            class_="chart-name",
        ),
    ]
    if pill.dot.stuck:
        look: Look = {"fill": "none", "stroke": STUCK, "stroke_width": 2.5}
        parts.append(_ring(x - 3, y - 3, width + 6, PILL + 6, **look))
        parts.append(
            write(
                # a space, so that number and age are read as two words
                " " + lettering.fit(pill.dot.stuck, SMALL, pill.width - width - 4, bold=True),
                x + width + 7,
                y + PILL / 2 + SMALL * 0.36,
                font_size=SMALL,
                font_weight="bold",
                fill=STUCK,
            )
        )
    return link("".join(parts), pill.dot.href, pill.dot.says, class_="chart-row")


def _ring(x: float, y: float, width: float, height: float, **look: str | float | None) -> str:
    return element("rect", x=x, y=y, width=width, height=height, rx=height / 2, **look)
