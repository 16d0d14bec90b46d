"""What a survey may ask, when it takes answers, who opens it: the rules by table."""

from datetime import date

import pytest

from wardmote.kernel.errors import RuleBroken
from wardmote.surveys.refusing import check_asks_nothing_personal
from wardmote.surveys.rules import (
    Asks,
    Dates,
    Question,
    Said,
    State,
    check_dates,
    check_opening,
    check_places,
    check_question,
    check_said,
    check_told_once,
    state_of,
)

TODAY = date(2026, 11, 2)
OPENS, CLOSES = date(2026, 11, 3), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ("What is your ethnic group?", "ethnicity"),
        ("Are there too many immigrants here?", "ethnicity"),
        ("How do you feel about the Travellers on the field?", "ethnicity"),
        ("Has the encampment bothered you?", "ethnicity"),
        ("What is your race?", "ethnicity"),
        ("What is your religion?", "religion"),
        ("Do Muslims and Christians meet here?", "religion"),
        ("Do you have a disability?", "health"),
        ("How is your mental health?", "health"),
        ("Are there drug addicts in the park?", "health"),
        ("Are you gay, lesbian or bisexual?", "sexual"),
        ("How did you vote?", "politics"),
        ("Is your councillor any good?", "politics"),
        ("Which party runs this best?", "politics"),
        ("What is your name?", "who somebody is"),
        ("Enter your e-mail", "who somebody is"),
        ("What is your post code?", "who somebody is"),
        ("What is your date of birth?", "who somebody is"),
        ("Which street do you live in?", "who somebody is"),
        ("Who deals drugs in the park?", "named or single people"),
        ("Who is behind the damage?", "named or single people"),
        ("Which family makes the noise?", "named or single people"),
        ("Please name the culprits", "named or single people"),
    ],
)
def test_what_is_not_asked_is_refused_with_what_to_do(asked, topic):
    with pytest.raises(RuleBroken, match="no survey here does") as refusal:
        check_asks_nothing_personal([asked], about="text")
    assert topic in str(refusal.value)
    assert refusal.value.about == "text"
    assert str(refusal.value).rstrip(".").count(". ") >= 1  # and what to ask instead


@pytest.mark.parametrize(
    "asked",
    [
        "Do you feel safe in Market Street after dark?",
        "Do cars race along the bypass at night?",
        "Is there enough lighting on the path to the church?",
        "What should be done first?",
        "Would you use a bus in the evening?",
        "How should we address the litter?",
        "Have you reported it to the police?",
        "Are steps or kerbs in your way?",
        "How often do you walk across the green?",
        "Does the health centre’s car park feel safe?",
        "What is the name of the path you use most?",
        "Do dogs trace through the wood?",
    ],
)
def test_questions_about_places_are_asked(asked):
    check_asks_nothing_personal([asked], about="text")


@pytest.mark.parametrize(
    ("dates", "today", "state"),
    [
        (Dates(OPENS, CLOSES), TODAY, State.DRAFT),
        (Dates(OPENS, CLOSES), date(2027, 1, 1), State.DRAFT),
        (Dates(OPENS, CLOSES, is_handed_in=True), TODAY, State.WAITS),
        (Dates(OPENS, CLOSES, is_opened=True), TODAY, State.AHEAD),
        (Dates(OPENS, CLOSES, is_opened=True), OPENS, State.OPEN),
        (Dates(OPENS, CLOSES, is_opened=True), CLOSES, State.OPEN),
        (Dates(OPENS, CLOSES, is_opened=True), date(2026, 12, 1), State.CLOSED),
        (Dates(OPENS, CLOSES, is_opened=True, is_stopped=True), OPENS, State.CLOSED),
        (Dates(OPENS, CLOSES, is_opened=True, is_published=True), OPENS, State.PUBLISHED),
    ],
)
def test_where_it_stands(dates, today, state):
    assert state_of(dates, today) is state


