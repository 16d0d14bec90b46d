"""What a flag says: counts first, then the rate, the rank and the rule."""

from dataclasses import dataclass

import pytest

from wardmote.flags.rules import flag_dataset
from wardmote.flags.wording import Wording, number_words, rate_words
from wardmote.kernel.periods import Month, Quarter

SPRING = Quarter(2025, 2)


@dataclass
class Figures:
    counts: dict
    slug: str = "burglary"
    exposure: str = "residents"


def flags(counts, exposure=None, share=0.2):
    figures = Figures(counts)
    return {
        flag.code: flag
        for flag in flag_dataset(figures, exposure or dict.fromkeys(counts, 2000), share, 5)
    }


MANY = {f"W{n:02}": n for n in range(26)}
BURGLARY = Wording("burglary", "Burglary", "residents", SPRING)


def test_a_flagged_ward_reads_as_counts_rate_rank_and_rule():
    assert BURGLARY.sentence(flags(MANY)["W23"]) == (
        "23 burglaries in April to June 2025: 11.5 per 1,000 residents, third highest of "
        "26 wards. The five highest are flagged."
    )


def test_the_highest_is_not_called_first_highest():
    assert "residents, highest of 26 wards." in BURGLARY.sentence(flags(MANY)["W25"])


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("W01", "1 burglary in April"),
        ("W00", "a ward with none never is"),
        ("W10", "The five highest are flagged."),
    ],
)
def test_wards_that_are_not_flagged_are_explained_too(code, says):
    assert says in BURGLARY.sentence(flags(MANY)[code])


def test_missing_months_are_named():
    wording = Wording("burglary", "Burglary", "residents", SPRING, [Month(2025, 5)])
    said = wording.sentence(flags(MANY)["W23"])
    assert said.endswith("May 2025 is missing and left out.")


def test_a_ward_without_a_figure_is_not_called_zero():
    said = BURGLARY.sentence(flags(MANY | {"W25": None})["W25"])
    assert "no figure was reported for April to June 2025" in said
    assert "missing is not zero" in said
    among = BURGLARY.sentence(flags(MANY | {"W25": None})["W24"])
    assert "highest of 25 wards with a figure (26 in all)" in among


def test_a_ward_where_nobody_lives_says_so():
    exposure = dict.fromkeys(MANY, 2000) | {"W25": 0}
    said = BURGLARY.sentence(flags(MANY, exposure)["W25"])
    assert "no known residents has no rate and no rank" in said


def test_a_small_district_says_why_it_has_no_flags():
    said = BURGLARY.sentence(flags({"A": 3, "B": 1})["A"])
    assert "No flag: only 2 wards can be ranked" in said


def test_a_partners_data_set_is_said_without_count_rate_or_rank():
    wording = Wording("financial-need", "Financial need", "households", SPRING)
    said = wording.yes_or_no(flags(MANY)["W23"])
    assert said == "Financial need: among the five highest of 26 wards in April to June 2025."
    assert "not among" in wording.yes_or_no(flags(MANY)["W03"])
    assert "no figure" in wording.yes_or_no(flags(MANY | {"W03": None})["W03"])


def test_a_data_set_without_a_noun_is_named_before_its_count():
    wording = Wording("financial-need", "Financial need", "households", SPRING)
    assert wording.sentence(flags(MANY)["W23"]).startswith("Financial need: 23 in April")


def test_one_highest_and_none_are_said_as_such():
    assert "The highest is flagged." in BURGLARY.sentence(
        flags({code: n for n, code in enumerate("ABCDE")})["E"]
    )
    assert "no ward" in BURGLARY.sentence(flags(MANY, share=0.01)["W25"])


@pytest.mark.parametrize(
    ("rate", "words"), [(12.06, "12.1"), (0.1, "0.1"), (0.04, "0.04"), (0, "0.0")]
)
def test_rates_are_short_but_never_rounded_to_nothing(rate, words):
    assert rate_words(rate) == words


def test_small_numbers_are_words():
    assert [number_words(5), number_words(14)] == ["five", "14"]
