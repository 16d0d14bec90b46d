"""What anybody reads about a parish without signing in, and how its clerk gets there."""

import pytest

from tests.briefings.conftest import area, let_out, parish_figures
from tests.conftest import NOW
from tests.security.pages import faults_in
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.releases.queries import public
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import withdraw

SPLIT = (("E1", 0.833), ("E2", 0.167))


@pytest.fixture
def one_parish(released):
    """Longmere Parva lies in two wards."""
    return let_out(parish_figures(*SPLIT))[0]


def test_a_parish_says_its_finding_and_the_wards_that_it_lies_in(client, one_parish):
    text = client.get("/in/parish/P1/").text
    assert "Longmere Parva parish" in text
    assert "96 crimes and anti-social behaviour incidents recorded" in text
    assert "It lies in 2 wards" in text
    assert "83 % of the parish" in text
    assert "17 % of the parish" in text
    assert "assigned to wards by area" in text
    for code in "E1", "E2":
        assert f'href="/in/{code}/"' in text
    assert 'href="/in/E3/"' not in text
    assert "Last updated 2 November 2026" in text
    assert not faults_in(text)


def test_a_parish_in_one_ward_says_so_without_a_share(client, released):
    let_out(parish_figures(("E1", 1.0)))
    text = client.get("/in/parish/P1/").text
    assert "It lies in one ward" in text
    assert "% of the parish" not in text


def test_what_lies_outside_the_partnership_is_told(client, released):
    let_out(parish_figures(("E1", 0.6), outside=0.4))
    text = client.get("/in/parish/P1/").text
    assert "Part of it lies in one ward" in text
    assert "40 % of the parish lies outside the partnership’s wards" in text


def test_the_wards_area_is_told_only_once_it_is_public(client, one_parish):
    let_out(area("E1", "extra attention now", Audience.MEMBERS))
    assert "xtra attention" not in client.get("/in/parish/P1/").text
    let_out(area("E1", "extra attention now"))
    assert "extra attention now" in client.get("/in/parish/P1/").text


def test_ethnicity_counts_are_never_shown_by_parish(client, one_parish):
    text = client.get("/in/parish/P1/").text
    assert "Age 0 to 15" in text
    assert "Traveller" not in text


def test_small_numbers_are_shown_and_called_small(client, released):
    few = {"Burglary": [0] * 23 + [1], "Drugs": [0] * 24}
    let_out(parish_figures(("E1", 1.0), types=few))
    text = client.get("/in/parish/P1/").text
    assert "These are small numbers" in text
    assert "small numbers included" in text


def test_parishes_are_listed_and_found_with_the_wards(client, one_parish):
    for where in "/", "/in/", "/in/E1/", "/in/?q=longmere":
        assert 'href="/in/parish/P1/"' in client.get(where).text, where
    assert "/in/parish/P1/" not in client.get("/in/E3/").text
    assert client.get("/in/", {"q": "parva"}).url == "/in/parish/P1/"
    assert "1 of 3 wards and 1 of 1 parishes" in client.get("/in/", {"q": "longmere"}).text


def test_a_parish_taken_back_is_gone_at_the_next_request(client, one_parish):
    withdraw(one_parish.pk, "Wrong boundaries", by=COMMAND_LINE, now=NOW)
    assert client.get("/in/parish/P1/").status_code == 404
    assert "/in/parish/" not in client.get("/").text


def test_a_parish_is_no_news_of_its_wards(client, one_parish, amos):
    client.force_login(amos)
    assert "(parish)" not in client.get("/my-ward/").text
    assert not public(ReleaseKind.PARISH_FIGURES).get().wards.exists()


def test_a_clerk_is_led_to_their_parishs_page(
    client, one_parish, parish, make_person, represent, amos
):
    clerk = make_person("Carol")
    represent(clerk, "P1", office="clerk", kind="parish")
    client.force_login(clerk)
    assert 'href="/in/parish/P1/"' in client.get("/my-ward/").text
    withdraw(one_parish.pk, "Wrong boundaries", by=COMMAND_LINE, now=NOW)
    assert "/in/parish/" not in client.get("/my-ward/").text


def test_the_page_takes_few_questions_to_the_database(
    client, one_parish, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        client.get("/in/parish/P1/")
