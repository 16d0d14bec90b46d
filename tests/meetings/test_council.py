"""The council’s page of a meeting is read back: its numbers and links stand with our items."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from tests.meetings.conftest import BEFORE, approved, circulated, held, sent
from wardmote.audit.models import Entry as Trail
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.meetings.exempt import Level, Paragraph
from wardmote.meetings.models import CouncilItem, CouncilPage
from wardmote.meetings.reading.council_child import answer
from wardmote.meetings.usecases.agenda import Entry, add_item
from wardmote.meetings.usecases.council import throw_away_unconfirmed
from wardmote.meetings.usecases.releasing import release_agenda
from wardmote.meetings.views import council as views

PAGE = (Path(__file__).parent / "council" / "table.html").read_bytes()
OWN = "https://democracy.wendle.example/meeting.aspx?group=14&amp;id=902"
REPORT = "https://democracy.wendle.example/documents/s78/Data.pdf"
DECISION = "https://democracy.wendle.example/decision.aspx?id=4"


@pytest.fixture(autouse=True)
def _read_here(monkeypatch):
    """Pages are read in this process; test_council_page.py asks the one apart."""
    monkeypatch.setattr(views, "read_bytes", lambda content, by: answer(content))


@pytest.fixture
def meeting(planned, cast):
    """Its agenda is out: a budget for everybody, a data report that is exempt."""
    by = {"by": cast["Priya"], "now": BEFORE}
    add_item(planned.pk, Entry("Budget for the year", text="Spent so far"), **by)
    exempt = {"paragraph": Paragraph.CRIME, "exempt_reason": "It runs"}
    add_item(planned.pk, Entry("Data report on Larch", level=Level.EXEMPT, **exempt), **by)
    return sent(planned, cast["Priya"])


@pytest.fixture
def officer(client, cast):
    client.force_login(cast["Priya"])
    return client


def upload(client, meeting, content=PAGE, name="page.html", **more):
    file = {"file": SimpleUploadedFile(name, content)} if content else {}
    return client.post(f"/meetings/{meeting.pk}/council/", file | more)


def suggested(client, meeting):
    """What the page would send if the officer changed nothing."""
    page = client.get(f"/meetings/{meeting.pk}/council/match/")
    form = page.context["form"]
    return {name: form[name].initial for name in form.fields}


def confirm(client, meeting, **changed):
    answers = suggested(client, meeting) | changed
    return client.post(f"/meetings/{meeting.pk}/council/match/", answers)


def item(meeting, title):
    return meeting.items.get(title__startswith=title)


def test_a_page_is_read_gone_through_and_stands_with_the_items(officer, meeting):
    sent_on = upload(officer, meeting)
    assert sent_on["Location"] == f"/meetings/{meeting.pk}/council/match/"
    shown = officer.get(sent_on["Location"]).text
    for words in ("4 items were found", "page.html", "Suggested: 4. Budget", REPORT):
        assert words in shown, words
    assert REPORT not in officer.get(f"/meetings/{meeting.pk}/").text
    assert confirm(officer, meeting).status_code == 302
    page = officer.get(f"/meetings/{meeting.pk}/").text
    for words in (OWN, "At the council: item 4", REPORT, DECISION, "was read on"):
        assert words in page, words
    numbers = {one.item.title: one.number for one in CouncilItem.objects.all()}
    assert (numbers["Budget for the year"], numbers["Data report on Larch"]) == ("4", "3")
    for ending in "pdf", "docx":
        assert officer.get(f"/meetings/{meeting.pk}/agenda.{ending}").status_code == 200


@pytest.mark.parametrize(
    ("name", "reads"), [("Dev", True), ("Leila", False), ("Mensah", False), ("Sadia", False)]
)
def test_an_exempt_item_has_its_number_for_its_readers_alone(
    officer, client, meeting, cast, name, reads
):
    upload(officer, meeting)
    confirm(officer, meeting)
    client.force_login(cast[name])
    page = client.get(f"/meetings/{meeting.pk}/").text
    assert OWN in page
    assert "At the council: item 4" in page
    assert (REPORT in page) == reads
    assert ("item 3" in page) == reads
    assert client.get(f"/meetings/{meeting.pk}/council/").status_code == 403
    assert client.get(f"/meetings/{meeting.pk}/council/match/").status_code == 403
    assert client.post(f"/meetings/{meeting.pk}/council/take-off/").status_code == 403


def test_the_public_reads_the_numbers_of_public_items_once_published(
    officer, client, meeting, cast
):
    upload(officer, meeting)
    confirm(officer, meeting)
    release_agenda(meeting.pk, by=cast["Ruth"], now=BEFORE)
    client.logout()
    public = client.get(f"/minutes/{meeting.pk}/").text
    for words in (OWN, "At the council: item 4"):
        assert words in public, words
    for words in (REPORT, "item 3", "Larch", DECISION):
        assert words not in public, words


def test_minutes_have_them_too_and_approved_ones_can_still_be_read_beside_the_council(
    officer, client, meeting, cast, board
):
    done = approved(circulated(held(meeting, cast), cast), cast, board)
    upload(officer, done)
    assert confirm(officer, done).status_code == 302
    assert "At the council: item 4" in officer.get(f"/meetings/{done.pk}/minutes/").text
    client.force_login(cast["Mensah"])
    minutes = client.get(f"/meetings/{done.pk}/minutes/").text
    assert "At the council: item 4" in minutes
    assert REPORT not in minutes


def test_the_officer_chooses_otherwise_and_no_item_has_two(officer, meeting):
    upload(officer, meeting)
    budget, larch = (
        f"item-{item(meeting, title).pk}" for title in ("Budget", "Data report on")
    )
    twice = confirm(officer, meeting, **{larch: "3"})
    assert twice.status_code == 422
    assert "“Budget” is chosen for two items" in twice.text
    assert not CouncilItem.objects.exists()
    strange = confirm(officer, meeting, **{larch: "99"})
    assert "Choose an item of the council’s page" in strange.text
    confirm(officer, meeting, **{larch: "", budget: "2"})
    [only] = CouncilItem.objects.filter(item=item(meeting, "Budget"))
    assert (only.number, only.link) == (
        "3",
        "https://democracy.wendle.example/issue.aspx?id=31",
    )


def test_a_second_reading_takes_the_place_of_the_first(officer, meeting):
    upload(officer, meeting)
    confirm(officer, meeting)
    upload(officer, meeting, PAGE.replace(b"<p>4.</p>", b"<p>5.</p>"))
    assert "At the council: item 4" in officer.get(f"/meetings/{meeting.pk}/").text
    confirm(officer, meeting)
    page = officer.get(f"/meetings/{meeting.pk}/").text
    assert "At the council: item 5" in page
    assert "At the council: item 4" not in page
    assert CouncilPage.objects.count() == 1
    told = Trail.objects.filter(verb="meeting.council-page-confirmed").order_by("pk")
    key = item(meeting, "Budget").pk
    first, second = (one.details["items"].split("; ") for one in told)
    assert f"{key}: 4" in first
    assert f"{key}: 5" in second
    assert officer.post(f"/meetings/{meeting.pk}/council/take-off/").status_code == 302
    assert "At the council" not in officer.get(f"/meetings/{meeting.pk}/").text
    assert Trail.objects.filter(verb="meeting.council-page-taken-off").exists()


def test_links_need_the_address_of_a_page_that_does_not_say_it(officer, meeting):
    bare = b"<html><body><ol><li><a href='b.pdf'>Budget</a></li></ol></body></html>"
    refused = upload(officer, meeting, bare)
    assert refused.status_code == 422
    assert "The links in page.html are not whole" in refused.text
    wrong = upload(officer, meeting, bare, address="www.council.example")
    assert "which begins with https://" in wrong.text
    upload(officer, meeting, None, source=bare.decode(), address="https://c.example/a/")
    confirm(officer, meeting)
    assert CouncilItem.objects.get().link == "https://c.example/a/b.pdf"


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (None, "", "Select the page that you saved, or paste its source"),
        (b"%PDF-1.4", "minutes.pdf", "minutes.pdf cannot be read: it is not a web page"),
        (b"<html><p>Hello", "hello.html", "hello.html cannot be read: no items were found"),
        (b"<html>" + b" " * 4 * 1024 * 1024, "large.html", "large.html must be smaller"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(officer, meeting, content, name, says):
    refused = upload(officer, meeting, content, name)
    assert refused.status_code == 422
    assert says in refused.text
    assert not CouncilPage.objects.exists()


def test_nobody_else_sees_a_page_that_is_not_confirmed(officer, client, meeting, cast):
    upload(officer, meeting)
    client.force_login(cast["Ruth"])  # who chairs the group
    assert client.get(f"/meetings/{meeting.pk}/council/").status_code == 200
    assert client.get(f"/meetings/{meeting.pk}/council/match/").status_code == 404


def test_what_nobody_confirms_is_thrown_away(officer, meeting):
    upload(officer, meeting)
    assert throw_away_unconfirmed(by=COMMAND_LINE, now=now() + timedelta(days=13)) == 0
    assert throw_away_unconfirmed(by=COMMAND_LINE, now=now() + timedelta(days=14)) == 1
    assert officer.get(f"/meetings/{meeting.pk}/council/match/").status_code == 404
