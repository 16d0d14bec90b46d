"""Each role's first page after signing in says what waits for that person, and no more."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from wardmote.datasets.models import Dataset, Import
from wardmote.datasets.usecases import register_dataset
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.people.usecases import invite

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(client):
    def open_as(person):
        client.force_login(person)
        return client.get("/start/")

    return open_as


def test_a_new_partnership_is_told_what_to_load_first(start, priya):
    page = start(priya).text
    assert "No ward boundaries are loaded" in page
    assert "No residents and households are loaded" in page
    assert "No police street files are loaded" in page
    assert 'href="/data/upload/places/"' in page


def test_what_is_loaded_is_no_longer_asked_for(start, priya, places):
    assert "No ward boundaries" not in start(priya).text


def test_a_late_data_set_waits_for_the_office(start, ana):
    fires = register_dataset(
        "fires", "Deliberate fires", owner="Fire", lawful_basis="Act", by=ana, now=now()
    )
    Dataset.objects.filter(pk=fires.pk).update(expected_next_on=date(2026, 5, 3))
    page = start(ana).text
    assert "Deliberate fires is late: Fire should have sent it" in page
    assert "Since 3 May 2026" in page


def test_rows_left_out_of_an_import_wait_for_two_weeks(start, ana):
    one = Import.objects.create(
        kind="street", state="done", by_name="x", started_at=now(), rejected=3
    )
    for age, is_shown in ((1, True), (20, False)):
        one.finished_at = now() - timedelta(days=age)
        one.save()
        assert ("left out 3 rows" in start(ana).text) is is_shown


def test_a_link_that_ran_out_waits_for_the_officer_alone(start, priya, ana):
    invite("noor@wendle.example", "Noor", by=COMMAND_LINE, now=now() - timedelta(days=8))
    assert "Noor’s one-time link ran out" in start(priya).text
    assert "Noor" not in start(ana).text


def test_the_oldest_comes_first(start, ana):
    for name, due in ("Newer", date(2026, 6, 1)), ("Older", date(2026, 2, 1)):
        register_dataset(
            name.lower(), name, owner="Fire", lawful_basis="Act", by=ana, now=now()
        )
        Dataset.objects.filter(name=name).update(expected_next_on=due)
    page = start(ana).text
    assert page.index("Older is late") < page.index("Newer is late")


def test_a_board_member_with_nothing_to_do_is_told_so(start, bea):
    page = start(bea)
    assert page.status_code == 200
    assert "Nothing is waiting for you" in page.text
    assert "boundaries" not in page.text


def test_a_councillor_goes_to_their_ward(start, amos):
    assert start(amos).url == "/my-ward/"


def test_the_narrowest_post_wins(start, amos, seat):
    seat(amos, "board")
    amos.role = "officer"
    amos.save()
    assert start(amos).url == "/my-ward/"


def test_someone_with_no_part_in_it_goes_to_the_public_pages(start, sam):
    assert start(sam).url == "/"


def test_today_is_named(start, bea):
    assert f"{localdate():%A}" in start(bea).text
