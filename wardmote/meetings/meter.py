"""Reads of how much time meetings took and what came of them, as far as one person reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.timezone import make_aware

from wardmote.actions.models import Action
from wardmote.issues.models import Ask, Update
from wardmote.issues.rules import Answer, Deed
from wardmote.kernel.numbers import key_of
from wardmote.meetings.access import Reader, levels, may_keep, readable
from wardmote.meetings.exempt import Level
from wardmote.meetings.load import NOT_NAMED, Held, Here, Time, length, time_of
from wardmote.meetings.models import Item, Meeting
from wardmote.meetings.queries import item_reference
from wardmote.meetings.rules import HERE, PAST, TOLD

WITHIN_DAYS = 7
MOVES = (Deed.PASS, Deed.TAKE_ON, Deed.CLOSE)


def held_meetings(reader: Reader, since: date, until: date) -> list[Meeting]:
    """Meetings held in these days whose attendance this person reads: with their minutes,
    or at once if they keep the group's meetings."""
    found = readable(reader).filter(state__in=PAST, on__gte=since, on__lte=until)
    return [
        one
        for one in found.prefetch_related("attendances__organisation")
        if Level.GROUP in levels(reader, one)
        and (one.state in TOLD or may_keep(reader, one.group))
    ]


def measured(meeting: Meeting) -> Held:
    minutes, is_assumed = length(meeting.starts_at, meeting.ends_at)
    here = tuple(
        Here(one.organisation.name if one.organisation else NOT_NAMED, one.is_remote)
        for one in meeting.attendances.all()
        if one.coming in HERE
    )
    return Held(meeting.pk, meeting.on, minutes, is_assumed, here)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one meeting, of the items that this person reads."""

    meeting: Meeting
    time: Time
    is_assumed: bool
    decisions: int
    actions: int
    issues: int


def results(reader: Reader, meetings: Iterable[Meeting]) -> list[Result]:
    return [_result(reader, one) for one in meetings]


def _result(reader: Reader, meeting: Meeting) -> Result:
    mine = levels(reader, meeting)
    items = list(meeting.items.filter(struck_at=None, level__in=mine))
    held = measured(meeting)
    return Result(
        meeting,
        time_of([held]),
        held.is_assumed,
        decisions=meeting.decisions.filter(item__in=items).count(),
        actions=Action.objects.filter(source__in=map(item_reference, items)).count(),
        issues=_moved(reader, meeting, items),
    )


def _moved(reader: Reader, meeting: Meeting, items: Iterable[Item]) -> int:
    """Issues on the agenda that moved: answered, and for partners passed, taken on, closed."""
    start = make_aware(datetime.combine(meeting.on, time.min))
    span = (start, start + timedelta(days=WITHIN_DAYS + 1))
    keys: dict[str, set[int]] = {"ask": set(), "issue": set()}
    for item in items:
        subject, _, key = item.source.partition(" ")
        if subject in keys:
            keys[subject].add(key_of(key))
    asks = Ask.objects.filter(pk__in=keys["ask"])
    answered = Q(answered_at__range=span) & ~Q(answer_kind=Answer.TAKEN_BACK)
    moved = set(asks.filter(answered).values_list("issue", flat=True))
    if reader.is_partner:
        about = {*keys["issue"], *asks.values_list("issue", flat=True)}
        done = Update.objects.filter(issue__in=about, deed__in=MOVES, at__range=span)
        moved |= set(done.values_list("issue", flat=True))
    return len(moved)
