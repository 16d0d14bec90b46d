"""The pulse before an election: all members are asked or none; later, if the quarter lasts."""

from datetime import date

import pytest
import time_machine
from django.core.management import call_command

from tests.preelection.conftest import DURING, MARCH, at
from wardmote.audit.models import Entry
from wardmote.desk.queries.waiting import waiting_for
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.law.elections import Poll
from wardmote.preelection.models import GoAhead
from wardmote.preelection.usecases import give_go_ahead
from wardmote.pulse.models import Pulse
from wardmote.pulse.usecases import ask_to_open, open_if_due, open_pulse

pytestmark = pytest.mark.django_db
JUNE = date(2027, 6, 24)


@pytest.fixture
def members(make_person, represent):
    for code in "E1", "E2":
        represent(make_person(f"Cllr {code}"), code)


def daily(day):
    return open_if_due(by=COMMAND_LINE, now=at(day))


def test_asked_after_the_poll_in_the_same_quarter(vote, members, priya):
    vote(notice_on=date(2027, 5, 4), poll_on=date(2027, 6, 10), poll=Poll.PARLIAMENT)
    assert daily(date(2027, 6, 10)) is None
    with pytest.raises(RuleBroken, match="can go out from 11 June 2027"):
        open_pulse(by=priya, now=at(date(2027, 6, 1)))
    assert daily(date(2027, 6, 11)).questions.count() == 2
    assert not Entry.objects.filter(verb="pulse.skipped").exists()


@pytest.mark.parametrize(
    ("poll_on", "skipped"), [(date(2027, 6, 29), 0), (date(2027, 6, 30), 1)]
)
def test_a_quarter_that_ends_first_is_skipped_and_that_is_kept_once(
    vote, members, poll_on, skipped
):
    vote(notice_on=date(2027, 5, 20), poll_on=poll_on)
    for day in (1, 2, 29):
        assert daily(date(2027, 6, day)) is None
    kept = Entry.objects.filter(verb="pulse.skipped", subject="2027Q2")
    assert kept.count() == skipped
    assert bool(daily(date(2027, 6, 30))) != bool(skipped)


def test_a_by_election_stops_nobody_from_being_asked(vote, wards, members, priya):
    vote(wards, "E1", poll=Poll.BY_ELECTION)
    assert open_pulse(by=priya, now=DURING).questions.count() == 2


def test_with_the_go_ahead_all_are_asked(vote, members, priya, mona):
    vote()
    asked = ask_to_open("It is asked every spring", by=priya, now=DURING)
    give_go_ahead(asked.pk, "It names nobody", by=mona, now=DURING)
    assert open_pulse(by=priya, now=DURING).questions.count() == 2


@time_machine.travel(DURING)
def test_the_page_says_what_it_waits_for(client, vote, members, priya, mona):
    vote()
    client.force_login(priya)
    page = client.get("/pulse/results/")
    assert "Held until 6 May 2027" in page.text
    assert "asked after the poll" in page.text
    assert "Ask it now" not in page.text
    client.post("/pulse/results/ask/")
    assert not Pulse.objects.exists()
    page = client.post("/pulse/results/go-ahead/", {"why": "Each spring"}, follow=True)
    assert "waits for the monitoring officer" in page.text
    assert GoAhead.objects.get().ref == "pulse 2027Q2"


@time_machine.travel(DURING)
def test_the_daily_command_asks_nobody(vote, members, capsys):
    vote()
    call_command("pulse_ask")
    said = capsys.readouterr().out
    assert "0 members asked" in said
    assert "waits for a poll on 6 May 2027" in said


@pytest.mark.parametrize(("poll", "waits"), [(Poll.ORDINARY, 0), (Poll.BY_ELECTION, 1)])
def test_officers_are_not_told_to_ask_what_is_held(vote, wards, members, priya, poll, waits):
    june = at(date(2027, 6, 1))
    where = (wards, "E1") if poll is Poll.BY_ELECTION else ()
    vote(*where, poll=poll, notice_on=date(2027, 5, 4), poll_on=date(2027, 6, 10))
    told = [one.does for one in waiting_for(priya, now=june)]
    assert told.count("Ask it") == waits


@time_machine.travel(MARCH)
def test_before_the_notice_it_is_asked_as_ever(client, vote, members, priya):
    vote()
    client.force_login(priya)
    assert "Ask it now" in client.get("/pulse/results/").text


@pytest.mark.parametrize(("day", "warned"), [(15, False), (16, True)])
def test_officers_are_warned_a_fortnight_before(client, vote, priya, day, warned):
    vote()
    with time_machine.travel(at(date(2027, 3, day))):
        client.force_login(priya)
        page = client.get("/pulse/results/")
    assert ("from 30 March 2027 to 6 May 2027" in page.text) == warned


@time_machine.travel(DURING)
def test_a_councillor_reads_that_their_briefings_go_on(
    client, vote, wards, make_person, represent
):
    amos = make_person("Amos")
    represent(amos, "E1")
    client.force_login(amos)
    said = "the same for every councillor"
    assert said not in client.get("/my-ward/").text
    vote()
    assert said in client.get("/my-ward/").text
