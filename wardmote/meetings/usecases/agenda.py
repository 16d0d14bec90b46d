"""The agenda: it fills itself, is ordered by hand, and goes out in editions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.timezone import localdate

from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.building import Suggested, before_closing, closes, not_yet_on
from wardmote.meetings.exempt import (
    SENSITIVE_REASON,
    Level,
    Paragraph,
    check_level,
    is_exempt_by_default,
)
from wardmote.meetings.models import AgendaEdition, Item, Meeting
from wardmote.meetings.notice import clear_days
from wardmote.meetings.numbering import numbered
from wardmote.meetings.pack import Measured, measured, next_runs
from wardmote.meetings.paging import as_kept
from wardmote.meetings.queries import agenda_facts
from wardmote.meetings.rules import OPEN, Deed, Purpose, State, check_agenda, moved
from wardmote.meetings.terms import rules_on
from wardmote.meetings.usecases.common import (
    check_keeper,
    check_open,
    check_unlocked,
    held_meeting,
    item_of,
    kept,
)
from wardmote.meetings.usecases.filing import count_unknown
from wardmote.meetings.usecases.inviting import write_invitations
from wardmote.meetings.usecases.releasing import renew_agenda
from wardmote.people.models import User


@dataclass(frozen=True, slots=True)
class Entry:
    """What an item says. `minutes`: of time. An exempt one has its paragraph and reason."""

    title: str
    purpose: Purpose = Purpose.DISCUSSION
    lead: str = ""
    minutes: int = 0
    text: str = ""
    level: Level = Level.PUBLIC
    paragraph: Paragraph | None = None
    exempt_reason: str = ""
    source: str = ""


def sensible(entry: Entry) -> Entry:
    """The same entry; one on a death or a case review as exempt."""
    if entry.level is Level.EXEMPT or not is_exempt_by_default(entry.title):
        return entry
    return replace(
        entry,
        level=Level.EXEMPT,
        paragraph=Paragraph.IDENTITY,
        exempt_reason=SENSITIVE_REASON,
    )


def fill(meeting: Meeting, *, now: datetime) -> list[Item]:
    """Put on the agenda what waits for this group and is not on it yet: those items."""
    waits = not_yet_on(meeting, localdate(now))
    return [_put(meeting, sensible(_begun(one))) for one in waits]


def _begun(one: Suggested) -> Entry:
    return Entry(
        one.title,
        one.purpose,
        minutes=one.minutes,
        text=one.text,
        level=one.level,
        source=one.source,
    )


@transaction.atomic
def fill_agenda(meeting_id: int, *, by: User, now: datetime) -> list[Item]:
    """Look again for what waits for this group; the items that were put on."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_open(meeting)
    found = fill(meeting, now=now)
    kept(meeting, "agenda-filled", by=by, now=now, items=len(found))
    return found


@transaction.atomic
def add_item(meeting_id: int, entry: Entry, *, by: User, now: datetime) -> Item:
    """A further item, before what closes the agenda; once people have met, at the end.

    One on a death or a case review begins as exempt; `change_item` opens it.
    """
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    entry = sensible(entry)
    _check(entry)
    item = _put(meeting, entry)
    if meeting.state not in OPEN and meeting.editions.exists():
        number_rest(meeting)
    kept(meeting, "item-added", by=by, now=now, item=item.pk)
    return item


def _put(meeting: Meeting, entry: Entry) -> Item:
    item = Item(meeting=meeting, order=_make_room(meeting, entry), source=entry.source)
    _write(item, entry)
    return item


def _make_room(meeting: Meeting, entry: Entry) -> int:
    """The place for a further item; what comes after it moves one down."""
    items = list(meeting.items.filter(struck_at=None))
    at = len(items) if closes(entry) or meeting.state not in OPEN else before_closing(items)
    if at == len(items):
        return int(meeting.items.aggregate(last=Max("order"))["last"] or 0) + 1
    place = items[at].order
    meeting.items.filter(order__gte=place).update(order=F("order") + 1)
    return place


