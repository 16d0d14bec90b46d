"""What every deed on a meeting begins and ends with."""

from datetime import datetime

from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.groups.models import Group
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.meetings.access import reader_of, require_keeper
from wardmote.meetings.models import Item, Meeting
from wardmote.meetings.rules import OPEN, State
from wardmote.people.models import User


def check_keeper(group: Group, *, by: User, now: datetime) -> None:
    """PermissionDenied unless this person keeps the group's meetings."""
    require_keeper(reader_of(by, localdate(now)), group)


def held_meeting(meeting_id: int, version: int | None, *, by: User, now: datetime) -> Meeting:
    """The meeting, locked, for a person who keeps it.

    `version` is what the page showed; None where no page is overtaken by another. Raises
    PermissionDenied, or Stale if somebody has done something since.
    """
    meeting = Meeting.objects.select_for_update().select_related("group").get(pk=meeting_id)
    check_keeper(meeting.group, by=by, now=now)
    if version is not None and version != meeting.version:
        raise Stale(
            "Somebody has changed this meeting since you opened the page. See what they did, "
            "then do yours again if it still makes sense"
        )
    return meeting


def kept(meeting: Meeting, verb: str, *, by: User, now: datetime, **details: object) -> None:
    """Count the version up and keep what was done in the audit trail."""
    meeting.version += 1
    meeting.save()
    record(f"meeting.{verb}", meeting.reference, by=by, at=now, **details)


def check_open(meeting: Meeting) -> None:
    """RuleBroken once the meeting is over or called off."""
    if meeting.state not in OPEN:
        raise RuleBroken("The meeting is over: its agenda and what was said stay as they are")


def check_unlocked(meeting: Meeting) -> None:
    """RuleBroken once the minutes are with the group or approved."""
    if meeting.state == State.APPROVED:
        raise RuleBroken(
            "These minutes are approved and locked. A correction is decided at a meeting"
        )
    if meeting.state == State.CIRCULATED:
        raise RuleBroken("These minutes are circulated. Take them back before you change them")
    if meeting.state == State.CALLED_OFF:
        raise RuleBroken("This meeting was called off")


def item_of(meeting: Meeting, item_id: int) -> Item:
    """An item of this meeting that has not been struck out."""
    found = Item.objects.filter(meeting=meeting, pk=item_id, struck_at=None).first()
    if found is None:
        raise RuleBroken("That item is not on this agenda any more", about="item")
    return found
