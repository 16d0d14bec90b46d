"""The council's page of a meeting: read back, confirmed item by item, taken off again."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.models import CouncilItem, CouncilPage, Item, Meeting
from wardmote.meetings.models.council import LONGEST_NUMBER
from wardmote.meetings.old import REVIEW_DAYS
from wardmote.meetings.queries import council_page
from wardmote.meetings.reading.listing import as_listing, resolved, whole
from wardmote.meetings.usecases.common import held_meeting
from wardmote.people.models import User

GONE = "That page is not there any more: read it again"


@transaction.atomic
def put_council_page(
    meeting_id: int,
    name: str,
    read: Mapping[str, Any],
    address: str = "",
    *,
    by: User,
    now: datetime,
) -> CouncilPage:
    """Keep what was read of a page, for going through it; it replaces what was not confirmed.

    `address`: of the page, where a person gave it. RuleBroken where none of its links can be
    made whole.
    """
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    if address and not whole("", address):
        raise RuleBroken(
            "Enter the whole address of the page, which begins with https://", about="address"
        )
    page, left_out = resolved(as_listing(read), address)
    if left_out and not any(one.link or one.documents for one in page.entries):
        raise RuleBroken(
            f"The links in {name} are not whole. Enter the address that the page has at the "
            "council",
            about="address",
        )
    CouncilPage.objects.filter(meeting=meeting, by=by, confirmed_at=None).delete()
    made = CouncilPage.objects.create(
        meeting=meeting,
        name=name[:160],
        title=page.title,
        address=page.address,
        entries=[asdict(one) for one in page.entries],
        left_out=left_out,
        at=now,
        by=by,
    )
    _record("read", meeting, by=by, now=now, page=made.pk, address=page.address)
    return made


@transaction.atomic
def confirm_council_page(
    page_id: int, chosen: Mapping[int, int | None], *, by: User, now: datetime
) -> CouncilPage:
    """Our items are those of the page: item -> place among its entries, or None.

    It replaces what was confirmed before. RuleBroken, about an item, having changed nothing.
    """
    found = CouncilPage.objects.filter(pk=page_id, by=by, confirmed_at=None).first()
    if found is None:
        raise RuleBroken(GONE)
    meeting = held_meeting(found.meeting_id, None, by=by, now=now)
    ours = set(meeting.items.filter(struck_at=None).values_list("pk", flat=True))
    taken: dict[int, int] = {}
    for item, place in chosen.items():
        if place is None:
            continue
        if item not in ours or not 0 <= place < len(found.entries):
            raise RuleBroken(GONE)
        if place in taken:
            title = found.entries[place]["title"]
            raise RuleBroken(f"“{title}” is chosen for two items", about=f"item-{item}")
        taken[place] = item
    CouncilPage.objects.filter(meeting=meeting, confirmed_at__isnull=False).delete()
    made = [_item(found, item, found.entries[place]) for place, item in taken.items()]
    CouncilItem.objects.bulk_create(made)
    found.entries, found.confirmed_at = [], now
    found.save(update_fields=["entries", "confirmed_at"])
    links = [f"{one.item_id}: {one.number} {one.link}".strip() for one in made]
    _record("confirmed", meeting, by=by, now=now, address=found.address, items="; ".join(links))
    return found


def _item(page: CouncilPage, item: int, entry: Mapping[str, Any]) -> CouncilItem:
    return CouncilItem(
        page=page,
        item=Item(pk=item),
        number=entry["number"][:LONGEST_NUMBER],
        link=entry["link"],
        documents=entry["documents"],
    )


@transaction.atomic
def take_council_page_off(meeting_id: int, *, by: User, now: datetime) -> None:
    """The council's numbers and links stand with this meeting no more."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    gone = council_page(meeting)
    if gone is None:
        raise RuleBroken("No page of the council is kept with this meeting")
    gone.delete()
    _record("taken-off", meeting, by=by, now=now, address=gone.address)


@transaction.atomic
def throw_away_unconfirmed(*, by: Actor, now: datetime) -> int:
    """Throw away the pages that nobody confirmed in time; how many."""
    spent = CouncilPage.objects.filter(
        confirmed_at=None, at__lte=now - timedelta(days=REVIEW_DAYS)
    )
    pages = list(spent.select_related("meeting__group"))
    for one in pages:
        _record("thrown-away", one.meeting, by=by, now=now, page=one.pk)
    spent.filter(pk__in=[one.pk for one in pages]).delete()
    return len(pages)


def _record(what: str, meeting: Meeting, *, by: Actor, now: datetime, **details: Any) -> None:
    record(f"meeting.council-page-{what}", meeting.reference, by=by, at=now, **details)
