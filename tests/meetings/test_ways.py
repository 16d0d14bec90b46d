"""A new way of working: answered by its users, and back on the agenda when it is due."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.meetings.conftest import BEFORE, DAY, THEN
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.personal import PointsToPerson
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import WayOfWorking
from wardmote.meetings.trying import Outcome, check_answers, check_begun, check_review, scores
from wardmote.meetings.usecases.agenda import fill_agenda
from wardmote.meetings.usecases.ways import Trial, answer_way, begin_way, review_way

TODAY = BEFORE.date()
WELL, BADLY = {"moves": 5, "clear": 4, "worth": 4}, {"moves": 2, "clear": 2, "worth": 1}
SINCE, DUE = date(2026, 7, 1), DAY - timedelta(days=2)


def test_what_users_said_stands_beside_how_many_they_were():
    said = [one.words for one in scores([WELL, BADLY])]
    assert said == ["3.5 of 5 (2 answered)", "3 of 5 (2 answered)", "2.5 of 5 (2 answered)"]
    assert {one.words for one in scores([])} == {"nobody has answered"}


@pytest.mark.parametrize("answers", [{}, {"moves": 5, "clear": 4}, WELL | {"worth": 6}])
def test_every_question_is_answered_on_the_scale(answers):
    with pytest.raises(RuleBroken, match="how far you agree"):
        check_answers(answers)


@pytest.mark.parametrize(
    ("title", "text", "review_on", "says"),
    [
        (" ", "Less", DUE, "what it is called"),
        ("New", " ", DUE, "done differently"),
        ("New", "Less", TODAY, "still to come"),
    ],
)
def test_a_way_says_what_it_is_and_when_it_is_looked_at(title, text, review_on, says):
    with pytest.raises(RuleBroken, match=says):
        check_begun(title, text, SINCE, review_on, TODAY)


@pytest.mark.parametrize(
    ("outcome", "text", "next_on", "says"),
    [
        (None, "Well", None, "what comes"),
        (Outcome.KEEP, " ", None, "what was found"),
        (Outcome.AGAIN, "Well", None, "still to come"),
        (Outcome.AGAIN, "Well", TODAY, "still to come"),
    ],
)
def test_a_review_says_what_was_found_and_what_comes_of_it(outcome, text, next_on, says):
    with pytest.raises(RuleBroken, match=says):
        check_review(outcome, text, next_on, TODAY)


@pytest.fixture
def by(cast):
    return {"by": cast["Priya"], "now": BEFORE}


@pytest.fixture
def way(planned, board, by):
    return begin_way(board, Trial("Local agenda", "Only those concerned", SINCE, DUE), **by)


def test_it_comes_back_to_the_agenda_when_it_is_due(way, planned, cast, by):
    answer_way(way.pk, WELL, by=cast["Mensah"], now=BEFORE)
    fill_agenda(planned.pk, **by)
    item = planned.items.get(source=way.reference)
    assert (item.title, item.level) == ("New way of working: Local agenda", Level.GROUP)
    assert "It is worth the time it takes me: 4 of 5 (1 answered)." in item.text


def test_it_does_not_come_before_its_day(planned, board, by):
    later = Trial("Local agenda", "Only those concerned", SINCE, DAY + timedelta(days=1))
    begin_way(board, later, **by)
    fill_agenda(planned.pk, **by)
    assert not planned.items.filter(source__startswith="way ").exists()


@pytest.mark.parametrize(
    ("outcome", "next_on", "review_on", "ended_on"),
    [
        (Outcome.KEEP, None, None, None),
        (Outcome.END, None, None, THEN.date()),
        (Outcome.AGAIN, date(2027, 5, 1), date(2027, 5, 1), None),
    ],
)
def test_a_review_keeps_it_ends_it_or_looks_again(
    way, cast, outcome, next_on, review_on, ended_on
):
    review_way(way.pk, outcome, "Well", next_on, 1, by=cast["Ruth"], now=THEN)
    way.refresh_from_db()
    assert (way.review_on, way.ended_on, way.round) == (review_on, ended_on, 2)
    with pytest.raises(Stale):
        review_way(way.pk, outcome, "Well", next_on, 1, by=cast["Ruth"], now=THEN)
    if review_on is None:
        with pytest.raises(RuleBroken, match="review is over"):
            answer_way(way.pk, WELL, by=cast["Dev"], now=THEN)


def test_a_second_answer_replaces_the_first_and_names_nobody(way, cast):
    dev = {"by": cast["Dev"], "now": BEFORE}
    with pytest.raises(PointsToPerson):
        answer_way(way.pk, BADLY, "Ask Mr John Smith", **dev)
    answer_way(way.pk, BADLY, "Fewer papers", **dev)
    answer_way(way.pk, WELL, "Good", **dev)
    assert [(one.moves, one.text) for one in way.answers.all()] == [(5, "Good")]


def test_readers_answer_and_keepers_review(way, board, cast):
    for name in ("Sadia", "Sam"):
        with pytest.raises(Http404):
            answer_way(way.pk, WELL, by=cast[name], now=BEFORE)
    for name in ("Dev", "Mensah", "Ana"):
        with pytest.raises(PermissionDenied):
            review_way(way.pk, Outcome.KEEP, "Well", None, 1, by=cast[name], now=BEFORE)
        with pytest.raises(PermissionDenied):
            begin_way(board, Trial("X", "Y", SINCE, DUE), by=cast[name], now=BEFORE)


@pytest.mark.parametrize(
    ("name", "status", "reads_texts"),
    [
        ("Priya", 200, True),
        ("Dev", 200, True),
        ("Leila", 200, True),
        ("Mensah", 200, False),
        ("Sadia", 404, False),
        ("Sam", 404, False),
    ],
)
def test_councillors_read_the_figures_of_the_answers_and_not_their_words(
    client, way, cast, name, status, reads_texts
):
    answer_way(way.pk, WELL, "Fewer papers please", by=cast["Dev"], now=BEFORE)
    client.force_login(cast[name])
    page = client.get(f"/meetings/ways/{way.pk}/")
    assert page.status_code == status
    assert ("Fewer papers please" in page.text) == reads_texts
    assert ("What the issues show" in page.text) == reads_texts
    assert ("4 of 5 (1 answered)" in page.text) == (status == 200)


@time_machine.travel(BEFORE, tick=False)
def test_from_the_page_to_the_review(client, planned, board, cast):
    client.force_login(cast["Priya"])
    here = f"/meetings/groups/{board.pk}/ways/"
    days = {"since_0": "1", "since_1": "7", "since_2": "2026"}
    days |= {"review_on_0": "10", "review_on_1": "11", "review_on_2": "2026"}
    sent = client.post(here + "new/", {"title": "Local agenda", "text": "Fewer"} | days)
    assert sent.status_code == 302
    way = WayOfWorking.objects.get()
    there = f"/meetings/ways/{way.pk}/"
    assert client.post(there + "answer/", {"moves": "5"}).status_code == 422
    assert client.post(there + "answer/", {**WELL, "text": ""}).status_code == 302
    assert "checked" in client.get(there + "answer/").text
    given = {"outcome": "keep", "text": "All agree", "round_shown": "1"}
    assert client.post(there + "review/", given).status_code == 302
    assert "All agree" in client.get(there).text
    assert "Looked at and settled" in client.get(here).text
    assert client.get(there + "answer/").status_code == 404
