"""No count under 10 can be worked out of all that is told of one survey.

Two attackers, both independent of the guard. One adds up and takes away, by integer
programming over everything told, for surveys that Hypothesis makes. The other knows the
rules too: it goes through every survey of a small size, puts those of which the same is told
together, and looks what is left possible.
"""

import os
from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from wardmote.kernel.numbers import SMALLEST_SHOWN, guard
from wardmote.surveys.rules import ELSEWHERE, Asks, Question
from wardmote.surveys.telling import FEWEST_APART, columns, counted

LEAST = 5
PLACES = {"parish:A": "Astry", "parish:B": "Hallowby"}
QUESTIONS = [
    Question(1, Asks.YES_NO, "Is it dark?", ("Yes", "No", "Don’t know")),
    Question(2, Asks.SCALE, "How safe?", ("1", "2", "3", "4", "5")),
    Question(3, Asks.SEVERAL, "What?", ("Litter", "Noise", "Dark")),
]


def shown_range(shown):
    """By the 10-5 rule as the Office for National Statistics states it."""
    if shown.value is None:
        return 0, SMALLEST_SHOWN - 1
    return max(SMALLEST_SHOWN, shown.value - 2), shown.value + 2


def widths(column, questions):
    """How many whole numbers stay possible for each hidden count of a column, for whoever
    takes it that nobody left out any of the questions of which that is possible.

    Variables: the people, then of each question told its counts and how many left it out.
    If all questions are told, everybody is among the answers: one at least was given.
    """
    low, high = map(list, zip(shown_range(column.answered), strict=True))
    hidden, rules, left_out, answers = [], [], [], []
    for question, told in zip(questions, column.questions, strict=True):
        at = len(low)
        for line in told.lines:
            if line.shown.value is None:
                hidden.append(len(low))
            least, most = shown_range(line.shown)
            low.append(least)
            high.append(most)
        cells = list(range(at, len(low)))
        answers += cells
        if cells:
            left_out.append(len(low))
            low.append(0)
            high.append(200)
            many = question.asks is Asks.SEVERAL
            rules.append(([*cells, len(low) - 1], 0, np.inf if many else 0))
            rules += [([cell], -np.inf, 0) for cell in cells]
    if all(told.lines for told in column.questions):
        rules.append((answers, 0, np.inf))
    given = [LinearConstraint(_row(len(low), cells), *ends) for cells, *ends in rules]
    found = [_width(cell, low, high, given) for cell in hidden]
    for one in left_out:
        high[one] = 0
        if _end(0, 1, low, high, given) is None:
            high[one] = 200
        found += [_width(cell, low, high, given) for cell in hidden]
    return found


def _row(many, cells):
    row = np.zeros(many)
    row[0] = -1
    row[cells] = 1
    return row


def _width(cell, low, high, rules):
    least, most = (_end(cell, sign, low, high, rules) for sign in (1, -1))
    return most - least + 1


def _end(cell, sign, low, high, rules):
    aim = np.zeros(len(low))
    aim[cell] = sign
    found = milp(aim, constraints=rules, bounds=Bounds(low, high), integrality=1)
    return round(found.x[cell]) if found.success else None


person = st.tuples(
    st.sampled_from([*PLACES, ELSEWHERE, ""]),
    st.fixed_dictionaries(
        {
            1: st.lists(st.sampled_from([0, 0, 0, 1, 1, 2]), max_size=1),
            2: st.lists(st.integers(0, 4), max_size=1),
            3: st.lists(st.integers(0, 2), max_size=3),
        }
    ),
)
kinds = st.lists(st.tuples(person, st.integers(1, 40)), max_size=7)
#: one answer each to one question, some by few: the sums are close to the number of people
alone = st.fixed_dictionaries(
    {
        (number, at): st.integers(5, 9) | st.integers(8, 30)
        for number, options in ((1, 3), (3, 3))
        for at in range(options)
    }
).map(lambda many: [(("", {number: [at]}), many[number, at]) for number, at in many])


#: singles and several, one question alone and two beside each other, and all
ASKED = [QUESTIONS[:1], QUESTIONS[2:], QUESTIONS[::2], QUESTIONS[:2], QUESTIONS]


def given_to(groups, asked):
    """What people answered to these questions; who answered none of them sends nothing."""
    numbers = {one.number for one in asked}
    kept = [
        ((at, {number: picked for number, picked in said.items() if number in numbers}), many)
        for (at, said), many in groups
    ]
    return [one for one, many in kept for _ in range(many) if any(one[1].values())]


