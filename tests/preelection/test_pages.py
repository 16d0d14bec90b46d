"""The pages: entering an election with the day worked out, asking, answering, being warned."""

from datetime import date

import pytest
import time_machine

from tests.preelection.conftest import DURING, MARCH, NOTICE, POLL, bulletin
from wardmote.desk.queries.waiting import waiting_for
from wardmote.law.elections import Poll
from wardmote.preelection.models import ElectionPeriod, GoAhead, MonitoringOfficer
from wardmote.preelection.usecases import (
    ask_go_ahead,
    give_go_ahead,
    name_monitoring_officer,
)

pytestmark = pytest.mark.django_db


def boxes(name, day):
    return {f"{name}_{n}": part for n, part in enumerate((day.day, day.month, day.year))}


@pytest.fixture
def by_election(vale):
    return {
        "poll": Poll.BY_ELECTION,
        "body": vale.pk,
        "codes": ["E1"],
        **boxes("poll_on", POLL),
    }


@pytest.fixture
def asked(vote, mona, ana, wards):
    vote(wards, "E1", poll=Poll.BY_ELECTION)
    return ask_go_ahead(bulletin("E1"), "Doorstep fraud", by=ana, now=DURING)


@time_machine.travel(MARCH)
def test_the_day_of_the_notice_is_worked_out_and_confirmed(client, priya, by_election):
    client.force_login(priya)
    page = client.post("/pre-election/new/ward/", by_election)
    assert page.status_code == 200
    assert "25 days before the poll" in page.text
    assert 'value="31"' in page.text
    assert not ElectionPeriod.objects.exists()
    confirmed = by_election | boxes("notice_on", date(2027, 3, 31))
    assert client.post("/pre-election/new/ward/", confirmed).status_code == 302
    made = ElectionPeriod.objects.get()
    assert (made.notice_on, made.codes) == (date(2027, 3, 31), ["E1"])
    page = client.get("/pre-election/")
    assert "The next pre-election period begins on 31 March 2027" in page.text
    assert "Place E1" in page.text


@time_machine.travel(MARCH)
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"codes": []}, "Select where people vote"),
        ({"poll": Poll.MAYOR}, "Select what it is"),
        ({"body": ""}, "Select the council"),
        (boxes("notice_on", date(2027, 4, 1)), "published by 31 March 2027"),
        (boxes("poll_on", date(2006, 5, 4)), "day of the notice of election"),
    ],
)
def test_what_is_missing_is_said_at_its_field(client, priya, by_election, change, says):
    client.force_login(priya)
    given = by_election | boxes("notice_on", NOTICE) | change
    if given["poll_on_2"] == 2006:
        del given["notice_on_0"], given["notice_on_1"], given["notice_on_2"]
    page = client.post("/pre-election/new/ward/", given)
    assert page.status_code == 422
    assert says in page.text


@time_machine.travel(MARCH)
def test_a_period_is_changed_and_ended(client, priya, vote, wards):
    period = vote(wards, "E1", poll=Poll.BY_ELECTION)
    client.force_login(priya)
    where = f"/pre-election/{period.pk}"
    assert 'value="30"' in client.get(f"{where}/change/").text
    given = {"poll": Poll.PARISH, "codes": ["E2"], "version": 1}
    given |= boxes("poll_on", POLL) | boxes("notice_on", NOTICE)
    assert client.post(f"{where}/change/", given).status_code == 302
    assert client.post(f"{where}/change/", given).status_code == 409
    assert client.post(f"{where}/end/", {"reason": "", "version": 2}).status_code == 422
    assert client.post(f"{where}/end/", {"reason": "Nobody else stands", "version": 2})
    assert "Nobody else stands" in client.get("/pre-election/").text


@time_machine.travel(DURING)
def test_the_monitoring_officer_reads_the_words_and_answers(client, asked, mona, ana):
    client.force_login(mona)
    assert client.get("/start/")["Location"] == "/pre-election/go-aheads/"
    (item,) = waiting_for(mona, now=DURING)
    assert item.words == "Ana asks for the go-ahead for “The spring bulletin” before the poll"
    page = client.get(item.href)
    for words in "Two burglaries fewer.", "Doorstep fraud", "Place E1", "Answer":
        assert words in page.text
    assert client.post(item.href, {"answer": "give"}).status_code == 422
    given = {"answer": "give", "reason": "It is factual"}
    assert client.post(item.href, given).status_code == 302
    assert client.post(item.href, given).status_code == 409
    assert waiting_for(mona, now=DURING) == []
    client.force_login(ana)
    page = client.get(item.href)
    assert "It is factual" in page.text
    assert client.post(item.href, given).status_code == 403
    assert client.get("/pre-election/go-aheads/").status_code == 403


@time_machine.travel(DURING)
def test_others_do_not_know_of_it(client, asked, sam, priya):
    where = f"/pre-election/go-aheads/{asked.pk}/"
    client.force_login(sam)
    assert client.get(where).status_code == 404
    client.force_login(priya)
    page = client.get(where)
    assert "Two burglaries fewer." in page.text
    assert '<form method="post"' not in page.text.split("<main")[1]
    assert "1 text waits for the go-ahead" in client.get("/pre-election/").text


@time_machine.travel(DURING)
def test_answered_lists_stay(client, asked, mona, priya):
    give_go_ahead(asked.pk, "Factual", by=mona, now=DURING)
    client.force_login(priya)
    assert "May go out" in client.get("/pre-election/go-aheads/").text
    assert GoAhead.objects.get().is_given


@time_machine.travel(MARCH)
def test_the_officer_names_the_monitoring_officer(client, priya, sam):
    client.force_login(priya)
    client.post("/pre-election/monitoring-officer/", {"person": sam.pk})
    assert MonitoringOfficer.objects.get().person == sam
    assert "Sam gives or refuses" in client.get("/pre-election/").text
    client.post("/pre-election/monitoring-officer/", {"person": ""})
    assert "Nobody is named" in client.get("/pre-election/").text


@time_machine.travel(MARCH)
def test_no_councillor_is_named(client, priya, make_person, represent):
    amos = make_person("Amos")
    represent(amos, "E1")
    client.force_login(priya)
    assert "Amos" not in client.get("/pre-election/monitoring-officer/").text
    client.post("/pre-election/monitoring-officer/", {"person": amos.pk})
    assert not MonitoringOfficer.objects.exists()


@time_machine.travel(DURING)
def test_the_start_page_says_that_nobody_is_named(client, priya, vote, make_person):
    vote()
    words = "Publicity is held until 6 May 2027, and no monitoring officer is named"
    client.force_login(priya)
    assert words in client.get("/start/").text
    name_monitoring_officer(make_person("Mona"), by=priya, now=DURING)
    assert words not in client.get("/start/").text


@pytest.mark.parametrize("what", ["lsoa", "parish", "nowhere"])
def test_nobody_votes_in_what_is_not_there(client, priya, wards, what):
    client.force_login(priya)
    assert client.get(f"/pre-election/new/{what}/").status_code == 404
