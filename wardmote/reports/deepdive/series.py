"""The series of a deep dive: drawn one by one, and counted by quarter."""

from collections.abc import Iterator

from wardmote.charts import Band, Chart, Line, line_chart
from wardmote.flags.figures import Figures
from wardmote.kernel.numbers import and_list
from wardmote.kernel.periods import Month, Period
from wardmote.papers.document import Block, Figure, Heading, Paragraph, Table
from wardmote.reports.deepdive.study import Study, quarter_sum

MONTHS = 36


def drawn(study: Study) -> Iterator[Block]:
    """Each series with the band of what was expected; the ones that say something first."""
    yield Heading("Every series through time", 1, "series")
    yield Paragraph(
        "The line is what was recorded, the band what was expected in nine months of ten. "
        "A gap is a month without figures. The counts are in the next section."
    )
    says = {one.dataset: one.tag.lower() for one in study.shown(study.signals[0])}
    flagged = {one.dataset for one in study.newest.of_ward(study.code) if one.flagged}
    slugs = sorted(study.slugs, key=lambda slug: (slug not in says, slug not in flagged))
    quiet, hidden = [], []
    for slug in slugs:
        figures = study.newest.datasets[slug]
        if not study.reader.sees_all_of(figures):
            hidden.append(figures.name)
            continue
        chart = _chart(study, figures, says.get(slug, ""))
        if chart is None:
            quiet.append(figures.name)
        else:
            yield Figure(chart.svg, f"{chart.title}. {chart.description}", chart.title)
    if quiet:
        yield Paragraph(f"Too little to draw: {and_list(quiet)}.")
    if hidden:
        yield Paragraph(f"For officers and analysts only: the counts of {and_list(hidden)}.")


def _chart(study: Study, figures: Figures, says: str) -> Chart | None:
    slug = figures.slug
    periods, values = _values(study, slug)
    if len(periods) < 2 or not any(values):
        return None
    title = f"{figures.name} in {study.name}" + (f": {says}" if says else "")
    return line_chart(
        key=f"series-{slug}",
        title=title,
        periods=periods,
        lines=[Line("Recorded", values)],
        band=_band(study, slug, periods),
        unit="Recorded each month" if slug in study.series.by_slug else "Recorded each period",
        heading=False,
        height=190,
    )


def _values(study: Study, slug: str) -> tuple[list[Period], list[int | None]]:
    """Months or quarters without a hole, up to the end of the quarter."""
    last = study.quarter
    if slug in study.series.by_slug:
        pairs = [
            (month, count)
            for month, count in zip(
                study.series.months, study.series.by_slug[slug], strict=True
            )
            if month <= last.months[-1]
        ][-MONTHS:]
        return [month for month, _ in pairs], [count for _, count in pairs]
    held = study.partners.get(slug, {})
    if not held:
        return [], []
    kind = type(next(iter(held)))
    by_index = {period.index: count for period, count in held.items()}
    span = range(min(by_index), max(by_index) + 1)
    return [kind.at(one) for one in span], [by_index.get(one) for one in span]


def _band(study: Study, slug: str, periods: list[Period]) -> Band | None:
    found = study.signals[0].band(study.code, slug)
    if found is None:
        return None
    places = {month: at for at, month in enumerate(found.months)}
    at = [places.get(one) if isinstance(one, Month) else None for one in periods]
    return Band(
        [None if one is None else found.low[one] for one in at],
        [None if one is None else found.high[one] for one in at],
    )


def counts(study: Study) -> Iterator[Block]:
    """Every data set by quarter, for this reader."""
    yield Heading("Counts by quarter", 1, "counts")
    rows = []
    for slug in study.slugs:
        figures = study.newest.datasets[slug]
        cells = [
            study.reader.count(found, slug, study.code, quarter_sum(study, slug, found.quarter))
            if slug in found.datasets
            else "no figure"
            for found in reversed(study.flags)
        ]
        rows.append((figures.name, *cells))
    headers = ("Data set", *(one.short for one in study.quarters))
    numeric = frozenset(range(1, len(headers)))
    note = "No figure: a month of the quarter is missing. It is not zero."
    if not study.reader.sees_counts:
        note += " Partners’ counts are rounded to 5, and small ones are shown as such."
    yield Table("Counts by quarter", headers, tuple(rows), numeric, note)
