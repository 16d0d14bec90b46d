"""Setting up groups, giving and ending seats."""

from datetime import date, datetime

from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.groups.models import Group, Seat
from wardmote.groups.rules import GROUP_KIND_NAMES, GroupKind, SeatRole
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User


@transaction.atomic
def make_default_groups(*, by: Actor, now: datetime) -> None:
    """The figure of eight's groups and the Data Group, unless there are groups already."""
    if Group.objects.exists():
        return
    for kind in GroupKind:
        if kind != GroupKind.OTHER:
            Group.objects.create(name=GROUP_KIND_NAMES[kind], kind=kind)
    record("groups.made", "defaults", by=by, at=now)


@transaction.atomic
def give_seat(
    group: Group,
    person: User,
    *,
    by: Actor,
    now: datetime,
    since: date,
    role: SeatRole = SeatRole.ORDINARY,
) -> Seat:
    """Seat a person on a group. RuleBroken if they sit there already."""
    if group.seats.filter(person=person, until=None).exists():
        raise RuleBroken(f"{person} already sits on the {group}", about="group")
    seat = Seat.objects.create(group=group, person=person, role=role, since=since)
    record("seat.given", seat.pk, by=by, at=now, group=group.pk, person=person.pk)
    return seat


@transaction.atomic
def end_seat(seat_id: int, *, by: Actor, now: datetime, on: date) -> Seat:
    """End a seat: its access closes at the next request."""
    seat = Seat.objects.select_for_update().get(pk=seat_id)
    if seat.until is not None:
        raise RuleBroken("This seat has already ended")
    seat.until = max(on, seat.since)
    seat.save(update_fields=["until"])
    record("seat.ended", seat.pk, by=by, at=now, group=seat.group_id)
    return seat
