"""Files, feeds, the picture for other sites, and the page that tells of them."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from tests.briefings.conftest import area, bulletin, figures, let_out, parish_figures
from tests.conftest import NOW
from tests.security.pages import faults_in
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.papers.document import Document, Paragraph, to_json
from wardmote.releases.models import Release
from wardmote.releases.rules import ReleaseKind
from wardmote.releases.usecases import Draft, withdraw

ATOM = "{http://www.w3.org/2005/Atom}"


def sheet(client, where):
    text = client.get(where).content.decode("utf-8-sig")
    note, headers, *lines = csv.reader(io.StringIO(text))
    return note[0], headers, lines


def test_the_csv_says_what_it_is_and_then_the_figures(client, released):
    note, headers, lines = sheet(client, "/open-data/wards/E1/figures.csv")
    for words in ("Longmere", "data.police.uk", "Open Government Licence v3.0",
                  "two months", "approximate"):  # fmt: skip
        assert words in note
    assert headers == ["Ward code", "Ward", "Month", "Type", "Count"]
    assert len(lines) == 24 * 4
    assert ["E1", "Longmere", "2025-09", "Burglary", "12"] in lines


def test_the_json_holds_the_same(client, released):
    *_, lines = sheet(client, "/open-data/figures.csv")
    answer = client.get("/open-data/figures.json")
    assert answer["Content-Disposition"].endswith('figures.json"')
    held = json.loads(answer.content)
    assert [[str(cell) for cell in one.values()] for one in held["rows"]] == lines
    assert {one["ward_code"] for one in held["rows"]} == {"E1", "E2", "E3"}
    assert held["note"]["source"] == "data.police.uk"


def test_a_month_without_a_figure_is_empty_and_not_zero(client, wards):
    let_out(figures("E1", burglary=[2] * 23 + [None]))
    *_, lines = sheet(client, "/open-data/wards/E1/figures.csv")
    assert ["E1", "Longmere", "2025-09", "Burglary", ""] in lines


def test_no_cell_is_a_formula(client, wards):
    let_out(figures("E1", ward={"code": "E1", "name": "=HYPERLINK(1)"}))
    for where in ("/open-data/wards/E1/figures.csv", "/open-data/figures.csv"):
        *_, lines = sheet(client, where)
        assert {line[1] for line in lines} == {"'=HYPERLINK(1)"}


def test_the_long_file_follows_every_change(client, released):
    before = client.get("/open-data/figures.csv").content
    assert client.get("/open-data/figures.csv").content == before
    let_out(figures("E1", burglary=[7] * 24))
    assert client.get("/open-data/figures.csv").content != before


def entries(client, where="/open-data/feed/"):
    answer = client.get(where)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}"), name
    found = feed.findall(f"{ATOM}entry")
    ids = [one.findtext(f"{ATOM}id") for one in found]
    assert len(ids) == len(set(ids))
    for one in found:
        assert one.findtext(f"{ATOM}updated")
        assert one.find(f"{ATOM}link").get("href").startswith("http://testserver/")
    return [one.findtext(f"{ATOM}title") for one in found]


def test_the_feed_tells_what_is_published(client, published):
    assert set(entries(client)) == {"Data report, April to June 2025", "Minutes, Board"}


def test_a_wards_feed_tells_of_that_ward(client, published):
    let_out(area("E1", "extra attention now"), area("E2", "planning ahead"))
    told = entries(client, "/open-data/feed/wards/E1/")
    assert set(told) == {
        "Longmere: extra attention now",
        "Longmere: police figures to September 2025",
        "Data report, April to June 2025",
    }


def test_a_wards_feed_tells_of_its_surveys(client, released):
    content = {"wards": [{"code": "E1", "name": "Longmere"}], "columns": [], "questions": []}
    content |= {"from": "2025-05-01", "until": "2025-05-31"}
    let_out(Draft(ReleaseKind.SURVEY, "survey 1", "Survey: lamps", content, "s", wards=("E1",)))
    assert "Survey: lamps" in entries(client, "/open-data/feed/wards/E1/")
    told = client.get("/open-data/feed/wards/E1/").text
    assert "What people told us" in told
    made = Release.objects.get(kind=ReleaseKind.SURVEY)
    page = reverse("public-survey", args=[made.pk])
    assert f"http://testserver{page}#release-{made.pk}" in told
    assert client.get(page).status_code == 200


def test_the_page_leads_to_the_bulletins_own_feed(client, released):
    assert reverse("bulletin-feed") in client.get("/open-data/").text


def test_what_is_withdrawn_leaves_the_feed_at_once(client, published):
    etag = client.get("/open-data/feed/")["ETag"]
    report = Release.objects.get(slot="report 2025Q2")
    withdraw(report.pk, "Wrong", by=COMMAND_LINE, now=NOW)
    answer = client.get("/open-data/feed/", headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert entries(client) == ["Minutes, Board"]


def test_hostile_words_stay_words_in_the_feed(client, released):
    let_out(area("E1", "]]><script>&\x0b"))
    told = entries(client, "/open-data/feed/wards/E1/")
    assert any("<script>" in one for one in told)


def test_the_embed_may_stand_anywhere_and_runs_nothing(client, released):
    answer = client.get("/open-data/embed/wards/E1/")
    assert "More burglary recorded in Longmere than a year before: 144, after 48" in answer.text
    assert "<script" not in answer.text
    assert not faults_in(answer.text)
    assert not answer.cookies
    assert 'target="_top"' in answer.text


def test_the_page_says_what_to_copy(client, released):
    text = client.get("/open-data/").text
    assert "&lt;iframe src=&quot;http://testserver/open-data/embed/wards/E3/&quot;" in text
    assert not faults_in(text)
    for where in re.findall(r'href="(/open-data/[^"]+)"', text):
        assert client.get(where).status_code == 200, where


def test_the_page_of_a_new_partnership_says_that_there_is_nothing_yet(client, db):
    assert "No police figures are published yet" in client.get("/open-data/").text
    assert entries(client) == []
    assert client.get("/open-data/v1/wards").json()["items"] == []


def test_a_wards_page_leads_to_its_files(client, released):
    text = client.get("/in/E1/").text
    for where in ("wards/E1/figures.csv", "wards/E1/figures.json", "feed/wards/E1/",
                  "embed/wards/E1/"):  # fmt: skip
        assert f'href="/open-data/{where}"' in text


@pytest.mark.parametrize("name", ["figures.xlsx", "..", "passwords.txt", "%00"])
def test_no_other_file_is_there(client, released, name):
    assert client.get(f"/open-data/{name}").status_code == 404
    assert client.get(f"/open-data/wards/E1/{name}").status_code == 404


def survey_of(number, *, parishes=(), wards=("E1",)):
    content = {"wards": [{"code": code, "name": "Longmere"} for code in wards], "columns": []}
    content |= {"from": "2025-05-01", "until": "2025-05-31", "parishes": list(parishes)}
    slot, title = f"survey {number}", f"Survey {number}"
    return Draft(ReleaseKind.SURVEY, slot, title, content, "s", wards=wards)


def minutes_of(meeting, words):
    document = Document("Minutes", "", "Us", "", NOW.date(), (Paragraph(words),))
    content = {
        "meeting": meeting,
        "on": "2026-10-01",
        "document": json.loads(to_json(document)),
    }
    slot, title = f"minutes {meeting}", f"Minutes {meeting}"
    return Draft(ReleaseKind.MINUTES, slot, title, content, "m")


@pytest.fixture
def one_parish(released, parish):
    """Longmere Parva, in two wards, beside what names it and what does not."""
    let_out(parish_figures(("E1", 0.8), ("E2", 0.2)), bulletin(1, "E2"), bulletin(2, "E3"))
    let_out(survey_of(1, parishes=["P1"]), survey_of(2))
    let_out(minutes_of(7, "Lamps in Longmere Parva."), minutes_of(8, "Lamps in Harrow Fen."))


def test_survey_results_are_published_for_the_district(client, released):
    let_out(survey_of(1))
    assert "Survey 1" in entries(client)
    page = reverse("public-survey", args=[Release.objects.get(slot="survey 1").pk])
    for asked in "", "?kind=survey", "?ward=E1":
        told = client.get(f"/open-data/v1/publications{asked}").json()["items"]
        assert ("survey-1", page) in [(one["id"], one["page"]) for one in told]
    assert client.get("/open-data/v1/publications?ward=E3").json()["items"] == []


def test_minutes_that_name_a_ward_or_a_parish_in_it_are_in_its_feed(client, one_parish):
    told = {code: entries(client, f"/open-data/feed/wards/{code}/") for code in ("E1", "E3")}
    assert ("Minutes 7" in told["E1"], "Minutes 8" in told["E1"]) == (True, False)
    assert ("Minutes 7" in told["E3"], "Minutes 8" in told["E3"]) == (False, True)
    asked = client.get("/open-data/v1/publications?ward=E1&kind=minutes").json()["items"]
    assert [one["title"] for one in asked] == ["Minutes 7"]


def test_a_parish_has_a_feed(client, one_parish):
    told = entries(client, "/open-data/feed/parishes/P1/")
    figures = "Longmere Parva (parish): police figures to September 2025"
    assert set(told) == {figures, "Survey 1", "Minutes 7", "Bulletin 1"}
    assert client.get("/open-data/feed/parishes/P9/").status_code == 404
    assert "/open-data/feed/parishes/P1/" in client.get("/in/parish/P1/").text


def test_the_pages_of_ward_and_parish_show_what_names_them(client, one_parish):
    for where in "/in/E1/", "/in/parish/P1/":
        text = client.get(where).text
        assert "Minutes and assessments that name" in text, where
        assert ("/minutes/7/" in text, "/minutes/8/" in text) == (True, False), where
        assert not faults_in(text)
    assert "/minutes/8/" in client.get("/in/E3/").text
    assert ("Bulletin 1" in text, "Bulletin 2" in text) == (True, False)
    assert ("Survey 1" in text, "Survey 2" in text) == (True, False)


def test_minutes_taken_back_leave_the_pages_at_once(client, one_parish):
    assert "/minutes/7/" in client.get("/in/E1/").text
    held = Release.objects.get(slot="minutes 7")
    withdraw(held.pk, "Wrong", by=COMMAND_LINE, now=NOW)
    assert "/minutes/7/" not in client.get("/in/E1/").text