@pytest.mark.sized
@settings(max_examples=1000 if os.environ.get("WARDMOTE_DEEP") else 60)
@given(kinds | alone, st.sampled_from(ASKED))
def test_adding_up_and_taking_away_leaves_five_numbers(groups, asked):
    for column in columns(given_to(groups, asked), asked, PLACES):
        if column.is_told:
            assert all(width >= LEAST for width in widths(column, asked))
        else:
            assert column.questions == ()


def answers_of(first, *others):
    """So many answers with each of these choices: (chosen by question number, how many)."""
    return [("", chosen) for chosen, many in (first, *others) for _ in range(many)]


SEVERAL_ALONE = answers_of(({3: [0]}, 17), ({3: [1]}, 22), ({3: [2]}, 9))
TWO_TOGETHER = answers_of(
    ({1: [0]}, 12), ({1: [1]}, 12), ({1: [2]}, 9), ({3: [0]}, 12), ({3: [1]}, 12), ({3: [2]}, 9)
)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [(SEVERAL_ALONE, QUESTIONS[2:]), (TWO_TOGETHER, QUESTIONS[::2])],
)
def test_everybody_answered_something(answers, asked):
    """All ticks together number no fewer than the people: it may give the last count away."""
    (column,) = columns(answers, asked, {})
    assert all(width >= LEAST for width in widths(column, asked))


@settings(max_examples=150)
@given(kinds)
def test_what_is_told_is_guarded_and_of_people_apart(groups):
    answers = [one for one, many in groups for _ in range(many)]
    found = columns(answers, QUESTIONS, PLACES)
    each = {name: [s for at, s in answers if at == key] for key, name in PLACES.items()}
    if len(found) > 1:  # by place: nobody is in two columns, and there is no total
        assert [one.place for one in found] == list(PLACES.values())
        assert all(len(said) >= FEWEST_APART for said in each.values())
    for column in found:
        said = each[column.place] if column.place else [s for _, s in answers]
        assert column.answered == guard(len(said))
        for question, told in zip(QUESTIONS, column.questions, strict=False):
            if told.lines:
                assert [one.shown for one in told.lines] == [
                    guard(count) for count in counted(question, said)
                ]
            for line in told.lines:
                assert (line.percent is None) == (line.shown.value is None)
                if line.percent is not None:
                    share = 100 * line.shown.value / column.answered.value
                    assert abs(line.percent - min(100, share)) <= 0.5


def told_of(counts, people):
    """What is told of one question that so many people were asked, as it can be compared."""
    question = Question(1, Asks.ONE, "Where?", tuple(map(str, range(len(counts)))))
    chosen = [{1: [at]} for at, count in enumerate(counts) for _ in range(count)]
    answers = [("", one) for one in [*chosen, *[{}] * (people - len(chosen))]]
    (column,) = columns(answers, [question], {})
    shown = [[line.shown.value for line in one.lines] for one in column.questions]
    return column.answered.value, str(shown)


def test_whoever_knows_the_rules_as_well_is_left_five_numbers():
    """Every survey of two answers among up to 40 people, each given by up to 24."""
    worlds = defaultdict(set)
    for one, other in product(range(25), repeat=2):
        for people in range(one + other, 41):
            worlds[told_of((one, other), people)].add((one, other))
    narrow = {
        told: sorted(set(cell))
        for told, found in worlds.items()
        for cell in zip(*found, strict=True)
        if min(cell) < SMALLEST_SHOWN and len(set(cell)) < LEAST and told[0] != 40
    }
    assert len(worlds) > 20
    assert not narrow


def test_a_guard_that_is_taken_out_is_noticed(monkeypatch):
    """The negative control: without it a hidden count can be worked out."""
    monkeypatch.setattr("wardmote.surveys.telling.holds", lambda *cells, **given: True)
    answers = [("", {1: [0]})] * 13 + [("", {1: [1]})] * 13 + [("", {1: [2]})]
    (column,) = columns(answers, QUESTIONS[:1], {})
    assert min(widths(column, QUESTIONS[:1])) < LEAST


def test_few_answers_say_nothing():
    (column,) = columns([("", {1: [0]})] * 9, QUESTIONS, {})
    assert not column.is_told
    assert column.questions == ()


def test_places_are_told_apart_only_where_each_has_enough():
    few = [("parish:A", {1: [0]})] * 60 + [("parish:B", {1: [1]})] * (FEWEST_APART - 1)
    assert [one.place for one in columns(few, QUESTIONS, PLACES)] == [""]
    enough = [*few, ("parish:B", {1: [1]}), ("", {1: [1]}), (ELSEWHERE, {1: [1]})]
    assert [one.place for one in columns(enough, QUESTIONS, PLACES)] == ["Astry", "Hallowby"]
