"""Setting up groups and routes; giving, vacating and ending seats."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from wardmote.audit.usecases import record
from wardmote.groups.models import Group, Post, Route, Seat
from wardmote.groups.queries import in_force
from wardmote.groups.rules import (
    DEFAULT_KINDS,
    FIGURE_OF_EIGHT,
    GROUP_KIND_NAMES,
    GroupKind,
    SeatRole,
)
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import Organisation, User


@transaction.atomic
def make_default_groups(*, by: Actor, now: datetime) -> None:
    """The figure of eight's groups, the Data Group and the Toolkit Group, with their
    routes, unless there are groups already."""
    if Group.objects.exists():
        return
    made = {
        kind: Group.objects.create(name=GROUP_KIND_NAMES[kind], kind=kind)
        for kind in DEFAULT_KINDS
    }
    for way in FIGURE_OF_EIGHT:
        Route.objects.create(
            giver=made[way.giver], taker=made[way.taker], unblocks=way.unblocks
        )
    record("groups.made", "defaults", by=by, at=now)


@transaction.atomic
def add_group(name: str, kind: GroupKind, *, by: Actor, now: datetime) -> Group:
    """A further group. RuleBroken for no name or one that is taken."""
    group = Group.objects.create(name=_free_name(name), kind=kind)
    record("group.added", group.pk, by=by, at=now, name=group.name, kind=kind)
    return group


@transaction.atomic
def change_group(
    group_id: int, *, name: str, kind: GroupKind, by: Actor, now: datetime
) -> Group:
    """Another name or kind. The kind decides whether its seats open partners' pages."""
    group = Group.objects.select_for_update().get(pk=group_id)
    before = (group.name, group.kind)
    group.name, group.kind = _free_name(name, but=group), kind
    group.save(update_fields=["name", "kind"])
    record("group.changed", group.pk, by=by, at=now, before=before, name=group.name, kind=kind)
    return group


