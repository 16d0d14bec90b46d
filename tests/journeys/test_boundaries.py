"""A parish is looked up by anybody; wards change, and everyone is led on."""

import pytest
from django.utils.timezone import localdate, now
from playwright.sync_api import expect

from tests.district import DISTRICT, OWN, WARDS, _square, ward_code
from tests.journeys.conftest import NARROW, WIDE
from wardmote.datasets.usecases import release_open_figures
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.places.geojson import Boundaries, Boundary
from wardmote.places.rules import Kind, Office
from wardmote.places.usecases import load_boundaries, represent

pytestmark = pytest.mark.journey
BY = {"by": COMMAND_LINE}
NEW = "E05999901"
SIZES = [
    pytest.param(NARROW, id="narrow"),
    pytest.param(WIDE, id="wide", marks=pytest.mark.deep),
]


@pytest.mark.parametrize("size", SIZES)
def test_anybody_finds_their_parish_and_takes_it_home(stage, walk, size):
    visit = walk(size)
    visit.open("/")
    visit.page.get_by_label("Name of a ward or parish").fill("longmere st")
    visit.press("Find")
    expect(visit.page.get_by_text("Longmere St Mary parish").first).to_be_visible()
    expect(visit.page.get_by_role("heading", name="It lies in one ward")).to_be_visible()
    visit.check_narrowest()
    visit.page.get_by_label("Type of crime").select_option("Burglary")
    visit.press("Show")
    expect(visit.page.get_by_text("Burglary in Longmere St Mary parish").first).to_be_visible()
    with visit.page.expect_download() as kept:
        visit.page.get_by_role("link", name="CSV").first.click()
    assert kept.value.suggested_filename == "police-longmere-st-mary-parish-figures.csv"
    visit.follow("For your own website")
    visit.follow("Longmere St Mary parish at")
    visit.page.get_by_role("link", name="Longmere", exact=True).first.click()
    visit.check()
    expect(visit.page.get_by_role("link", name="Longmere St Mary")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_wards_change_and_everyone_is_led_on(stage, walk, size):
    redraw()
    officer = walk(size)
    officer.sign_in(stage["officer"])
    see_what_names_the_old_wards(officer)
    enter_the_election(officer)
    anybody = walk(size)
    anybody.page.goto(f"{anybody.address}/in/{OWN}/")
    anybody.check()
    expect(anybody.page.get_by_role("heading", level=1)).to_contain_text("is in Great Longmere")
    anybody.check_narrowest()
    anybody.follow("Great Longmere")
    expect(anybody.page.get_by_text("This area was in other wards")).to_be_visible()
    member = walk(size)
    member.sign_in(stage["own councillor"])
    member.open("/my-ward/")
    expect(member.page.get_by_text("You go on reading here")).to_be_visible()
    given = {"office": Office.COUNCILLOR, "kind": Kind.WARD, "code": NEW}
    stage["own councillor"].represents.update(until=localdate())
    represent(stage["own councillor"], **given, since=localdate(), now=now(), **BY)
    read_on(member)


def redraw():
    """Longmere and Newbridge become one ward; the others stay as they were."""
    joined = _square(0, 0)
    joined["coordinates"][0] = [[x + (0.02 if x > 0.11 else 0), y]
                                for x, y in joined["coordinates"][0]]  # fmt: skip
    kept = [
        Boundary(ward_code(n), name, DISTRICT, _square(n % 5, n // 5))
        for n, name in enumerate(WARDS)
    ][2:]
    found = Boundaries(
        (Boundary(NEW, "Great Longmere", DISTRICT, joined), *kept), (), "", "", ()
    )
    load_boundaries(found, Kind.WARD, "2026-05", now=now(), **BY)
    release_open_figures(now=now(), **BY)


def see_what_names_the_old_wards(visit):
    visit.open("/start/")
    visit.page.get_by_role("link", name="Put them right").first.click()
    visit.check()
    expect(visit.page.get_by_text("Nobody has been told yet")).to_be_visible()
    expect(visit.page.get_by_role("link", name="Say where it is").first).to_be_visible()
    expect(visit.page.get_by_role("link", name="Bind them anew").first).to_be_visible()
    visit.check_narrowest()


def enter_the_election(visit):
    visit.follow("enter the first election")
    page = visit.page
    page.get_by_label("Which council was elected?").select_option(index=1)
    page.get_by_label("Ordinary election").check()
    for box, number in ("Day", "7"), ("Month", "5"), ("Year", "2026"):
        page.get_by_label(box, exact=True).fill(number)
    page.get_by_label("By which boundaries?").select_option(label="Wards of 2026-05")
    visit.press("Enter it")
    visit.open("/people/elections/boundaries/")
    expect(page.get_by_text("and the public have been told")).to_be_visible()


def read_on(visit):
    """Told once: gone as soon as they say that they have read on."""
    visit.open("/my-ward/")
    expect(
        visit.page.get_by_text("New boundaries since 7 May 2026.", exact=True)
    ).to_be_visible()
    visit.check_narrowest()
    visit.follow("on your briefing")
    visit.press("I have read this")
    visit.open("/my-ward/")
    expect(
        visit.page.get_by_text("New boundaries since 7 May 2026.", exact=True)
    ).to_have_count(0)
