"""Words beside lines: names where they end, marks on single points; none collide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardmote.charts import lettering, palette
from wardmote.charts.drawing import NARROW, SIZE, SMALL, coordinate, element, halo
from wardmote.charts.plots import Band, Line, Plot, known_only, runs
from wardmote.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class Mark:
    """A few words on one point of the first line (or of the line named)."""

    period: Period
    text: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Words at the end of a line or band, and the point that they name."""

    lines: list[str]
    x: float
    y: float
    colour: str
    bold: bool

    @property
    def height(self) -> float:
        return len(self.lines) * (SIZE + 2) + 3


def draw_marks(
    plot: Plot, periods: Sequence[Period], lines: Sequence[Line], marks: Sequence[Mark]
) -> Iterator[str]:
    taken = [box for line in lines for box in _traced(plot, line)]
    for mark in marks:
        line = next((line for line in lines if line.name == mark.line), lines[0])
        place = mark.period.index - periods[0].index
        value = line.values[place] if 0 <= place < plot.count else None
        if value is None:
            continue
        x, y = plot.x(place), plot.y(value)
        text = lettering.fit(mark.text, SMALL, plot.right - plot.left)
        box = _free(plot, (x, y), lettering.width_of(text, SMALL, bold=True), taken)
        taken.append(box)
        yield element(
            "circle",
            cx=x,
            cy=y,
            r=7,
            fill="none",
            stroke=palette.ACCENT,
            stroke_width=2.5,
            class_="chart-mark",
        )
        yield halo(text, box[0], box[3] - 4, font_size=SMALL, font_weight="bold")


def _traced(plot: Plot, line: Line) -> Iterator[lettering.Box]:
    """Small boxes along a line: where a mark's words should not lie."""
    for run in runs(line.values):
        points = [(plot.x(place), plot.y(line.values[place] or 0)) for place in run]
        for (x, y), (to_x, to_y) in zip(points, points[1:] + points[-1:], strict=True):
            for part in (0, 0.25, 0.5, 0.75):
                at, up = x + (to_x - x) * part, y + (to_y - y) * part
                yield at - 3, up - 3, at + 3, up + 3


def _free(
    plot: Plot, point: tuple[float, float], width: float, taken: list[lettering.Box]
) -> lettering.Box:
    """The nearest place for a mark's words that covers no point and no other words."""
    x, y = point
    spots: list[lettering.Box] = []
    for drop in (-10, -26, -42, 28, 44, -58):
        for shift in (0.5, 1.0, 0.0):
            left = min(max(x - width * shift, plot.left), plot.right - width)
            spots.append((left, y + drop - SMALL - 2, left + width, y + drop + 2))
    inside = [spot for spot in spots if plot.top - 8 < spot[1] and spot[3] < plot.bottom]
    choice = inside or spots
    return min(choice, key=lambda spot: sum(lettering.overlaps(spot, at) for at in taken))


def labels_room(lines: Sequence[Line], band: Band | None, width: float) -> float:
    """Room right of the lines for their names, at most a third of the picture."""
    names = [line.name for line in lines if known_only(line.values)]
    names += [band.name] if band and known_only(band.high) else []
    widest = max((lettering.width_of(name, SIZE, bold=True) for name in names), default=0)
    longest_word = max(
        (lettering.width_of(word, SIZE, bold=True) for n in names for word in n.split()),
        default=0,
    )
    share = 0.24 if width > NARROW else 0.3
    return 16 + min(widest, max(width * share, min(longest_word, width * 0.33)))


def draw_labels(
    plot: Plot, lines: Sequence[Line], band: Band | None, room: float
) -> Iterator[str]:
    labels = list(_wanted(plot, lines, band, room - 14))
    centres = lettering.spread(
        [label.y for label in labels],
        [label.height for label in labels],
        plot.top - 6,
        plot.bottom + 6,
    )
    for label, centre in zip(labels, centres, strict=True):
        x = plot.right + 10
        if abs(centre - label.y) > SIZE or plot.right - label.x > plot.slot:
            d = (
                f"M{coordinate(label.x + 5)} {coordinate(label.y)}"
                f"L{coordinate(x - 3)} {coordinate(centre)}"
            )
            yield element(
                "path",
                d=d,
                fill="none",
                stroke=palette.FAINT,
                stroke_width=1,
                class_="chart-leader",
            )
        y = centre - (len(label.lines) - 1) * (SIZE + 2) / 2 + SIZE * 0.35
        weight = "bold" if label.bold else None
        for drop, text in enumerate(label.lines):
            yield halo(
                text,
                x,
                y + drop * (SIZE + 2),
                fill=label.colour,
                font_weight=weight,
                class_="chart-label",
            )


def _wanted(
    plot: Plot, lines: Sequence[Line], band: Band | None, room: float
) -> Iterator[Label]:
    for place, line in enumerate(lines):
        last = max((i for i, v in enumerate(line.values) if v is not None), default=None)
        if last is not None and (name := line.name.strip()):
            words = lettering.wrap(name, SIZE, room, most=3, bold=True)
            y = plot.y(line.values[last] or 0)
            yield Label(words, plot.x(last), y, palette.LINES[place], bold=True)
    if band:
        ends = [
            (place, (low + high) / 2)
            for place, (low, high) in enumerate(zip(band.low, band.high, strict=True))
            if low is not None and high is not None
        ]
        if ends:
            words = lettering.wrap(band.name, SIZE, room, most=3)
            x, y = plot.x(ends[-1][0]), plot.y(ends[-1][1])
            yield Label(words, x, y, palette.ACCENT, bold=False)
