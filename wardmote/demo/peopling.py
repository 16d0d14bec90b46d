"""The partnership, its people, seats and who represents what."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from wardmote.audit.usecases import record
from wardmote.demo import cast, gazetteer
from wardmote.demo.cast import Person
from wardmote.demo.district import DemoFiles
from wardmote.desk.usecases import set_up
from wardmote.groups.models import Group
from wardmote.groups.rules import GroupKind, SeatRole
from wardmote.groups.usecases import give_seat
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.periods import Month
from wardmote.partnership.usecases import change_settings
from wardmote.people.models import OneTimeLink, Organisation, User
from wardmote.people.rules import Role
from wardmote.people.usecases import invite
from wardmote.places.elections import Result, Winner, enter_election, enter_result
from wardmote.places.models import Election, Place
from wardmote.places.queries import edition_in_use
from wardmote.places.remits import give_remit
from wardmote.places.rules import Coverage, ElectionKind, Kind, Office
from wardmote.places.usecases import represent

PASSWORD = "heron drove lantern"  # noqa: S105 - shown to whoever starts the demo
NAMES = {one.key: one.name for one in cast.ORGANISATIONS}
COUNCILS = {NAMES["district"]: Kind.WARD, NAMES["county"]: Kind.DIVISION}
"""Each council, and the kind of place that its councillors are elected for."""
GROUP_KINDS = {
    "board": GroupKind.BOARD,
    "tasking": GroupKind.TASKING,
    "problem-solving": GroupKind.PROBLEM_SOLVING,
    "data": GroupKind.DATA,
    "toolkit": GroupKind.TOOLKIT,
}


def set_up_partnership(files: DemoFiles, now: datetime) -> None:
    """Its name and district, and that it is a demo."""
    change_settings(
        by=COMMAND_LINE,
        now=now,
        is_demo=True,
        name=cast.PARTNERSHIP,
        district_code=gazetteer.DISTRICT_CODE,
        district_name=gazetteer.DISTRICT_NAME,
        contact=f"community.safety@{cast.MAIL}",
        adult_safeguarding="Fenshire County Council’s adult team, 01632 960 201",
        child_safeguarding="Fenshire County Council’s children’s team, 01632 960 202",
    )


def invite_people(files: DemoFiles, now: datetime) -> None:
    """Accounts for all of the cast. One password, hashed once: the demo prints it."""
    there = set(User.objects.values_list("email", flat=True))
    for person in cast.people():
        if person.email not in there:
            invite(
                person.email,
                person.name,
                by=COMMAND_LINE,
                now=now,
                role=Role(person.role),
                organisation=NAMES[person.organisation],
            )
    User.objects.update(password=make_password(PASSWORD))
    OneTimeLink.objects.filter(used_at=None).update(used_at=now)
    record("people.given_demo_password", "everyone", by=COMMAND_LINE, at=now)
    set_up(by=COMMAND_LINE, now=now)


def seat_people(files: DemoFiles, now: datetime) -> None:
    """Seats on the groups, councillors' places by elections, and clerks' parishes."""
    since = (files.last_month - 30).first_day
    users = {user.email: user for user in User.objects.all()}
    codes = dict(Place.objects.values_list("name", "code").filter(edition__kind=Kind.PARISH))
    for person in cast.people():
        user = users[person.email]
        _seat(person, user, since, now)
        for office, kind, code in _acts_for(person, codes):
            if not user.represents.filter(office=office, kind=kind, code=code).exists():
                represent(
                    user,
                    office=office,
                    kind=kind,
                    code=code,
                    since=since,
                    by=COMMAND_LINE,
                    now=now,
                )
    _elect_all(now)
    _put_to_work(users, since, now)


def _put_to_work(users: dict[str, User], since: date, now: datetime) -> None:
    """Some of them work in certain wards, and are asked to come when it is about those."""
    for one in cast.WORKS:
        user = users[f"{one.username}@{cast.MAIL}"]
        codes = (gazetteer.WARDS[gazetteer.WARD_INDEX[name]].code for name in one.wards)
        coverage = Coverage(one.work, frozenset(codes), is_whole=not one.wards)
        if not user.remits.filter(work=one.work).exists():
            give_remit(user, coverage, since=since, by=COMMAND_LINE, now=now)


def _elect_all(now: datetime) -> None:
    """Both councils' councillors came in when the places in use were first voted in."""
    codes = {one.name: one.code for one in gazetteer.WARDS}
    codes |= {one.name: one.code for one in gazetteer.DIVISIONS}
    for council, kind in COUNCILS.items():
        elected: dict[str, list[Winner]] = {}
        for person in cast.people():
            for name in person.wards if kind == Kind.WARD else person.divisions:
                elected.setdefault(codes[name], []).append(Winner(person.name, person.email))
        _elect(council, kind, elected, now)


def _elect(council: str, kind: Kind, elected: dict[str, list[Winner]], now: datetime) -> None:
    edition = edition_in_use(kind)
    on = first_thursday(Month.parse(edition.name))
    body, _ = Organisation.objects.get_or_create(name=council)
    held = Election.objects.filter(body=body, on=on).first() or enter_election(
        body, ElectionKind.ORDINARY, on, edition, by=COMMAND_LINE, now=now
    )
    there = set(held.representations.values_list("code", flat=True))
    for code in sorted(elected.keys() - there):
        enter_result(held.pk, Result(code, tuple(elected[code])), by=COMMAND_LINE, now=now)


def first_thursday(month: Month) -> date:
    """The day on which councils are elected, in May."""
    first = month.first_day
    return first + timedelta(days=(3 - first.weekday()) % 7)


def _seat(person: Person, user: User, since: date, now: datetime) -> None:
    for seat in person.seats:
        group = Group.objects.get(kind=GROUP_KINDS[seat.group])
        if not group.seats.filter(person=user).exists():
            role = SeatRole.CHAIR if seat.is_chair else SeatRole.ORDINARY
            give_seat(group, user, by=COMMAND_LINE, now=now, since=since, role=role)


def _acts_for(person: Person, parishes: dict[str, str]) -> Iterator[tuple[Office, Kind, str]]:
    for name in person.parishes:
        yield Office.CLERK, Kind.PARISH, parishes[name]
