"""The rule of a data set decides; the literal rule always stands beside it."""

import pytest

from tests.flags.test_sentences import SPRING, flags
from wardmote.flags.rules import Standing, Why, beside_probability, by_list, by_probability
from wardmote.flags.wording import Wording

MANY = {f"W{n:02}": n for n in range(26)}
WORDING = Wording("burglary", "Burglary", "residents", SPRING)


def weighed(code="W24", counts=MANY, exposure=None, **more):
    known = {"probability": 0.83, "expected_rate": 11.4, "flagged": True, "has_any": True}
    return by_probability(flags(counts, exposure)[code], Standing(**(known | more)), on=0.64)


@pytest.mark.parametrize(
    ("standing", "flagged", "why", "says"),
    [
        ({}, True, Why.LIKELY, "second highest of 26 wards; likely among the five highest."),
        ({"probability": 0.97}, True, Why.LIKELY, "; very likely among the five highest."),
        ({"probability": 0.55}, True, Why.STILL_LIKELY, "; still likely among the five"),
        ({"probability": 0.3}, True, Why.STILL_LIKELY, "; perhaps still among the five"),
        (
            {"probability": 0.3, "flagged": False},
            False,
            Why.UNLIKELY,
            "; among the five highest this quarter, but not yet likely to be so truly.",
        ),
    ],
)
def test_a_probability_flags_and_reads_so(standing, flagged, why, says):
    flag = weighed(**standing)
    assert (flag.flagged, flag.why, flag.literal, flag.rule) == (
        flagged,
        why,
        True,
        "probability",
    )
    assert says in WORDING.sentence(flag)


def test_a_ward_that_is_low_is_not_likely():
    flag = weighed("W03", probability=0.01, flagged=False)
    assert WORDING.sentence(flag).endswith("; not likely among the five highest.")
    assert not flag.literal


@pytest.mark.parametrize(
    ("given", "flagged", "why"),
    [
        ({"counts": MANY | {"W24": None}}, True, Why.NO_FIGURE),
        ({"exposure": dict.fromkeys(MANY, 2000) | {"W24": 0}}, False, Why.NO_EXPOSURE),
        ({"counts": {"W23": 1, "W24": 3}}, False, Why.FEW_WARDS),
        ({"counts": {"W24": 3}}, False, Why.FEW_WARDS),
        ({"has_any": False}, False, Why.NO_EVENTS),
        ({"counts": MANY | {"W24": 0}}, True, Why.LIKELY),
    ],
)
def test_what_cannot_be_compared_has_a_defined_answer(given, flagged, why):
    flag = weighed(**given)
    assert (flag.flagged, flag.why) == (flagged, why)
    assert WORDING.sentence(flag)
    assert WORDING.why(flag)


def test_missing_keeps_the_flag_and_none_recorded_is_said():
    missing = weighed(counts=MANY | {"W24": None})
    assert "missing is not zero: its flag stays" in WORDING.sentence(missing).lower()
    none = weighed(counts=MANY | {"W24": 0})
    assert "none recorded in April to June 2025" in WORDING.sentence(none)
    assert "By this quarter alone: none recorded" in " ".join(WORDING.why(none))


def test_both_rules_stand_side_by_side_behind_why():
    why = " ".join(WORDING.why(weighed()))
    assert "83 % likely to be truly among the five highest" in why
    assert "on at 64 % and off under 25 %" in why
    assert "11 per 1,000" in why or "11.4 per 1,000" in why
    assert "By this quarter alone it is among the five highest: second highest" in why
    literal = beside_probability(flags(MANY)["W24"], Standing(0.83, 11.4, True, True))
    assert literal.rule == "top_share"
    assert "goes by the quarter alone" in " ".join(WORDING.why(literal))


def test_yes_or_no_says_no_number_of_a_probability():
    for standing in ({}, {"probability": 0.97}, {"probability": 0.3}):
        said = WORDING.yes_or_no(weighed(**standing))
        assert said == "Burglary: likely among the five highest of 26 wards in " + (
            "April to June 2025."
        )
    said = WORDING.yes_or_no(weighed(probability=0.3, flagged=False))
    assert said.startswith("Burglary: not likely among the five highest")


@pytest.mark.parametrize(
    ("listed", "flagged", "says"),
    [
        (True, True, "on the list sent for April to June 2025."),
        (False, False, "not on the list sent"),
        (None, False, "no list was sent"),
    ],
)
def test_a_list_is_taken_as_it_comes(listed, flagged, says):
    flag = by_list(flags(dict.fromkeys(MANY))["W24"], listed)
    assert (flag.flagged, flag.literal, flag.probability) == (flagged, False, None)
    assert says in WORDING.sentence(flag)
    assert WORDING.yes_or_no(flag) == WORDING.sentence(flag)
