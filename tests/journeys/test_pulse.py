"""A member answers by the link in a mail; the officer reads it, the Board only the district."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE
from wardmote.pulse.links import token_for
from wardmote.pulse.models import Pulse, PulseAnswer, PulseQuestion
from wardmote.pulse.rules import Said
from wardmote.pulse.usecases import answer_pulse

pytestmark = pytest.mark.journey
WHY = "I heard of it at the bus stop"
OTHERS = ("board councillor", "vice-chair councillor", "analyst councillor")


@pytest.mark.parametrize(
    "size",
    [pytest.param(NARROW, id="narrow"), pytest.param(WIDE, id="wide", marks=pytest.mark.deep)],
)
def test_from_a_mail_to_the_boards_page(stage, walk, size):
    member = stage["clerk councillor"]
    answer_by_link(walk(size, scripts=False), member)
    walk(size).open(link_of(member))  # once more with scripts, for axe
    officer = walk(size)
    officer.sign_in(stage["officer"])
    read_every_answer(officer)
    decide(officer)
    own = walk(size)
    own.sign_in(member)
    find_the_question(own)
    others_answer_and_it_closes(stage)
    see_ones_own(own)
    board = walk(size)
    board.sign_in(stage["board"])
    see_the_district_alone(board)


def link_of(member):
    return f"/pulse/link/{token_for(PulseQuestion.objects.get(to=member))}/"


def answer_by_link(visit, member):
    """No sign-in; a score is asked for; opened again, nothing of it is shown."""
    where = link_of(member)
    visit.open(where)
    assert not PulseAnswer.objects.filter(question__to=member).exists()
    visit.press("Send")
    expect(visit.page.get_by_role("alert")).to_be_visible()
    visit.page.get_by_label("2, only a little").check()
    visit.page.get_by_label("I would like to hear more").check()
    visit.page.get_by_label("Why?").fill(WHY)
    visit.press("Send")
    expect(visit.page.get_by_role("heading", name="Thank you")).to_be_visible()
    visit.check_narrowest()
    visit.open(where)
    expect(visit.page.get_by_text("You have answered already")).to_be_visible()
    assert WHY not in visit.page.content()
    visit.page.get_by_text("Who sees my answer?").click()
    expect(visit.page.get_by_text("it is not anonymous")).to_be_visible()


def read_every_answer(visit):
    """From the start page to who said what."""
    visit.open("/start/")
    visit.follow("Do members feel informed?")
    expect(visit.page.get_by_text(WHY)).to_be_visible()
    expect(visit.page.get_by_text("There is no score to show yet")).to_be_visible()
    visit.check_narrowest()


def decide(visit):
    """One suggestion is taken up, after a reason was forgotten; another is dismissed."""
    visit.follow("What was changed because of it")
    visit.follow("Log an adjustment for Longmere")
    visit.page.get_by_label("They are told more").check()
    visit.page.get_by_label("What was changed?").fill("Briefed each month")
    visit.press("Log it")
    expect(visit.page.get_by_role("alert")).to_be_visible()
    visit.page.get_by_label("Why?").fill("The ward asked for it")
    visit.press("Log it")
    expect(visit.page.get_by_text("Longmere: Briefed each month")).to_be_visible()
    visit.follow("Dismiss the suggestion for Stoke Lacy")
    visit.page.get_by_label("Why is nothing changed?").fill("Both were spoken with")
    visit.press("Dismiss it")
    expect(visit.page.get_by_text("Both were spoken with")).to_be_visible()


def others_answer_and_it_closes(stage):
    for who in OTHERS:
        question = PulseQuestion.objects.get(to=stage[who])
        answer_pulse(question.pk, Said(5), by=stage[who], now=now())
    Pulse.objects.update(closes_on=localdate() - timedelta(days=1))


def find_the_question(visit):
    """On top of their own page, while it is open."""
    visit.open("/my-ward/")
    visit.follow("See or change your answer")
    expect(visit.page.get_by_label("Why?")).to_have_value(WHY)


def see_ones_own(visit):
    visit.open("/my-ward/")
    visit.follow("What you answered each quarter")
    expect(visit.page.get_by_text(WHY)).to_be_visible()
    expect(visit.page.get_by_role("button", name="Change my answer")).to_have_count(0)


def see_the_district_alone(visit):
    visit.open("/start/")
    visit.follow("Do members feel informed?")
    expect(visit.page.get_by_role("heading", name="3.8 of 5")).to_be_visible()
    expect(visit.page.get_by_text("Longmere, Stoke Lacy")).to_be_visible()
    assert WHY not in visit.page.content()
    visit.check_narrowest()
    visit.follow("What was changed because of it")
    expect(visit.page.get_by_text("Longmere: Briefed each month")).to_be_visible()
    for hidden in ("Both were spoken with", "Suggested by the answers", "Log another"):
        expect(visit.page.get_by_text(hidden)).to_have_count(0)
