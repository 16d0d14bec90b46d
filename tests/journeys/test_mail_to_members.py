"""A member chooses how often they hear, is mailed, and stops it by the link in the mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils.timezone import localtime, now
from playwright.sync_api import expect

from tests.digests.conftest import out
from tests.district import OTHER
from tests.journeys.conftest import NARROW, WIDE
from wardmote.digests.jobs import send_waiting
from wardmote.digests.models import Digest
from wardmote.digests.post import Answer

pytestmark = pytest.mark.journey
TITLE = "Lamps at the station path"


@pytest.mark.parametrize(
    "size",
    [pytest.param(NARROW, id="narrow"), pytest.param(WIDE, id="wide", marks=pytest.mark.deep)],
)
def test_from_a_choice_to_a_mail_and_its_end(stage, walk, size, time_machine, settings):
    time_machine.move_to(localtime(now()).replace(hour=12), tick=True)
    settings.ADDRESS = walk(size).address
    member = stage["other councillor"]
    visit = walk(size)
    visit.sign_in(member)
    choose(visit, "At once")
    out("issue 4711", (OTHER,), title=TITLE, on=now() - timedelta(minutes=1))
    assert send_waiting()[Answer.TAKEN] >= 1
    (letter,) = [one for one in mail.outbox if one.to == [member.email]]
    look_at(walk(size), letter)
    stop(walk(size, scripts=False), letter)
    visit.open("/my-ward/mail/")
    expect(visit.page.get_by_label("Never")).to_be_checked()
    Digest.objects.filter(to=member).update(bounced_at=now(), bounce="550 no such user")
    officer = walk(size)
    officer.sign_in(stage["officer"])
    look_after(officer)


def choose(visit, words):
    """Each week until they choose."""
    visit.open("/my-ward/")
    visit.follow("How often you hear by mail")
    expect(visit.page.get_by_label("Each week")).to_be_checked()
    visit.page.get_by_label(words).check()
    visit.press("Save")
    expect(visit.page.get_by_label(words)).to_be_checked()
    visit.check_narrowest()


def look_at(visit, letter):
    """The HTML part in a browser: a headline, nothing wider than the screen."""
    assert TITLE in letter.body
    ((html, _),) = letter.alternatives
    visit.page.set_content(html)
    expect(visit.page.get_by_text(TITLE)).to_be_visible()
    visit.check_width()
    where = visit.page.get_by_role("link", name="Read it on My ward").get_attribute("href")
    assert where.endswith("/my-ward/")


def stop(visit, letter):
    """No sign-in; opening the link changes nothing."""
    where = letter.body.partition("Stop these mails: ")[2].split()[0]
    visit.open(where.removeprefix(visit.address))
    visit.open(where.removeprefix(visit.address))
    visit.press("Stop these mails")
    expect(visit.page.get_by_role("heading", name="You get no more mail")).to_be_visible()
    visit.check_narrowest()


def look_after(visit):
    """From the start page: what comes back; what may not have gone is settled."""
    visit.open("/start/")
    visit.follow("See whose")
    expect(visit.page.get_by_text("550 no such user")).to_be_visible()
    visit.check_narrowest()
    visit.press("It did not go")
    expect(visit.page.get_by_text("what was in it is in their next mail")).to_be_visible()
