"""Everything that changes a strategic assessment: drafted, submitted, agreed, published."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.periods import Quarter
from wardmote.papers.document import to_json
from wardmote.papers.files import Format, written
from wardmote.partnership.queries import word_template
from wardmote.people.models import User
from wardmote.preelection.rules import Publicity
from wardmote.preelection.usecases import tick_factual
from wardmote.releases.papers import notices_of_paper
from wardmote.releases.rules import ReleaseKind
from wardmote.releases.usecases import (
    Draft,
    File,
    end_notice,
    give_notice,
    is_out,
    release,
    withdraw,
)
from wardmote.reports.access import require_agreer, require_publisher, require_writer
from wardmote.reports.assessment import evidence
from wardmote.reports.assessment.reading import (
    agreed_document,
    digest_of,
    edition_document,
    evidence_of,
    item_of,
    next_number,
    published,
    slot_of,
)
from wardmote.reports.assessment.rules import (
    Section,
    State,
    check_before_board,
    check_correction,
    check_draft,
    check_words,
    year_words,
)
from wardmote.reports.models import Assessment, AssessmentEdition


@dataclass(frozen=True, slots=True)
class Minuted:
    """Where an assessment was taken up: the meeting, its item, the decision's reference.

    `seen` is the version that the meeting had before it.
    """

    meeting: str
    item: str
    decision: str
    address: str
    on: date
    seen: int


@transaction.atomic
def draft_assessment(quarter: Quarter, *, by: User, now: datetime) -> Assessment:
    """Draft the assessment of the year to this quarter, or take in what is loaded since."""
    today = localdate(now)
    require_writer(by, today)
    if quarter not in evidence.years_with_figures():
        raise RuleBroken(f"There are no figures for all of {year_words(quarter)}")
    held = Assessment.objects.select_for_update().filter(quarter=str(quarter)).first()
    if held is not None:
        check_draft(held.state)
    found = evidence.gather_year(quarter, today=today)
    if held is not None and evidence.is_same(found, evidence_of(held)):
        return held
    held = held or Assessment(quarter=str(quarter), version=0)
    held.facts, held.drafted_at, held.drafted_by = evidence.to_json(found), now, str(by)
    _changed(held, "drafted", by=by, now=now)
    return held


@transaction.atomic
def save_section(
    quarter: Quarter, section: Section, text: str, version: int, *, by: User, now: datetime
) -> Assessment:
    """Write a section of the draft. `version` is what the page showed."""
    require_writer(by, localdate(now))
    held = _held(quarter)
    check_draft(held.state)
    if version != held.version:
        raise Stale(
            "Somebody has changed the draft since you opened this page. See what they did, "
            "then save yours again if it still makes sense"
        )
    words = text.strip().replace("\r\n", "\n")
    if held.texts.get(section, "") != words:
        held.texts = {**held.texts, section.value: words}
        _changed(held, "written", by=by, now=now, section=section.value)
    return held


@transaction.atomic
def submit_assessment(
    quarter: Quarter, version: int, what_changed: str = "", *, by: User, now: datetime
) -> Assessment:
    """Put the draft before the Board: its next agenda takes it up. Until then it stays so."""
    require_writer(by, localdate(now))
    held = _held(quarter)
    check_draft(held.state)
    if version != held.version:
        raise Stale("The draft has changed since you opened this page. Read it again")
    check_words(held.texts)
    check_correction(held.editions.count(), what_changed)
    held.what_changed = what_changed.strip() if held.editions.exists() else ""
    held.state, held.submitted_at, held.submitted_by = State.SUBMITTED, now, by
    held.save()
    record("assessment.submitted", quarter, by=by, at=now, version=held.version)
    return held


@transaction.atomic
def take_assessment_back(quarter: Quarter, *, by: User, now: datetime) -> Assessment:
    """To be changed before the Board has decided."""
    require_writer(by, localdate(now))
    held = _held(quarter)
    if held.state != State.SUBMITTED:
        raise RuleBroken("Only what is submitted can be taken back")
    held.state = State.DRAFT
    held.save()
    record("assessment.taken_back", quarter, by=by, at=now)
    return held


@transaction.atomic
def agree_assessment(
    quarter: Quarter, at: Minuted, *, by: User, now: datetime
) -> AssessmentEdition:
    """The Board agreed it: what it had before it is frozen, with the meeting and its item."""
    require_agreer(by, localdate(now))
    held = _held(quarter)
    check_before_board(held.state, held.version, at.seen)
    number = next_number(held)
    made = AssessmentEdition(
        assessment=held,
        number=number,
        what_changed=held.what_changed,
        meeting=at.meeting,
        item=at.item,
        decision=at.decision,
        address=at.address,
        agreed_on=at.on,
        agreed_at=now,
        agreed_by=by,
    )
    made.document = to_json(agreed_document(held, made.line, at.on))
    made.digest = digest_of(made.document)
    made.save()
    held.state, held.answer = State.AGREED, ""
    held.save()
    details = {"edition": number, "decision": at.decision, "digest": made.digest}
    record("assessment.agreed", quarter, by=by, at=now, **details)
    return made


@transaction.atomic
def answer_assessment(
    quarter: Quarter, at: Minuted, said: str, *, by: User, now: datetime
) -> Assessment:
    """The Board refused or deferred it: it is a draft again, with what was said."""
    require_agreer(by, localdate(now))
    held = _held(quarter)
    check_before_board(held.state, held.version, at.seen)
    held.state, held.answer = State.DRAFT, said
    held.save()
    record("assessment.not_agreed", quarter, by=by, at=now, decision=at.decision)
    return held


@transaction.atomic
def correct_assessment(quarter: Quarter, *, by: User, now: datetime) -> Assessment:
    """Open an agreed assessment for a corrected edition. What was agreed stands."""
    require_publisher(by, localdate(now))
    held = _held(quarter)
    if held.state != State.AGREED:
        raise RuleBroken("Only an agreed assessment can be corrected")
    held.state = State.DRAFT
    held.save()
    record("assessment.correction_begun", quarter, by=by, at=now)
    return held


@transaction.atomic
def give_assessment_notice(quarter: Quarter, number: int, *, by: User, now: datetime) -> int:
    """Put the edition that was agreed last before the members of the wards that it names."""
    require_publisher(by, localdate(now))
    edition = _newest(quarter, number)
    named = notices_of_paper(edition_document(edition))
    return give_notice(named, item_of(edition), by=by, now=now)


def publish_assessment(
    quarter: Quarter,
    number: int,
    *,
    cannot_wait: str = "",
    factual: bool = False,
    by: User,
    now: datetime,
) -> None:
    """Let the edition that was agreed last out, for everybody, as page, PDF and Word.

    `number` is the edition the person read. Its files are made before anything is locked.
    The members of the wards that it names have had notice, or `cannot_wait` says why not.
    During a pre-election period `by` ticks that it is `factual`.
    """
    require_publisher(by, localdate(now))
    edition = _newest(quarter, number)
    document = edition_document(edition)
    files = tuple(
        File(f"assessment.{one.value}", one.media_type, written(document, one, word_template()))
        for one in (Format.PDF, Format.DOCX)
    )
    draft = Draft(
        kind=ReleaseKind.ASSESSMENT,
        slot=slot_of(quarter),
        title=document.title,
        content={
            "quarter": str(quarter),
            "edition": edition.number,
            "agreed": edition.agreed_words,
            "what_changed": edition.what_changed,
            "document": json.loads(edition.document),
        },
        source=f"assessment {quarter} edition {edition.number}",
        material=True,
        files=files,
    )
    with transaction.atomic():
        _held(quarter)
        _newest(quarter, number)  # nobody has agreed another one meanwhile
        named, item = notices_of_paper(document), item_of(edition)
        if not is_out(draft):
            end_notice(named, item, document.title, cannot_wait=cannot_wait, by=by, now=now)
        tick_factual(Publicity.REPORT, draft.source, factual, by=by, now=now)
        release([draft], by=by, now=now)
        record("assessment.published", quarter, by=by, at=now, edition=edition.number)


def _newest(quarter: Quarter, number: int) -> AssessmentEdition:
    found = AssessmentEdition.objects.filter(assessment__quarter=str(quarter)).first()
    if found is None or found.number != number:
        raise RuleBroken("Only the edition that was agreed last is published. Read it again")
    return found


@transaction.atomic
def withdraw_assessment(quarter: Quarter, reason: str, *, by: User, now: datetime) -> None:
    """Take it back from the public pages, from the next request. It stays agreed."""
    require_publisher(by, localdate(now))
    found = published(quarter)
    if found is None:
        raise RuleBroken("This assessment is not published, or has been withdrawn already")
    withdraw(found.pk, reason, by=by, now=now)
    record("assessment.withdrawn", quarter, by=by, at=now, reason=reason.strip())


def _held(quarter: Quarter) -> Assessment:
    found = Assessment.objects.select_for_update().filter(quarter=str(quarter)).first()
    if found is None:
        raise RuleBroken(f"Nobody has drafted an assessment of {year_words(quarter)} yet")
    return found


def _changed(held: Assessment, verb: str, *, by: User, now: datetime, **details: str) -> None:
    held.version += 1
    held.save()
    record(f"assessment.{verb}", held.quarter, by=by, at=now, **details)
