"""The figure of eight with people on it: who raises, works on, unblocks and hears back."""

from datetime import date

import pytest

from tests import small_district
from tests.conftest import NOW, sign_for
from tests.small_district import LONGMERE
from wardmote.groups.models import Group, Seat
from wardmote.groups.rules import GroupKind
from wardmote.groups.usecases import make_default_groups
from wardmote.issues.rules import Origin, Reach
from wardmote.issues.usecases.raising import Raised, raise_issue
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.themes import Theme
from wardmote.people.models import Organisation
from wardmote.places.geojson import read_boundaries
from wardmote.places.rules import Kind
from wardmote.places.usecases import load_boundaries

SEATS = {
    "Leila": (GroupKind.TASKING, "Wendle Vale District Council"),
    "Dev": (GroupKind.PROBLEM_SOLVING, "Wendleshire Police"),
    "Tomas": (GroupKind.PROBLEM_SOLVING, "Fenland Homes"),
    "Ruth": (GroupKind.BOARD, "Wendleshire Fire and Rescue"),
    "Nell": (GroupKind.PROBLEM_SOLVING, "Never Signed Trust"),
}
SIGNED = ["Wendle Vale District Council", "Wendleshire Police", "Fenland Homes"]


@pytest.fixture
def places(db, tmp_path):
    """Wards to raise issues about."""
    path = small_district.write_places(tmp_path)
    wards = read_boundaries(path, Kind.WARD)
    load_boundaries(wards, Kind.WARD, "2025-05", by=COMMAND_LINE, now=NOW)


@pytest.fixture
def groups(db):
    """kind -> the default group of this kind, with the routes of the figure of eight."""
    make_default_groups(by=COMMAND_LINE, now=NOW)
    return {GroupKind(group.kind): group for group in Group.objects.all()}


@pytest.fixture
def cast(places, groups, make_person, represent, priya):
    """People by name: seat holders, a councillor with a Board seat, the officer."""
    found = {"Priya": priya}
    for name, (kind, body) in SEATS.items():
        person = found[name] = make_person(name)
        person.organisation = Organisation.objects.get_or_create(name=body)[0]
        person.save()
        Seat.objects.create(group=groups[kind], person=person, since=date(2024, 1, 1))
    for body in [*SIGNED, "Wendleshire Fire and Rescue"]:
        sign_for(Organisation.objects.get(name=body), groups.values())
    amos = found["Amos"] = make_person("Amos")
    represent(amos, LONGMERE)
    mensah = found["Mensah"] = make_person("Mensah")
    represent(mensah, LONGMERE)
    Seat.objects.create(group=groups[GroupKind.BOARD], person=mensah, since=date(2024, 1, 1))
    return found


@pytest.fixture
def raised(cast, groups):
    """What Leila says when she raises an issue with the PSG."""
    return Raised(
        title="Lighting on the path to the station",
        theme=Theme.DISORDER,
        origin=Origin.JUDGMENT,
        reach=Reach.PLACES,
        wards=(LONGMERE,),
        lead=cast["Dev"].organisation,
        holder=groups[GroupKind.PROBLEM_SOLVING],
        text="Residents avoid the path after dark. Two lamps have been out since May.",
    )


@pytest.fixture
def issue(raised, cast):
    return raise_issue(raised, by=cast["Leila"], now=NOW)


@pytest.fixture
def restricted_on(monkeypatch):
    """Restricted text is on: everything it waits for is recorded."""
    from wardmote.agreements import queries
    from wardmote.agreements.models import Safeguards

    Safeguards.objects.create(pk=1, restricted_on=True)
    monkeypatch.setattr(queries, "preconditions", lambda on: [])


@pytest.fixture(autouse=True)
def index_in_step(request):
    """Whatever a test of issues did, the index has it: no use case may forget it."""
    has_database = "db" in request.fixturenames or request.node.get_closest_marker("django_db")
    if not has_database:
        yield
        return
    request.getfixturevalue("db")
    yield
    from wardmote.issues.usecases.indexing import out_of_step

    assert out_of_step() == []
