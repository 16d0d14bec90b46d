"""After new boundaries the officer finds all that still names an old ward on one page."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from django.utils.timezone import now as clock

from tests.conftest import NOW
from tests.district import DISTRICT, OWN, WARDS, _square, ward_code
from tests.surveys.district import opened, written
from wardmote.areas.models import Decision
from wardmote.desk.queries.boundaries import left_behind
from wardmote.issues.models import Issue
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.meetings.models import Meeting
from wardmote.places import following, shapes
from wardmote.places.geojson import Boundaries, Boundary
from wardmote.places.rules import Kind
from wardmote.places.usecases import load_boundaries
from wardmote.surveys.models import SurveyPlace

AT = "/people/elections/boundaries/"
TODAY = date(2026, 11, 2)


@pytest.fixture
def redrawn(district):
    """Longmere has another code, the others stay."""
    drawn = [
        Boundary(
            "E05999901" if n == 0 else ward_code(n), name, DISTRICT, _square(n % 5, n // 5)
        )
        for n, name in enumerate(WARDS)
    ]
    found = Boundaries(tuple(drawn), (), "", "", ())
    load_boundaries(found, Kind.WARD, "2026-05", by=COMMAND_LINE, now=NOW)
    yield district
    following.forget()
    shapes.forget()


def test_without_new_boundaries_there_is_nothing(client, district):
    client.force_login(district["officer"])
    assert "No ward has gone" in client.get(AT).text
    assert left_behind(district["officer"], TODAY) == []
    assert "New boundaries" not in client.get("/people/elections/").text


def test_everything_that_names_an_old_ward_is_there_with_a_way_on(client, redrawn):
    client.force_login(redrawn["officer"])
    [line] = left_behind(redrawn["officer"], TODAY)
    assert line.gone.code == OWN
    issue = Issue.objects.get()
    said = [one.words for one in line.left]
    assert "Own councillor sits for it" in said
    assert "Problem solving works in it (neighbourhood sergeant)" in said
    assert any(one.startswith("Emerging area, decided for") for one in said) == (
        Decision.objects.filter(ward=OWN).latest("pk").category == "emerging"
    )
    assert f"Issue {issue.number} is about it" in said
    text = client.get(AT).text
    assert "Nobody has been told yet" in text
    for one in line.left:
        assert one.words in text
        assert client.get(one.href).status_code == 200, one.href
    assert 'href="/people/elections/boundaries/"' in client.get("/people/elections/").text
    assert "a ward that the boundaries in use do not have" in client.get("/start/").text


def test_what_is_put_right_leaves_the_list(redrawn):
    officer = redrawn["officer"]
    [line] = left_behind(officer, TODAY)
    Issue.objects.get().wards.update(code="E05999901")
    [after] = left_behind(officer, TODAY)
    gone = {one.words for one in line.left} - {one.words for one in after.left}
    assert any(one.startswith("Issue ") for one in gone)


def test_a_meeting_about_it_is_there_until_it_has_been(redrawn):
    held = Meeting.objects.latest("on")
    held.wards = [OWN]
    held.save()
    [line] = left_behind(redrawn["officer"], held.on)
    assert any("meets about it on" in one.words for one in line.left)
    [later] = left_behind(redrawn["officer"], date(2999, 1, 1))
    assert not any("meets about it" in one.words for one in later.left)


def test_surveys_are_there_until_they_have_closed(client, redrawn):
    officer, now = redrawn["officer"], clock()
    draft = written(officer, now, places=(f"ward:{ward_code(1)}",))
    asks = opened(officer, now, places=(f"ward:{ward_code(1)}",))
    SurveyPlace.objects.filter(survey__in=[draft, asks]).update(code=OWN, name="Longmere")
    client.force_login(officer)
    page = client.get(AT).text
    words = f"The survey “{draft.title}” asks people of Longmere (ward)"
    [line] = left_behind(officer, localdate())
    found = {one.does: one.href for one in line.left if one.words == words}
    assert found == {
        "Change what it is about": f"/surveys/{draft.pk}/change/",
        "Look at it": f"/surveys/{asks.pk}/",
    }
    for href in found.values():
        assert f'href="{href}"' in page
        assert client.get(href).status_code == 200
    [later] = left_behind(officer, asks.closes_on + timedelta(days=1))
    assert [one.does for one in later.left if one.words == words] == ["Change what it is about"]


def test_surveys_of_a_parish_that_is_no_more_are_there(client, redrawn):
    officer = redrawn["officer"]
    client.force_login(officer)
    assert "Parishes that the boundaries" not in client.get(AT).text
    asks = opened(officer, clock())
    SurveyPlace.objects.filter(survey=asks).update(code="E04999999", name="Astry")
    text = client.get(AT).text
    assert "Parishes that the boundaries in use do not have" in text
    assert f"The survey “{asks.title}” asks people of Astry (parish)" in text
    assert f'href="/surveys/{asks.pk}/"' in text
    assert "a ward or parish that the boundaries in use" in client.get("/start/").text


@pytest.mark.parametrize("who", ["analyst", "board", "own councillor", "officer councillor"])
def test_nobody_else_opens_it(client, redrawn, who):
    client.force_login(redrawn[who])
    assert client.get(AT).status_code == 403
