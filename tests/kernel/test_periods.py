"""Months and quarters are read, written, ordered and counted in one way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import (
    Month,
    Quarter,
    Year,
    months_between,
    parse_period,
    parse_span,
)

months = st.builds(Month, st.integers(1950, 2900), st.integers(1, 12))
quarters = st.builds(Quarter, st.integers(1950, 2900), st.integers(1, 4))


@given(months, st.integers(-400, 400))
def test_a_month_is_what_it_says_and_steps_back(month, steps):
    assert Month.parse(str(month)) == month
    assert (month + steps) - steps == month
    assert (month < month + steps) == (steps > 0)


@given(quarters)
def test_a_quarter_has_three_months_of_its_own(quarter):
    assert Quarter.parse(str(quarter)) == quarter
    assert {month.quarter for month in quarter.months} == {quarter}
    assert quarter.months[2] + 1 == (quarter + 1).months[0]


@pytest.mark.parametrize("text", ["2025-13", "2025-00", "25-04", "April", "2025-4", ""])
def test_what_is_not_a_month_is_refused_with_an_example(text):
    with pytest.raises(RuleBroken, match="2025-04"):
        Month.parse(text)


@pytest.mark.parametrize("text", ["2025Q5", "2025", "Q2", "2025Q0", "0001Q1"])
def test_what_is_not_a_quarter_is_refused_with_an_example(text):
    with pytest.raises(RuleBroken, match="2025Q2"):
        Quarter.parse(text)


def test_either_kind_of_period_is_recognised():
    assert parse_period("2025-04") == Month(2025, 4)
    assert parse_period("2025q2") == Quarter(2025, 2)
    with pytest.raises(RuleBroken, match="neither a month"):
        parse_period("spring")


def test_words_for_people():
    assert Quarter(2025, 2).words == "April to June 2025"
    assert Month(2024, 2).last_day.day == 29
    assert len(list(months_between(Month(2024, 11), Month(2025, 2)))) == 4


@given(quarters)
def test_a_year_is_april_to_march_and_ends_with_its_last_quarter(quarter):
    year = Year.ended_by(quarter)
    assert Year.parse(str(year)) == year
    assert len(set(year.months)) == 12
    assert year.quarters[-1] <= quarter < year.quarters[-1] + 4


def test_a_year_in_words():
    assert parse_span("2024/25") == Year(2024) == Year(2025) - 1
    assert Year(2024).words == "April 2024 to March 2025"
    assert str(Year(1999)) == "1999/00"
    assert parse_span("2025Q2") == Quarter(2025, 2)


@pytest.mark.parametrize("text", ["2025/27", "2025/5", "2025-26", "25/26", ""])
def test_what_is_not_a_year_is_refused_with_an_example(text):
    with pytest.raises(RuleBroken, match="2025/26"):
        Year.parse(text)
