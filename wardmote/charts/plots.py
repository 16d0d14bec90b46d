"""Series on a grid from zero: the ground, the band, the gaps and the lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardmote.charts import lettering, palette
from wardmote.charts.drawing import SMALL, Look, coordinate, element, halo, write
from wardmote.charts.scales import Tick, compact, ticks

MOST_POINTS = 36
Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Line:
    """A series: one value a period, None where there is no figure."""

    name: str
    values: Values


@dataclass(frozen=True, slots=True)
class Band:
    """What is expected, from low to high, one pair a period."""

    low: Values
    high: Values
    name: str = "expected"


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the lines go: periods across, from zero up."""

    left: float
    right: float
    top: float
    bottom: float
    count: int
    ticks: Sequence[float]
    step: float

    @property
    def peak(self) -> float:
        return self.ticks[-1]

    @property
    def slot(self) -> float:
        return (self.right - self.left) / self.count

    def x(self, place: float) -> float:
        return self.left + (place + 0.5) * self.slot

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / (self.peak or 1)


def runs(values: Values) -> Iterator[range]:
    """The stretches of places that have a figure."""
    start: int | None = None
    for place, value in enumerate((*values, None)):
        if value is not None and start is None:
            start = place
        elif value is None and start is not None:
            yield range(start, place)
            start = None


def path(plot: Plot, places: range, values: Values) -> str:
    """A line through known points."""
    points = [
        f"{coordinate(plot.x(place))} {coordinate(plot.y(value))}"
        for place in places
        if (value := values[place]) is not None
    ]
    return "M" + "L".join(points)


def known_only(values: Values) -> list[float]:
    return [value for value in values if value is not None]


def plot_for(
    highest: Sequence[float], count: int, top: float, right: float, bottom: float
) -> Plot:
    """A plot tall enough for the highest value, with room for its ticks' numbers."""
    whole = all(float(value).is_integer() for value in highest)
    marked, step = ticks(max(highest, default=0), whole=whole)
    marked = marked if highest else [0.0]
    gutter = max(lettering.width_of(compact(tick, step), SMALL) for tick in marked) + 8
    return Plot(gutter, right, top, bottom, count, marked, step)


def draw_grid(plot: Plot) -> Iterator[str]:
    for tick in plot.ticks:
        y = plot.y(tick)
        colour = palette.GRID if tick else palette.SECONDARY
        d = f"M{coordinate(plot.left)} {coordinate(y)}H{coordinate(plot.right)}"
        yield element("path", d=d, class_="chart-grid", stroke=colour, stroke_width=1)
        yield write(
            compact(tick, plot.step),
            plot.left - 8,
            y + SMALL * 0.35,
            text_anchor="end",
            font_size=SMALL,
            fill=palette.SECONDARY,
            class_="chart-tick",
        )


def draw_axis(plot: Plot, labels: Sequence[Tick]) -> Iterator[str]:
    look: Look = {"font_size": SMALL, "fill": palette.SECONDARY, "class_": "chart-tick"}
    for label in labels:
        x = max(plot.x(label.place), 16)
        d = f"M{coordinate(plot.x(label.place))} {coordinate(plot.bottom)}v5"
        yield element("path", d=d, stroke=palette.SECONDARY, stroke_width=1)
        for text, drop in ((label.text, 18), (label.year, 34)):
            if text:
                yield write(text, x, plot.bottom + drop, text_anchor="middle", **look)


def draw_missing(plot: Plot, lines: Sequence[Line], pattern: str) -> Iterator[str]:
    """Hatch the periods for which no line has a figure, and say so where it fits."""
    empty: list[float | None] = [
        0 if all(line.values[place] is None for line in lines) else None
        for place in range(plot.count)
    ]
    edge = 0.0
    for gap in runs(empty):
        left, across = plot.left + gap.start * plot.slot, len(gap) * plot.slot
        yield element(
            "rect",
            x=left,
            y=plot.top,
            width=across,
            height=plot.bottom - plot.top,
            fill=f"url(#{pattern})",
            fill_opacity="0.6",
            class_="chart-none",
        )
        half = lettering.width_of("no data", SMALL) / 2
        middle = min(max(left + across / 2, plot.left + half), plot.right - half)
        if middle - half >= edge:
            edge = middle + half + 4
            look: Look = {"font_size": SMALL, "fill": palette.SECONDARY}
            yield halo("no data", middle, plot.top + 18, text_anchor="middle", **look)


def draw_band(plot: Plot, band: Band) -> Iterator[str]:
    both = [None if None in pair else 0.0 for pair in zip(band.low, band.high, strict=True)]
    for run in runs(both):
        over = path(plot, run, band.high)
        under = path(plot, run[::-1], band.low)
        d = f"{over}L{under[1:]}Z"
        if len(run) == 1:
            half = plot.slot / 3
            x, high, low = plot.x(run[0]), band.high[run[0]], band.low[run[0]]
            ends = [coordinate(plot.y(end or 0)) for end in (high, low)]
            d = (
                f"M{coordinate(x - half)} {ends[0]}H{coordinate(x + half)}"
                f"V{ends[1]}H{coordinate(x - half)}Z"
            )
        yield element("path", d=d, fill=palette.TINT, class_="chart-band")


def draw_line(plot: Plot, line: Line, place: int) -> Iterator[str]:
    colour = palette.LINES[place]
    for run in runs(line.values):
        if len(run) > 1:
            yield element(
                "path",
                d=path(plot, run, line.values),
                fill="none",
                stroke=colour,
                stroke_width=2.5,
                stroke_linejoin="round",
                stroke_linecap="round",
                stroke_dasharray=palette.DASHES[place],
                class_=f"chart-line chart-line-{place + 1}",
            )
        first = place == 0 and plot.count <= MOST_POINTS
        for point in run if first or len(run) == 1 else run[-1:]:
            value = line.values[point]
            assert value is not None
            yield element(
                "circle",
                cx=plot.x(point),
                cy=plot.y(value),
                r=3,
                fill=colour,
                stroke=palette.PAPER,
                stroke_width=1,
                class_="chart-point",
            )
