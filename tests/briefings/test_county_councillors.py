"""A county councillor's wards are all that the division touches."""

from tests.conftest import TODAY
from tests.district import OWN, division_code, ward_code
from wardmote.briefings.access import my_wards
from wardmote.places.models import Place
from wardmote.places.shapes import forget


def test_they_are_member_of_every_ward_that_the_division_touches(client, district):
    who = district["county councillor"]
    assert [(one.code, one.is_member) for one in my_wards(who, TODAY)] == [(OWN, True)]
    shape = Place.objects.get(code=division_code(0)).shape
    west, south, east, north = 0.105, 52.105, 0.135, 52.115  # half of one ward, of the next
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    shape.geometry = {"type": "Polygon", "coordinates": [ring]}
    shape.save()
    forget()
    found = my_wards(who, TODAY)
    forget()
    assert {one.code for one in found} == {OWN, ward_code(1)}
    assert {one.through for one in found} == {"Longmere & Fen"}
    client.force_login(who)
    page = client.get("/my-ward/").text
    assert "Longmere" in page
    assert "Through the county division Longmere &amp; Fen" in page
    assert "parish</span>" not in page
