"""Members read what names their ward before the public does, and nobody keeps that they did."""

import json

import pytest

from tests.conftest import NOW
from wardmote.audit.models import Entry
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.papers.document import Document, Heading, Paragraph, to_json
from wardmote.releases.models import NoticeGiven
from wardmote.releases.queries import Notice, notices_for
from wardmote.releases.usecases import give_notice, take_notice_back

ITEM = "report 2026Q3 edition 1"
MARKING = "Not yet public: councillors of this ward"


def give(code="E1", name="Longmere", **more):
    parts = [{"heading": "Burglary is rising", "lines": ["14 in three months"]}]
    content = {"ward": {"code": code, "name": name}, "parts": parts, **more}
    notice = Notice("Data report", content, {code: name}, code)
    give_notice([notice], ITEM, by=COMMAND_LINE, now=NOW)
    return notices_for([code]).get().pk


@pytest.fixture
def given(released, amos):
    return f"/my-ward/notices/{give()}/"


def test_it_stands_on_their_page_marked(client, given, amos):
    client.force_login(amos)
    page = client.get("/my-ward/").text
    assert "Before it is published" in page
    assert given in page
    assert "published 6 November at the earliest" in page
    assert MARKING in page


def test_they_read_it_and_nothing_is_kept_of_that(client, given, amos):
    client.force_login(amos)
    before = list(Entry.objects.values_list("pk", flat=True))
    page = client.get(given).text
    assert "What it will say of Longmere" in page
    assert "14 in three months" in page
    assert MARKING in page
    assert list(Entry.objects.values_list("pk", flat=True)) == before
    assert NoticeGiven.objects.get().acknowledged_at is None


def test_they_may_say_that_they_read_it(client, given, amos):
    client.force_login(amos)
    page = client.post(f"{given}read/", follow=True).text
    assert "You said on" in page
    assert "Tell the officer" not in page


def test_nobody_else_reads_or_acknowledges_it(client, given, make_person, represent, priya):
    other, clerk = make_person("Nia"), make_person("Carol")
    represent(other, "E2")
    represent(clerk, "P1", office="clerk", kind="parish")
    for person, status in (other, 404), (clerk, 404), (priya, 403):
        client.force_login(person)
        assert client.get(given).status_code == status
        assert client.post(f"{given}read/").status_code == status
    client.logout()
    assert client.get(given).status_code == 302
    assert "14 in three months" not in client.get("/in/E1/").text


def test_a_clerk_of_a_parish_in_the_ward_is_not_a_member(
    client, given, parish, make_person, represent
):
    clerk = make_person("Carol")
    represent(clerk, "P1", office="clerk", kind="parish")
    client.force_login(clerk)
    assert "Before it is published" not in client.get("/my-ward/", {"ward": "E1"}).text
    assert client.get(given).status_code == 404


def test_what_was_taken_back_is_gone(client, given, amos):
    take_notice_back(ITEM, by=COMMAND_LINE, now=NOW)
    client.force_login(amos)
    assert client.get(given).status_code == 404
    assert "Before it is published" not in client.get("/my-ward/").text


def test_a_ward_of_which_nothing_else_is_released_shows_it(client, wards, amos):
    give()
    client.force_login(amos)
    page = client.get("/my-ward/").text
    assert "Before it is published" in page
    assert "You will find its figures" not in page


def test_a_whole_paper_is_shown_as_one(client, released, amos):
    blocks = (Heading("Decisions", 1, "decisions"), Paragraph("Lamps in Longmere."))
    paper = Document("Minutes", "", "Wendle Vale", "", NOW.date(), blocks)
    client.force_login(amos)
    page = client.get(f"/my-ward/notices/{give(document=json.loads(to_json(paper)))}/").text
    assert "Lamps in Longmere." in page
