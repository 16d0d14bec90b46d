"""Loading places twice changes nothing; the partnership's wards are its district's."""

import pytest

from tests.conftest import NOW, TODAY
from wardmote.audit.models import Entry
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.partnership.usecases import change_settings
from wardmote.places.geojson import Boundaries, Boundary
from wardmote.places.models import Edition
from wardmote.places.queries import acts_for, edition_in_use, geometries, is_councillor, wards
from wardmote.places.rules import Kind, Office
from wardmote.places.shapes import wards_acted_for
from wardmote.places.usecases import load_boundaries

pytestmark = pytest.mark.django_db
SQUARE = {"type": "Polygon", "coordinates": [[[0, 52], [1, 52], [1, 53], [0, 53], [0, 52]]]}


def load(*codes, edition="2025-05", district="E07000001", name="Longmere"):
    places = tuple(Boundary(code, name, district, SQUARE) for code in codes)
    found = Boundaries(places, (), "WD25CD", "WD25NM", ())
    return load_boundaries(found, Kind.WARD, edition, by=COMMAND_LINE, now=NOW)


def test_loading_twice_changes_nothing():
    assert load("E1", "E2").added == 2
    version = Edition.objects.get().version
    again = load("E1", "E2")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert Edition.objects.get().version == version
    assert Entry.objects.filter(verb="places.loaded").count() == 1


def test_a_changed_name_is_replaced_and_the_edition_moves_on():
    load("E1", "E2")
    version = Edition.objects.get().version
    assert load("E1", name="Longmere & Fen").changed == 1
    assert Edition.objects.get().version == version + 1


def test_the_latest_edition_is_in_use_unless_another_is_named():
    load("E1", edition="2024-05")
    load("E2", edition="2025-05")
    assert [ward.code for ward in wards()] == ["E2"]
    assert [ward.code for ward in wards("2024-05")] == ["E1"]
    with pytest.raises(RuleBroken, match="import places"):
        edition_in_use(Kind.WARD, "2031-05")


def test_with_a_district_only_its_wards_are_ours():
    load("E1", "E2")
    load("E3", district="E07000002")
    assert wards().count() == 3
    change_settings(by=COMMAND_LINE, now=NOW, district_code="E07000001")
    assert [ward.code for ward in wards()] == ["E1", "E2"]
    assert set(geometries(edition_in_use())) == {"E1", "E2"}
    change_settings(by=COMMAND_LINE, now=NOW, district_code="E07000009")
    with pytest.raises(RuleBroken, match="E07000009"):
        wards()


def test_who_acts_for_a_ward_and_for_how_long(sam, represent):
    load("E1")
    post = represent(sam, "E1")
    assert [(one.office, one.name) for one in acts_for(sam, TODAY)] == [
        (Office.COUNCILLOR, "Longmere")
    ]
    assert is_councillor(sam, TODAY)
    post.until = TODAY
    post.save()
    assert not acts_for(sam, TODAY)
    assert not is_councillor(sam, TODAY)


@pytest.mark.parametrize(
    ("kind", "code", "wards"),
    [
        (Kind.WARD, "E1", {"E1"}),
        (Kind.WARD, "E9", {"E9"}),
        (Kind.DIVISION, "D1", {"E1", "E2"}),
        (Kind.PARISH, "D1", set()),
        (Kind.DISTRICT, "E07000001", set()),
        (Kind.LSOA, "D1", set()),
    ],
)
def test_a_place_is_acted_for_through_its_wards(kind, code, wards):
    load("E1", "E2")
    division = Boundaries((Boundary("D1", "Fenside", "", SQUARE),), (), "CD", "NM", ())
    load_boundaries(division, Kind.DIVISION, "2025-05", by=COMMAND_LINE, now=NOW)
    assert wards_acted_for(kind, code) == wards
