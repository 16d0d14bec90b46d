"""What flags weigh: the table that is shipped, and a partnership's own."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardmote.areas.facts import FlagFact
from wardmote.areas.harm import Basis, expected_harm, read_weights, shipped_weights
from wardmote.areas.themes import PREDICTS_VULNERABILITY
from wardmote.datasets.street import TYPES
from wardmote.kernel.errors import RuleBroken

HEAD = "dataset,days,basis,source\n"


def test_every_type_of_the_police_has_a_weight_and_says_on_what_it_rests():
    weights = {one.dataset: one for one in shipped_weights()}
    assert set(TYPES) <= set(weights)
    assert weights["robbery"].basis is Basis.INDEX
    assert weights["anti-social-behaviour"].basis is Basis.OURS
    assert all(one.source for one in weights.values())


def test_people_in_need_are_not_offences_and_all_crime_is_not_counted_twice():
    slugs = {one.dataset for one in shipped_weights()}
    assert not slugs & (PREDICTS_VULNERABILITY | {"all-crime"})


def test_harm_is_expected_events_times_days():
    flags = [
        FlagFact("robbery", "Robbery", count=4, expected=2.5),
        FlagFact("shoplifting", "Shoplifting", count=30),
        FlagFact("financial-need", "Financial need", count=9),
    ]
    assert expected_harm(flags, {"robbery": 365.0, "shoplifting": 1.0}) == 2.5 * 365 + 30


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "The first line must be"),
        ("dataset,days\nburglary,2\n", "The first line must be"),
        (HEAD, "no row under its first line"),
        (HEAD + "burglary,many,ours,Guess\n", "Line 2: days must be a number"),
        (HEAD + "burglary,nan,ours,Guess\n", "Line 2: days must be a number"),
        (HEAD + "burglary,-1,ours,Guess\n", "Line 2: days must be a number"),
        (HEAD + "burglary,1,mine,Guess\n", "Line 2: basis must be one of index, mixed, ours"),
        (HEAD + "burglary,1,ours,\n", "Line 2: give the data set and a source"),
        (HEAD + "burglary,1,ours\n", "Line 2: 3 columns where there must be 4"),
        (HEAD + "a,1,ours,x\na,2,ours,x\n", "Line 3: a is there twice"),
    ],
)
def test_a_table_that_cannot_be_read_names_its_line(text, says):
    with pytest.raises(RuleBroken, match=says):
        read_weights(text)


def test_a_table_from_a_spreadsheet_is_read():
    (weight,) = read_weights("\ufeff" + HEAD + ' burglary , 91.25 ,ours,"Local, agreed"\n\n')
    assert (weight.dataset, weight.days, weight.source) == ("burglary", 91.25, "Local, agreed")


@given(st.text())
def test_any_text_is_read_or_refused(text):
    for start in "", HEAD:
        with suppress(RuleBroken):
            read_weights(start + text)
