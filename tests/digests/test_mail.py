"""What stands in a mail: marked, headlines, a link; no text of theirs, nobody traced."""

import re

import pytest
from django.core import mail

from tests.digests.conftest import SITE, at, out, send
from wardmote.digests.links import opened
from wardmote.releases.rules import Audience, ReleaseKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(amos):
    """Five things, of which two are not public."""
    out("one", on=at(3), title="Lamps & <b>paths</b>")
    out("minutes 4", (), on=at(3), title="Board, 3 November", kind=ReleaseKind.MINUTES)
    out("assessment", (), on=at(3), title="Assessment", kind=ReleaseKind.ASSESSMENT)
    members = {"audience": Audience.MEMBERS, "title": "A secret"}
    out("two", on=at(3), **members)
    out("notice x: ", on=at(3), kind=ReleaseKind.NOTICE, **members)
    send(at(3, 12))
    (made,) = mail.outbox
    return made


def html(letter):
    ((body, kind),) = letter.alternatives
    assert kind == "text/html"
    return body


def test_it_is_marked_in_both_parts(letter):
    assert letter.body.startswith("OFFICIAL\n")
    assert ">OFFICIAL</p>" in html(letter)


def test_both_parts_say_the_same(letter):
    for words in (
        "5 things are new for Longmere",
        "Board, 3 November",
        "1 item for councillors alone",
        "1 item for you before it is published: it names your ward",
        "Agendas and minutes",
        "What has been published",
        "as soon as there is news, once a day at most",
    ):
        assert words in letter.body
        assert words in html(letter)
    assert "Lamps & <b>paths</b>" in letter.body
    assert "Lamps &amp; &lt;b&gt;paths&lt;/b&gt;" in html(letter)


def test_it_carries_no_text_and_no_title_that_is_not_public(letter):
    whole = f"{letter.subject}{letter.body}{html(letter)}"
    assert "said at" not in whole
    assert "secret" not in whole


def test_nothing_in_it_traces_who_reads(letter):
    """No picture, nothing loaded; every address but one is the same for everybody."""
    assert not re.search(r"<img|<link|<script|url\(|src=", html(letter))
    addresses = set(re.findall(r"https?://[^\s\"<>]+", letter.body + html(letter)))
    shared = {SITE.my_ward, SITE.choose, SITE.meetings, SITE.published}
    (own,) = addresses - shared
    assert opened(own.rstrip("/").rpartition("/")[2]).name == "Amos"


def test_one_click_stops_it(letter):
    sent = letter.message()
    (stop,) = re.findall(r"Stop these mails: (\S+)", letter.body)
    assert sent["List-Unsubscribe"] == f"<{stop}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert letter.to == ["amos@wendle.example"]
    assert not letter.cc
    assert not letter.bcc


def test_an_ordinary_mail_has_one_link_to_read(amos):
    out("one", on=at(3))
    send(at(3, 12))
    assert "Agendas" not in mail.outbox[0].body
    assert "What has been published" not in mail.outbox[0].body
