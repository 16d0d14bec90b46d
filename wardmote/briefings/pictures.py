"""The charts and the map of the public pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from wardmote.briefings.rules import ALL, Figures, change, year_words
from wardmote.charts import Area, Chart, Line, Outlines, choropleth, line_chart

WIDE, NARROW, MAP = 640, 350, 420


@dataclass(frozen=True, slots=True)
class Trend:
    """One chart drawn twice: a phone shows the narrow one, whose letters stay legible."""

    title: str
    wide: Chart
    narrow: Chart


def trend(figures: Figures, name: str) -> Trend | None:
    """One type of crime by month; None where no month has a figure."""
    values = figures.types[name]
    if not any(value is not None for value in values):
        return None
    title = trend_title(figures, name)
    wide, narrow = (
        line_chart(
            key=f"trend-{width}",
            title=title,
            periods=figures.months,
            lines=[Line(name, values)],
            unit="Recorded each month",
            heading=False,
            width=width,
        )
        for width in (WIDE, NARROW)
    )
    return Trend(title, wide, narrow)


def trend_title(figures: Figures, name: str) -> str:
    """The chart's message: the two years' counts."""
    one = change(figures, name)
    span = figures.year_words
    if one.compared < len(figures.year):
        span = f"{one.compared} of the months {span}"
    words = f"{name} in {figures.name}: {one.now:,} in {span}"
    return words if one.before is None else f"{words}, {one.before:,} in those a year before"


def district_map(
    wards: Sequence[Figures], shapes: Outlines | None, *, highlighted: str | None = None
) -> Chart | None:
    """All crime of the last year by ward, each a link; None without shapes."""
    if shapes is None or not shapes.areas or not wards:
        return None
    counts = [change(figures, ALL) for figures in wards]
    by_rate = all(one.rate is not None for one in counts)
    areas = [
        Area(
            code=figures.code,
            name=figures.name,
            value=one.rate if by_rate else one.year,
            text=_says(one.year, one.rate),
            href=reverse("public-ward", args=[figures.code]),
        )
        for figures, one in zip(wards, counts, strict=True)
        if figures.code in shapes.areas
    ]
    return choropleth(
        key="map",
        title=f"Recorded crime by ward, {year_words(wards)}",
        unit="per 1,000 residents" if by_rate else "number of crimes",
        areas=areas,
        shapes=shapes,
        highlighted=highlighted,
        heading=False,
        width=MAP,
    )


def _says(count: int, rate: float | None) -> str:
    return f"{count:,}" + ("" if rate is None else f", {rate:.1f} per 1,000 residents")
