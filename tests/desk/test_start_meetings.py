"""What on meetings waits for a person: only what they can do something about."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.meetings.conftest import (  # noqa: F401
    BEFORE,
    DAY,
    SINCE,
    THEN,
    board,
    cast,
    groups,
    planned,
    sent,
)
from tests.meetings.old import put
from tests.reports.assessing import YEAR, submitted
from wardmote.desk.queries.decisions import assessments_waiting
from wardmote.desk.queries.meetings import meetings_waiting
from wardmote.meetings.models import Invitation
from wardmote.meetings.rules import DecisionKind
from wardmote.meetings.usecases.agenda import fill_agenda
from wardmote.meetings.usecases.arranging import Arrangement, arrange
from wardmote.meetings.usecases.deciding import decide
from wardmote.meetings.usecases.releasing import release_terms
from wardmote.meetings.usecases.terms import Wording, enter_terms
from wardmote.meetings.usecases.ways import Trial, begin_way
from wardmote.reports.usecases.assessing import publish_assessment

PEOPLE = ("Priya", "Ruth", "Ana", "Dev", "Leila", "Mensah", "Sadia", "Sam")


def lines(cast, words, now=BEFORE):  # noqa: F811
    """Who is told something with these words."""
    return {
        name
        for name in PEOPLE
        if any(words in one.words for one in meetings_waiting(cast[name], now))
    }


def test_an_agenda_that_is_not_out_waits_for_who_keeps_the_meeting(planned, cast):  # noqa: F811
    words = "its agenda is not out"
    assert lines(cast, words) == {"Priya", "Ruth"}
    assert lines(cast, words, BEFORE - timedelta(days=9)) == set()
    sent(planned, cast["Priya"])
    assert lines(cast, words) == set()


def test_invitations_that_were_not_mailed_wait_for_the_officer(planned, cast):  # noqa: F811
    meeting = sent(planned, cast["Priya"])
    words = "invitations have not been mailed"
    assert lines(cast, words) == set()
    later = BEFORE + timedelta(hours=2)
    assert lines(cast, words, later) == {"Priya"}
    Invitation.objects.update(mailed_at=later)
    assert lines(cast, words, later) == set()
    assert meeting.on == DAY


def test_a_way_of_working_is_looked_at_again_when_it_is_due(cast, board):  # noqa: F811
    trial = Trial("Fewer papers", "Two pages", date(2026, 9, 1), date(2026, 11, 10))
    begin_way(board, trial, by=cast["Priya"], now=BEFORE)
    words = "was to look again at “Fewer papers”"
    assert lines(cast, words) == set()
    assert lines(cast, words, THEN) == {"Priya", "Ruth"}


def test_old_minutes_wait_for_who_put_them_in_and_for_nobody_else(cast, board):  # noqa: F811
    put(board, by=cast["Ruth"], now=BEFORE)
    words = "You have not finished reading in"
    assert lines(cast, words) == {"Ruth"}
    assert lines(cast, words, BEFORE + timedelta(days=365)) == set()


def test_new_terms_wait_for_a_second_person_once_the_old_are_published(
    cast,  # noqa: F811
    board,  # noqa: F811
    make_person,
):
    joan = make_person("Joan", role="officer")
    words = "New terms of reference of the Board"
    given = {"by": joan, "now": BEFORE}
    first = enter_terms(board, Wording("1. Name\nThe Board."), SINCE, "A drawer", **given)
    assert lines(cast, words) == set()
    release_terms(first.pk, by=cast["Priya"], now=BEFORE)
    second = Wording("1. Name\nThe new Board.")
    enter_terms(board, second, date(2026, 1, 1), "A drawer", **given)
    assert lines(cast, words) == {"Priya", "Ruth"}
    assert not any(words in one.words for one in meetings_waiting(joan, BEFORE))


@pytest.mark.parametrize(
    ("kind", "name", "does"),
    [
        (DecisionKind.AGREED, "Priya", "Publish it"),
        (DecisionKind.DEFERRED, "Priya", "Read what was said"),
        (DecisionKind.DEFERRED, "Ana", "Read what was said"),
        (DecisionKind.AGREED, "Ana", None),
        (DecisionKind.DEFERRED, "Ruth", None),
    ],
)
def test_what_the_board_said_of_the_assessment_waits_for_the_office(
    planned,  # noqa: F811
    cast,  # noqa: F811
    kind,
    name,
    does,
):
    submitted(cast["Ana"], now=BEFORE)
    fill_agenda(planned.pk, by=cast["Priya"], now=BEFORE)
    item = planned.items.get(source__startswith="assessment ")
    decide(planned.pk, item.pk, kind, "So", by=cast["Priya"], now=THEN)
    found = [one.does for one in assessments_waiting(cast[name], THEN.date())]
    assert found == ([does] if does else [])
    if kind is DecisionKind.AGREED:
        publish_assessment(YEAR, 1, by=cast["Priya"], now=THEN)
        assert not list(assessments_waiting(cast[name], THEN.date()))


def test_more_meetings_ask_no_more_questions(cast, board):  # noqa: F811
    def asked():
        with CaptureQueriesContext(connection) as found:
            assert list(meetings_waiting(cast["Priya"], BEFORE))
        return len(found)

    for ahead in range(3):
        when = Arrangement(DAY - timedelta(days=ahead), time(14), place="Hall")
        arrange(board, when, by=cast["Priya"], now=BEFORE)
        if not ahead:
            one = asked()
    assert asked() == one
