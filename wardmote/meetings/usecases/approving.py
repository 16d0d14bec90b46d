"""Approving minutes: at a later meeting, then locked; corrections are decisions beside them."""

import hashlib
import json
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import day_words
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Correction, Decision, Meeting, Minutes
from wardmote.meetings.queries import minutes_facts
from wardmote.meetings.rules import TOLD, DecisionKind, Deed, State, check_approval, moved
from wardmote.meetings.usecases.common import held_meeting, item_of, kept
from wardmote.people.models import User


@transaction.atomic
def approve_minutes(meeting_id: int, decision: Decision, *, by: User, now: datetime) -> Minutes:
    """Freeze the minutes of an earlier meeting by a decision of this one."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    at = decision.meeting
    check_approval(meeting.on, at.on, same_group=meeting.group_id == at.group_id)
    meeting.state = moved(State(meeting.state), Deed.APPROVE)
    meeting.approved_in = at
    made = _frozen(meeting, decision, by=by, now=now)
    kept(meeting, "minutes-approved", by=by, now=now, approved_in=at.pk, digest=made.digest)
    return made


@transaction.atomic
def find_approved(meeting_id: int, on: date, *, by: User, now: datetime) -> Minutes:
    """Freeze minutes read from a file, which a meeting not kept here approved on this day."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    if not hasattr(meeting, "read_from"):
        raise RuleBroken("Only minutes read from a file were approved elsewhere")
    if not meeting.on < on <= localdate(now):
        raise RuleBroken(
            "Minutes are approved at a later meeting: enter its day, which is past",
            about="approved_on",
        )
    meeting.state = moved(State(meeting.state), Deed.FIND_APPROVED)
    meeting.approved_on = on
    made = _frozen(meeting, None, by=by, now=now)
    kept(meeting, "minutes-approved", by=by, now=now, approved_on=on, digest=made.digest)
    return made


def _frozen(meeting: Meeting, decision: Decision | None, *, by: User, now: datetime) -> Minutes:
    content = minutes_facts(meeting)
    return Minutes.objects.create(
        meeting=meeting,
        content=content,
        digest=digest_of(content),
        decision=decision,
        at=now,
        by=by,
    )


def digest_of(content: dict[str, object]) -> str:
    """Of what was approved: the same content, the same digest."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def correct_minutes(
    meeting_id: int, of: int, item_id: int, text: str, *, by: User, now: datetime
) -> Correction:
    """This meeting decides, under an item, that approved minutes of an earlier one were wrong.

    The minutes stay as they were approved; the correction stands beside them.
    """
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    wrong = Meeting.objects.get(pk=of)
    check_approval(wrong.on, meeting.on, same_group=wrong.group_id == meeting.group_id)
    if wrong.state != State.APPROVED:
        raise RuleBroken("Minutes that are not approved yet are changed themselves")
    if meeting.state in (*TOLD, State.CALLED_OFF):
        raise RuleBroken("A correction is decided at a meeting whose minutes are still open")
    if not text.strip():
        raise RuleBroken("Enter what the minutes should say", about="text")
    item = item_of(meeting, item_id)
    decision = Decision.objects.create(
        meeting=meeting,
        item=item,
        kind=DecisionKind.AGREED,
        text=f"The minutes of {day_words(wrong.on)} are corrected: {text.strip()}",
        about=wrong.reference,
        by=by,
        at=now,
    )
    made = Correction.objects.create(
        meeting=wrong, decision=decision, text=text.strip(), level=Level(item.level)
    )
    kept(meeting, "minutes-corrected", by=by, now=now, of=wrong.pk, correction=made.pk)
    return made
