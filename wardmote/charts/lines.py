"""Monthly (or quarterly) series as lines from zero, named where they end."""

from collections.abc import Sequence

from wardmote.charts.drawing import (
    NARROW,
    SMALL,
    Chart,
    ChartTable,
    frame,
    hatch,
    header,
    require_plain,
)
from wardmote.charts.labels import Mark, draw_labels, draw_marks, labels_room
from wardmote.charts.plots import (
    Band,
    Line,
    draw_axis,
    draw_band,
    draw_grid,
    draw_line,
    draw_missing,
    known_only,
    plot_for,
)
from wardmote.charts.scales import (
    NO_FIGURE,
    number,
    period_ticks,
    places_for,
    require_consecutive,
)
from wardmote.kernel.periods import Month, Period

MOST_LINES = 4


def line_chart(
    *,
    key: str,
    title: str,
    periods: Sequence[Period],
    lines: Sequence[Line],
    unit: str = "",
    band: Band | None = None,
    marks: Sequence[Mark] = (),
    places: int | None = None,
    heading: bool = True,
    width: float = 640,
    height: float | None = None,
) -> Chart:
    """Draw at most four lines; `title` is the message, `unit` says what is counted.

    `heading=False` leaves the title out of the picture, for pages that print it above.
    Raises ValueError for periods with a hole, or values that are not one a period.
    """
    _require_series(periods, lines, band)
    figures = [value for line in lines for value in known_only(line.values)]
    digits = places_for(figures) if places is None else places
    top = header(title, unit, width=width, drawn=heading)
    tall = height or top.height + width * (0.5 if width > NARROW else 0.72)
    beside = labels_room(lines, band, width)
    highest = [*figures, *(known_only(band.high) if band else ())]
    plot = plot_for(highest, len(periods), top.height + 8, width - beside, tall - 40)
    description = _description(periods, lines, digits, unit)
    body = (
        top.markup,
        hatch(f"{key}-none"),
        *draw_grid(plot),
        *draw_missing(plot, lines, f"{key}-none"),
        *draw_axis(plot, period_ticks(periods, plot.slot, SMALL)),
        *(draw_band(plot, band) if band else ()),
        *(
            part
            for place, line in reversed(list(enumerate(lines)))
            for part in draw_line(plot, line, place)
        ),
        *draw_marks(plot, periods, lines, marks),
        *draw_labels(plot, lines, band, beside),
    )
    svg = frame(
        *body,
        key=key,
        kind="lines",
        size=(width, tall),
        title=title,
        description=description,
    )
    return Chart(svg, title, description, _table(title, periods, lines, band, digits))


def _require_series(
    periods: Sequence[Period], lines: Sequence[Line], band: Band | None
) -> None:
    require_consecutive(periods)
    if not 1 <= len(lines) <= MOST_LINES:
        raise ValueError(f"Draw 1 to {MOST_LINES} lines: more cannot be told apart")
    series = [line.values for line in lines] + ([band.low, band.high] if band else [])
    for values in series:
        require_plain(values)
        if len(values) != len(periods):
            raise ValueError(f"{len(values)} values for {len(periods)} periods")


def _description(
    periods: Sequence[Period], lines: Sequence[Line], places: int, unit: str
) -> str:
    span = f"{periods[0].words} to {periods[-1].words}"
    said = [f"Line chart{', ' + unit if unit else ''}, {span}."]
    for line in lines:
        known = [(v, p) for v, p in zip(line.values, periods, strict=True) if v is not None]
        if not known:
            said.append(f"{line.name}: no figures.")
            continue
        peak, when = max(known, key=lambda pair: pair[0])
        last, latest = known[-1]
        said.append(
            f"{line.name}: {number(last, places)} in {latest.words}; "
            f"highest {number(peak, places)} in {when.words}."
        )
        if missing := len(periods) - len(known):
            said.append(f"No figure for {missing} of {len(periods)} periods.")
    return " ".join(said)


def _table(
    title: str,
    periods: Sequence[Period],
    lines: Sequence[Line],
    band: Band | None,
    places: int,
) -> ChartTable:
    first = "Month" if isinstance(periods[0], Month) else "Quarter"
    headers = [first, *(line.name for line in lines)]
    columns = [[number(value, places) for value in line.values] for line in lines]
    if band:
        headers.append(band.name[:1].upper() + band.name[1:])
        digits = places_for([*band.low, *band.high])
        columns.append(
            [
                NO_FIGURE
                if None in pair
                else f"{number(pair[0], digits)} to {number(pair[1], digits)}"
                for pair in zip(band.low, band.high, strict=True)
            ]
        )
    rows = zip((period.words for period in periods), *columns, strict=True)
    return ChartTable(title, tuple(headers), tuple(rows))
