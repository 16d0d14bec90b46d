"""Who sits where, by name or through a post; which seats are vacant; the routes."""

from collections.abc import Iterable
from datetime import date

from django.db.models import FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce

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


def _seats_on(on: date) -> QuerySet[Seat]:
    is_open = Q(group__closed_on=None) | Q(group__closed_on__gt=on)
    return Seat.objects.filter(in_force(on) & is_open)


def seats_in_force(on: date) -> QuerySet[Seat]:
    """Every seat there is on this day, vacant ones too."""
    return _seats_on(on).select_related("person", "group", "post__organisation", "organisation")


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
    """One question to the database, as every page asks it; who sits by name comes first."""
    named, by_post = Q(person__is_active=True), Q(held__person__is_active=True)
    if person is not None:
        named, by_post = named & Q(person=person), by_post & Q(held__person=person)
    seats = _seats_on(on) if groups is None else _seats_on(on).filter(group__in=groups)
    held_now = FilteredRelation("post__holders", condition=in_force(on, "post__holders__"))
    found = seats.annotate(held=held_now).filter(named | by_post)
    bodies = "organisation", "post__organisation"
    lines = found.order_by("group", "pk", "-held__since", "-held__pk").values_list(
        "pk",
        Coalesce("person", "held__person"),
        "group",
        "group__kind",
        "role",
        Coalesce(*bodies, "person__organisation", "held__person__organisation"),
        "since",
        "held__since",
        "held__is_interim",
    )
    return tuple(_sitting(*line) for line in sorted(lines, key=lambda line: bool(line[-2])))


def _sitting(
    seat: int,
    person: int,
    group: int,
    kind: str,
    role: str,
    body: int | None,
    since: date,
    held_since: date | None,
    is_interim: bool | None,
) -> Sitting:
    return Sitting(
        seat=seat,
        person=person,
        group=group,
        kind=GroupKind(kind),
        role=SeatRole(role),
        organisation=body,
        since=max(since, held_since or since),
        is_interim=bool(is_interim),
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
