"""An election is entered with its notice worked out; a bulletin gets its go-ahead."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(
    "size",
    [pytest.param(NARROW, id="narrow"), pytest.param(WIDE, id="wide", marks=pytest.mark.deep)],
)
def test_from_the_notice_to_the_go_ahead(stage, walk, size):
    officer = walk(size)
    officer.sign_in(stage["officer"])
    enter_an_election(officer)
    end_it(officer)
    monitoring = walk(size)
    monitoring.sign_in(stage["monitoring officer"])
    answer(monitoring)
    officer.open("/pre-election/go-aheads/")
    expect(officer.page.get_by_text("It names nobody who stands")).to_be_visible()
    hold_everything(officer)
    councillor = walk(size)
    councillor.sign_in(stage["own councillor"])
    councillor.open("/my-ward/")
    expect(councillor.page.get_by_text("the same for every councillor")).to_be_visible()


def fill_day(visit, name, day):
    group = visit.page.get_by_role("group", name=name)
    for label, part in ("Day", day.day), ("Month", day.month), ("Year", day.year):
        group.get_by_label(label, exact=True).fill(str(part))


def enter_an_election(visit):
    """Where is forgotten first; then the last lawful day is filled in and confirmed."""
    visit.open("/pre-election/")
    visit.follow("In some wards")
    visit.page.get_by_label("By-election of a council").check()
    visit.page.get_by_label("Of which council?").select_option(index=1)
    fill_day(visit, "Polling day", localdate() + timedelta(days=90))
    visit.press("Continue")
    expect(visit.page.get_by_role("alert")).to_be_visible()
    visit.page.get_by_label("Longmere").check()
    visit.check_narrowest()
    visit.press("Continue")
    expect(visit.page.get_by_text("25 days before the poll")).to_be_visible()
    visit.press("Add it")
    expect(visit.page.get_by_role("cell", name="Longmere")).to_be_visible()
    visit.check_narrowest()


def end_it(visit):
    visit.page.get_by_role("row", name="Longmere").get_by_role("link", name="End early").click()
    visit.page.get_by_label("Why does it end?").fill("Nobody else stands")
    visit.press("End it today")
    expect(visit.page.get_by_text("Nobody else stands")).to_be_visible()


def answer(visit):
    """From the start page to the words; the reason is forgotten first."""
    visit.open("/start/")
    visit.follow("The winter bulletin")
    expect(visit.page.get_by_text("Two burglaries fewer.")).to_be_visible()
    visit.page.get_by_label("It may go out").check()
    visit.press("Answer")
    expect(visit.page.get_by_role("alert")).to_be_visible()
    visit.page.get_by_label("Why?").fill("It names nobody who stands")
    visit.check_narrowest()
    visit.press("Answer")
    expect(visit.page.get_by_text("May go out")).to_be_visible()


def hold_everything(visit):
    """An election to Parliament whose notice was published yesterday."""
    visit.open("/pre-election/new/district/")
    visit.page.get_by_label("Election to the United Kingdom Parliament").check()
    fill_day(visit, "Polling day", localdate() + timedelta(days=30))
    fill_day(visit, "Day of the notice of election", localdate() - timedelta(days=1))
    visit.press("Continue")
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text(
        "publicity is held until"
    )
    visit.open("/pulse/results/")
