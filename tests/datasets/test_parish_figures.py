"""Open police figures by parish: counted in the parish's boundary, released with the wards'."""

import pytest

from tests.conftest import NOW
from tests.datasets.builders import row, street_file
from wardmote.datasets.usecases import release_open_figures
from wardmote.places import shapes
from wardmote.places.models import Edition, Place, Shape
from wardmote.releases.models import Release
from wardmote.releases.queries import public
from wardmote.releases.rules import ReleaseKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def load_parish(load_wards):
    """A square of half a degree from this longitude on, beside the wards E1 and E2."""
    wards = load_wards("E1", "E2")
    edition = Edition.objects.create(kind="parish", name="2025-05", imported_at=NOW)

    def load(code, west):
        place = Place.objects.create(edition=edition, code=code, name=f"Parish {code}")
        east = west + 0.5
        ring = [[west, 52], [east, 52], [east, 52.5], [west, 52.5], [west, 52]]
        Shape.objects.create(place=place, geometry={"type": "Polygon", "coordinates": [ring]})
        return place

    load.wards = wards
    return load


def released():
    return {one.slot: one.content for one in public(ReleaseKind.PARISH_FIGURES)}


def test_a_parish_has_the_crimes_in_its_own_boundary(load_parish, load_street, tmp_path):
    load_parish("P1", 0.25)
    rows = [row(lon="0.300000"), row(lon="0.300000"), row(lon="0.900000")]
    load_street(street_file(tmp_path / "2025-04-x-street.csv", rows))
    content = released()["parish_figures P1"]
    assert content["types"]["Burglary"] == [2]
    assert content["district"]["Burglary"] == [3]
    assert content["parish"]["lies_in"] == [{"code": "E1", "name": "Ward E1", "share": 1.0}]
    assert content["parish"]["outside"] == 0


def test_a_parish_across_wards_and_across_the_border_says_its_shares(
    load_parish, load_street, tmp_path
):
    load_parish("P1", 0.75)
    load_parish("P2", 1.75)
    load_parish("P3", 2.5)  # wholly elsewhere: not the partnership's
    load_street(street_file(tmp_path / "2025-04-x-street.csv", [row()]))
    held = released()
    assert held.keys() == {"parish_figures P1", "parish_figures P2"}
    split = held["parish_figures P1"]["parish"]
    assert [(one["code"], one["share"]) for one in split["lies_in"]] == [
        ("E1", 0.5),
        ("E2", 0.5),
    ]
    assert held["parish_figures P2"]["parish"]["outside"] == 0.5


def test_a_parish_that_is_gone_is_withdrawn_and_nothing_is_released_twice(
    load_parish, load_street, tmp_path, priya
):
    place = load_parish("P1", 0.25)
    load_street(street_file(tmp_path / "2025-04-x-street.csv", [row()]))
    assert release_open_figures(by=priya, now=NOW) == 0
    place.delete()
    shapes.forget()
    release_open_figures(by=priya, now=NOW)
    assert released() == {}
    gone = Release.objects.get(kind=ReleaseKind.PARISH_FIGURES)
    assert gone.withdrawn_why == "No longer a parish of the partnership"


def test_without_parishes_the_wards_are_released_alone(load_wards, load_street, tmp_path):
    load_wards("E1")
    load_street(street_file(tmp_path / "2025-04-x-street.csv", [row()]))
    assert released() == {}
    assert public(ReleaseKind.FIGURES).count() == 1
