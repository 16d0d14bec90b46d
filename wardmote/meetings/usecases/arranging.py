"""When and where a group meets."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from wardmote.actions.usecases import meeting_arranged, meeting_called_off
from wardmote.groups.models import Group
from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.models import Meeting
from wardmote.meetings.queries import met_on
from wardmote.meetings.rules import Deed, Mode, State, check_times, moved
from wardmote.meetings.usecases.agenda import fill
from wardmote.meetings.usecases.common import check_keeper, check_open, held_meeting, kept
from wardmote.meetings.usecases.inviting import write_invitations
from wardmote.people.models import User
from wardmote.places.queries import wards as all_wards


@dataclass(frozen=True, slots=True)
class Arrangement:
    """When, where and how a group meets; `wards`: those that it is about, if any.

    Only of a meeting that was held long ago may nobody know when it started.
    """

    on: date
    starts_at: time | None
    ends_at: time | None = None
    mode: Mode = Mode.PERSON
    place: str = ""
    link: str = ""
    wards: tuple[str, ...] = ()


@transaction.atomic
def arrange(group: Group, arrangement: Arrangement, *, by: User, now: datetime) -> Meeting:
    """Plan a meeting of the group; its agenda fills itself with what waits.

    Raises PermissionDenied or RuleBroken, having changed nothing.
    """
    check_keeper(group, by=by, now=now)
    _check(group, arrangement)
    meeting = Meeting(group=group, arranged_at=now, arranged_by=by, version=0)
    _keep(meeting, arrangement, "arranged", by=by, now=now)
    fill(meeting, now=now)
    return meeting


@transaction.atomic
def record_held(group: Group, arrangement: Arrangement, *, by: User, now: datetime) -> Meeting:
    """A meeting that took place before it was kept here, to put its minutes in.

    Its agenda is empty; items, attendance and decisions are recorded as at any other.
    RuleBroken for a day still to come, or on which the group met already.
    """
    check_keeper(group, by=by, now=now)
    if arrangement.on > localdate(now):
        raise RuleBroken("That meeting has not been held yet: arrange it", about="on")
    if met_on(group, arrangement.on) is not None:
        raise RuleBroken(f"The {group} met on that day already: it is in the list", about="on")
    check_times(arrangement.starts_at, arrangement.ends_at)
    meeting = Meeting(group=group, arranged_at=now, arranged_by=by, version=0)
    meeting.state, meeting.ended_at = State.HELD, now
    return _keep(meeting, arrangement, "recorded", by=by, now=now)


@transaction.atomic
def rearrange(
    meeting_id: int, arrangement: Arrangement, version: int, *, by: User, now: datetime
) -> Meeting:
    """Another day, time or place. Whoever was invited is told by mail."""
    meeting = held_meeting(meeting_id, version, by=by, now=now)
    check_open(meeting)
    _check(meeting.group, arrangement)
    _keep(meeting, arrangement, "rearranged", by=by, now=now)
    write_invitations(meeting, now=now)
    return meeting


def _check(group: Group, arrangement: Arrangement) -> None:
    if group.closed_on is not None and group.closed_on <= arrangement.on:
        raise RuleBroken(f"The {group} is closed by then", about="on")
    if arrangement.starts_at is None:
        raise RuleBroken("Enter when the meeting starts", about="starts_at")
    check_times(arrangement.starts_at, arrangement.ends_at)
    if arrangement.mode is not Mode.REMOTE and not arrangement.place.strip():
        raise RuleBroken("Enter where the meeting is held", about="place")
    if arrangement.mode is Mode.REMOTE and not arrangement.link.strip():
        raise RuleBroken("Enter the web address at which people meet", about="link")
    if arrangement.wards:
        ours = set(all_wards().values_list("code", flat=True))
        if not set(arrangement.wards) <= ours:
            raise RuleBroken("Select wards of this partnership", about="wards")


def _keep(
    meeting: Meeting, given: Arrangement, verb: str, *, by: User, now: datetime
) -> Meeting:
    meeting.on, meeting.starts_at, meeting.ends_at = given.on, given.starts_at, given.ends_at
    meeting.mode, meeting.place, meeting.link = given.mode, given.place.strip(), given.link
    meeting.wards = sorted(set(given.wards))
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError:
        raise RuleBroken(
            f"The {meeting.group} meets then already. Choose another day or time", about="on"
        ) from None
    kept(meeting, verb, by=by, now=now, group=meeting.group_id, on=given.on.isoformat())
    meeting_arranged(meeting.group, given.on, meeting=meeting.reference, by=by, now=now)
    return meeting


@transaction.atomic
def call_off(meeting_id: int, reason: str, *, by: User, now: datetime) -> Meeting:
    """The meeting does not take place. It stays in the list with the reason."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    if not reason.strip():
        raise RuleBroken("Enter why the meeting is called off", about="reason")
    meeting.state = moved(State(meeting.state), Deed.CALL_OFF)
    meeting.why_called_off = reason.strip()
    kept(meeting, "called-off", by=by, now=now)
    meeting_called_off(meeting.reference, by=by, now=now)
    write_invitations(meeting, now=now)
    return meeting
