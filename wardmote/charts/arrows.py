"""Ways between stations: curves that bend round what stands between, with their words."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wardmote.charts import lettering, palette
from wardmote.charts.drawing import SMALL, Look, coordinate, element, link, write
from wardmote.charts.stations import STUCK

Point = tuple[float, float]
STEPS = 40
WORDS_LINE = 17.0


@dataclass(frozen=True, slots=True)
class Way:
    """One way from a station to another: how much moved along it, and what it asks.

    `says` and `href` are for the words on the arrow; `asks` stands under them.
    """

    giver: int
    taker: int
    moved: int = 0
    words: str = ""
    asks: str = ""
    is_late: bool = False
    href: str | None = None
    says: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for line in (self.words, self.asks) if line)


@dataclass(frozen=True, slots=True)
class Curve:
    """A cubic curve from one point to another."""

    start: Point
    bend: Point
    other: Point
    end: Point

    def at(self, part: float) -> Point:
        a, b = (1 - part) ** 3, 3 * part * (1 - part) ** 2
        c, d = 3 * part**2 * (1 - part), part**3
        corners = (self.start, self.bend, self.other, self.end)
        x = sum(w * p[0] for w, p in zip((a, b, c, d), corners, strict=True))
        y = sum(w * p[1] for w, p in zip((a, b, c, d), corners, strict=True))
        return x, y

    @property
    def points(self) -> list[Point]:
        return [self.at(step / STEPS) for step in range(STEPS + 1)]


def straight(start: Point, end: Point) -> Curve:
    """A curve that does not bend."""
    third = [(end[0] - start[0]) / 3, (end[1] - start[1]) / 3]
    return Curve(
        start,
        (start[0] + third[0], start[1] + third[1]),
        (end[0] - third[0], end[1] - third[1]),
        end,
    )


def words_size(way: Way) -> Point:
    """The room that the words on an arrow take."""
    widest = max(lettering.width_of(line, SMALL, bold=True) for line in way.lines)
    return widest + 14, len(way.lines) * WORDS_LINE + 5


def place_words(way: Way, curve: Curve, taken: Sequence[lettering.Box]) -> lettering.Box | None:
    """The place on the curve nearest to its middle that is free; None if there is none."""
    width, height = words_size(way)
    for part in sorted((step / STEPS for step in range(4, STEPS - 3)), key=_from_middle):
        x, y = curve.at(part)
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        if not any(lettering.overlaps(box, other) for other in taken):
            return box
    return None


def _from_middle(part: float) -> tuple[float, float]:
    return abs(part - 0.5), part


def draw_way(way: Way, curve: Curve) -> str:
    """The arrow, thicker the more moved; dashed and thin where nothing did."""
    thick = 2.0 + min(way.moved, 8) if way.moved else 1.5
    colour = palette.LINES[0] if way.moved else palette.LINES[1] if way.asks else palette.FAINT
    head = 7 + thick * 1.3
    points = curve.points
    cut, tip = _cut(points, head), points[-1]
    look: Look = {"fill": "none", "stroke": colour, "stroke_width": thick}
    dashes = None if way.moved else "8 4" if way.asks else "3 4"
    drawn = "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in cut)
    line = element("path", d=f"M{drawn}", stroke_dasharray=dashes, class_="chart-way", **look)
    return line + _head(cut[-1], tip, head * 0.62, colour)


def _cut(points: Sequence[Point], head: float) -> list[Point]:
    """The points up to where the arrow's head begins."""
    kept, left = list(points), head
    while len(kept) > 2 and math.dist(kept[-1], kept[-2]) < left:
        left -= math.dist(kept[-1], kept[-2])
        kept.pop()
    (x, y), (to_x, to_y) = kept[-1], kept[-2]
    part = min(1.0, left / (math.dist(kept[-1], kept[-2]) or 1.0))
    return [*kept[:-1], (x + (to_x - x) * part, y + (to_y - y) * part)]


def _head(base: Point, tip: Point, half: float, colour: str) -> str:
    long = math.dist(base, tip) or 1.0
    across = ((tip[1] - base[1]) / long * half, (base[0] - tip[0]) / long * half)
    corners = (
        tip,
        (base[0] + across[0], base[1] + across[1]),
        (base[0] - across[0], base[1] - across[1]),
    )
    drawn = "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in corners)
    return element("path", d=f"M{drawn}Z", fill=colour)


def draw_words(way: Way, box: lettering.Box) -> str:
    """What moved and what is asked, on white, leading to the list behind it."""
    edge = STUCK if way.is_late else palette.LINES[0] if way.moved else palette.LINES[1]
    ground = element(
        "rect",
        x=box[0],
        y=box[1],
        width=box[2] - box[0],
        height=box[3] - box[1],
        rx=4,
        fill=palette.PAPER,
        stroke=edge,
        stroke_width=1.5,
        class_="chart-hit",
    )
    lines = [
        write(
            line,
            (box[0] + box[2]) / 2,
            box[1] + place * WORDS_LINE + WORDS_LINE - 2,
            text_anchor="middle",
            font_size=SMALL,
            font_weight="bold",
            fill=STUCK if way.is_late and line == way.asks else palette.INK,
            class_="chart-name",
        )
        for place, line in enumerate(way.lines)
    ]
    return link(ground + "".join(lines), way.href, way.says, class_="chart-row")


def crossed(curve: Curve, boxes: Iterable[lettering.Box]) -> int:
    """How many of these boxes the curve runs through."""
    points = curve.points
    return sum(
        any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in points) for box in boxes
    )
