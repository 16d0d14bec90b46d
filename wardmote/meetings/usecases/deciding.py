"""What a meeting decides. What is agreed is carried out by the app that it is about."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.actions.models import Action
from wardmote.actions.rules import Source
from wardmote.actions.usecases import accept
from wardmote.areas.access import may_decide
from wardmote.areas.usecases import confirm
from wardmote.issues.rules import ANSWER_NAMES, Answer
from wardmote.issues.usecases.unblocking import answer_ask
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Decision, Item, Meeting
from wardmote.meetings.queries import item_reference
from wardmote.meetings.remaining import step_for, was_carried_out
from wardmote.meetings.rules import DecisionKind, check_decision
from wardmote.meetings.usecases.agreeing import SETTLES, take_up_assessment
from wardmote.meetings.usecases.approving import approve_minutes
from wardmote.meetings.usecases.common import check_unlocked, held_meeting, item_of, kept
from wardmote.meetings.usecases.terms import agree_terms
from wardmote.people.models import User
from wardmote.reports.access import may_take
from wardmote.reports.queries import report_on
from wardmote.reports.usecases import take_step

_AS_DECIDED = {
    Answer.UNBLOCKED: DecisionKind.AGREED,
    Answer.PARTLY: DecisionKind.RESOLVED,
    Answer.NO: DecisionKind.REFUSED,
}
#: ward -> the version of its proposal that the meeting saw
Proposals = Mapping[str, str]


@transaction.atomic
def decide(
    meeting_id: int,
    item_id: int,
    kind: DecisionKind | None,
    text: str,
    *,
    by: User,
    now: datetime,
    proposals: Proposals | None = None,
) -> Decision:
    """Record what was decided under an item, and carry out what was agreed.

    Minutes are approved; terms come into force; the group's step of a report is recorded; the
    strategic assessment is locked, or goes back as a draft with what was said; of an item on
    priority areas the `proposals` are confirmed. What `by` may not do themselves
    is left: `remaining` says what and where. Raises PermissionDenied or RuleBroken, having
    changed nothing.
    """
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    item = item_of(meeting, item_id)
    check_decision(kind, text)
    made = _decided(meeting, item, DecisionKind(str(kind)), text.strip(), by=by, now=now)
    if made.about.startswith("assessment "):
        take_up_assessment(made, by=by, now=now)
    elif kind is DecisionKind.AGREED:
        _carry_out(made, proposals or {}, by=by, now=now)
    kept(meeting, "decided", by=by, now=now, decision=made.pk, kind=kind, item=item.pk)
    return made


def _decided(
    meeting: Meeting, item: Item, kind: DecisionKind, text: str, *, by: User, now: datetime,
    about: str = "",
) -> Decision:  # fmt: skip
    return Decision.objects.create(
        meeting=meeting,
        item=item,
        kind=kind,
        text=text,
        about=about or item.source,
        by=by,
        at=now,
    )


def _carry_out(made: Decision, proposals: Proposals, *, by: User, now: datetime) -> None:
    subject, _, key = made.about.partition(" ")
    if subject == "minutes":
        approve_minutes(int(key), made, by=by, now=now)
    elif subject == "terms":
        agree_terms(int(key), made, by=by, now=now)
    elif subject == "report":
        _agree_report(Quarter.parse(key), made.meeting, by=by, now=now)
    elif subject == "areas":
        _confirm_areas(Quarter.parse(key), made.meeting, proposals, by=by, now=now)


def _agree_report(quarter: Quarter, meeting: Meeting, *, by: User, now: datetime) -> None:
    """The group's step on the report's road, if its turn has come and this person may."""
    report, today = report_on(quarter), localdate(now)
    step = step_for(report, meeting.group) if report else None
    if step is not None and may_take(by, step, today):
        on = min(meeting.on, today)
        take_step(quarter, step, on=on, note=f"Agreed by the {meeting}", by=by, now=now)


def _confirm_areas(
    quarter: Quarter, meeting: Meeting, proposals: Proposals, *, by: User, now: datetime
) -> None:
    """Each proposal that was agreed, as the meeting saw it."""
    if not may_decide(by, localdate(now)):
        return
    for ward, seen in proposals.items():
        reason = f"Agreed by the {meeting}"
        confirm(ward, quarter, reason=reason, seen=seen, by=by, now=now)


@transaction.atomic
def take_decision_back(meeting_id: int, decision_id: int, *, by: User, now: datetime) -> None:
    """A decision that was typed wrong. What has had consequences is not taken back."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    found = Decision.objects.filter(meeting=meeting, pk=decision_id).first()
    if found is None:
        raise RuleBroken("That decision is not there any more")
    if _has_acted(found) or hasattr(found, "election") or hasattr(found, "correction"):
        raise RuleBroken("Something has come of this decision already: record another one")
    kept(meeting, "decision-taken-back", by=by, now=now, kind=found.kind, text=found.text)
    found.delete()


def _has_acted(made: Decision) -> bool:
    subject = made.about.partition(" ")[0]
    if subject in ("minutes", "terms", "action"):
        return made.kind == DecisionKind.AGREED
    if subject == "assessment":
        return made.kind in SETTLES
    if subject == "ask":
        return made.kind != DecisionKind.DEFERRED
    return was_carried_out(made)


@transaction.atomic
def answer_at_meeting(
    meeting_id: int,
    item_id: int,
    answer: Answer | None,
    text: str,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
) -> Decision:
    """Answer the ask that an item is about: the answer goes back to its issue."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    item = item_of(meeting, item_id)
    subject, _, key = item.source.partition(" ")
    if subject != "ask":
        raise RuleBroken("This item is not an ask")
    ask = answer_ask(int(key), answer, text, by=by, now=now, checked=checked)
    given = Answer(ask.answer_kind)
    words = f"{ANSWER_NAMES[given]}: {ask.answer}"
    made = _decided(meeting, item, _AS_DECIDED[given], words, by=by, now=now)
    kept(meeting, "ask-answered", by=by, now=now, decision=made.pk, item=item.pk)
    return made


@transaction.atomic
def accept_at_meeting(
    meeting_id: int, item_id: int, number: str, *, by: User, now: datetime
) -> Decision:
    """The meeting accepts that an action of its group is done; its minutes say so.

    Its text stands under an item that nobody reads who may not read the action.
    """
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    item = item_of(meeting, item_id)
    action = Action.objects.filter(group=meeting.group_id, number=number).first()
    if action is None:
        raise RuleBroken(f"The {meeting.group} has no action {number[:20]}")
    address = f"/meetings/{meeting.pk}/"
    accept(action.pk, Source(item_reference(item), str(meeting), address), by=by, now=now)
    text = f"{action.number} is done"
    if _may_quote(item, action):
        text += f": {action.text}"
    about = f"action {action.number}"
    made = _decided(meeting, item, DecisionKind.AGREED, text, about=about, by=by, now=now)
    kept(meeting, "action-accepted", by=by, now=now, decision=made.pk, action=action.number)
    return made


def _may_quote(item: Item, action: Action) -> bool:
    """Everybody reads public items, councillors those of the group: not an issue's actions."""
    if item.level == Level.GROUP:
        return action.is_of_the_group
    return item.level != Level.PUBLIC
