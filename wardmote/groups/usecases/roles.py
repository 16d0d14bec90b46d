"""Who chairs: a seat's role from a day on. What it was before stays in the record."""

from datetime import date, datetime

from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.groups.models import Seat
from wardmote.groups.queries import in_force
from wardmote.groups.rules import CHAIRS, SeatRole
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken


@transaction.atomic
def elect(seat_id: int, role: SeatRole, *, by: Actor, now: datetime, on: date) -> Seat:
    """Give a seat the chair or the vice-chair; whoever had it sits as before, without it.

    The seat that had another role ends that day and goes on as a new one, so that who
    chaired when can be told. RuleBroken for a vacant seat or one that has ended, and for
    a chair elected vice-chair, as nobody would chair the group.
    """
    seat = Seat.objects.select_for_update().get(pk=seat_id)
    if role not in CHAIRS:
        raise RuleBroken("Only a chair and a vice-chair are elected", about="role")
    if seat.until is not None or not (seat.person_id or seat.post_id):
        raise RuleBroken("Choose somebody who sits on the group now", about="seat")
    if seat.role == role:
        return seat
    if seat.role == SeatRole.CHAIR:
        name = seat.person or seat.post
        raise RuleBroken(
            f"{name} chairs the group, which would be left without a chair. Elect another "
            "chair first",
            about="seat",
        )
    held = Seat.objects.select_for_update().filter(in_force(on), group=seat.group_id, role=role)
    for other in held:
        _go_on(other, SeatRole.ORDINARY, on)
    chosen = _go_on(seat, role, on)
    record("seat.elected", chosen.pk, by=by, at=now, group=chosen.group_id, role=role)
    return chosen


def _go_on(seat: Seat, role: SeatRole, on: date) -> Seat:
    """The same seat in another role from this day on; one that is to end ends all the same."""
    ends, seat.until = seat.until, max(on, seat.since)
    seat.save(update_fields=["until"])
    return Seat.objects.create(
        group_id=seat.group_id,
        person_id=seat.person_id,
        post_id=seat.post_id,
        organisation_id=seat.organisation_id,
        role=role,
        since=seat.until,
        until=ends,
    )
