"""While people meet: what they declare, give out to do, whom they elect; and the end."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.actions.due import NO_DUE, Due
from wardmote.actions.models import Action
from wardmote.actions.rules import Source
from wardmote.actions.usecases import record_action
from wardmote.actions.usecases.recording import Owner
from wardmote.groups.models import Seat
from wardmote.groups.queries import in_force
from wardmote.groups.rules import SEAT_ROLE_NAMES, SeatRole
from wardmote.groups.usecases import elect as elect_seat
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import day_words
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Decision, Declaration, Election, Meeting
from wardmote.meetings.queries import item_reference
from wardmote.meetings.rules import (
    HERE,
    DecisionKind,
    Deed,
    State,
    moved,
)
from wardmote.meetings.usecases.agenda import number_rest
from wardmote.meetings.usecases.common import check_unlocked, held_meeting, item_of, kept
from wardmote.people.models import Organisation, User

READ_BY_MORE = (
    "More people read an action than this item: every agency that signed, and councillors on "
    "the group. Write it so that it gives nothing of the item away, then tick that you have "
    "checked"
)


@transaction.atomic
def declare(
    meeting_id: int,
    name: str,
    text: str,
    *,
    by: User,
    now: datetime,
    item_id: int | None = None,
    withdrew: bool = False,
) -> Declaration:
    """Somebody declares an interest, in an item or at large, and leaves for it or not."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    if not name.strip():
        raise RuleBroken("Select who declares an interest", about="name")
    if not text.strip():
        raise RuleBroken("Enter what the interest is", about="text")
    made = Declaration.objects.create(
        meeting=meeting,
        item=item_of(meeting, item_id) if item_id else None,
        name=name.strip(),
        text=text.strip(),
        withdrew=withdrew,
        by=by,
        at=now,
    )
    kept(meeting, "interest-declared", by=by, now=now, declaration=made.pk)
    return made


@transaction.atomic
def act(
    meeting_id: int,
    item_id: int,
    text: str,
    owner: Owner = None,
    shares: Iterable[Organisation] = (),
    due: Due = NO_DUE,
    *,
    by: User,
    now: datetime,
    is_done: bool = False,
    checked: bool = False,
) -> Action:
    """Record an action under an item. Its text is read by agencies and by councillors seated.

    What the item is called is told along with it unless the item is exempt. RuleBroken for
    an item that fewer people may read than its action, until somebody has `checked`.
    """
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    item = item_of(meeting, item_id)
    is_narrower = item.level in (Level.EXEMPT, Level.PARTNER)
    if is_narrower and not checked:
        raise RuleBroken(READ_BY_MORE, about="text")
    made = record_action(
        text=text,
        group=meeting.group,
        owner=owner,
        shares=shares,
        due=due,
        is_done=is_done,
        source=Source(item_reference(item), str(meeting), f"/meetings/{meeting.pk}/"),
        item="" if is_narrower else item.title,
        recorded_on=meeting.on,
        checked=checked,
        by=by,
        now=now,
    )
    kept(meeting, "action-recorded", by=by, now=now, action=made.number, item=item.pk)
    return made


@transaction.atomic
def elect(
    meeting_id: int, item_id: int, seat_id: int, role: SeatRole, *, by: User, now: datetime
) -> Election:
    """The group elects its chair or vice-chair: the seat has the role from that day."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    item = item_of(meeting, item_id)
    seats = Seat.objects.filter(in_force(meeting.on), group=meeting.group_id)
    seat = seats.filter(pk=seat_id).first()
    if seat is None:
        raise RuleBroken("Choose somebody who sits on the group", about="seat")
    chosen = elect_seat(seat.pk, role, by=by, now=now, on=max(meeting.on, localdate(now)))
    name = str(seat.person or seat.post)
    decision = Decision.objects.create(
        meeting=meeting,
        item=item,
        kind=DecisionKind.ELECTED,
        text=f"{name} was elected {SEAT_ROLE_NAMES[role]}",
        about=f"seat {chosen.pk}",
        by=by,
        at=now,
    )
    made = Election.objects.create(
        meeting=meeting, decision=decision, role=role, seat=chosen, name=name
    )
    kept(meeting, "elected", by=by, now=now, election=made.pk, role=role)
    return made


@transaction.atomic
def end_meeting(meeting_id: int, *, by: User, now: datetime) -> Meeting:
    """The meeting is over. RuleBroken before its day, or while nobody is recorded as there."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    if meeting.on > localdate(now):
        raise RuleBroken(f"The meeting is on {day_words(meeting.on)}: end it then")
    if not meeting.attendances.filter(coming__in=HERE).exists():
        raise RuleBroken("Record who was there before you end the meeting")
    meeting.state = moved(State(meeting.state), Deed.END)
    meeting.ended_at = now
    number_rest(meeting)
    kept(meeting, "ended", by=by, now=now)
    return meeting
