"""A strategic assessment as a document: the draft, and what the Board agrees and publishes.

Outside the office it says of partners' counts what published data reports have told, and no
more; sensitive data sets are absent. Nothing here asks a database or a clock.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from wardmote.charts import Outlines
from wardmote.kernel.numbers import and_list, direction, rate_per_1000
from wardmote.papers.document import Block, Document, Heading, Paragraph, Table
from wardmote.papers.typed import typed
from wardmote.reports import figures, sections
from wardmote.reports.assessment.evidence import Evidence, Years
from wardmote.reports.assessment.rules import (
    LAW,
    OPTIONAL,
    QUARTERS,
    SECTION_NAMES,
    Section,
    year_words,
)
from wardmote.reports.document import bound
from wardmote.reports.facts import DatasetFacts, Imprint, month_words
from wardmote.reports.outside import NOT_TOLD, Outside
from wardmote.reports.reader import NOT_REPORTED, View, number

NOT_WRITTEN = "This section has not been written yet."


@dataclass(frozen=True, slots=True)
class Told:
    """What has been told of partners' data sets outside the office.

    `outside`: of the last quarter. `totals`: (data set, quarter) -> the district's, where one
    was told that is not under the smallest shown.
    """

    outside: Mapping[str, Outside]
    totals: Mapping[tuple[str, str], int]

    def years(self, evidence: Evidence) -> dict[str, Years]:
        """Both years with what was told in the place of real counts."""
        return {
            slug: self._years(slug, evidence) if slug in self.outside else years
            for slug, years in evidence.datasets.items()
        }

    def _years(self, slug: str, evidence: Evidence) -> Years:
        now, before = (
            tuple(self.totals.get((slug, str(one - back))) for one in evidence.quarters)
            for back in (0, QUARTERS)
        )
        return Years(now, before)


def assessment_document(
    evidence: Evidence,
    texts: Mapping[str, str],
    imprint: Imprint,
    shapes: Outlines | None,
    told: Told | None,
) -> Document:
    """The whole assessment. The same arguments give the same document."""
    view = View(evidence.last, imprint, told.outside if told else None)
    seen = evidence if told is None else replace(evidence, datasets=told.years(evidence))
    blocks: list[Block] = []
    drawn: dict[Section, Callable[[], Iterator[Block]]] = {
        Section.LEVELS: lambda: _levels(view, seen, shapes),
        Section.CHANGES: lambda: _changes(view, seen),
    }
    for section in Section:
        blocks += _section(section, texts.get(section, ""), is_draft=bool(imprint.marking))
        blocks += drawn[section]() if section in drawn else ()
    blocks += sections.priority_areas(view, {})
    blocks += sections.flags(view)
    blocks += _how_we_know(view, evidence)
    title = f"Strategic assessment, {year_words(evidence.last.period)}"
    return bound(title, "Crime, disorder and substance misuse", blocks, imprint)


def _section(section: Section, text: str, *, is_draft: bool) -> Iterator[Block]:
    if not text.strip() and (section in OPTIONAL or not is_draft):
        return
    yield Heading(SECTION_NAMES[section], 1, section.value)
    yield from typed(text) if text.strip() else (Paragraph(NOT_WRITTEN),)


def _levels(view: View, evidence: Evidence, shapes: Outlines | None) -> Iterator[Block]:
    """Each data set by quarter; the district by month, the wards as a map and as bars."""
    rows = tuple(
        (one.name, *(_said(view, one, count) for count in (*years.now, years.known)))
        for one, years in _shown(view, evidence)
    )
    headers = ("Data set", *(one.short for one in evidence.quarters), "Known of the year")
    yield Table(
        f"By data set and quarter, {year_words(view.facts.period)}",
        headers,
        rows,
        frozenset(range(1, len(headers))),
        "Not reported: a month of the quarter is missing. It is not zero.",
    )
    for block in figures.recorded_crime(view, shapes):
        if not isinstance(block, Heading):
            yield block


def _shown(view: View, evidence: Evidence) -> Iterator[tuple[DatasetFacts, Years]]:
    for one in view.datasets:
        if one.slug in evidence.datasets:
            yield one, evidence.datasets[one.slug]


def _said(view: View, dataset: DatasetFacts, count: int | None) -> str:
    """A count; of a partner’s what was told of it, rounded, and sums of what was."""
    if view.told(dataset) is None:
        return number(count)
    return NOT_TOLD if count is None else f"about {count:,}"


def _changes(view: View, evidence: Evidence) -> Iterator[Block]:
    """Both years beside each other, by data set and by ward."""
    yield Table(
        "This year and the year before, by data set",
        ("Data set", "This year", "Year before", "Quarters compared", "Change"),
        tuple(
            (one.name, *_compared(years, partial(_said, view, one)))
            for one, years in _shown(view, evidence)
        ),
        frozenset({1, 2, 3}),
        "Quarters with a missing month are left out of both years. Up and down are said where "
        "chance does not explain the difference.",
    )
    residents = {ward.code: ward.residents for ward in view.facts.wards}
    rows = []
    for ward in sorted(view.facts.wards, key=lambda ward: ward.name):
        years = evidence.wards[ward.code]
        now, before, _, change = _compared(years, "{:,}".format)
        rows.append((ward.name, now, before, _rate(years, residents[ward.code]), change))
    yield Table(
        "Recorded crime and anti-social behaviour by ward, this year and the year before",
        ("Ward", "This year", "Year before", "Per 1,000 residents", "Change"),
        tuple(rows),
        frozenset({1, 2, 3}),
    )


def _compared(years: Years, said: Callable[[int], str]) -> tuple[str, str, str, str]:
    now, before, quarters = years.compared
    if not quarters:
        return NOT_REPORTED, NOT_REPORTED, "0", "no earlier year"
    return said(now), said(before), f"{quarters} of {QUARTERS}", direction(now, before)


def _rate(years: Years, residents: int | None) -> str:
    """Of a whole year only: fewer quarters would look like fewer crimes."""
    if None in years.now or years.known is None:
        return "–"
    rate = rate_per_1000(years.known, residents)
    return "–" if rate is None else f"{rate:.1f}"


def _how_we_know(view: View, evidence: Evidence) -> Iterator[Block]:
    yield Heading("How we know", 1, "sources")
    yield Paragraph(f"This assessment is made under the {LAW}.")
    gone = month_words(evidence.missing)
    yield Paragraph(
        f"Missing from the police’s open data of this year: {and_list(gone)}. A missing month "
        "is never counted as zero."
        if gone
        else "No month of this year is missing from the police’s open data."
    )
    yield Paragraph(
        "Counts are of what was recorded, not of all that happened. Police points are "
        "approximate, and forces revise earlier months. A partner’s count under "
        f"{view.facts.smallest_shown} is published as such, others rounded to 5. Of partners’ "
        "data this says what the published data reports have told."
    )
    yield sections.owners(view)
