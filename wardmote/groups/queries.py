"""Who sits where, by name or through a post; which seats are vacant; the routes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from wardmote.groups.models import Group, Holder, Post, Route, Seat
from wardmote.groups.rules import GroupKind, SeatRole, Sitting
from wardmote.kernel.once import once
from wardmote.people.models import User


def in_force(on: date, prefix: str = "") -> Q:
    """From its first day until the day before `until`."""
    still = Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": on})
    return still & Q(**{f"{prefix}since__lte": on})


def open_groups(on: date) -> QuerySet[Group]:
    """Groups that have not been closed."""
    return Group.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on))


def seats_in_force(on: date) -> QuerySet[Seat]:
    """Every seat there is on this day, vacant ones too."""
    open_ones = Q(group__closed_on=None) | Q(group__closed_on__gt=on)
    found = Seat.objects.filter(in_force(on) & open_ones)
    return found.select_related("person", "group", "post__organisation", "organisation")


def current_seats(on: date) -> QuerySet[Seat]:
    """Seats held by name on this day by people whose account is active."""
    return seats_in_force(on).filter(person__is_active=True)


def sittings(
    on: date, *, person: User | None = None, groups: Iterable[int] | None = None
) -> list[Sitting]:
    """Who sits on which group on this day: by name, and through the post they hold."""
    return list(_sittings(on, person, None if groups is None else frozenset(groups)))


@once
def _sittings(
    on: date, person: User | None, groups: frozenset[int] | None
) -> tuple[Sitting, ...]:
    seats = seats_in_force(on)
    if groups is not None:
        seats = seats.filter(group__in=groups)
    whose = {} if person is None else {"person": person}
    named = seats.filter(person__is_active=True, **whose)
    holders = Holder.objects.filter(
        in_force(on), person__is_active=True, **whose
    ).select_related("person")
    found = [_sitting(seat, seat.person, None) for seat in named]
    held: dict[int, list[Holder]] = {}
    for holder in holders:
        held.setdefault(holder.post_id, []).append(holder)
    if held:
        for seat in seats.filter(post__in=held):
            found += [_sitting(seat, one.person, one) for one in held[seat.post_id or 0]]
    return tuple(found)


def _sitting(seat: Seat, person: Any, holder: Holder | None) -> Sitting:
    body = seat.organisation_id
    if body is None and seat.post is not None:
        body = seat.post.organisation_id
    return Sitting(
        seat=seat.pk,
        person=person.pk,
        group=seat.group_id,
        kind=GroupKind(seat.group.kind),
        role=SeatRole(seat.role),
        organisation=body or person.organisation_id,
        since=max(seat.since, holder.since) if holder else seat.since,
        is_interim=bool(holder and holder.is_interim),
    )


def kinds_of(user: User, on: date) -> set[GroupKind]:
    """The kinds of group this person sits on."""
    return {one.kind for one in sittings(on, person=user)}


def groups_of(user: User, on: date) -> set[int]:
    """The groups (keys) this person sits on."""
    return {one.group for one in sittings(on, person=user)}


def vacant_seats(on: date) -> list[Seat]:
    """Seats that nobody fills: nobody named, or a post that nobody holds."""
    filled = {one.seat for one in sittings(on)}
    return [seat for seat in seats_in_force(on) if seat.pk not in filled]


def holder_of(post: Post, on: date) -> Holder | None:
    """Who holds this post on this day."""
    return post.holders.filter(in_force(on)).select_related("person").first()


def routes_from(group: Group, on: date) -> QuerySet[Route]:
    """Where this group may pass an issue: routes to groups that are still open."""
    is_open = Q(taker__closed_on=None) | Q(taker__closed_on__gt=on)
    return group.routes_out.filter(is_open).select_related("taker")


def route_between(giver: Group, taker: Group) -> Route | None:
    """The route from one group to another, if there is one."""
    return Route.objects.filter(giver=giver, taker=taker).first()