def _write(item: Item, entry: Entry) -> None:
    is_exempt = entry.level is Level.EXEMPT
    item.title, item.purpose = entry.title.strip()[:200], entry.purpose
    item.lead, item.minutes, item.text = entry.lead.strip(), entry.minutes, entry.text.strip()
    item.level = entry.level
    item.paragraph = entry.paragraph if is_exempt else None
    item.exempt_reason = entry.exempt_reason.strip() if is_exempt else ""
    item.save()


def _check(entry: Entry) -> None:
    if not entry.title.strip():
        raise RuleBroken("Enter what the item is called", about="title")
    check_level(entry.level, entry.paragraph, entry.exempt_reason)


@transaction.atomic
def change_item(
    meeting_id: int, item_id: int, entry: Entry, version: int | None, *, by: User, now: datetime
) -> Item:
    """What an item says, its time, its lead, and who may read it."""
    meeting = held_meeting(meeting_id, version, by=by, now=now)
    check_unlocked(meeting)
    item = item_of(meeting, item_id)
    _check(entry)
    _write(item, entry)
    kept(meeting, "item-changed", by=by, now=now, item=item.pk, level=item.level)
    if item.level != Level.PUBLIC:
        renew_agenda(meeting, by=by, now=now)
    return item


@transaction.atomic
def move_item(meeting_id: int, item_id: int, *, up: bool, by: User, now: datetime) -> Item:
    """One place up or down. At the end of the list it stays where it is."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_open(meeting)
    item = item_of(meeting, item_id)
    order = list(meeting.items.filter(struck_at=None))
    at = order.index(item)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order.insert(to, order.pop(at))
    for place, one in enumerate(order, start=1):
        one.order = place
    Item.objects.bulk_update(order, ["order"])
    kept(meeting, "item-moved", by=by, now=now, item=item.pk, place=max(to, 0) + 1)
    return item


@transaction.atomic
def strike_item(meeting_id: int, item_id: int, reason: str, *, by: User, now: datetime) -> Item:
    """Take an item off, saying why. It does not come back by itself."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_open(meeting)
    item = item_of(meeting, item_id)
    if not reason.strip():
        raise RuleBroken("Enter why the item is taken off", about="reason")
    item.struck_at, item.struck_by, item.struck_why = now, by, reason.strip()[:300]
    item.save()
    kept(meeting, "item-struck", by=by, now=now, item=item.pk)
    renew_agenda(meeting, by=by, now=now)
    return item


def send_agenda(
    meeting_id: int, version: int, what_changed: str = "", *, by: User, now: datetime
) -> AgendaEdition:
    """Freeze the agenda as it now is and call it sent; a later one says what changed.

    Short notice is no refusal: the edition keeps how many clear days it gave. Our own papers
    are drawn before anything is locked; Stale if one of them has changed by then.
    """
    meeting = Meeting.objects.select_related("group").get(pk=meeting_id)
    check_keeper(meeting.group, by=by, now=now)
    drawn = measured(meeting)
    return _send(meeting_id, version, what_changed.strip(), drawn, by=by, now=now)


@transaction.atomic
def _send(
    meeting_id: int,
    version: int,
    what_changed: str,
    drawn: Mapping[str, Measured],
    *,
    by: User,
    now: datetime,
) -> AgendaEdition:
    meeting = held_meeting(meeting_id, version, by=by, now=now)
    meeting.state = moved(State(meeting.state), Deed.SEND)
    check_agenda(meeting.items.filter(struck_at=None).count())
    number = meeting.editions.count() + 1
    if number > 1 and not what_changed:
        raise RuleBroken("Enter what has changed since the last edition", about="what_changed")
    number_rest(meeting)
    count_unknown(meeting)
    sent_on = localdate(now)
    made = AgendaEdition.objects.create(
        meeting=meeting,
        number=number,
        content={**agenda_facts(meeting), "pack": as_kept(next_runs(meeting, number, drawn))},
        what_changed=what_changed if number > 1 else "",
        clear_days=clear_days(sent_on, meeting.on, rules_on(meeting.group, meeting.on).regime),
        at=now,
        by=by,
    )
    kept(meeting, "agenda-sent", by=by, now=now, edition=number)
    write_invitations(meeting, now=now)
    return made


def number_rest(meeting: Meeting) -> None:
    """Whatever has no number takes the one that its place gives it, and keeps it."""
    Item.objects.bulk_update(numbered(meeting), ["number"])
