"""The stage of the matrix: people, two issues, texts of several organisations, releases."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser

from tests.conftest import NOW, sign_for
from wardmote.agreements.models import Party, Safeguards
from wardmote.groups.models import Group, Seat
from wardmote.groups.rules import GroupKind, SeatRole
from wardmote.issues.models import Issue
from wardmote.issues.rules import Level, Passing
from wardmote.issues.usecases.journey import pass_issue
from wardmote.issues.usecases.raising import raise_issue
from wardmote.issues.usecases.telling import tell
from wardmote.people.models import Organisation, User
from wardmote.people.rules import Role
from wardmote.places.models import Representation
from wardmote.releases.models import Release
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import Draft, release, withdraw
from wardmote.restricted.models import Text

PSG, TASKING, BOARD, DATA = (
    GroupKind.PROBLEM_SOLVING, GroupKind.TASKING, GroupKind.BOARD, GroupKind.DATA,
)  # fmt: skip
THEN = datetime(2025, 3, 3, 10, tzinfo=NOW.tzinfo)
WARD = "E05990001"
#: name -> (role, organisation, groups it sits on, is a councillor)
MORE: dict[str, tuple[Role, str, tuple[GroupKind, ...], bool]] = {
    "Olga": (Role.OFFICER, "Wendleshire Police", (), False),
    "Pavel": (Role.OFFICER, "Never Signed Trust", (), False),
    "Hal": (Role.OFFICER, "The Host Council", (), False),
    "Olive": (Role.OFFICER, "", (), True),
    "Gone": (Role.OFFICER, "", (PSG,), False),
    "Ana": (Role.ANALYST, "", (), False),
    "Ari": (Role.ANALYST, "Never Signed Trust", (), False),
    "Anna Cllr": (Role.ANALYST, "", (), True),
    "Lara": (Role.NONE, "Fen Rescue", (TASKING, PSG), False),
    "Dan": (Role.NONE, "Wendleshire Police", (DATA,), False),
    "Carla": (Role.NONE, "Wendleshire Police", (PSG,), True),
    "Both": (Role.NONE, "Fenland Homes", (TASKING, PSG), False),
    "Tess": (Role.NONE, "Wendleshire Police", (GroupKind.TOOLKIT,), False),
    "Nobody": (Role.NONE, "Wendleshire Police", (), False),
}
CHAIRING = ("Dan", "Mensah", "Gone")  # one who reads partner text, two who do not
CAST = ["Priya", *MORE, "Leila", "Dev", "Tomas", "Ruth", "Nell", "Mensah", "Amos", "stranger"]


@dataclass
class World:
    """People, two issues, texts of several organisations, agreements, releases."""

    people: dict[str, Any]
    groups: dict[GroupKind, Group]
    here: Issue  # with the PSG, before that with the T&CG
    there: Issue  # with the T&CG, led by Fen Rescue
    own: Party
    other: Party


def world(cast: dict[str, User], kinds: dict[GroupKind, Group], raised: Any) -> World:
    """Everything that the questions are about."""
    Organisation.objects.create(name="The Host Council", is_host=True)
    Safeguards.objects.create(pk=1, restricted_on=True)
    people: dict[str, Any] = {**cast, "stranger": AnonymousUser()}
    for name, (role, body, seats, is_elected) in MORE.items():
        people[name] = _person(name, role, body, [kinds[one] for one in seats], is_elected)
    Seat.objects.filter(person__name__in=CHAIRING).update(role=SeatRole.CHAIR)
    rescue = sign_for(_body("Fen Rescue"), kinds.values(), on=date(2020, 1, 1),
                      until=date(2025, 6, 1))  # fmt: skip
    unsigned = rescue.agreement.parties.create(organisation=_body("Never Signed Trust"))
    rescue.signatory, unsigned.signatory = people["Lara"], people["Nell"]
    rescue.save()
    unsigned.save()
    Safeguards.objects.update(lead=people["Nobody"])
    people["Gone"].is_active = False
    people["Gone"].save()
    leila, lara = people["Leila"], people["Lara"]
    told = {"holder": kinds[TASKING]}
    here = raise_issue(replace(raised, **told), by=leila, now=NOW)
    lead = _body("Fen Rescue")
    there = raise_issue(replace(raised, **told, lead=lead), by=leila, now=NOW)
    for by, when in (lara, THEN), (leila, THEN), (leila, NOW):
        for one in here, there:
            tell(one.pk, f"by {by} then", Level.RESTRICTED, by=by, now=when)
    own = Text.objects.filter(subject=here.subject, by=lara)  # theirs, whenever written
    own.update(at=NOW)
    here.refresh_from_db()
    onward = Passing(kinds[TASKING].pk, kinds[PSG].pk, "Yours")
    pass_issue(here.pk, onward, here.version, by=leila, now=NOW)
    _let_out(people["Priya"])
    here.refresh_from_db()
    return World(people, kinds, here, there, unsigned, rescue)


def _body(name: str) -> Organisation:
    return Organisation.objects.get_or_create(name=name)[0]


def _person(name: str, role: Role, body: str, seats: list[Group], is_elected: bool) -> User:
    mail = f"{name.lower().replace(' ', '.')}@wendle.example"
    made = User.objects.create(
        email=mail, name=name, role=role, organisation=_body(body) if body else None
    )
    for group in seats:
        Seat.objects.create(group=group, person=made, since=date(2024, 1, 1))
    if is_elected:
        Representation.objects.create(
            user=made, office="councillor", kind="ward", code=WARD, since=date(2024, 5, 2)
        )
    return made


def draft(
    slot: str, to: Audience, wards: tuple[str, ...] = (), words: str = "", **more: Any
) -> Draft:
    said = {"text": words or slot}
    return Draft(ReleaseKind.ISSUE, slot, slot, said, slot, wards, to, **more)


def _let_out(by: User) -> None:
    drafts = [
        draft("everyone", Audience.PUBLIC, ()),
        draft("own", Audience.MEMBERS, (WARD,)),
        draft("other", Audience.MEMBERS, ("E05990002",)),
        draft("all members", Audience.MEMBERS, ()),
        draft("gone", Audience.PUBLIC, (WARD,)),
        draft("anew", Audience.PUBLIC, (WARD,)),
    ]
    release(drafts, by=by, now=THEN)
    release([draft("anew", Audience.PUBLIC, (WARD,), "2")], by=by, now=NOW)
    withdraw(Release.objects.get(slot="gone").pk, "Wrong", by=by, now=NOW)
