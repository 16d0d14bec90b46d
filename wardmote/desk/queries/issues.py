"""What waits for a person on issues: to take on, to answer, to clear; what they hear back."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.desk.queries.items import Item
from wardmote.issues.access import Reader, readable, reader_of
from wardmote.issues.asks import waiting_asks
from wardmote.issues.clearing import is_escalated, may_rule
from wardmote.issues.models import Clearance
from wardmote.issues.queries import sent_by
from wardmote.issues.rules import State
from wardmote.issues.usecases.releasing import second_of
from wardmote.people.models import User

HEARD_FOR = timedelta(days=14)


def issues_waiting(user: User, now: datetime) -> Iterator[Item]:
    """Everything on issues that waits for this person today."""
    reader = reader_of(user, localdate(now))
    if not reader.reads_partner_text:
        return
    yield from _to_answer(reader, now)
    yield from _to_take_on(reader)
    yield from _to_clear(reader, now)
    yield from _heard_back(reader, now)


def _to_answer(reader: Reader, now: datetime) -> Iterator[Item]:
    for one in waiting_asks(reader.groups, localdate(now)):
        ask = one.ask
        due = f"{ask.answer_by.day} {ask.answer_by:%B}"
        yield Item(
            f"{ask.of} asked to unblock {ask.issue.number} {ask.issue.title}, answer due {due}",
            reverse("answer-ask", args=[ask.pk]),
            "Answer",
            localdate(ask.at),
            is_urgent=one.is_late,
        )


def _to_take_on(reader: Reader) -> Iterator[Item]:
    waiting = readable(reader).filter(state=State.WAITING, holder__in=reader.groups)
    for issue in waiting.select_related("holder"):
        yield Item(
            f"{issue.number} {issue.title} waits to be taken on by {issue.holder}",
            reverse("issue", args=[issue.number]),
            "Open it",
            localdate(issue.held_since),
        )


def _to_clear(reader: Reader, now: datetime) -> Iterator[Item]:
    """Words that this person may clear; the office hears of them after two days."""
    for held in Clearance.objects.filter(ruling="").select_related("issue", "by"):
        second = second_of(reader, held.issue)
        late = is_escalated(held.at, now)
        if may_rule(second, held.by_id) and (second.holds_seat or second.leads or late):
            yield Item(
                f"Words by {held.by} on {held.issue.number} wait for a second person",
                reverse("clear-issue", args=[held.issue.number, held.pk]),
                "Read and clear them",
                localdate(held.at),
                is_urgent=late,
            )


def _heard_back(reader: Reader, now: datetime) -> Iterator[Item]:
    """Issues that their groups sent on and that have ended."""
    sent = sent_by(readable(reader), reader.groups, reader.user.pk)
    for issue in sent.filter(closed_at__gte=now - HEARD_FOR):
        yield Item(
            f"{issue.number} {issue.title}, which you sent on: "
            f"{issue.get_outcome_display().lower()}",
            reverse("issue", args=[issue.number]),
            "Read what came of it",
            localdate(issue.closed_at),
        )
