"""While people meet: who came, what they declared, whom they elected, what they decided."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.actions.due import NO_DUE, Due
from wardmote.actions.models import Action
from wardmote.actions.rules import Source
from wardmote.actions.usecases import record_action
from wardmote.actions.usecases.recording import Owner
from wardmote.groups.models import Seat
from wardmote.groups.queries import in_force, sittings
from wardmote.groups.rules import SEAT_ROLE_NAMES, SeatRole
from wardmote.groups.usecases import elect as elect_seat
from wardmote.issues.rules import ANSWER_NAMES, Answer
from wardmote.issues.usecases.unblocking import answer_ask
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import day_words
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Attendance, Decision, Declaration, Election, Meeting
from wardmote.meetings.queries import item_reference
from wardmote.meetings.rules import (
    HERE,
    Coming,
    DecisionKind,
    Deed,
    State,
    check_decision,
    moved,
)
from wardmote.meetings.usecases.approving import approve_minutes
from wardmote.meetings.usecases.common import check_unlocked, held_meeting, item_of, kept
from wardmote.meetings.usecases.terms import agree_terms
from wardmote.people.models import Organisation, User
from wardmote.places.queries import is_councillor

_AS_DECIDED = {
    Answer.UNBLOCKED: DecisionKind.AGREED,
    Answer.PARTLY: DecisionKind.RESOLVED,
    Answer.NO: DecisionKind.REFUSED,
}
#: what an item is about -> what agreeing it does
_AGREED: dict[str, Callable[..., object]] = {"minutes": approve_minutes, "terms": agree_terms}
READ_BY_MORE = (
    "More people read an action than this item: every agency that signed, and councillors on "
    "the group. Write it so that it gives nothing of the item away, then tick that you have "
    "checked"
)


@dataclass(frozen=True, slots=True)
class Came:
    """How somebody stands to the meeting: an account, or a name without one."""

    coming: Coming
    person: User | None = None
    name: str = ""
    organisation: Organisation | None = None
    role: str = ""
    substitute_for: str = ""
    is_remote: bool = False
    is_member: bool = False


@transaction.atomic
def attend(meeting_id: int, came: Came, *, by: User, now: datetime) -> Attendance:
    """Record that somebody came, apologised or stayed away; again, to put it right."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    name = (str(came.person) if came.person else came.name).strip()
    if not name:
        raise RuleBroken("Enter who it is", about="name")
    if came.coming is Coming.SUBSTITUTE and not came.substitute_for.strip():
        raise RuleBroken("Enter for whom they are the substitute", about="substitute_for")
    person = came.person
    seats = sittings(meeting.on, person=person, groups=[meeting.group_id]) if person else []
    own = person.organisation_id if person else None
    named = came.organisation.pk if came.organisation else own
    body = next((one.organisation for one in seats), None) or named
    made, _ = Attendance.objects.update_or_create(
        meeting=meeting,
        name=name,
        defaults={
            "person": person,
            "organisation_id": body,
            "role": came.role.strip() or _role(seats[0].role if seats else None),
            "coming": came.coming,
            "substitute_for": came.substitute_for.strip()
            if came.coming is Coming.SUBSTITUTE
            else "",
            "is_remote": came.is_remote and came.coming in HERE,
            "is_seated": bool(seats) or came.coming is Coming.SUBSTITUTE,
            "is_member": is_councillor(person, meeting.on) if person else came.is_member,
        },
    )
    kept(meeting, "attended", by=by, now=now, attendance=made.pk, coming=came.coming)
    return made


def _role(role: SeatRole | None) -> str:
    return SEAT_ROLE_NAMES[role] if role in (SeatRole.CHAIR, SeatRole.VICE_CHAIR) else ""


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
def decide(
    meeting_id: int,
    item_id: int,
    kind: DecisionKind | None,
    text: str,
    *,
    by: User,
    now: datetime,
) -> Decision:
    """Record what was decided under an item. Minutes that are agreed are then approved, and
    terms of reference that are agreed come into force.
    """
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    item = item_of(meeting, item_id)
    check_decision(kind, text)
    made = Decision.objects.create(
        meeting=meeting,
        item=item,
        kind=str(kind),
        text=text.strip(),
        about=item.source,
        by=by,
        at=now,
    )
    subject, _, key = item.source.partition(" ")
    if kind is DecisionKind.AGREED and subject in _AGREED:
        _AGREED[subject](int(key), made, by=by, now=now)
    kept(meeting, "decided", by=by, now=now, decision=made.pk, kind=kind, item=item.pk)
    return made


@transaction.atomic
def take_decision_back(meeting_id: int, decision_id: int, *, by: User, now: datetime) -> None:
    """A decision that was typed wrong. What has had consequences is not taken back."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    found = Decision.objects.filter(meeting=meeting, pk=decision_id).first()
    if found is None:
        raise RuleBroken("That decision is not there any more")
    subject = found.about.partition(" ")[0]
    has_acted = (subject == "ask" and found.kind != DecisionKind.DEFERRED) or (
        subject in _AGREED and found.kind == DecisionKind.AGREED
    )
    if has_acted or hasattr(found, "election") or hasattr(found, "correction"):
        raise RuleBroken("Something has come of this decision already: record another one")
    kept(meeting, "decision-taken-back", by=by, now=now, kind=found.kind, text=found.text)
    found.delete()


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
    made = Decision.objects.create(
        meeting=meeting,
        item=item,
        kind=_AS_DECIDED[given],
        text=f"{ANSWER_NAMES[given]}: {ask.answer}",
        about=item.source,
        by=by,
        at=now,
    )
    kept(meeting, "ask-answered", by=by, now=now, decision=made.pk, item=item.pk)
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
    kept(meeting, "ended", by=by, now=now)
    return meeting
