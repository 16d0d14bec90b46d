"""Parishes in the open data: police figures, and nothing of partners."""

import csv
import io

import pytest

from tests.briefings.conftest import let_out, parish_figures
from tests.security.pages import faults_in

AT = "/open-data/v1/parishes"


@pytest.fixture
def parva(released):
    return let_out(parish_figures(("E1", 0.6), ("E2", 0.3), outside=0.1))[0]


def test_the_parishes_come_with_the_wards_that_they_lie_in(client, parva):
    [one] = client.get(AT).json()["items"]
    assert (one["code"], one["name"], one["outside"]) == ("P1", "Longmere Parva", 0.1)
    assert [(ward["code"], ward["share"]) for ward in one["wards"]] == [
        ("E1", 0.6),
        ("E2", 0.3),
    ]
    for where in "page", "figures":
        assert client.get(one[where]).status_code == 200


def test_one_parish_is_a_resource_of_its_own(client, parva):
    told = client.get(f"{AT}/P1").json()
    assert told["residents"] == 600
    assert "partner_figures" not in told
    assert "makeup" not in told
    assert client.get(f"{AT}/E1").status_code == 404  # a ward's code
    assert client.get("/open-data/v1/wards/P1").status_code == 404
    assert client.get(f"{AT}/P1/partner-figures").status_code == 404


def test_its_figures_come_by_quarter_or_month(client, parva):
    rows = client.get(f"{AT}/P1/figures", {"type": "Burglary"}).json()
    assert rows["parish"] == "P1"
    assert rows["items"][0] == {
        "period": "2023Q4",
        "type": "Burglary",
        "count": 6,
        "months": 3,
    }
    assert client.get(f"{AT}/P1/figures", {"colour": "red"}).status_code == 422


def test_the_files_say_what_they_are(client, parva):
    answer = client.get("/open-data/parishes/P1/figures.csv")
    note, headers, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert "Longmere Parva parish. Source: data.police.uk" in note[0]
    assert headers[:2] == ["Parish code", "Parish"]
    assert ["P1", "Longmere Parva", "2025-09", "Burglary", "2"] in lines
    held = client.get("/open-data/parishes/P1/figures.json").json()
    assert held["rows"][0]["parish_code"] == "P1"
    for where in "P1/other.csv", "P9/figures.csv":
        assert client.get(f"/open-data/parishes/{where}").status_code == 404


def test_the_districts_files_stay_of_wards(client, parva):
    assert b"P1" not in client.get("/open-data/figures.csv").content


def test_a_parish_can_stand_in_other_pages(client, parva):
    answer = client.get("/open-data/embed/parishes/P1/")
    assert "Longmere Parva parish" in answer.text
    assert 'href="/in/parish/P1/"' in answer.text
    assert "<script" not in answer.text
    assert not faults_in(answer.text)


def test_the_page_about_the_open_data_names_them(client, parva):
    text = client.get("/open-data/").text
    assert "/open-data/v1/parishes" in text
    assert 'href="/open-data/parishes/P1/figures.csv"' in text
