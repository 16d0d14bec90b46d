"""Who sits where, for the page and for the files made of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wardmote.groups.models import Group, Holder, Post, Seat
from wardmote.groups.queries import holder_of, open_groups, seats_in_force, sittings
from wardmote.groups.rules import (
    GROUP_KIND_NAMES,
    SEAT_ROLE_NAMES,
    GroupKind,
    SeatRole,
    Sitting,
)
from wardmote.papers.sheets import Cell
from wardmote.people.models import Organisation, User

ORDER = list(SeatRole)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat: who fills it today, for whom, and through which post; or nobody."""

    seat: Seat
    person: User | None
    organisation: Organisation | None
    since: date
    is_interim: bool = False

    @property
    def role(self) -> str:
        return SEAT_ROLE_NAMES[SeatRole(self.seat.role)]

    @property
    def post(self) -> str:
        return self.seat.post.name if self.seat.post else ""


@dataclass(frozen=True, slots=True)
class GroupLines:
    """A group with its seats: chair first, then by organisation; vacant ones last."""

    group: Group
    seats: tuple[SeatLine, ...]

    @property
    def vacant(self) -> int:
        return sum(one.person is None for one in self.seats)


def who_sits_where(on: date, *, group: Group | None = None) -> list[GroupLines]:
    """Every open group (or this one) with its seats on this day."""
    groups = [group] if group is not None else list(open_groups(on))
    keys = [one.pk for one in groups]
    found = sittings(on, groups=keys)
    people = User.objects.in_bulk({one.person for one in found})
    bodies = Organisation.objects.in_bulk()
    seats = list(seats_in_force(on).filter(group__in=keys))
    return [
        GroupLines(
            one,
            tuple(_in_order(
                line
                for seat in seats
                if seat.group_id == one.pk
                for line in _lines(seat, found, people, bodies)
            )),
        )
        for one in groups
    ]  # fmt: skip


def _lines(
    seat: Seat,
    found: list[Sitting],
    people: dict[int, User],
    bodies: dict[int, Organisation],
) -> list[SeatLine]:
    filled = [one for one in found if one.seat == seat.pk]
    if not filled:
        body = seat.organisation or (seat.post.organisation if seat.post else None)
        return [SeatLine(seat, None, body, seat.since)]
    return [
        SeatLine(
            seat,
            people[one.person],
            bodies.get(one.organisation or 0),
            one.since,
            one.is_interim,
        )
        for one in filled
    ]


def _in_order(lines: Any) -> list[SeatLine]:
    return sorted(
        lines,
        key=lambda one: (
            one.person is None,
            ORDER.index(SeatRole(one.seat.role)),
            str(one.organisation or ""),
            str(one.person or ""),
        ),
    )


HEADERS = ["Group", "Kind", "Name", "Organisation", "Role", "Post", "Interim", "Since"]


def sheet_of(on: date, *, with_addresses: bool) -> tuple[list[str], list[list[Cell]]]:
    """The membership as a sheet; e-mail addresses for the officer only."""
    rows: list[list[Cell]] = []
    for lines in who_sits_where(on):
        for one in lines.seats:
            cells: list[Cell] = [
                lines.group.name,
                GROUP_KIND_NAMES[GroupKind(lines.group.kind)],
                one.person.name if one.person else "vacant",
                one.organisation.name if one.organisation else "",
                one.role,
                one.post,
                "yes" if one.is_interim else "",
                one.since,
            ]
            if with_addresses:
                cells.append(one.person.email if one.person else "")
            rows.append(cells)
    return HEADERS + ["E-mail"] * with_addresses, rows


def popolo(on: date, *, with_addresses: bool) -> dict[str, list[dict[str, Any]]]:
    """The same as Popolo's organizations, persons, memberships and posts."""
    lines = [one for group in who_sits_where(on) for one in group.seats]
    groups = {one.seat.group for one in lines} | set(open_groups(on))
    bodies = {one.organisation for one in lines if one.organisation}
    people = {one.person for one in lines if one.person}
    posts = {one.seat.post for one in lines if one.seat.post}
    return {
        "organizations": [
            *(
                {"id": f"group-{one.pk}", "name": one.name, "classification": one.kind}
                for one in sorted(groups, key=lambda one: one.pk)
            ),
            *(
                {"id": f"organisation-{one.pk}", "name": one.name,
                 "classification": "organisation"}
                for one in sorted(bodies, key=lambda one: one.name)
            ),
        ],
        "persons": [
            {"id": f"person-{one.pk}", "name": one.name}
            | ({"email": one.email} if with_addresses else {})
            for one in sorted(people, key=lambda one: (one.name, one.pk))
        ],
        "posts": [
            {"id": f"post-{one.pk}", "label": one.name,
             "organization_id": f"organisation-{one.organisation_id}"}
            for one in sorted(posts, key=lambda one: one.pk)
        ],
        "memberships": [_membership(one) for one in lines],
    }  # fmt: skip


def _membership(one: SeatLine) -> dict[str, Any]:
    """A vacant seat is a membership without a person."""
    made: dict[str, Any] = {
        "id": f"seat-{one.seat.pk}",
        "organization_id": f"group-{one.seat.group_id}",
        "role": one.seat.role,
        "start_date": one.since.isoformat(),
    }
    if one.person:
        made["person_id"] = f"person-{one.person.pk}"
    if one.organisation:
        made["on_behalf_of_id"] = f"organisation-{one.organisation.pk}"
    if one.seat.post:
        made["post_id"] = f"post-{one.seat.post_id}"
    if one.is_interim:
        made["label"] = "interim"
    if one.seat.until:
        made["end_date"] = one.seat.until.isoformat()
    return made


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post and who holds it today."""

    post: Post
    holder: Holder | None


def post_lines(on: date) -> list[PostLine]:
    """Every post, by organisation."""
    found = Post.objects.select_related("organisation").prefetch_related("seats__group")
    return [PostLine(one, holder_of(one, on)) for one in found]
