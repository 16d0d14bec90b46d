"""What waits for a person on issues: to take on, to answer, to clear; what they hear back.

With it what they sent on and where it is now: together, a person's plate.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.desk.queries.items import Item
from wardmote.issues.access import Reader, may_act, readable, reader_of
from wardmote.issues.asks import waiting_asks
from wardmote.issues.clearing import Ruling, is_escalated, may_rule
from wardmote.issues.models import Ask, Clearance, Issue
from wardmote.issues.moving import open_asks, standing_still
from wardmote.issues.queries import sent_by
from wardmote.issues.rules import Answer, State
from wardmote.issues.standing import Standstill
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
    yield from _to_mend(reader)
    yield from _to_chase(reader, localdate(now))
    yield from _answered(reader, now)
    yield from _heard_back(reader, now)


def _to_answer(reader: Reader, now: datetime) -> Iterator[Item]:
    for one in waiting_asks(reader.groups, localdate(now)):
        ask = one.ask
        yield Item(
            f"{ask.of} asked to unblock {ask.issue.number} {ask.issue.title}, answer due "
            f"{_short(ask.answer_by)}",
            reverse("answer-ask", args=[ask.pk]),
            "Answer",
            localdate(ask.at),
            is_urgent=one.is_late,
        )


def _to_chase(reader: Reader, today: date) -> Iterator[Item]:
    """Late answers to what their groups asked; the office hears of every one."""
    late = open_asks(reader).filter(answer_by__lt=today).exclude(of__in=reader.groups)
    if not reader.is_officer:
        late = late.filter(asked_by_group__in=reader.groups)
    for ask in late:
        yield Item(
            f"{ask.of} should have answered {ask.asked_by_group} on {ask.issue.number} "
            f"{ask.issue.title} by {_short(ask.answer_by)}",
            reverse("issue", args=[ask.issue.number]),
            "Chase it",
            ask.answer_by,
            is_urgent=True,
        )


def _answered(reader: Reader, now: datetime) -> Iterator[Item]:
    """What came back to a group that asked."""
    back = Ask.objects.filter(issue__in=readable(reader), answered_at__gte=now - HEARD_FOR)
    back = back.exclude(answer_kind=Answer.TAKEN_BACK)
    mine = Q(asked_by_group__in=reader.groups) | Q(by=reader.user)
    for ask in back.filter(mine).select_related("issue", "of"):
        yield Item(
            f"{ask.of} answered on {ask.issue.number} {ask.issue.title}: "
            f"{ask.get_answer_kind_display().lower()}",
            reverse("issue", args=[ask.issue.number]),
            "Read the answer",
            localdate(ask.answered_at),
        )


def _to_mend(reader: Reader) -> Iterator[Item]:
    """Words they wrote that the second person did not clear, until they write others."""
    mine = Clearance.objects.filter(by=reader.user, issue__in=readable(reader))
    for held in mine.filter(ruling=Ruling.REFUSED).select_related("issue"):
        newer = held.issue.clearances.filter(pk__gt=held.pk)
        if held.issue.is_open and may_act(reader, held.issue) and not newer.exists():
            yield Item(
                f"Your words on {held.issue.number} were not cleared: {held.reason}",
                reverse("release-issue", args=[held.issue.number]),
                "Mend them",
                localdate(held.ruled_at),
            )


def _short(day: date) -> str:
    return f"{day.day} {day:%B}"


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


def sent_on(user: User, on: date) -> Sequence[Issue]:
    """Open issues that they raised or their groups passed on, and that others have now."""
    reader = reader_of(user, on)
    sent = sent_by(readable(reader), reader.groups, reader.user.pk).filter(closed_at=None)
    return list(sent.select_related("holder").order_by("held_since", "pk"))


def stuck_with(user: User, on: date) -> list[tuple[Issue, Standstill]]:
    """Issues that their groups have and that do not move, the longest first, with why."""
    reader = reader_of(user, on)
    held = readable(reader).filter(holder__in=reader.groups, closed_at=None)
    found = {one.pk: one for one in held.select_related("holder")}
    if not found:
        return []
    stuck = standing_still(reader, found.values(), on)
    longest = sorted(stuck, key=lambda key: (-stuck[key].days, key))
    return [(found[key], stuck[key]) for key in longest]
