"""Mails, feeds, embeds and the open API: no canary, whoever asks; and each of them is read."""

import re
from pathlib import Path

import pytest

from tests.leaks.letters import SENDERS, sent_by
from tests.leaks.outputs import places, text_of
from tests.leaks.planting import canary
from tests.leaks.test_leaks import leaks
from tests.test_permissions import PUBLIC, client_of, none
from tests.walk import addresses, ask
from wardmote.actions.usecases import chasing
from wardmote.opendata import feeds

ROOT = Path(__file__).resolve().parents[2]
SENDS = re.compile(r"\bsend_mail\(|\bEmailMessage\(|\bEmailMultiAlternatives\(|mail_admins\(")
OPEN = "/open-data/"
#: what a mail does say that is not public: where to come, to those who are asked to
TELLS = {"wardmote.meetings.usecases.inviting": {"meeting place"}}

pytestmark = [pytest.mark.django_db]


def senders():
    """The modules that send mail, by their text."""
    for path in sorted((ROOT / "wardmote").rglob("*.py")):
        if SENDS.search(path.read_text()):
            yield str(path.relative_to(ROOT).with_suffix("")).replace("/", ".")


def test_every_module_that_sends_mail_is_made_to():
    assert sorted(SENDERS) == list(senders())


@pytest.mark.parametrize("module", SENDERS)
def test_no_mail_has_what_is_not_public(module, district, planted):
    letters = sent_by(SENDERS[module], district)
    assert letters, "nothing was sent"
    found = {name for letter in letters for name in leaks(letter, PUBLIC, planted.fields)}
    none(sorted(found - TELLS.get(module, set())))


def test_a_canary_in_a_mail_is_found(district, planted, monkeypatch):
    """The negative control: reminders with the words of their action."""
    monkeypatch.setattr(chasing, "_body", lambda one, link: one.action.text)
    letters = sent_by(SENDERS["wardmote.actions.usecases.chasing"], district)
    told = [name for letter in letters for name in leaks(letter, PUBLIC, planted.fields)]
    assert "action text" in told


def test_every_feed_embed_and_question_to_the_api_is_asked(district):
    """They are addresses like any other, so the suite reads them as every role."""
    asked = {where.partition("?")[0] for where in places(district)}
    named = [
        one for one in addresses() if one.path(district.in_address(one.name)).startswith(OPEN)
    ]
    assert len(named) >= 10
    for one in named:
        assert one.path(district.in_address(one.name)) in asked, one.name
    answers = [
        ask(client_of(district, PUBLIC), "GET", where)
        for where in sorted(asked)
        if where.startswith(OPEN)
    ]
    kinds = {one["Content-Type"].partition(";")[0] for one in answers if one.status_code == 200}
    assert {"application/json", "application/atom+xml", "text/html", "text/csv"} <= kinds


def test_a_canary_in_a_feed_is_found(district, planted, monkeypatch):
    """The negative control: a feed whose entries say what is not released to everybody."""
    monkeypatch.setattr(feeds.Published, "item_title", lambda self, one: canary("for members"))
    told = text_of(ask(client_of(district, PUBLIC), "GET", f"{OPEN}feed/"))
    assert "for members" in leaks(told, PUBLIC, planted.fields)
