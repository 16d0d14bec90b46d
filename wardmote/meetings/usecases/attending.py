"""Who comes to a meeting: the roll, line by line, and anybody else by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wardmote.groups.queries import sittings
from wardmote.groups.rules import CHAIRS, SEAT_ROLE_NAMES, SeatRole
from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.models import Attendance, Meeting
from wardmote.meetings.queries import attendances
from wardmote.meetings.rules import HERE, Called, Coming
from wardmote.meetings.usecases.common import check_unlocked, held_meeting, kept
from wardmote.people.models import Organisation, User
from wardmote.places.queries import is_councillor


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


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the roll: who sits on the group, or came as well; and how they stand."""

    key: str
    name: str
    organisation: str
    role: str
    called: Called | None = None
    person: User | None = None
    entry: Attendance | None = None

    def came(self, called: Called) -> Came:
        """The same person, standing so."""
        coming, is_remote = _COMING[called], called is Called.REMOTE
        entry = self.entry
        if entry is None:
            return Came(coming, self.person, is_remote=is_remote)
        if entry.coming == Coming.SUBSTITUTE and coming is Coming.PRESENT:
            coming = Coming.SUBSTITUTE
        return Came(
            coming,
            entry.person,
            entry.name,
            entry.organisation,
            entry.role,
            entry.substitute_for,
            is_remote,
            entry.is_member,
        )


_COMING = {
    Called.HERE: Coming.PRESENT,
    Called.REMOTE: Coming.PRESENT,
    Called.APOLOGIES: Coming.APOLOGIES,
    Called.ABSENT: Coming.ABSENT,
}


def roll_of(meeting: Meeting) -> list[Line]:
    """Everybody on the group, who chairs it first; then whoever else was put down."""
    roles = {one.person: one.role for one in sittings(meeting.on, groups=[meeting.group_id])}
    people = User.objects.filter(pk__in=roles).select_related("organisation").order_by("name")
    came = list(attendances(meeting))
    entries = {one.person_id: one for one in came if one.person_id in roles}
    order = [*CHAIRS, SeatRole.ORDINARY, SeatRole.SUBSTITUTE]
    lines = [
        Line(
            f"p{one.pk}",
            str(one),
            str(one.organisation or ""),
            _role(roles[one.pk]),
            _called(entries.get(one.pk)),
            one,
            entries.get(one.pk),
        )
        for one in sorted(people, key=lambda one: order.index(roles[one.pk]))
    ]
    return lines + [
        Line(
            f"a{one.pk}",
            one.name,
            str(one.organisation or ""),
            f"substitute for {one.substitute_for}" if one.substitute_for else one.role,
            _called(one),
            one.person,
            one,
        )
        for one in came
        if one.person_id not in entries
    ]


def _role(role: SeatRole | None) -> str:
    return SEAT_ROLE_NAMES[role] if role in CHAIRS else ""


def _called(entry: Attendance | None) -> Called | None:
    if entry is None:
        return None
    if entry.coming in HERE:
        return Called.REMOTE if entry.is_remote else Called.HERE
    return Called.APOLOGIES if entry.coming == Coming.APOLOGIES else Called.ABSENT


@transaction.atomic
def call_roll(
    meeting_id: int, answers: Mapping[str, Called], *, by: User, now: datetime
) -> list[Attendance]:
    """Put down how these stand, by the keys of their lines. Everybody else stays as before."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    lines = {one.key: one for one in roll_of(meeting)}
    if not answers.keys() <= lines.keys():
        raise RuleBroken("Somebody is not on this roll any more. Look at it again")
    made = [_put_down(meeting, lines[key].came(called)) for key, called in answers.items()]
    if made:
        stood = [f"{one.pk} {one.coming}" for one in made]
        kept(meeting, "roll-called", by=by, now=now, attendances=stood)
    return made


@transaction.atomic
def attend(meeting_id: int, came: Came, *, by: User, now: datetime) -> Attendance:
    """Record that somebody came, apologised or stayed away; again, to put it right."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    made = _put_down(meeting, came)
    kept(meeting, "attended", by=by, now=now, attendance=made.pk, coming=came.coming)
    return made


def _put_down(meeting: Meeting, came: Came) -> Attendance:
    name = (str(came.person) if came.person else came.name).strip()
    if not name:
        raise RuleBroken("Enter who it is", about="name")
    is_substitute = came.coming is Coming.SUBSTITUTE
    if is_substitute and not came.substitute_for.strip():
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
            "substitute_for": came.substitute_for.strip() if is_substitute else "",
            "is_remote": came.is_remote and came.coming in HERE,
            "is_seated": bool(seats) or is_substitute,
            "is_member": is_councillor(person, meeting.on) if person else came.is_member,
        },
    )
    return made
