"""Figures in plain words: what is called rising, and what is not."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.briefings.conftest import MONTHS, figures
from wardmote.briefings.pictures import trend_title
from wardmote.briefings.rules import ALL, change, finding, read_figures, year_words
from wardmote.kernel.periods import Month


def ward(**types):
    return read_figures(figures("E1", types=types).content)


@pytest.mark.parametrize(
    ("burglary", "heading"),
    [
        (
            [4] * 12 + [12] * 12,
            "More burglary recorded in Longmere than a year before: 144, after 48",
        ),
        (
            [12] * 12 + [4] * 12,
            "Less burglary recorded in Longmere than a year before: 48, after 144",
        ),
        ([4] * 24, "Recorded crime in Longmere has not clearly changed in a year"),
        (
            [10] * 12 + [13] * 12,
            "Recorded crime in Longmere has not clearly changed in a year",
        ),
        (
            [38] * 11 + [33] + [32] * 11 + [23],  # 375 after 451: 2.6 standard errors
            "Recorded crime in Longmere has not clearly changed in a year",
        ),
        ([0] * 23 + [6], "Recorded crime in Longmere has not clearly changed in a year"),
    ],
)
def test_the_heading_says_what_chance_does_not_explain(burglary, heading):
    assert finding(ward(Burglary=burglary)).heading == heading


def test_two_years_of_many_types_are_compared_as_that():
    types = {str(at): [10] * 12 + [7] * 12 for at in range(9)}
    said = finding(ward(**types)).heading
    assert said == "Fewer crimes recorded in Longmere than a year before: 756, after 1,080"
    gap = finding(ward(Burglary=[4] * 11 + [None] + [12] * 12)).heading
    assert gap.endswith("than in the same months a year before: 132, after 44")


def test_a_label_in_the_plural_takes_its_verb():
    drugs = ward(Drugs=[12] * 12 + [4] * 12)
    said = "Fewer drug offences recorded in Longmere than a year before: 48, after 144"
    assert finding(drugs).heading == said
    assert finding(drugs, flags(("Drugs", "RISING"))).heading == (
        "Drug offences are rising in Longmere"
    )


def flags(*told, quarter="2025Q3"):
    """As a FLAGS release has them; the figures end with September 2025."""
    sentence = "24 in July to September, 5 expected."
    return {
        "quarter": quarter,
        "signals": [
            {"name": name, "kind": kind, "sentence": sentence, "is_new": False}
            for name, kind in told
        ],
    }


@pytest.mark.parametrize(
    ("told", "heading"),
    [
        (flags(("Burglary", "RISING")), "Burglary is rising in Longmere"),
        (flags(("Burglary", "COMING_DOWN")), "Burglary is coming down in Longmere"),
        (flags(("All crime", "RISING")), "Recorded crime is rising in Longmere"),
        (
            flags(("Drugs", "HELD"), ("Deliberate fires", "RISING")),
            "Recorded crime in Longmere has not clearly changed in a year",
        ),
        (
            flags(("Burglary", "RISING"), quarter="2025Q1"),
            "Recorded crime in Longmere has not clearly changed in a year",
        ),
    ],
)
def test_only_a_released_signal_of_late_says_rising(told, heading):
    said = finding(ward(Burglary=[4] * 24, Drugs=[2] * 24), told)
    assert said.heading == heading
    assert ("24 in July to September" in said.lead) == (" is " in heading)


def test_small_numbers_are_called_small():
    assert "small numbers" in finding(ward(Burglary=[1] * 24)).caution


def test_a_month_missing_in_one_year_is_left_out_of_both():
    one = change(ward(Burglary=[5] * 12 + [None] + [5] * 11), "Burglary")
    assert (one.now, one.before, one.compared) == (55, 55, 11)


def test_without_an_earlier_year_nothing_is_compared():
    content = figures("E1", months=MONTHS[:10], types={"Burglary": [5] * 10}).content
    one = change(read_figures(content), "Burglary")
    assert (one.now, one.before, one.words) == (50, None, "no earlier year")


def test_a_shorter_earlier_year_is_compared_month_for_month():
    content = figures("E1", months=MONTHS[:21], types={"Burglary": [9] * 9 + [5] * 12}).content
    one = change(read_figures(content), "Burglary")
    assert (one.now, one.before, one.compared, one.year) == (45, 81, 9, 60)


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        (
            [4] * 12 + [5] * 12,
            "60 in October 2024 to September 2025, 48 in those a year before",
        ),
        (
            [5] * 12 + [None] + [5] * 11,
            "55 in 11 of the months October 2024 to September 2025, 55 in those a year before",
        ),
        ([5] * 10, "50 in October 2023 to July 2024"),
        ([5], "5 in October 2023"),
    ],
)
def test_a_chart_names_the_months_that_it_counts(counts, title):
    content = figures("E1", months=MONTHS[: len(counts)], types={"Burglary": counts}).content
    assert trend_title(read_figures(content), "Burglary") == f"Burglary in Longmere: {title}"


def test_several_wards_are_of_the_months_of_them_all():
    months = {"Burglary": [5] * 23}
    short = read_figures(figures("E2", months=MONTHS[:23], types=months).content)
    whole = ward(Burglary=[5] * 24)
    assert year_words([short, whole]) == "September 2024 to September 2025"
    assert year_words([]) == ""


def test_months_that_were_left_out_are_gaps():
    content = figures("E1", months=["2025-01", "2025-03"], types={"Burglary": [1, 2]}).content
    read = read_figures(content)
    assert read.types["Burglary"] == (1, None, 2)
    assert read.missing == (Month(2025, 2),)


values = st.lists(st.none() | st.integers(0, 400), min_size=24, max_size=24)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values, values)
def test_any_figures_can_be_put_in_words(burglary, drugs):
    read = ward(Burglary=burglary, Drugs=drugs)
    assert finding(read).heading
    total = change(read, ALL)
    assert 0 <= total.compared <= 12
    assert total.now <= sum(value or 0 for value in burglary + drugs)
