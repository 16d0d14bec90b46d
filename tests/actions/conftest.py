"""Groups with people on them, and an action before the Board."""

from datetime import date

import pytest

from tests.conftest import NOW, sign_for
from wardmote.actions.due import due_on
from wardmote.actions.usecases import record_action
from wardmote.groups.models import Group, Seat
from wardmote.groups.rules import GroupKind, SeatRole
from wardmote.groups.usecases import make_default_groups
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.people.models import Organisation

#: name -> group, organisation, role; Sadia's organisation never signed
SEATS = {
    "Ruth": (GroupKind.BOARD, "Wendleshire Police", SeatRole.CHAIR),
    "Leila": (GroupKind.BOARD, "Wendleshire Health", SeatRole.ORDINARY),
    "Marta": (GroupKind.BOARD, "Fenland Homes", SeatRole.ORDINARY),
    "Owen": (GroupKind.PROBLEM_SOLVING, "Wendleshire Police", SeatRole.CHAIR),
    "Sadia": (GroupKind.BOARD, "Youth Trust", SeatRole.ORDINARY),
}
DUE = date(2026, 11, 20)


@pytest.fixture
def groups(db):
    """kind -> the default group of this kind."""
    make_default_groups(by=COMMAND_LINE, now=NOW)
    return {GroupKind(group.kind): group for group in Group.objects.all()}


@pytest.fixture
def board(groups):
    return groups[GroupKind.BOARD]


@pytest.fixture
def cast(groups, make_person, represent, priya):
    """People by name; Mensah is a councillor with a Board seat, Amos one without."""
    found = {"Priya": priya}
    for name, (kind, body, role) in SEATS.items():
        person = found[name] = make_person(name)
        person.organisation = Organisation.objects.get_or_create(name=body)[0]
        person.save()
        Seat.objects.create(
            group=groups[kind], person=person, role=role, since=date(2024, 1, 1)
        )
    for body in ("Wendleshire Police", "Wendleshire Health", "Fenland Homes"):
        sign_for(Organisation.objects.get(name=body), groups.values())
    for name in ("Amos", "Mensah"):
        found[name] = make_person(name)
        represent(found[name], "E05990001")
    mensah = {"group": groups[GroupKind.BOARD], "person": found["Mensah"]}
    Seat.objects.create(**mensah, since=date(2024, 1, 1))
    return found


@pytest.fixture
def bodies(cast):
    """The organisations by the first word of their name's end: police, health, homes."""
    return {
        key: Organisation.objects.get(name__iendswith=key)
        for key in ("police", "health", "homes")
    }


@pytest.fixture
def write(cast, board):
    """Record an action before the Board as Priya; what is not said is as usual."""

    def make(**said):
        usual = {"text": "Write to the county about the lamps", "group": board}
        usual |= {"owner": cast["Leila"], "due": due_on(DUE), "by": cast["Priya"], "now": NOW}
        return record_action(**usual | said)

    return make


@pytest.fixture
def action(write):
    return write()
