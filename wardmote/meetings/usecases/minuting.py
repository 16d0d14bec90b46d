"""The minutes draft themselves from what was recorded, are written, circulated, let out."""

from datetime import datetime

from django.db import transaction

from wardmote.meetings.models import Item, Meeting
from wardmote.meetings.queries import drafted_minute, standing_items
from wardmote.meetings.rules import Deed, State, moved
from wardmote.meetings.usecases.common import check_unlocked, held_meeting, item_of, kept
from wardmote.people.models import User


@transaction.atomic
def draft_minutes(meeting_id: int, *, by: User, now: datetime) -> Meeting:
    """A text for each item from what was recorded under it. What is written stays."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    meeting.state = moved(State(meeting.state), Deed.DRAFT)
    items = list(standing_items(meeting))
    for item in items:
        item.minute = item.minute or drafted_minute(item)
    Item.objects.bulk_update(items, ["minute"])
    meeting.minuted_by.add(by)
    kept(meeting, "minutes-drafted", by=by, now=now)
    return meeting


@transaction.atomic
def write_minute(
    meeting_id: int, item_id: int, text: str, version: int | None, *, by: User, now: datetime
) -> Item:
    """The minute of one item, in words. Decisions and actions stand below it by themselves."""
    meeting = held_meeting(meeting_id, version, by=by, now=now)
    check_unlocked(meeting)
    item = item_of(meeting, item_id)
    item.minute = text.strip()
    item.save(update_fields=["minute"])
    meeting.minuted_by.add(by)
    kept(meeting, "minute-written", by=by, now=now, item=item.pk)
    return item


@transaction.atomic
def circulate(meeting_id: int, version: int, *, by: User, now: datetime) -> Meeting:
    """Put the draft before the group: from now on they read it. Another person publishes it."""
    meeting = held_meeting(meeting_id, version, by=by, now=now)
    meeting.state = moved(State(meeting.state), Deed.CIRCULATE)
    meeting.circulated_at, meeting.circulated_by = now, by
    kept(meeting, "minutes-circulated", by=by, now=now)
    return meeting


@transaction.atomic
def take_back(meeting_id: int, *, by: User, now: datetime) -> Meeting:
    """Change circulated minutes: they are a draft again."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    meeting.state = moved(State(meeting.state), Deed.REVISE)
    meeting.circulated_at = meeting.circulated_by = None
    kept(meeting, "minutes-taken-back", by=by, now=now)
    return meeting
