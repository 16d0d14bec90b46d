"""The charts and the map of a report."""

from collections.abc import Iterator

from wardmote.charts import (
    Area,
    Band,
    Bar,
    Chart,
    ChartTable,
    Line,
    Outlines,
    bar_chart,
    choropleth,
    line_chart,
)
from wardmote.kernel.numbers import rate_per_1000
from wardmote.kernel.periods import Month
from wardmote.papers.document import Block, Figure, Heading, Paragraph, Table
from wardmote.reports.facts import ALL_CRIME, DatasetFacts, Facts
from wardmote.reports.reader import View

MOST_RISES = 4
LINES = ("All crime", "Anti-social behaviour")


def recorded_crime(view: View, shapes: Outlines | None) -> Iterator[Block]:
    """The district by month, then the wards as a map and as bars."""
    facts, crime = view.facts, view.facts.all_crime
    if crime is None:
        return
    yield Heading("Recorded crime", 1, "crime")
    yield Paragraph(
        "Counts are of what was recorded, not of all that happened. All crime here "
        "includes anti-social behaviour."
    )
    if facts.months:
        title = f"Recorded crime in the district by month, to {_last(facts)}"
        yield _figure(_trend(facts, title), title)
    if any(ward.residents for ward in facts.wards):
        title = f"Recorded crime per 1,000 residents, {facts.period.words}"
        yield _figure(_bars(facts, crime, title), title)
    if shapes is not None and shapes.areas:
        title = f"Recorded crime by ward, {facts.period.words}"
        yield _figure(_map(facts, crime, shapes, title), title)


def rises(view: View) -> Iterator[Block]:
    """The rising series beside what was expected of them."""
    drawn = [
        (one, band)
        for one in view.datasets
        if view.signals(one) and one.slug != ALL_CRIME
        for band in one.bands
    ]
    for one, band in drawn[:MOST_RISES]:
        name = view.facts.ward_names.get(band.code, band.code)
        title = f"{one.name} in {name} is rising"
        chart = line_chart(
            key=f"rise-{one.slug}-{band.code}",
            title=title,
            periods=[Month.parse(month) for month in band.months],
            lines=[Line("Recorded", band.observed)],
            band=Band(band.low, band.high, "Expected, nine months in ten"),
            unit="Recorded each month",
            heading=False,
        )
        yield _figure(chart, title)


def _last(facts: Facts) -> str:
    return Month.parse(facts.months[-1]).words


def _figure(chart: Chart, caption: str) -> Figure:
    return Figure(
        chart.svg, f"{chart.title}. {chart.description}", caption, _table(chart.table)
    )


def _table(table: ChartTable) -> Table:
    numeric = frozenset(range(1, len(table.headers)))
    return Table(table.caption, table.headers, table.rows, numeric)


def _trend(facts: Facts, title: str) -> Chart:
    lines = [
        Line(name, facts.district[name])
        for name in LINES
        if any(value is not None for value in facts.district.get(name, ()))
    ]
    return line_chart(
        key="district",
        title=title,
        periods=[Month.parse(month) for month in facts.months],
        lines=lines or [Line(LINES[0], [None] * len(facts.months))],
        unit="Recorded each month",
        heading=False,
    )


def _rates(facts: Facts, crime: DatasetFacts) -> dict[str, float | None]:
    rates: dict[str, float | None] = {}
    for ward in facts.wards:
        count = crime.counts.get(ward.code)
        rates[ward.code] = None if count is None else rate_per_1000(count, ward.residents)
    return rates


def _map(facts: Facts, crime: DatasetFacts, shapes: Outlines, title: str) -> Chart:
    rates = _rates(facts, crime)
    by_rate = any(rate is not None for rate in rates.values())
    areas = []
    for ward in facts.wards:
        count, rate = crime.counts.get(ward.code), rates[ward.code]
        words = "no figure" if count is None else f"{count:,}"
        if rate is not None:
            words += f", {rate:.1f} per 1,000 residents"
        areas.append(Area(ward.code, ward.name, rate if by_rate else count, words))
    return choropleth(
        key="wards",
        title=title,
        unit="per 1,000 residents" if by_rate else "number recorded",
        areas=areas,
        shapes=shapes,
        labels=True,
        heading=False,
    )


def _bars(facts: Facts, crime: DatasetFacts, title: str) -> Chart:
    rates = _rates(facts, crime)
    ordered = sorted(facts.wards, key=lambda ward: (-(rates[ward.code] or 0), ward.name))
    bars = [
        Bar(ward.name, rates[ward.code], note=_note(crime.counts.get(ward.code)))
        for ward in ordered
    ]
    unit = "Per 1,000 residents; the number recorded in brackets"
    residents = [ward.residents for ward in facts.wards if ward.residents]
    if len(residents) == len(facts.wards) and crime.total is not None:
        unit += f". The district: {1000 * crime.total / sum(residents):.1f}"
    return bar_chart(
        key="rates",
        title=title,
        bars=bars,
        unit=unit,
        places=1,
        heading=False,
    )


def _note(count: int | None) -> str:
    return "" if count is None else f"({count:,})"
