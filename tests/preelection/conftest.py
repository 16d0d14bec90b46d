"""Two wards, a division over both, two parishes; a monitoring officer; an election in May."""

from datetime import UTC, date, datetime

import pytest

from wardmote.kernel.actors import COMMAND_LINE
from wardmote.law.elections import Poll
from wardmote.people.models import Organisation
from wardmote.places.geojson import Boundaries, Boundary
from wardmote.places.models import Edition
from wardmote.places.rules import Kind
from wardmote.places.usecases import load_boundaries
from wardmote.preelection.rules import Piece, Publicity
from wardmote.preelection.usecases import Terms, add_period, name_monitoring_officer

NOTICE, POLL = date(2027, 3, 30), date(2027, 5, 6)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


MARCH = at(date(2027, 3, 1))
DURING = at(date(2027, 4, 12))


def strip(west: float, east: float) -> dict[str, object]:
    ring = [[west, 52], [east, 52], [east, 53], [west, 53], [west, 52]]
    return {"type": "Polygon", "coordinates": [ring]}


def places(kind: Kind, edition: str, **shapes: tuple[float, float]) -> Edition:
    """places(Kind.WARD, "2025-05", E1=(0, 1)): strips between two longitudes."""
    made = tuple(Boundary(code, f"Place {code}", "", strip(*s)) for code, s in shapes.items())
    read = Boundaries(made, (), "CD", "NM", ())
    load_boundaries(read, kind, edition, by=COMMAND_LINE, now=MARCH)
    return Edition.objects.get(kind=kind, name=edition)


@pytest.fixture
def wards(db):
    return places(Kind.WARD, "2025-05", E1=(0, 1), E2=(1, 2), E3=(2, 3))


@pytest.fixture
def vale(wards):
    return Organisation.objects.create(name="Wendle Vale District Council")


@pytest.fixture
def vote(vale, priya):
    """vote(edition, codes, ...): enters an election; without an edition for all."""

    def enter(edition=None, *codes, poll=Poll.ORDINARY, notice_on=NOTICE, poll_on=POLL):
        terms = Terms(poll, vale, poll_on, notice_on, edition, frozenset(codes))
        return add_period(terms, by=priya, now=MARCH)

    return enter


@pytest.fixture
def mona(make_person, priya):
    """The monitoring officer."""
    person = make_person("Mona")
    name_monitoring_officer(person, by=priya, now=MARCH)
    return person


def bulletin(*codes, words="Two burglaries fewer.", publicity=Publicity.BULLETIN, **more):
    return Piece(
        publicity, "bulletin 12 edition 1", "The spring bulletin", words,
        frozenset(codes) or None, **more,
    )  # fmt: skip


def parliament(by, notice_on: date, poll_on: date) -> None:
    """Everybody votes."""
    terms = Terms(Poll.PARLIAMENT, None, poll_on, notice_on)
    add_period(terms, by=by, now=at(notice_on))
