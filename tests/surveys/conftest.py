"""An officer, another, a clerk of Astry, two parishes over two wards."""

import pytest

from wardmote.kernel.actors import COMMAND_LINE
from wardmote.places.geojson import Boundaries, Boundary
from wardmote.places.rules import Kind
from wardmote.places.usecases import load_boundaries

ASTRY, HALLOWBY = "parish:E04000001", "parish:E04000002"


def strip(west: float, east: float) -> dict[str, object]:
    ring = [[west, 52], [east, 52], [east, 53], [west, 53], [west, 52]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def places(db):
    """Astry lies in the ward of Longmere, Hallowby in Newbridge."""
    from tests.conftest import NOW

    for kind, prefix, names in (
        (Kind.WARD, "E05", ("Longmere", "Newbridge")),
        (Kind.PARISH, "E04", ("Astry", "Hallowby")),
    ):
        made = tuple(
            Boundary(f"{prefix}00000{n + 1}", name, "", strip(n, n + 1))
            for n, name in enumerate(names)
        )
        load_boundaries(
            Boundaries(made, (), "CD", "NM", ()), kind, "2025-05", by=COMMAND_LINE, now=NOW
        )


@pytest.fixture
def olu(make_person):
    """The other partnership officer."""
    return make_person("Olu", role="officer")


@pytest.fixture
def clerk(make_person, represent):
    """The clerk of Astry."""
    person = make_person("Bea")
    represent(person, "E04000001", office="clerk", kind="parish")
    return person


@pytest.fixture
def member(make_person, represent):
    """The councillor of Longmere."""
    person = make_person("Cllr Amos")
    represent(person, "E05000001")
    return person
