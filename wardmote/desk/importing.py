"""People and seats from a spreadsheet: what it would do, line by line, and doing it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.groups.models import Group
from wardmote.groups.queries import open_groups, sittings
from wardmote.groups.rules import GROUP_KIND_NAMES, SEAT_ROLE_NAMES, GroupKind, SeatRole
from wardmote.groups.usecases import give_seat
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list
from wardmote.kernel.periods import day_words
from wardmote.papers.workbook import Row, day_of, rows_of
from wardmote.people.models import Organisation, User
from wardmote.people.usecases import invite

#: column -> what its heading may be
COLUMNS = {
    "name": ("name", "full name"),
    "email": ("e-mail", "email", "e-mail address", "email address"),
    "organisation": ("organisation", "organization", "agency", "employer"),
    "group": ("group", "seat on"),
    "role": ("role", "as"),
    "since": ("since", "from", "start date"),
}
NEEDED = ("name", "email")
ROLES = {words: role for role, words in SEAT_ROLE_NAMES.items()} | {
    role.value: role for role in SeatRole
}
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row that can be carried out, and what it does in words."""

    row: int
    cells: Cells
    does: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot, and why."""

    row: int
    reason: str


@dataclass(slots=True)
class Plan:
    """What a file would do. Nothing of it is done while there are faults."""

    file: str
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    organisations: dict[str, str] = field(default_factory=dict)
    seats: set[tuple[str, int]] = field(default_factory=set)


def cells_of(content: bytes, file: str) -> list[tuple[int, Cells]]:
    """(row, column -> cell). RuleBroken for a file without the columns it needs."""
    heading, *rows = rows_of(content, file)
    places = _columns(heading, file)
    return [
        (row.number, {name: _cell(row, place) for name, place in places.items()})
        for row in rows
    ]


def _columns(heading: Row, file: str) -> dict[str, int]:
    titles = [cell.casefold() for cell in heading.cells]
    found = {}
    for name, known in COLUMNS.items():
        place = next((n for n, title in enumerate(titles) if title in known), None)
        if place is not None:
            found[name] = place
    missing = [COLUMNS[name][0] for name in NEEDED if name not in found]
    if missing:
        raise RuleBroken(
            f"{file}:{heading.number}: there is no column {and_list(missing)}. The columns "
            f"are {and_list([known[0] for known in COLUMNS.values()])}",
            about="file",
        )
    return found


def _cell(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def plan(rows: Sequence[tuple[int, Cells]], file: str, on: date) -> Plan:
    """Look at every row against what is there. Writes nothing."""
    made = Plan(file)
    groups = _groups(on)
    known = {user.email.casefold(): user for user in User.objects.all()}
    bodies = {one.name.casefold(): one.name for one in Organisation.objects.all()}
    held = {(one.person, one.group) for one in sittings(on)}
    for row, cells in rows:
        try:
            made.lines.append(_line(row, cells, made, groups, known, bodies, held, on))
        except RuleBroken as fault:
            made.faults.append(Fault(row, str(fault)))
    return made


def _groups(on: date) -> dict[str, Group]:
    """name, and the kind's name where only one group is of it -> group."""
    found: dict[str, Group] = {}
    several = list(open_groups(on))
    for group in several:
        if sum(one.kind == group.kind for one in several) == 1:
            found[GROUP_KIND_NAMES[GroupKind(group.kind)].casefold()] = group
    return found | {group.name.casefold(): group for group in several}


def _line(
    row: int,
    cells: Cells,
    made: Plan,
    groups: dict[str, Group],
    known: dict[str, User],
    bodies: dict[str, str],
    held: set[tuple[int, int]],
    on: date,
) -> Line:
    email = cells["email"].casefold()
    does = []
    try:
        validate_email(email)
    except ValidationError:
        raise RuleBroken("the e-mail address is not like name@example.com") from None
    person = known.get(email)
    if person is None and email not in made.people:
        if not cells["name"]:
            raise RuleBroken("there is no name")
        made.people.add(email)
        does.append(f"invites {cells['name'][:120]}")
    elif person is not None and not person.is_active:
        raise RuleBroken(f"{person}’s account is closed. Open it again first")
    does += _organisation(cells.get("organisation", ""), person, made, bodies)
    does += _seat(cells, person, made, groups, held, on)
    return Line(row, cells, and_list(does) or "changes nothing")


