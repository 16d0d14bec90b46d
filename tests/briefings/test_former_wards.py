"""Wards change: whoever looks for the old one is led to the new ones, and back."""

import pytest

from tests.briefings.conftest import area, figures, let_out
from tests.conftest import NOW
from tests.security.pages import faults_in
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.places.following import before, former_ward, former_wards
from wardmote.places.models import Edition, Election, Place, Profile, Shape
from wardmote.releases.rules import Audience
from wardmote.releases.usecases import withdraw

SINCE = "Since 7 May 2026 this area is in"


def test_an_old_ward_knows_where_it_went(redrawn):
    assert former_ward("E1").words == f"{SINCE} Astry"
    gone = former_ward("E2")
    assert gone.words == f"{SINCE} Astry and Hallowby"
    assert [(one.code, round(one.share, 2)) for one in gone.into] == [("N1", 0.5), ("N2", 0.5)]
    assert [one.code for one in former_wards()] == ["E1", "E2"]


def test_what_stays_as_it_was_is_no_former_ward(redrawn):
    assert former_ward("E3") is None
    assert before("E3") is None
    assert former_ward("N1") is None
    assert former_ward("E9") is None


def test_a_new_ward_knows_what_it_was(redrawn):
    assert [(one.name, round(one.share, 2)) for one in before("N1").parts] == [
        ("Longmere", 0.67),
        ("Newbridge", 0.33),
    ]
    assert [one.name for one in before("N2").parts] == ["Newbridge"]


def test_before_an_election_the_day_of_loading_counts(redrawn):
    Election.objects.all().delete()
    assert former_ward("E1").words == "Since 2 November 2026 this area is counted in Astry"


def test_residents_count_where_all_small_areas_have_them(redrawn):
    edition = Edition.objects.create(kind="lsoa", name="2021", imported_at=NOW)
    for code, west, people in ("L1", 0, 900), ("L2", 1, 100), ("L3", 2, 500):
        place = Place.objects.create(edition=edition, code=code, name=code)
        shape = Place.objects.get(code=f"E{west + 1}", edition__name="2025-05").shape
        Shape.objects.create(place=place, geometry=shape.geometry)
        Profile.objects.create(code=code, residents=people)
    assert former_ward("E2").by_residents
    assert [round(one.share, 2) for one in before("N1").parts] == [0.95, 0.05]
    Profile.objects.filter(code="L2").update(residents=None)
    assert not former_ward("E2").by_residents


def test_one_edition_has_no_former_wards(released):
    assert former_ward("E1") is None
    assert former_wards() == []
    assert before("E1") is None


def test_a_third_edition_leads_from_the_first_to_the_last(redrawn):
    edition = Edition.objects.create(kind="ward", name="2030-05", imported_at=NOW)
    place = Place.objects.create(edition=edition, code="Z1", name="All of it")
    ring = [[0, 52], [0.3, 52], [0.3, 52.1], [0, 52.1], [0, 52]]
    Shape.objects.create(place=place, geometry={"type": "Polygon", "coordinates": [ring]})
    assert [one.name for one in former_ward("E1").into] == ["All of it"]
    assert [one.name for one in former_ward("N2").into] == ["All of it"]


def test_the_old_page_leads_to_the_new_ones(client, redrawn):
    answer = client.get("/in/E2/")
    assert answer.status_code == 410
    assert f"{SINCE} Astry and Hallowby" in answer.text
    assert 'href="/in/N1/"' in answer.text
    assert "50 % of Newbridge’s area" in answer.text
    assert not faults_in(answer.text)


def test_the_old_page_keeps_what_had_been_published(client, redrawn):
    let_out(area("E1", "extra attention now"))
    text = client.get("/in/E1/").text
    assert "What had been published about Longmere" in text
    assert "Extra attention now" in text
    assert ">144<" in text  # burglaries, as last published
    assert "boundaries of 2025-05" in text


def test_what_was_withdrawn_for_another_reason_stays_gone(client, redrawn):
    [later] = let_out(figures("E1", burglary=[7] * 24))
    withdraw(later.pk, "Wrong figures", by=COMMAND_LINE, now=NOW)
    [wrong] = let_out(area("E1", "PLANTED"))
    withdraw(wrong.pk, "Named too early", by=COMMAND_LINE, now=NOW)
    let_out(area("E2", "PLANTED", Audience.MEMBERS))
    for where in "/in/E1/", "/in/E2/":
        assert "PLANTED" not in client.get(where).text
    assert "What had been published" not in client.get("/in/E1/").text


def test_the_new_page_leads_to_its_history(client, redrawn):
    text = client.get("/in/N1/").text
    assert "Before 7 May 2026" in text
    assert 'href="/in/E1/"' in text
    assert "67 % of Astry’s area" in text
    assert "Before 7 May 2026" not in client.get("/in/E3/").text


def test_a_ward_that_nobody_knows_is_absent(client, redrawn):
    assert client.get("/in/E9/").status_code == 404


def test_a_changed_map_takes_few_questions(client, redrawn, django_assert_max_num_queries):
    for where in "/in/N1/", "/in/E2/", "/in/E3/":
        client.get(where)
        with django_assert_max_num_queries(16):
            client.get(where)


@pytest.mark.parametrize("rest", ["", "/figures", "/partner-figures"])
def test_the_api_says_which_wards_to_ask(client, redrawn, rest):
    answer = client.get(f"/open-data/v1/wards/E2{rest}")
    said = answer.json()
    assert answer.status_code == said["status"] == 410
    assert answer["Content-Type"] == "application/problem+json"
    assert said["detail"].startswith(f"{SINCE} Astry and Hallowby.")
    assert [(one["code"], one["share"]) for one in said["successors"]] == [
        ("N1", 0.5),
        ("N2", 0.5),
    ]
    assert client.get(said["successors"][0]["figures"]).status_code == 200


def test_its_files_say_so_too(client, redrawn):
    assert client.get("/open-data/wards/E1/figures.csv").status_code == 410
    assert client.get("/open-data/wards/E1/other.csv").status_code == 404
    assert b"E1," not in client.get("/open-data/figures.csv").content


def test_its_feed_ends_with_where_it_went(client, redrawn):
    answer = client.get("/open-data/feed/wards/E2/")
    assert answer.status_code == 200
    assert f"<title>{SINCE} Astry and Hallowby</title>" in answer.text
    assert 'href="http://testserver/in/E2/' in answer.text


def test_its_piece_in_other_sites_leads_on(client, redrawn):
    answer = client.get("/open-data/embed/wards/E2/")
    assert answer.status_code == 410
    assert "X-Frame-Options" not in answer.headers
    assert f"{SINCE} Astry and Hallowby" in answer.text
    assert 'href="/in/N2/" target="_top"' in answer.text
    assert "<script" not in answer.text
    assert not faults_in(answer.text)
