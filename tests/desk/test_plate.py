"""My plate: what on issues waits for me, and what became of what I sent."""

from datetime import timedelta

import pytest

from tests.conftest import NOW, TODAY
from tests.issues.conftest import cast, groups, issue, places, raised  # noqa: F401
from wardmote.desk.queries.issues import issues_waiting, sent_on
from wardmote.groups.rules import GroupKind
from wardmote.issues.clearing import Ruling
from wardmote.issues.rules import Answer, Asking, Outcome, Passing
from wardmote.issues.usecases import journey
from wardmote.issues.usecases.releasing import ask_to_release, rule_on
from wardmote.issues.usecases.unblocking import answer_ask, ask_to_unblock
from wardmote.releases.rules import Audience

PSG, TCG, BOARD = GroupKind.PROBLEM_SOLVING, GroupKind.TASKING, GroupKind.BOARD


def plate(person, now=NOW):
    return [(one.does, one.is_urgent) for one in issues_waiting(person, now)]


@pytest.fixture
def asked(issue, cast, groups):  # noqa: F811
    asking = Asking(groups[BOARD].pk, "Money", "the county", TODAY + timedelta(days=5))
    return ask_to_unblock(issue.pk, asking, by=cast["Dev"], now=NOW)


def test_an_issue_waits_to_be_taken_on_by_the_group_that_has_it(issue, cast):  # noqa: F811
    assert plate(cast["Dev"]) == plate(cast["Tomas"]) == [("Open it", False)]
    assert plate(cast["Ruth"]) == plate(cast["Nell"]) == plate(cast["Mensah"]) == []


def test_an_ask_waits_for_who_may_answer_and_is_chased_when_late(issue, asked, cast):  # noqa: F811
    journey.take_on(issue.pk, 1, by=cast["Dev"], now=NOW)
    assert plate(cast["Ruth"]) == [("Answer", False)]
    assert plate(cast["Dev"]) == plate(cast["Priya"]) == []
    later = NOW + timedelta(days=6)
    assert plate(cast["Ruth"], later) == [("Answer", True)]
    assert plate(cast["Dev"], later) == plate(cast["Priya"], later) == [("Chase it", True)]
    assert plate(cast["Leila"], later) == plate(cast["Mensah"], later) == []


def test_the_answer_comes_back_to_those_who_asked(issue, asked, cast):  # noqa: F811
    journey.take_on(issue.pk, 1, by=cast["Dev"], now=NOW)
    answer_ask(asked.pk, Answer.UNBLOCKED, "Paid", by=cast["Ruth"], now=NOW)
    assert plate(cast["Tomas"]) == [("Read the answer", False)]
    assert plate(cast["Tomas"], NOW + timedelta(days=15)) == plate(cast["Ruth"]) == []


def test_words_that_were_not_cleared_come_back_to_their_author(issue, cast):  # noqa: F811
    journey.take_on(issue.pk, 1, by=cast["Dev"], now=NOW)
    words = ask_to_release(issue.pk, "Lamps", Audience.MEMBERS, by=cast["Dev"], now=NOW)
    assert plate(cast["Tomas"]) == [("Read and clear them", False)]
    rule_on(words.pk, Ruling.REFUSED, "Say when", by=cast["Tomas"], now=NOW)
    assert plate(cast["Dev"]) == [("Mend them", False)]
    ask_to_release(issue.pk, "Lamps in May", Audience.MEMBERS, by=cast["Dev"], now=NOW)
    assert plate(cast["Dev"]) == []


def test_who_sent_it_sees_where_it_is_and_how_it_ended(issue, cast, groups, client):  # noqa: F811
    passing = Passing(groups[PSG].pk, groups[TCG].pk, "Two beats")
    journey.pass_issue(issue.pk, passing, 1, by=cast["Dev"], now=NOW)
    assert sent_on(cast["Tomas"], TODAY) == [issue]
    assert sent_on(cast["Leila"], TODAY) == sent_on(cast["Nell"], TODAY) == []
    client.force_login(cast["Tomas"])
    page = client.get("/start/").text
    assert "What you or your groups sent on" in page
    assert "Tasking &amp; Coordinating Group, since 2 November 2026: waiting" in page
    issue.refresh_from_db()
    journey.close_issue(
        issue.pk, issue.version, Outcome.SOLVED, "Lit", by=cast["Leila"], now=NOW
    )
    assert plate(cast["Tomas"]) == [("Read what came of it", False)]
    assert sent_on(cast["Tomas"], TODAY) == []
