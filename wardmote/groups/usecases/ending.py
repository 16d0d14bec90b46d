"""Putting right the day on which a seat is to end."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.groups.models import Seat
from wardmote.groups.rules import CHAIRS
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.periods import day_words


@transaction.atomic
def change_last_day(
    seat_id: int, *, shown: date | None, on: date, by: Actor, now: datetime
) -> Seat:
    """End a seat on another day than was entered; `on` is the first day without it.

    The vacancy that follows begins then. Stale unless it ends as the page `shown` it;
    RuleBroken once it has ended, or where somebody has the seat, or its chair, by then.
    """
    seat = Seat.objects.select_for_update().get(pk=seat_id)
    if seat.until is None or seat.until <= localdate(now):
        raise RuleBroken("This seat does not end ahead. End it, or give a new one")
    if not (seat.person_id or seat.post_id):
        raise RuleBroken("This vacancy ends because somebody takes the seat. Change theirs")
    if seat.until != shown:
        raise Stale("Somebody has changed the last day since you opened the page. Look at it")
    _check_free(seat, seat.until, on)
    was, seat.until = seat.until, max(on, seat.since)
    follows = Seat.objects.select_for_update().filter(follows=seat, since=was).first()
    if follows is not None and follows.until is not None and seat.until > follows.until:
        raise RuleBroken(
            f"The vacancy that it leaves is filled, or ends, on {day_words(follows.until)}. "
            "Enter an earlier last day",
            about="last_on",
        )
    seat.save(update_fields=["until"])
    if follows is not None:
        follows.since = seat.until
        follows.save(update_fields=["since"])
    record("seat.end_changed", seat.pk, by=by, at=now, group=seat.group_id, was=was,
           until=seat.until)  # fmt: skip
    return seat


def _check_free(seat: Seat, was: date, on: date) -> None:
    """Nobody chairs, and the same holder has no other seat, in the days that are added."""
    same = Q(person=seat.person_id) if seat.person_id else Q(post=seat.post_id)
    if seat.role in CHAIRS:
        same |= Q(role=seat.role) & ~Q(person=None, post=None)
    later = Seat.objects.filter(same, group=seat.group_id, since__gte=was, since__lt=on)
    one = later.exclude(pk=seat.pk).order_by("since").first()
    if one is not None:
        raise RuleBroken(
            f"{one} from {day_words(one.since)} on. Enter an earlier last day", about="last_on"
        )
