"""Files, feeds, the picture for other sites, and the page that tells of them."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from tests.briefings.conftest import area, figures, let_out
from tests.conftest import NOW
from tests.security.pages import faults_in
from wardmote.kernel.actors import COMMAND_LINE
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
