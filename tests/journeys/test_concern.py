"""A councillor tells the PSG something and hears back; in between, four people and no leak."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import now
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE
from tests.leaks.issues import restricted_on
from tests.leaks.outputs import proven
from wardmote.agreements.usecases import switch_on_concerns
from wardmote.issues.models import Concern

pytestmark = pytest.mark.journey
WORDS = "Callers come to the flat above the bakery every night"
ANSWER = "Officers call there on Friday nights from now on."


@pytest.mark.parametrize(
    ("size", "scripts"),
    [
        pytest.param(WIDE, True, id="wide"),
        pytest.param(NARROW, True, id="narrow"),
        pytest.param(NARROW, False, id="narrow-no-scripts", marks=pytest.mark.deep),
    ],
)
def test_what_a_councillor_tells_is_answered(stage, walk, size, scripts):
    restricted_on(stage)
    switch_on_concerns(by=stage["officer"], now=now())

    def visit_of(who):
        visit = walk(size, scripts=scripts)
        client = Client()
        client.force_login(stage[who])
        name = settings.SESSION_COOKIE_NAME
        key = proven(client, who).cookies[name].value
        cookie = {"name": name, "value": key, "url": visit.address}
        visit.page.context.add_cookies([cookie])
        return visit

    teller = visit_of("own councillor")
    receipt = tell(teller)
    take_up_and_answer(visit_of("problem solving"), receipt)
    clear(visit_of("two groups"), receipt)
    hear_back(teller, receipt)
    other = visit_of("board councillor")
    assert other.page.goto(f"{other.address}/my-ward/concerns/{receipt}/").status == 404
    assert other.page.goto(f"{other.address}/issues/concerns/{receipt}/").status == 404


def tell(visit):
    """Guidance first; a form that was left empty says so; then a receipt."""
    visit.open("/my-ward/")
    visit.follow("Tell the Problem Solving Group something")
    visit.press("Tell the group something")
    page = visit.page
    expect(page.get_by_text("Ring 999")).to_be_visible()
    visit.press("Send it")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("What should the group know?").fill(WORDS)
    page.get_by_label("Longmere").check()
    page.get_by_label("knows that I pass this on").check()
    visit.press("Send it")
    expect(page.get_by_text(WORDS)).to_be_visible()
    visit.check_narrowest()
    visit.open("/my-ward/concerns/")
    held = Concern.objects.get(by__email="own.councillor@wendle.example", answer="")
    expect(page.get_by_text(held.receipt)).to_be_visible()
    return held.receipt


def take_up_and_answer(visit, receipt):
    """The start page has it, without a word; the group's page has the words."""
    page = visit.page
    visit.open("/start/")
    expect(page.get_by_text(f"Concern {receipt} waits to be taken up").first).to_be_visible()
    assert "bakery" not in page.content()
    visit.open("/issues/concerns/")
    visit.check_narrowest()
    visit.follow(receipt)
    expect(page.get_by_text(WORDS)).to_be_visible()
    visit.press("Take it up")
    visit.check_narrowest()
    for page_of in "send-on", "issue":
        visit.open(f"/issues/concerns/{receipt}/{page_of}/")
        visit.check_narrowest()
    visit.open(f"/issues/concerns/{receipt}/answer/")
    page.get_by_label("What is the answer?").fill(ANSWER)
    visit.press("Put before a second person")
    expect(page.get_by_text("It waits for a second person")).to_be_visible()


def clear(visit, receipt):
    visit.open(f"/issues/concerns/{receipt}/")
    visit.follow("Read and clear it")
    visit.page.get_by_label("Yes, let it out").check()
    visit.press("Save")
    expect(visit.page.get_by_text("Text erased")).to_be_visible()
    assert "bakery" not in visit.page.content()


def hear_back(visit, receipt):
    visit.open(f"/my-ward/concerns/{receipt}/")
    expect(visit.page.get_by_text(ANSWER)).to_be_visible()
    assert "bakery" not in visit.page.content()