def _free_name(name: str, but: Group | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise RuleBroken("Enter the group’s name", about="name")
    same = Group.objects.filter(name__iexact=name)
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise RuleBroken(f"There is a group called {name} already", about="name")
    return name[:120]


@transaction.atomic
def close_group(group_id: int, *, by: Actor, now: datetime, on: date) -> Group:
    """End a group: its seats open nothing from the next request; its record stays."""
    group = Group.objects.select_for_update().get(pk=group_id)
    if group.closed_on is not None:
        raise RuleBroken("This group has been closed already")
    group.closed_on = on
    group.save(update_fields=["closed_on"])
    record("group.closed", group.pk, by=by, at=now)
    return group


@transaction.atomic
def reopen_group(group_id: int, *, by: Actor, now: datetime) -> Group:
    """Open a closed group again, with the seats that had not ended."""
    group = Group.objects.select_for_update().get(pk=group_id)
    if group.closed_on is None:
        raise RuleBroken("This group is open")
    group.closed_on = None
    group.save(update_fields=["closed_on"])
    record("group.reopened", group.pk, by=by, at=now)
    return group


@transaction.atomic
def give_seat(
    group: Group,
    person: User,
    *,
    by: Actor,
    now: datetime,
    since: date,
    role: SeatRole = SeatRole.ORDINARY,
    organisation: Organisation | None = None,
) -> Seat:
    """Seat a person on a group, for their own organisation unless another is named.

    RuleBroken if they sit there already, or the group is closed.
    """
    _check_open(group)
    there = group.seats.filter(person=person)
    if there.filter(in_force(since)).exists() or there.filter(since__gt=since).exists():
        raise RuleBroken(f"{person} already sits on the {group}", about="group")
    seat = Seat.objects.create(
        group=group, person=person, role=role, since=since, organisation=organisation
    )
    record("seat.given", seat.pk, by=by, at=now, group=group.pk, person=person.pk)
    return seat


@transaction.atomic
def seat_post(
    group: Group,
    post: Post,
    *,
    by: Actor,
    now: datetime,
    since: date,
    role: SeatRole = SeatRole.ORDINARY,
) -> Seat:
    """An ex-officio seat: whoever holds the post sits there, interim holders included."""
    _check_open(group)
    if group.seats.filter(post=post, until=None).exists():
        raise RuleBroken(f"{post} has a seat on the {group} already", about="post")
    seat = Seat.objects.create(group=group, post=post, role=role, since=since)
    record("seat.given", seat.pk, by=by, at=now, group=group.pk, post=post.pk)
    return seat


@transaction.atomic
def keep_seat_vacant(
    group: Group,
    organisation: Organisation | None,
    *,
    by: Actor,
    now: datetime,
    since: date,
    role: SeatRole = SeatRole.ORDINARY,
    follows: Seat | None = None,
) -> Seat:
    """A seat that an organisation is still to fill: shown as a vacancy. `follows`: the seat
    that left it."""
    _check_open(group)
    seat = Seat.objects.create(
        group=group, organisation=organisation, role=role, since=since, follows=follows
    )
    record("seat.vacant", seat.pk, by=by, at=now, group=group.pk)
    return seat


@transaction.atomic
def fill_seat(seat_id: int, person: User, *, by: Actor, now: datetime, since: date) -> Seat:
    """Seat a person where a vacancy was; the vacancy ends that day."""
    vacancy = Seat.objects.select_for_update().get(pk=seat_id)
    if vacancy.person_id or vacancy.post_id or vacancy.until is not None:
        raise RuleBroken("This seat is not vacant", about="person")
    _end(vacancy, since)
    return give_seat(
        vacancy.group,
        person,
        by=by,
        now=now,
        since=since,
        role=SeatRole(vacancy.role),
        organisation=vacancy.organisation,
    )


def _check_open(group: Group) -> None:
    if not Group.objects.filter(pk=group.pk, closed_on=None).exists():
        raise RuleBroken(f"The {group} is closed. Open it again first", about="group")


def _end(seat: Seat, on: date) -> None:
    seat.until = max(on, seat.since)
    seat.save(update_fields=["until"])


@transaction.atomic
def end_seat(
    seat_id: int, *, by: Actor, now: datetime, on: date, stays_vacant: bool = False
) -> Seat:
    """End a seat, today or from a later day on: its access closes with it. It may stay as a
    vacancy."""
    seat = Seat.objects.select_for_update().get(pk=seat_id)
    if seat.until is not None:
        raise RuleBroken("This seat has already ended")
    _end(seat, on)
    record("seat.ended", seat.pk, by=by, at=now, group=seat.group_id)
    if stays_vacant and seat.group.closed_on is None:
        body = seat.organisation or (seat.person.organisation if seat.person else None)
        role = SeatRole(seat.role)
        since = seat.until or on
        keep_seat_vacant(seat.group, body, role=role, since=since, follows=seat, by=by, now=now)
    return seat


@transaction.atomic
def add_route(giver: Group, taker: Group, *, unblocks: bool, by: Actor, now: datetime) -> Route:
    """Let issues pass from one group to another. RuleBroken if they can already."""
    if giver == taker:
        raise RuleBroken("Choose a different group to pass issues to", about="taker")
    try:
        with transaction.atomic():
            route = Route.objects.create(giver=giver, taker=taker, unblocks=unblocks)
    except IntegrityError:
        raise RuleBroken(
            f"Issues can pass from the {giver} to the {taker} already", about="taker"
        ) from None
    record("route.added", route, by=by, at=now, unblocks=unblocks)
    return route


@transaction.atomic
def remove_route(route_id: int, *, by: Actor, now: datetime) -> None:
    """Issues no longer pass that way. Those that did keep their journey."""
    route = Route.objects.get(pk=route_id)
    record("route.removed", route, by=by, at=now, unblocks=route.unblocks)
    route.delete()