@pytest.mark.parametrize(
    ("opens", "closes", "says"),
    [
        (date(2026, 11, 1), CLOSES, "today at the earliest"),
        (OPENS, TODAY, "on the day it opens, or later"),
        (OPENS, date(2027, 3, 1), "by 3 February 2027"),
    ],
)
def test_dates_are_checked(opens, closes, says):
    with pytest.raises(RuleBroken, match=says):
        check_dates(opens, closes, TODAY)


def test_a_day_is_long_enough():
    check_dates(TODAY, TODAY, TODAY)


@pytest.mark.parametrize(
    ("places", "says"),
    [
        ((), "Select which"),
        (("parish:E2",), "that you act for"),
        (("parish:E1", "ward:E3"), "not both"),
    ],
)
def test_places_are_checked(places, says):
    with pytest.raises(RuleBroken, match=says):
        check_places(places, {"parish:E1", "ward:E3"})


@pytest.mark.parametrize(
    ("asks", "options", "others", "says"),
    [
        (Asks.ONE, ["Yes"], 0, "at least two"),
        (Asks.SEVERAL, [str(n) for n in range(9)], 0, "8 answers at most"),
        (Asks.ONE, ["Park", "park"], 0, "the same"),
        (Asks.ONE, ["Park", "x" * 81], 0, "80 characters"),
        (Asks.SCALE, [], 10, "10 questions at most"),
    ],
)
def test_questions_are_checked(asks, options, others, says):
    with pytest.raises(RuleBroken, match=says):
        check_question(asks, options, others)


@pytest.mark.parametrize(
    ("state", "questions", "opener", "by_clerk", "says"),
    [
        (State.OPEN, 1, 2, True, "frozen"),
        (State.WAITS, 0, 2, True, "Add a question"),
        (State.WAITS, 1, 1, True, "another person"),
        (State.DRAFT, 1, 2, True, "still writing"),
    ],
)
def test_a_clerks_is_opened_by_somebody_else(state, questions, opener, by_clerk, says):
    with pytest.raises(RuleBroken, match=says):
        check_opening(state, questions, opener, 1, by_clerk=by_clerk)


def test_an_officer_may_open_their_own():
    check_opening(State.DRAFT, 1, 1, 1, by_clerk=False)


@pytest.mark.parametrize(
    ("state", "is_erased", "says"),
    [
        (State.OPEN, False, "once it has closed"),
        (State.DRAFT, False, "once it has closed"),
        (State.PUBLISHED, False, "told once"),
        (State.CLOSED, True, "erased"),
    ],
)
def test_results_leave_once_and_after_closing(state, is_erased, says):
    with pytest.raises(RuleBroken, match=says):
        check_told_once(state, is_erased=is_erased)


QUESTIONS = [
    Question(1, Asks.ONE, "Where?", ("Park", "Path")),
    Question(2, Asks.SEVERAL, "What?", ("Litter", "Noise", "Dark")),
    Question(3, Asks.WORDS, "What else?"),
]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (Said(), "at least one"),
        (Said("parish:E1"), "at least one"),
        (Said("parish:E9", {1: [0]}), "one of the places"),
        (Said("", {1: [2]}), "answers that are offered"),
        (Said("", {1: [-1]}), "answers that are offered"),
        (Said("", {1: [0, 1]}), "answers that are offered"),
        (Said("", {9: [0]}), "answers that are offered"),
        (Said("", {}, {1: "Park"}), "questions that are asked"),
        (Said("", {}, {3: "x" * 501}), "500 characters"),
        (Said("", {}, {3: "  "}), "at least one"),
    ],
)
def test_answers_are_checked(said, says):
    with pytest.raises(RuleBroken, match=says):
        check_said(said, QUESTIONS, {"parish:E1"})


def test_anything_may_be_left_out():
    check_said(Said("elsewhere", {1: [], 2: [0, 2]}), QUESTIONS, {"parish:E1"})
    check_said(Said("", {}, {3: "A bench"}), QUESTIONS, {"parish:E1"})
