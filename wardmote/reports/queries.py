"""Reads of reports: the draft as a document, its road, its editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.timezone import localdate

from wardmote.kernel.disclosure import Table
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import Guarded
from wardmote.kernel.periods import Quarter
from wardmote.papers.document import Document, from_json
from wardmote.partnership.models import Partnership
from wardmote.partnership.queries import this_partnership
from wardmote.places.shapes import ward_outlines
from wardmote.releases.ledger import tables_to_tell, told, years_to_tell
from wardmote.releases.queries import public
from wardmote.releases.rules import ReleaseKind
from wardmote.reports.document import report_document
from wardmote.reports.facts import AreaFacts, Facts, FindingFacts, Imprint, facts_from_json
from wardmote.reports.gathering import quarters_with_figures
from wardmote.reports.models import Edition, Report, Step
from wardmote.reports.outside import Outside, counts_of, outside, partners_of
from wardmote.reports.rules import DRAFT_MARKING, OFFICE_MARKING, PLACES, State, next_step


def report_on(quarter: Quarter) -> Report | None:
    """The quarter's report, if it has been drafted."""
    return Report.objects.filter(quarter=str(quarter)).first()


def facts_of(report: Report) -> Facts:
    return facts_from_json(report.facts)


def latest_edition(quarter: Quarter, number: int | None = None) -> Edition | None:
    """The latest published edition, or the one with this number."""
    editions = Edition.objects.filter(report__quarter=str(quarter))
    return (editions.filter(number=number) if number else editions).first()


def edition_document(edition: Edition) -> Document:
    """The edition as it was frozen."""
    return from_json(edition.document)


def is_withdrawn(report: Report) -> bool:
    """Published, but taken back from the public pages."""
    is_out = public(ReleaseKind.REPORT).filter(slot=f"report {report.quarter}").exists()
    return report.editions.exists() and not is_out


def next_number(report: Report) -> int:
    """The number of the edition that is being prepared."""
    newest = report.editions.first()
    return newest.number + 1 if newest else 1


def findings_of(report: Report, facts: Facts) -> list[FindingFacts]:
    """The findings as they are printed, in their order."""
    names = {**facts.ward_names, **PLACES}
    return [
        FindingFacts(names.get(one.place, one.place), one.heading, one.text, one.recommendation)
        for one in report.findings.all()
    ]


def reasons_of(report: Report) -> dict[str, str]:
    """Ward code -> what is said of it in public."""
    return dict(report.reasons.values_list("code", "text"))


def category_names(partnership: Partnership) -> dict[str, str]:
    """What the categories are called in public."""
    return {
        "emerging": partnership.emerging_name,
        "preventing": partnership.preventing_name,
        "sustaining": partnership.sustaining_name,
    }


def imprint(
    *, edition_line: str, made_on: date, marking: str = "", what_changed: str = ""
) -> Imprint:
    """The partnership's name and look round a report."""
    ours = this_partnership()
    return Imprint(
        partnership=ours.name,
        district=ours.district_name,
        edition_line=edition_line,
        made_on=made_on,
        category_names=category_names(ours),
        marking=marking,
        what_changed=what_changed,
        logo=bytes(ours.logo) if ours.logo else None,
    )


def draft_marking(facts: Facts, *, guarded: bool) -> str:
    """Who may see a draft: partners, unless it holds partners' real counts."""
    is_open = guarded or all(one.is_police for one in facts.datasets)
    return DRAFT_MARKING if is_open else OFFICE_MARKING


def draft_document(report: Report, *, guarded: bool, totals: bool = True) -> Document:
    """The stored draft, as the office (`guarded=False`) or as readers will see it.

    Partners read it without `totals`: a count may change yet, and a total beside each
    would tell the difference.
    """
    facts = facts_of(report)
    return document_of(
        facts,
        findings_of(report, facts),
        reasons_of(report),
        guarded=guarded,
        made_on=localdate(report.drafted_at),
        totals=totals,
    )


def document_of(
    facts: Facts,
    findings: Sequence[FindingFacts] = (),
    reasons: Mapping[str, str] | None = None,
    *,
    guarded: bool,
    made_on: date,
    totals: bool = True,
) -> Document:
    """A draft from these facts."""
    around = imprint(
        edition_line="Draft", made_on=made_on, marking=draft_marking(facts, guarded=guarded)
    )
    told = told_outside(facts, totals=totals) if guarded else None
    return report_document(facts, findings, reasons or {}, around, ward_outlines(), told)


