"""The officer and the Board find the pulse from their start page; nobody else is told of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.timezone import now as clock

from wardmote.desk.queries.pulse import pulse_line, pulse_waiting
from wardmote.groups.rules import GroupKind
from wardmote.pulse.rules import Wish
from wardmote.pulse.usecases import open_pulse

pytestmark = pytest.mark.django_db
LINK = "Do members feel informed?"


def said(person, on):
    return [item.words for item in pulse_waiting(person, on)]


def test_in_the_last_month_the_officer_is_told_to_ask(priya, ana, members):
    assert said(priya, date(2026, 11, 30)) == []
    assert said(priya, date(2026, 12, 1)) == [
        "Councillors have not been asked the question of October to December 2026"
    ]
    assert said(ana, date(2026, 12, 1)) == []
    open_pulse(by=priya, now=datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert said(priya, date(2026, 12, 2)) == []


def test_suggestions_wait_for_the_officer(priya, ruth, asked, members, say):
    say(members[0], 1)
    say(members[2], 5, Wish.LESS)
    day = asked.opened_at.date()
    assert said(priya, day) == ["Members of 2 wards say that they hear too little or too much"]
    assert said(ruth, day) == []


def test_the_score_in_a_line(client, priya, ruth, ana, members, say, make_person, seat):
    solver = make_person("Owen")
    seat(solver, GroupKind.PROBLEM_SOLVING)
    open_pulse(by=priya, now=clock() - timedelta(days=100))
    for member in members:
        say(member, 4)
    for person in (priya, ruth):
        client.force_login(person)
        page = client.get("/start/").text
        assert LINK in page
        assert "4.0 of 5 (6 of 6 answered) in" in page
    for person in (ana, solver):
        client.force_login(person)
        assert LINK not in client.get("/start/").text


def test_before_anybody_was_asked(ruth):
    assert pulse_line(ruth, date(2026, 11, 2)) == "no councillor has been asked yet"
