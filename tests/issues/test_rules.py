"""What can be done to an issue, and when: by table."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardmote.issues import clearing, ranking
from wardmote.issues.clearing import Ruling, Second
from wardmote.issues.ranking import Criterion, Entrant, Ranked, rank, score
from wardmote.issues.rules import (
    OPEN,
    Answer,
    Asking,
    Deed,
    Outcome,
    Passing,
    Reach,
    Route,
    State,
    check_about,
    check_answer,
    check_asking,
    check_ending,
    check_passing,
    moved,
)
from wardmote.kernel.errors import RuleBroken
from wardmote.partnership.models import default_weights
from wardmote.partnership.numbering import initials, number_of

TCG, PSG, BOARD = 1, 2, 3
ROUTES = [Route(TCG, PSG), Route(PSG, TCG), Route(TCG, BOARD), Route(BOARD, TCG)]
TODAY = date(2026, 8, 4)
WAITING, WORKED_ON, ON_HOLD, CLOSED = State


@pytest.mark.parametrize(
    ("state", "deed", "after"),
    [
        (WAITING, Deed.TAKE_ON, WORKED_ON),
        (WORKED_ON, Deed.TAKE_ON, "being worked on already"),
        (ON_HOLD, Deed.TAKE_ON, "on hold"),
        (CLOSED, Deed.TAKE_ON, "Reopen it first"),
        (WAITING, Deed.UPDATE, WAITING),
        (WORKED_ON, Deed.UPDATE, WORKED_ON),
        (CLOSED, Deed.UPDATE, "Reopen it first"),
        (WAITING, Deed.HOLD, ON_HOLD),
        (WORKED_ON, Deed.HOLD, ON_HOLD),
        (ON_HOLD, Deed.HOLD, "on hold"),
        (ON_HOLD, Deed.RESUME, WORKED_ON),
        (WORKED_ON, Deed.RESUME, "being worked on already"),
        (WAITING, Deed.PASS, WAITING),
        (WORKED_ON, Deed.PASS, WAITING),
        (ON_HOLD, Deed.PASS, WAITING),
        (CLOSED, Deed.PASS, "Reopen it first"),
        (WORKED_ON, Deed.CLOSE, CLOSED),
        (CLOSED, Deed.CLOSE, "Reopen it first"),
        (CLOSED, Deed.REOPEN, WAITING),
        (WORKED_ON, Deed.REOPEN, "The issue is open"),
    ],
)
def test_what_can_be_done_in_each_state(state, deed, after):
    if isinstance(after, State):
        assert moved(state, deed) is after
    else:
        with pytest.raises(RuleBroken, match=after):
            moved(state, deed)


@pytest.mark.parametrize(
    ("giver", "taker", "reason", "holder", "state", "says"),
    [
        (PSG, TCG, "Needs the whole group", PSG, WORKED_ON, None),
        (PSG, TCG, "Needs the whole group", TCG, WORKED_ON, "Another group has the issue now"),
        (PSG, PSG, "To us", PSG, WORKED_ON, "Select a different group"),
        (PSG, BOARD, "Straight up", PSG, WORKED_ON, "no route between these groups"),
        (PSG, TCG, "  ", PSG, WORKED_ON, "Enter why"),
        (PSG, TCG, "Late", PSG, CLOSED, "Reopen it first"),
    ],
)
def test_when_an_issue_may_be_passed(giver, taker, reason, holder, state, says):
    passing = Passing(giver, taker, reason)
    if says is None:
        check_passing(passing, holder=holder, state=state, routes=ROUTES)
        return
    with pytest.raises(RuleBroken, match=says):
        check_passing(passing, holder=holder, state=state, routes=ROUTES)


@pytest.mark.parametrize(
    ("reach", "wards", "fits"),
    [
        (Reach.PLACES, ["W1"], True),
        (Reach.PLACES, [], False),
        (Reach.DISTRICT, [], True),
        (Reach.DISTRICT, ["W1"], False),
        (Reach.ONLINE, [], True),
        (Reach.ONLINE, ["W1"], False),
    ],
)
def test_an_issue_about_wards_names_them(reach, wards, fits):
    if fits:
        check_about(reach, wards)
    else:
        with pytest.raises(RuleBroken):
            check_about(reach, wards)


def test_a_closed_issue_says_how_it_ended_and_what_came_of_it():
    check_ending(Outcome.EASED, "The lamps burn again")
    with pytest.raises(RuleBroken, match="how the issue ended"):
        check_ending(None, "The lamps burn again")
    with pytest.raises(RuleBroken, match="what happened"):
        check_ending(Outcome.EASED, " ")


@pytest.mark.parametrize(
    ("name", "prefix"),
    [("Wendle Vale", "WV"), ("Stow-on-the-Wold", "SW"), ("Cambridge", "CAM"), ("", "CSP")],
)
def test_numbers_begin_with_the_districts_initials(name, prefix):
    assert initials(name) == prefix
    assert number_of(prefix, 2026, 31) == f"{prefix}-2026-0031"


def asking(**changed):
    usual = {
        "of": BOARD,
        "text": "A decision on the lamps",
        "needed_from": "the county council",
        "answer_by": date(2026, 8, 20),
    }
    return Asking(**{**usual, **changed})


@pytest.mark.parametrize(
    ("changed", "state", "says"),
    [
        ({}, WORKED_ON, None),
        ({}, CLOSED, "closed"),
        ({"of": TCG}, WORKED_ON, "can unblock"),
        ({"text": " "}, WORKED_ON, "what is needed"),
        ({"needed_from": ""}, WORKED_ON, "from whom"),
        ({"answer_by": None}, WORKED_ON, "when you need"),
        ({"answer_by": TODAY}, WORKED_ON, "in the future"),
    ],
)
def test_what_may_be_asked(changed, state, says):
    if says is None:
        check_asking(asking(**changed), state=state, unblockers=[BOARD], on=TODAY)
        return
    with pytest.raises(RuleBroken, match=says):
        check_asking(asking(**changed), state=state, unblockers=[BOARD], on=TODAY)


def test_an_answer_is_given_once_and_says_something():
    check_answer(Answer.PARTLY, "Half of it", is_open=True)
    for kind, text, is_open in [
        (Answer.NO, "No", False),
        (None, "Half of it", True),
        (Answer.NO, "", True),
    ]:
        with pytest.raises(RuleBroken):
            check_answer(kind, text, is_open=is_open)


@pytest.mark.parametrize(
    ("second", "may"),
    [
        (Second(7, holds_seat=True, leads=False, is_officer=False), True),
        (Second(7, holds_seat=False, leads=True, is_officer=False), True),
        (Second(7, holds_seat=False, leads=False, is_officer=True), True),
        (Second(7, holds_seat=False, leads=False, is_officer=False), False),
        (Second(5, holds_seat=True, leads=True, is_officer=True), False),
    ],
)
def test_who_may_be_the_second_person(second, may):
    assert clearing.may_rule(second, author=5) is may
    if may:
        clearing.check_ruling(Ruling.CLEARED, "", second, 5, is_open=True)
        with pytest.raises(RuleBroken, match="mended"):
            clearing.check_ruling(Ruling.REFUSED, "", second, 5, is_open=True)
        with pytest.raises(RuleBroken, match="already"):
            clearing.check_ruling(Ruling.CLEARED, "", second, 5, is_open=False)
    else:
        with pytest.raises(RuleBroken):
            clearing.check_ruling(Ruling.CLEARED, "", second, 5, is_open=True)


def test_councillors_read_before_everyone_does():
    said = clearing.Said("Lamps", "Mended by May", frozenset({"A"}))
    anywhere = replace(said, wards=frozenset())
    clearing.check_order(True, said, replace(said, wards=frozenset({"A", "B"})))
    clearing.check_order(True, anywhere, None)
    clearing.check_order(False, said, None)
    with pytest.raises(RuleBroken, match="councillors of the wards first"):
        clearing.check_order(True, said, None)


@pytest.mark.parametrize(
    "other", [{"title": "Lights"}, {"text": "Never"}, {"wards": frozenset({"B"})}]
)
def test_everyone_reads_what_the_councillors_read_word_for_word(other):
    said = clearing.Said("Lamps", "Mended by May", frozenset({"A"}))
    with pytest.raises(RuleBroken, match="have other words"):
        clearing.check_order(True, said, replace(said, **other))


MARKS = st.fixed_dictionaries({one.value: st.integers(0, 5) for one in Criterion})
WEIGHTS = st.fixed_dictionaries({one.value: st.integers(0, 10) for one in Criterion}).filter(
    lambda weights: any(weights.values())
)


@given(MARKS, WEIGHTS)
def test_a_score_lies_between_0_and_100_and_grows_with_every_mark(marks, weights):
    before = score(marks, weights)
    assert 0 <= before <= 100
    for one in Criterion:
        if marks[one] < 5:
            assert score({**marks, one.value: marks[one] + 1}, weights) >= before


def test_the_highest_marks_make_100_and_the_lowest_0():
    weights = default_weights()
    assert score(dict.fromkeys(Criterion, 5), weights) == 100
    assert score(dict.fromkeys(Criterion, 0), weights) == 0
    assert score({**dict.fromkeys(Criterion, 0), Criterion.HARM: 5}, weights) == 23  # 3 of 13


def test_marks_and_weights_are_checked():
    ranking.check_marks(dict.fromkeys(Criterion, 3))
    ranking.check_weights(default_weights())
    for wrong in ({}, {**dict.fromkeys(Criterion, 3), Criterion.HARM: 6}):
        with pytest.raises(RuleBroken):
            ranking.check_marks(wrong)
    for wrong in (dict.fromkeys(Criterion, 0), {**default_weights(), "harm": 11}):
        with pytest.raises(RuleBroken):
            ranking.check_weights(wrong)


def test_equal_scores_share_a_rank_and_unmarked_ones_come_last():
    found = rank([Entrant("C", None), Entrant("B", 40), Entrant("A", 40), Entrant("D", 70)])
    assert found == [
        Ranked("D", 1),
        Ranked("A", 2, is_tied=True),
        Ranked("B", 2, is_tied=True),
        Ranked("C", None),
    ]


def test_a_place_by_hand_is_kept_and_the_others_close_up():
    found = rank([Entrant("A", 90), Entrant("B", 50), Entrant("C", 10, place=1)])
    assert [(one.number, one.rank, one.by_hand) for one in found] == [
        ("C", 1, True),
        ("A", 2, False),
        ("B", 3, False),
    ]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 9) | st.none()), max_size=12))
def test_everybody_is_ranked_exactly_once(given_scores):
    entrants = [
        Entrant(f"N{number:02}", points, place)
        for number, (points, place) in enumerate(given_scores)
    ]
    found = rank(entrants)
    assert sorted(one.number for one in found) == [one.number for one in entrants]
    by_score = [one.rank for one in found if not one.by_hand]
    assert by_score == sorted(by_score)


def test_open_states_are_all_but_closed():
    assert set(State) - OPEN == {CLOSED}
