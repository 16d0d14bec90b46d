"""What a score and a wish say, what is suggested, what the Board may see."""

from datetime import date

import pytest

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.pulse.rules import (
    Said,
    Suggests,
    Tally,
    Wish,
    asks_for_more,
    check_answer,
    check_open,
    closes_on,
    moved,
    opens_by_itself_on,
    says,
    shown_mean,
    shown_words,
    suggested,
    suggestions,
)

MORE, SAME, LESS = Wish.MORE, Wish.SAME, Wish.LESS
CLOSES = date(2026, 11, 23)
AFTER = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("score", "wish", "said"),
    [
        (1, SAME, Suggests.MORE),
        (2, SAME, Suggests.MORE),
        (3, SAME, None),
        (4, SAME, None),
        (5, SAME, None),
        (1, MORE, Suggests.MORE),
        (3, MORE, Suggests.MORE),
        (5, MORE, Suggests.MORE),
        (1, LESS, Suggests.LESS),
        (3, LESS, Suggests.LESS),
        (5, LESS, Suggests.LESS),
    ],
)
def test_a_wish_outweighs_a_score(score, wish, said):
    assert says(Said(score, wish)) is said


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([], None),
        ([Said(4)], None),
        ([Said(2)], Suggests.MORE),
        ([Said(2), Said(5)], Suggests.MORE),
        ([Said(2), Said(4, MORE), Said(3)], Suggests.MORE),
        ([Said(5, LESS)], Suggests.LESS),
        ([Said(5, LESS), Said(4)], Suggests.LESS),
        ([Said(5, LESS), Said(1)], Suggests.DIFFER),
        ([Said(5, LESS), Said(4, MORE), Said(3)], Suggests.DIFFER),
    ],
)
def test_what_a_wards_members_suggest_together(answers, found):
    assert suggested(answers) is found


def test_wards_of_which_nothing_is_suggested_are_left_out():
    answers = {"E1": [Said(1)], "E2": [Said(4)], "E3": [Said(4, LESS)]}
    assert suggestions(answers) == {"E1": Suggests.MORE, "E3": Suggests.LESS}


def test_a_ward_asks_for_more_if_any_member_does():
    assert asks_for_more([Said(5, LESS), Said(1)])
    assert not asks_for_more([Said(5, LESS), Said(3)])


@pytest.mark.parametrize(
    ("scores", "on", "mean", "words"),
    [
        ((4, 4, 4, 4), AFTER, None, "4 of 9 answered: too few answers to show"),
        ((), AFTER, None, "0 of 9 answered: too few answers to show"),
        ((4, 4, 4, 4, 5), AFTER, 4.2, "4.2 of 5 (5 of 9 answered)"),
        (
            (4, 4, 4, 4, 5),
            CLOSES,
            None,
            "Open until 23 November 2026; 5 of 9 answered so far",
        ),
    ],
)
def test_the_district_has_a_score_once_it_has_closed_and_five_have_answered(
    scores, on, mean, words
):
    tally = Tally(9, scores)
    assert shown_mean(tally, CLOSES, on) == mean
    assert shown_words(tally, CLOSES, on) == words


@pytest.mark.parametrize(
    ("before", "since", "words"),
    [
        ((2, 2), (3, 4), "The score is 1.5 higher"),
        ((4,), (3,), "The score is 1.0 lower"),
        ((4, 2), (3,), "The score is the same"),
        ((), (3,), ""),
        ((3,), (), ""),
    ],
)
def test_whether_the_score_moved(before, since, words):
    assert moved(Tally(9, before), Tally(9, since)) == words


def test_it_may_be_answered_for_three_weeks():
    last = closes_on(date(2026, 11, 2))
    assert last == date(2026, 11, 23)
    check_open(last, last)
    with pytest.raises(RuleBroken, match="closed on 23 November 2026"):
        check_open(last, AFTER)


def test_by_itself_it_opens_in_the_last_month():
    assert opens_by_itself_on(Quarter(2026, 4)) == date(2026, 12, 1)


@pytest.mark.parametrize("score", [0, 6, -1])
def test_only_one_to_five(score):
    with pytest.raises(RuleBroken) as refused:
        check_answer(Said(score), "")
    assert refused.value.about == "score"


def test_why_is_short():
    check_answer(Said(3), "x" * 1000)
    with pytest.raises(RuleBroken) as refused:
        check_answer(Said(3), "x" * 1001)
    assert refused.value.about == "why"