def told_outside(facts: Facts, *, totals: bool = True) -> dict[str, Outside]:
    """What publishing these facts now would tell of partners' data sets.

    Without `totals`: of totals only those that have been told already.
    """
    counts = {one.slug: counts_of(one) for one in partners_of(facts)}
    tables = tables_to_tell(
        counts, facts.period, facts.boundaries, smallest=facts.smallest_shown
    )
    before = _told_in(facts, facts.period - 1)
    years = _years_told(facts, totals=totals)
    if totals:
        return {**outside(facts, tables, before), **years}
    kept = _told_in(facts, facts.period)
    shown = {
        slug: replace(table, total=kept[slug].total if slug in kept else None)
        for slug, table in tables.items()
    }
    found = outside(facts, shown, before)
    quarter = {slug: replace(one, later=slug not in kept) for slug, one in found.items()}
    return {**quarter, **years}


def _years_told(facts: Facts, *, totals: bool) -> dict[str, Outside]:
    """The same of sensitive data sets: the year that ended last and the one before it."""
    if not facts.years:
        return {}
    slugs = [one.slug for one in facts.years]
    held = told(slugs, [facts.year, facts.year - 1])
    now, before = (
        {slug: table.total for (slug, period), table in held.items() if period == str(year)}
        for year in (facts.year, facts.year - 1)
    )
    whole = {one.slug: one.count for one in facts.years if one.count is not None}
    telling: Mapping[str, Guarded | None] = years_to_tell(
        whole, facts.year, wards=len(facts.wards), smallest=facts.smallest_shown
    )
    if not totals:
        return {
            slug: Outside(
                year=now.get(slug),
                year_before=before.get(slug),
                later=slug in telling and slug not in now,
            )
            for slug in slugs
        }
    shown = {**telling, **now}
    return {slug: Outside(year=shown.get(slug), year_before=before.get(slug)) for slug in slugs}


def told_already(facts: Facts) -> dict[str, Outside]:
    """What has been told of them, and no more."""
    return outside(facts, _told_in(facts, facts.period), _told_in(facts, facts.period - 1))


def _told_in(facts: Facts, quarter: Quarter) -> dict[str, Table]:
    found = told([one.slug for one in partners_of(facts)], [quarter])
    return {slug: table for (slug, _), table in found.items()}


def quarters_to_draft(held: set[str]) -> list[Quarter]:
    """Quarters with figures and without a report, latest first; none before wards are."""
    try:
        there = quarters_with_figures()
    except RuleBroken:
        return []
    return [one for one in reversed(there) if str(one) not in held]


def areas_to_explain(facts: Facts) -> list[AreaFacts]:
    """Areas of which the public is told: those that are live and those that came off."""
    return [one for one in facts.areas if one.is_live or one.before != "off"]


def public_names() -> dict[str, str]:
    return category_names(this_partnership())


@dataclass(frozen=True, slots=True)
class LetOut:
    """One kind of release that publishing makes: what, how many, who reads it."""

    what: str
    count: int
    readers: str = "Everyone"


def lets_out(report: Report, facts: Facts) -> list[LetOut]:
    """What publishing this draft would release."""
    told = told_outside(facts)
    cells = sum(len(one.table.cells) for one in told.values())
    years = sum(one.year is not None for one in told.values())
    return [
        LetOut(f"The report, edition {next_number(report)}, as a page, PDF and Word", 1),
        LetOut("Each ward’s flags, partners’ only as yes or no", len(facts.wards)),
        LetOut("Priority areas with the words for the public", len(areas_to_explain(facts))),
        LetOut("Partners’ counts by ward, guarded", cells),
        LetOut("Sensitive data sets: the district’s whole year, guarded", years),
    ]


@dataclass(frozen=True, slots=True)
class RoadStep:
    """One step of the road, and who took it, if anyone has."""

    name: str
    taken: Step | None
    is_next: bool


def road_of(report: Report) -> list[RoadStep]:
    """The steps to the edition being prepared; to the last one, once it is published."""
    number = next_number(report)
    if report.state == State.PUBLISHED:
        number -= 1
    taken = {one.name: one for one in report.steps.filter(edition=number).select_related("by")}
    road = list(dict.fromkeys([*this_partnership().report_road, *taken]))
    due = next_step(road, taken)
    return [RoadStep(name, taken.get(name), name == due) for name in road]
