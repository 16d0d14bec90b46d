"""Letting the public part out through the one door, and taking it back."""

import json
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.clearing import (
    authors_of_agenda,
    authors_of_minutes,
    authors_of_terms,
    terms_slot,
)
from wardmote.meetings.drawn import agenda_paper, minutes_paper
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Meeting, TermsVersion
from wardmote.meetings.pack import pack_of, runs_of
from wardmote.meetings.rules import State
from wardmote.meetings.terms import version_on
from wardmote.meetings.terms_paper import public_terms
from wardmote.meetings.usecases.common import check_keeper, held_meeting, kept
from wardmote.papers.document import Document, to_json
from wardmote.papers.files import Format, written
from wardmote.partnership.queries import word_template
from wardmote.people.models import User
from wardmote.preelection.rules import Publicity
from wardmote.preelection.usecases import tick_factual
from wardmote.releases.papers import notices_of_paper
from wardmote.releases.queries import last_word, standing
from wardmote.releases.rules import PACK, ReleaseKind, check_second
from wardmote.releases.usecases import (
    Draft,
    File,
    end_notice,
    give_notice,
    is_out,
    release,
    withdraw,
)

PUBLIC = frozenset({Level.PUBLIC})
TAKEN_BACK = "Something was taken out of it: another person publishes it again"


def release_agenda(meeting_id: int, *, by: User, now: datetime) -> None:
    """The public part of the newest edition, for everybody; with it the papers of its items.

    A second person does it where the part derives from what partners share. It is drawn
    before anything is locked; Stale if the meeting has changed by then.
    """
    with transaction.atomic():
        meeting = _sent(meeting_id, None, by=by, now=now)
    draft = _agenda_draft(meeting)
    with transaction.atomic():
        _let_out(_sent(meeting_id, meeting.version, by=by, now=now), draft, by=by, now=now)


def _sent(meeting_id: int, version: int | None, *, by: User, now: datetime) -> Meeting:
    """A meeting whose agenda this person may publish."""
    meeting = held_meeting(meeting_id, version, by=by, now=now)
    if not meeting.editions.exists():
        raise RuleBroken("Send the agenda out before you publish it")
    check_second(by.pk, authors_of_agenda(meeting))
    return meeting


def renew_agenda(meeting: Meeting, *, by: User, now: datetime) -> None:
    """What was published of the agenda, again: without what has just been taken out of it.

    By somebody who may not publish it, it is only taken back. Drawn inside the caller's
    transaction: what was taken out must not stand a moment longer than the item.
    """
    published = standing().filter(slot=_slot(ReleaseKind.AGENDA, meeting)).first()
    if published is None:
        return
    if by.pk in authors_of_agenda(meeting):
        withdraw(published.pk, TAKEN_BACK, by=by, now=now)
    else:
        _let_out(meeting, _agenda_draft(meeting), by=by, now=now)


def _agenda_draft(meeting: Meeting) -> Draft:
    paper = agenda_paper(meeting, PUBLIC, is_public=True)
    files: tuple[File, ...] = ()
    if runs_of(meeting.editions.first()):
        pack = pack_of(meeting, PUBLIC, is_public=True)
        files = (File(PACK, Format.PDF.media_type, pack),)
    return _draft(meeting, ReleaseKind.AGENDA, paper, files)


def _slot(kind: ReleaseKind, meeting: Meeting) -> str:
    return f"{kind} {meeting.pk}"


def release_minutes(
    meeting_id: int,
    *,
    cannot_wait: str = "",
    factual: bool = False,
    by: User,
    now: datetime,
) -> None:
    """The public part of approved minutes, for everybody, by who did not write them.

    The members of the wards that it names have had notice, or `cannot_wait` says why not.
    During a pre-election period `by` ticks that it is `factual`.
    Drawn before anything is locked, like an agenda.
    """
    with transaction.atomic():
        meeting = _approved(meeting_id, None, by=by, now=now)
    paper = minutes_paper(meeting, PUBLIC, is_public=True)
    draft = _draft(meeting, ReleaseKind.MINUTES, paper, ())
    with transaction.atomic():
        meeting = _approved(meeting_id, meeting.version, by=by, now=now)
        if not is_out(draft):
            end_notice(
                *(notices_of_paper(paper), minutes_item(meeting), paper.title),
                cannot_wait=cannot_wait,
                by=by,
                now=now,
            )
        tick_factual(Publicity.MINUTES, meeting.reference, factual, by=by, now=now)
        _let_out(meeting, draft, by=by, now=now)


@transaction.atomic
def give_minutes_notice(meeting_id: int, *, by: User, now: datetime) -> None:
    """Their public part, for the members of the wards that it names, by who may publish it."""
    meeting = _approved(meeting_id, None, by=by, now=now)
    paper = minutes_paper(meeting, PUBLIC, is_public=True)
    give_notice(notices_of_paper(paper), minutes_item(meeting), by=by, now=now)


def minutes_item(meeting: Meeting) -> str:
    """What notice is given of."""
    return f"minutes {meeting.pk}"


def _approved(meeting_id: int, version: int | None, *, by: User, now: datetime) -> Meeting:
    """A meeting whose minutes this person may publish."""
    meeting = held_meeting(meeting_id, version, by=by, now=now)
    if meeting.state != State.APPROVED:
        raise RuleBroken("Minutes are published once they are approved")
    check_second(by.pk, authors_of_minutes(meeting), "minutes")
    return meeting


@transaction.atomic
def release_terms(version_id: int, *, by: User, now: datetime) -> None:
    """A group's terms of reference in force, for everybody, by who did not word them.

    They take the place of what was published of the group's terms before.
    """
    version = TermsVersion.objects.select_related("group").get(pk=version_id)
    check_keeper(version.group, by=by, now=now)
    if version != version_on(version.group, localdate(now)):
        raise RuleBroken("Terms are published while they are in force")
    check_second(by.pk, authors_of_terms(version), "terms")
    paper = public_terms(version)
    draft = Draft(
        kind=ReleaseKind.TERMS,
        slot=terms_slot(version.group),
        title=paper.title,
        content={
            "group": version.group_id,
            "name": version.group.name,
            "since": version.since.isoformat() if version.since else "",
            "document": json.loads(to_json(paper)),
        },
        source=version.reference,
        files=_files(ReleaseKind.TERMS, paper),
    )
    release([draft], by=by, now=now)
    record("terms.published", version.reference, by=by, at=now, group=version.group_id)


def _files(kind: ReleaseKind, paper: Document) -> tuple[File, ...]:
    """The paper as PDF and Word."""
    return tuple(
        File(f"{kind}.{one.value}", one.media_type, written(paper, one, word_template()))
        for one in (Format.PDF, Format.DOCX)
    )


def _let_out(meeting: Meeting, draft: Draft, *, by: User, now: datetime) -> None:
    release([draft], by=by, now=now)
    kept(meeting, f"{draft.kind}-released", by=by, now=now)


def _draft(
    meeting: Meeting, kind: ReleaseKind, paper: Document, more: tuple[File, ...]
) -> Draft:
    slot = _slot(kind, meeting)
    said, on = last_word(slot), meeting.on.isoformat()
    return Draft(
        kind=kind,
        slot=slot,
        title=paper.title,
        content={
            "meeting": meeting.pk,
            "group": meeting.group.name,
            "on": on,
            "document": json.loads(to_json(paper)),
        },
        source=meeting.reference,
        material=said is None or said.content["on"] != on,
        files=_files(kind, paper) + more,
    )
