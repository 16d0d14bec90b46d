"""A tiny line for a table's cell."""

from collections.abc import Sequence

from wardmote.charts import palette
from wardmote.charts.drawing import Chart, ChartTable, element, frame, require_plain
from wardmote.charts.plots import Plot, Values, path, runs
from wardmote.charts.scales import number, places_for, require_consecutive
from wardmote.kernel.periods import Month, Period


def spark(
    *,
    key: str,
    title: str,
    periods: Sequence[Period],
    values: Values,
    width: float = 120,
    height: float = 28,
) -> Chart:
    """Draw the shape of a series from zero, its last figure as a dot.

    The cell must say the numbers that matter in words: a spark has no scale.
    """
    require_consecutive(periods)
    require_plain(values)
    if len(values) != len(periods):
        raise ValueError(f"{len(values)} values for {len(periods)} periods")
    known = [place for place, value in enumerate(values) if value is not None]
    peak = max((value for value in values if value is not None), default=0) or 1
    plot = Plot(2, width - 3, 5, height - 4, len(periods), (0, peak), peak)
    places = places_for(values)
    said = (
        f"{number(values[known[-1]], places)} in {periods[known[-1]].words}"
        if (known)
        else "no figures"
    )
    description = f"{periods[0].words} to {periods[-1].words}; latest: {said}."
    svg = frame(
        element("path", d=f"M0 {height - 4:g}H{width:g}", stroke=palette.GRID),
        *(_stretch(plot, run, values) for run in runs(values)),
        *(_dot(plot, known[-1], values, 3.5, palette.ACCENT) for _ in known[-1:]),
        key=key,
        kind="spark",
        size=(width, height),
        title=title,
        description=description,
    )
    first = "Month" if isinstance(periods[0], Month) else "Quarter"
    rows = tuple(
        (period.words, number(value, places))
        for period, value in zip(periods, values, strict=True)
    )
    return Chart(svg, title, description, ChartTable(title, (first, "Figure"), rows))


def _stretch(plot: Plot, run: range, values: Values) -> str:
    if len(run) == 1:
        return _dot(plot, run[0], values, 1.5, palette.LINES[0])
    return element(
        "path",
        d=path(plot, run, values),
        fill="none",
        stroke=palette.LINES[0],
        stroke_width=1.75,
        stroke_linejoin="round",
        class_="chart-line",
    )


def _dot(plot: Plot, place: int, values: Values, radius: float, colour: str) -> str:
    return element(
        "circle", cx=plot.x(place), cy=plot.y(values[place] or 0), r=radius, fill=colour
    )