def _organisation(
    name: str, person: User | None, made: Plan, bodies: dict[str, str]
) -> list[str]:
    if not name:
        return []
    if len(name) > 120:
        raise RuleBroken("the organisation’s name is longer than 120 characters")
    if person is not None and person.organisation_id:
        there = Organisation.objects.get(pk=person.organisation_id).name
        if there.casefold() != name.casefold():
            raise RuleBroken(f"{person} is of {there}, not {name}. Change that on their page")
        return []
    if name.casefold() in bodies or name.casefold() in made.organisations:
        return []
    made.organisations[name.casefold()] = name
    return [f"enters the organisation {name}"]


def _seat(
    cells: Cells,
    person: User | None,
    made: Plan,
    groups: dict[str, Group],
    held: set[tuple[int, int]],
    on: date,
) -> list[str]:
    named = cells.get("group", "")
    if not named:
        return []
    group = groups.get(named.casefold())
    if group is None:
        raise RuleBroken(f"there is no group called {named[:80]}")
    role = _role(cells)
    since = _since(cells, on)
    if person is not None and (person.pk, group.pk) in held:
        return []
    if (cells["email"].casefold(), group.pk) in made.seats:
        raise RuleBroken(f"an earlier row gives them a seat on the {group} already")
    made.seats.add((cells["email"].casefold(), group.pk))
    return [f"gives a seat on the {group} as {SEAT_ROLE_NAMES[role]} from {day_words(since)}"]


def _role(cells: Cells) -> SeatRole:
    given = cells.get("role", "").casefold()
    role = ROLES.get(given or SeatRole.ORDINARY.value)
    if role is None:
        raise RuleBroken(
            f"“{given[:40]}” is no role: {and_list(list(SEAT_ROLE_NAMES.values()))}"
        )
    return role


def _since(cells: Cells, on: date) -> date:
    given = cells.get("since", "")
    day = day_of(given) if given else on
    if day is None or not 1990 <= day.year <= 2999:
        raise RuleBroken(f"“{given[:40]}” is no day. Write it as 2026-05-02 or 02/05/2026")
    return day


@transaction.atomic
def carry_out(
    rows: Sequence[tuple[int, Cells]], file: str, *, by: Actor, now: datetime, on: date
) -> Plan:
    """Do what the file says, whole or not at all. RuleBroken, naming the row, if not."""
    made = plan(rows, file, on)
    if made.faults:
        first = made.faults[0]
        raise RuleBroken(f"{file}:{first.row}: {first.reason}. Nothing was written")
    for name in made.organisations.values():
        Organisation.objects.create(name=name)
    bodies = {one.name.casefold(): one for one in Organisation.objects.all()}
    groups = _groups(on)
    for line in made.lines:
        _write(line.cells, made, bodies, groups, by=by, now=now, on=on)
    record(
        "people.imported",
        file[:200],
        by=by,
        at=now,
        people=len(made.people),
        seats=len(made.seats),
        organisations=len(made.organisations),
    )
    return made


def _write(
    cells: Cells,
    made: Plan,
    bodies: dict[str, Organisation],
    groups: dict[str, Group],
    *,
    by: Actor,
    now: datetime,
    on: date,
) -> None:
    email = cells["email"].casefold()
    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        person, _ = invite(email, cells["name"], by=by, now=now)
    body = bodies.get(cells.get("organisation", "").casefold())
    if body is not None and person.organisation_id is None:
        person.organisation = body
        person.save(update_fields=["organisation"])
    group = groups.get(cells.get("group", "").casefold())
    if group is not None and (email, group.pk) in made.seats:
        give_seat(group, person, since=_since(cells, on), role=_role(cells), by=by, now=now)
