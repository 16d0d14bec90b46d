"""A strategic assessment as a document: the draft, and what the Board agrees and publishes.

With `guarded`, partners' counts are shown as "fewer than 10" or rounded, and sensitive data
sets are absent. Nothing here asks a database or a clock.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from wardmote.charts import Outlines
from wardmote.kernel.numbers import and_list, direction, rate_per_1000
from wardmote.papers.document import Block, Document, Heading, Note, Paragraph, Strong, Table
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
from wardmote.reports.document import ATTRIBUTION
from wardmote.reports.facts import DatasetFacts, Imprint, month_words
from wardmote.reports.sections import NOT_REPORTED, View

NOT_WRITTEN = "This section has not been written yet."


def assessment_document(
    evidence: Evidence,
    texts: Mapping[str, str],
    imprint: Imprint,
    shapes: Outlines | None,
    *,
    guarded: bool,
) -> Document:
    """The whole assessment. The same arguments give the same document."""
    view = View(evidence.last, imprint, guarded)
    blocks: list[Block] = []
    if imprint.what_changed:
        blocks.append(
            Note((Strong("This edition corrects an earlier one. "), imprint.what_changed))
        )
    drawn: dict[Section, Callable[[], Iterator[Block]]] = {
        Section.LEVELS: lambda: _levels(view, evidence, shapes),
        Section.CHANGES: lambda: _changes(view, evidence),
    }
    for section in Section:
        blocks += _section(section, texts.get(section, ""), is_draft=bool(imprint.marking))
        blocks += drawn[section]() if section in drawn else ()
    blocks += sections.priority_areas(view, {})
    blocks += sections.flags(view)
    blocks += _how_we_know(view, evidence)
    return Document(
        title=f"Strategic assessment, {year_words(evidence.last.period)}",
        subtitle=f"Crime, disorder and substance misuse in {imprint.district}"
        if imprint.district
        else "",
        partnership=imprint.partnership,
        edition_line=imprint.edition_line,
        made_on=imprint.made_on,
        blocks=tuple(blocks),
        marking=imprint.marking,
        logo=imprint.logo,
        attribution=ATTRIBUTION,
    )


def _section(section: Section, text: str, *, is_draft: bool) -> Iterator[Block]:
    if not text.strip() and (section in OPTIONAL or not is_draft):
        return
    yield Heading(SECTION_NAMES[section], 1, section.value)
    yield from typed(text) if text.strip() else (Paragraph(NOT_WRITTEN),)


def _levels(view: View, evidence: Evidence, shapes: Outlines | None) -> Iterator[Block]:
    """Each data set by quarter; the district by month, the wards as a map and as bars."""
    rows = tuple(
        (one.name, *(view.count(count, one) for count in years.now), _known(view, one, years))
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


def _known(view: View, dataset: DatasetFacts, years: Years) -> str:
    return view.count(years.known, dataset)


def _changes(view: View, evidence: Evidence) -> Iterator[Block]:
    """Both years beside each other, by data set and by ward."""
    yield Table(
        "This year and the year before, by data set",
        ("Data set", "This year", "Year before", "Quarters compared", "Change"),
        tuple(
            (one.name, *_compared(years, partial(view.count, dataset=one)))
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
        f"{view.facts.smallest_shown} is published as such, others rounded to 5."
    )
    yield sections.owners(view)
