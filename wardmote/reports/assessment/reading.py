"""Reads of strategic assessments: the draft as a document, what was agreed, what is out."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch
from django.utils.timezone import localdate

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.papers.document import Document, from_json
from wardmote.places.shapes import ward_outlines
from wardmote.releases import ledger
from wardmote.releases.models import Release
from wardmote.releases.queries import public, standing
from wardmote.releases.rules import ReleaseKind
from wardmote.reports.assessment import evidence
from wardmote.reports.assessment.evidence import Evidence, years_with_figures
from wardmote.reports.assessment.paper import Told, assessment_document
from wardmote.reports.assessment.rules import QUARTERS, State, year_words
from wardmote.reports.models import Assessment, AssessmentEdition
from wardmote.reports.queries import draft_marking, imprint, told_already
from wardmote.reports.rules import UNPUBLISHED_MARKING


def assessment_on(quarter: Quarter) -> Assessment | None:
    """The assessment of the year to this quarter, if it has been drafted."""
    return Assessment.objects.filter(quarter=str(quarter)).first()


def evidence_of(assessment: Assessment) -> Evidence:
    return evidence.from_json(assessment.facts)


def draft_document(assessment: Assessment, *, guarded: bool) -> Document:
    """The text that is not agreed yet, as the office (`guarded=False`) or as all read it."""
    held = evidence_of(assessment)
    line = "Submitted to the Board" if assessment.state == State.SUBMITTED else "Draft"
    return _document(
        assessment,
        held,
        line,
        localdate(assessment.submitted_at or assessment.drafted_at),
        marking=draft_marking(held.last, guarded=guarded),
        guarded=guarded,
    )


def agreed_document(assessment: Assessment, line: str, on: date) -> Document:
    """The text as a meeting agrees it: guarded, so that it can be published as it is."""
    return _document(assessment, evidence_of(assessment), line, on, marking="", guarded=True)


def _document(
    assessment: Assessment,
    held: Evidence,
    line: str,
    on: date,
    *,
    marking: str,
    guarded: bool,
) -> Document:
    around = imprint(
        edition_line=line,
        made_on=on,
        marking=marking,
        what_changed=assessment.what_changed,
    )
    told = _told(held) if guarded else None
    return assessment_document(held, assessment.texts, around, ward_outlines(), told)


def _told(held: Evidence) -> Told:
    """What data reports have told of these two years, and nothing else."""
    quarters = [one - back for back in (0, QUARTERS) for one in held.quarters]
    tables = ledger.told(list(held.datasets), quarters)
    totals = {
        key: table.total.value
        for key, table in tables.items()
        if table.total is not None and table.total.value is not None
    }
    return Told(told_already(held.last), totals)


def edition_document(edition: AssessmentEdition) -> Document:
    """The edition as it was frozen."""
    return from_json(edition.document)


def kept_document(edition: AssessmentEdition) -> Document:
    """The edition for those who read it before everybody does: marked until it is out."""
    document = edition_document(edition)
    if is_out(edition):
        return document
    return replace(document, marking=UNPUBLISHED_MARKING)


def digest_of(document: str) -> str:
    """Of what was agreed: the same content, the same digest."""
    return hashlib.sha256(document.encode()).hexdigest()


def current_document(assessment: Assessment, *, guarded: bool) -> Document:
    """What stands: the agreed edition, else the draft for this reader."""
    newest = assessment.editions.first()
    if assessment.state == State.AGREED and newest is not None:
        return kept_document(newest)
    return draft_document(assessment, guarded=guarded)


def published(quarter: Quarter | str) -> Release | None:
    """What everybody reads of it now."""
    return standing().filter(slot=slot_of(quarter)).first()


def slot_of(quarter: Quarter | str) -> str:
    """What its release is the current word on."""
    return f"assessment {quarter}"


def is_out(edition: AssessmentEdition | None) -> bool:
    """Whether this edition is what everybody reads."""
    if edition is None:
        return False
    slot = slot_of(edition.assessment.quarter)
    return standing().filter(slot=slot, content__edition=edition.number).exists()


def next_number(assessment: Assessment) -> int:
    """The number of the edition that is being prepared."""
    return assessment.editions.count() + 1


@dataclass(frozen=True, slots=True)
class Line:
    """An assessment in a list: its newest edition, and whether that is out."""

    assessment: Assessment
    newest: AssessmentEdition | None
    is_out: bool


def assessment_lines() -> list[Line]:
    """Every assessment, the latest year first."""
    out = public(ReleaseKind.ASSESSMENT).values_list("content__quarter", "content__edition")
    released = dict(out)
    lines = []
    editions = Prefetch("editions", AssessmentEdition.objects.defer("document"))
    held = Assessment.objects.defer("facts", "texts").prefetch_related(editions)
    for one in held:
        newest = next(iter(one.editions.all()), None)
        is_newest_out = newest is not None and released.get(one.quarter) == newest.number
        lines.append(Line(one, newest, is_newest_out))
    return lines


@dataclass(frozen=True, slots=True)
class Year:
    """A year that can be assessed, by its last quarter."""

    quarter: Quarter
    words: str


def years_to_assess() -> list[Year]:
    """Years with figures and without an assessment, latest first; none before wards are."""
    try:
        there = years_with_figures()
    except RuleBroken:
        return []
    held = set(Assessment.objects.values_list("quarter", flat=True))
    return [Year(one, year_words(one)) for one in there if str(one) not in held]


def item_of(edition: AssessmentEdition) -> str:
    """What notice is given of."""
    return f"assessment {edition.assessment.quarter} edition {edition.number}"
