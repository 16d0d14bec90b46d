"""An officer composes a bulletin; the ward's councillor has it first; then everybody."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE
from wardmote.bulletins.models import Bulletin

pytestmark = pytest.mark.journey
INTRODUCTION = "What is being done about burglary this autumn."
POLICE = "https://www.police.uk/pu/your-area/"


@pytest.mark.parametrize(
    "size",
    [pytest.param(NARROW, id="narrow"), pytest.param(WIDE, id="wide", marks=pytest.mark.deep)],
)
def test_from_a_draft_to_the_feed(stage, walk, size):
    officer = walk(size)
    officer.sign_in(stage["officer"])
    begin(officer)
    compose(officer)
    look_at_it_as_each(officer)
    give_notice(officer)
    member = walk(size)
    member.sign_in(stage["own councillor"])
    read_it_first(member)
    publish(officer)
    everybody_reads_it(walk(size, scripts=False))
    follow_it(walk(size))
    correct_it(officer)


def begin(visit):
    """From the start page; a ward must be ticked."""
    visit.open("/start/")
    visit.follow("Bulletins")
    visit.press("Start a bulletin")
    visit.page.get_by_label("One ward or more").check()
    visit.press("Start it")
    expect(visit.page.get_by_role("alert")).to_be_visible()
    for ward in "Longmere", "Newbridge":
        visit.page.get_by_label(ward, exact=True).check()
    visit.press("Start it")
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Longmere")
    visit.check_narrowest()


def compose(visit):
    """Words, two items, a paragraph on top, a link."""
    visit.follow("Change title, introduction")
    visit.page.get_by_label("Title").fill("Autumn in Longmere")
    visit.page.get_by_label("Introduction").fill(INTRODUCTION)
    visit.press("Save")
    for name in re.compile("Data report"), re.compile("in Longmere"):
        visit.page.get_by_role("checkbox", name=name).first.check()
    visit.press("Add what is ticked")
    visit.follow("Write a paragraph")
    visit.page.get_by_label("Paragraph").fill(f"Lock your shed. See {POLICE}.")
    visit.press("Save")
    visit.page.get_by_role("button", name=re.compile("Up.*part 3")).click()
    visit.check()
    visit.follow("Add a link")
    visit.page.get_by_label("What it leads to").fill("Your neighbourhood")
    visit.page.get_by_label("Address").fill("javascript:alert(1)")
    visit.press("Add it")
    expect(visit.page.get_by_role("alert")).to_contain_text("Enter an address")
    visit.page.get_by_label("Address").fill(POLICE)
    visit.press("Add it")
    expect(visit.page.get_by_text("not asked yet")).to_be_visible()
    visit.check_narrowest()


def look_at_it_as_each(visit):
    visit.follow("the public page")
    for name in ("The mail", "The mail as plain text", "A councillor’s notice"):
        visit.page.get_by_role("link", name=name, exact=True).click()
        visit.check()
        expect(visit.page.get_by_text(INTRODUCTION).first).to_be_visible()
        visit.check_narrowest()
    visit.follow("Back to the bulletin")


def give_notice(visit):
    visit.press("Publish it")
    expect(visit.page.get_by_text("have not been given what it says")).to_be_visible()
    visit.follow("Back to the bulletin")
    visit.press("Give notice now")
    expect(visit.page.get_by_text("have it on their pages now")).to_be_visible()


def read_it_first(visit):
    """On “My ward”, marked; the public has nothing yet."""
    visit.open("/my-ward/")
    visit.follow("Bulletin: Autumn in Longmere")
    expect(visit.page.get_by_text("Not yet public")).to_be_visible()
    expect(visit.page.get_by_text("Lock your shed")).to_be_visible()
    visit.check_narrowest()
    visit.open("/bulletins/")
    expect(visit.page.get_by_text("Autumn in Longmere")).to_have_count(0)


def publish(visit):
    visit.press("Publish it")
    visit.press("Publish to everybody")
    expect(visit.page.get_by_role("alert")).to_be_visible()
    visit.page.get_by_label("Why it cannot wait").fill("Burglaries this week")
    visit.press("Publish to everybody")
    expect(visit.page.get_by_role("alert")).to_contain_text("Nobody knows that")
    visit.page.get_by_label("I have opened each").check()
    visit.press("Publish to everybody")
    expect(visit.page.get_by_text("Published: everybody reads it")).to_be_visible()
    visit.check_narrowest()


def everybody_reads_it(visit):
    visit.open("/")
    visit.follow("Bulletins")
    visit.follow("Autumn in Longmere")
    expect(visit.page.get_by_text(INTRODUCTION)).to_be_visible()
    expect(visit.page.get_by_role("link", name=POLICE)).to_have_count(2)
    visit.check_narrowest()


def follow_it(visit):
    visit.open("/bulletins/")
    visit.check_narrowest()
    feed = visit.page.get_by_role("link", name="Follow them in a feed reader").get_attribute(
        "href"
    )
    told = visit.page.request.get(visit.address + feed).text()
    pk = Bulletin.objects.get(title="Autumn in Longmere").pk
    assert f"/bulletins/{pk}/" in told
    assert INTRODUCTION in told


def correct_it(visit):
    """What stands stands until the correction is published."""
    visit.press("Begin a correction")
    expect(visit.page.get_by_text("stands until the correction is published")).to_be_visible()
    visit.press("Throw this draft away")
    expect(visit.page.get_by_role("button", name="Begin a correction")).to_be_visible()
