"""Which wards are in the top fifth: ranks, ties, zeros, gaps."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wardmote.flags.rules import Why, flag_dataset, flag_quarter, top_count


@dataclass
class Figures:
    counts: dict
    slug: str = "burglary"
    exposure: str = "residents"


def wards(counts, residents=1000):
    """Flags by ward letter, for counts in order A, B, C ..."""
    codes = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(counts)]
    exposure = residents if isinstance(residents, dict) else dict.fromkeys(codes, residents)
    figures = Figures(dict(zip(codes, counts, strict=True)))
    return {flag.code: flag for flag in flag_dataset(figures, exposure, 0.2, 5)}


def flagged(found):
    return "".join(code for code, flag in found.items() if flag.flagged)


@pytest.mark.parametrize(
    ("share", "of_wards", "k"),
    [
        (0.2, 26, 5),
        (0.2, 5, 1),
        (0.2, 7, 1),
        (0.2, 8, 2),
        (0.2, 34, 7),
        (0.1, 25, 3),
        (0.3, 0, 0),
    ],
)
def test_k_is_the_share_of_the_wards_rounded(share, of_wards, k):
    assert top_count(share, of_wards) == k


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([9, 8, 7, 6, 5], "A"),
        ([9, 9, 7, 6, 5], "AB"),
        ([9, 9, 9, 9, 9], "ABCDE"),
        ([9, 8, 8, 8, 5, 4, 3, 2, 1, 1], "ABCD"),
        ([9, 8, 7, 7, 5, 4, 3, 2, 1, 1], "AB"),
        ([0, 0, 0, 0, 0], ""),
        ([3, 0, 0, 0, 0, 0, 0, 0, 0, 0], "A"),
        ([None, 8, 7, 6, 5, 4], "B"),
        ([9, 8, 7, 6], ""),
        ([9, 8, 7, 6, None], ""),
    ],
)
def test_wards_level_with_the_kth_are_all_in_and_zero_never_is(counts, expected):
    assert flagged(wards(counts)) == expected


def test_level_wards_share_a_rank_and_the_next_is_skipped():
    found = wards([9, 8, 8, 5, 0])
    assert [flag.rank for flag in found.values()] == [1, 2, 2, 4, 5]


def test_rates_that_are_equal_as_fractions_are_level():
    """1 in 49 is 3 in 147: as floats 1000 * 1 / 49 and 1000 * 3 / 147 may differ."""
    found = wards([3, 1, 0, 0, 0], {"A": 147, "B": 49, "C": 9, "D": 9, "E": 9})
    assert (found["A"].rank, found["B"].rank) == (1, 1)


@pytest.mark.parametrize("residents", [None, 0])
def test_a_ward_with_nobody_living_there_is_shown_without_a_rank(residents):
    found = wards([50, 9, 8, 7, 6, 5], dict.fromkeys("BCDEF", 1000) | {"A": residents})["A"]
    assert (found.count, found.rank, found.flagged) == (50, None, False)
    assert found.rate_per_1000 is None
    assert found.why is Why.NO_EXPOSURE


def test_the_reason_goes_with_every_ward():
    found = wards([9, 3, 0, None, 1, 1])
    assert [flag.why for flag in found.values()][:4] == [
        Why.AMONG_HIGHEST,
        Why.LOWER,
        Why.NO_EVENTS,
        Why.NO_FIGURE,
    ]
    assert {flag.why for flag in wards([9, 3]).values()} == {Why.FEW_WARDS}


def test_a_quarter_comes_by_data_set_and_then_by_ward():
    two = [Figures({"B": 1, "A": 2}, "robbery"), Figures({"B": 1, "A": 2}, "drugs")]
    found = flag_quarter(two, {"residents": {"A": 5, "B": 5}}, share=0.2, fewest_wards=5)
    assert [(flag.dataset, flag.code) for flag in found] == [
        ("drugs", "A"),
        ("drugs", "B"),
        ("robbery", "A"),
        ("robbery", "B"),
    ]


counts = st.one_of(st.none(), st.integers(0, 60))
people = st.one_of(st.none(), st.integers(0, 9000))


@settings(deadline=None)
@given(st.lists(st.tuples(counts, people), min_size=1, max_size=40))
def test_flags_are_what_sorting_the_fractions_by_hand_gives(pairs):
    from fractions import Fraction

    codes = [f"W{place:02}" for place in range(len(pairs))]
    figures = Figures({code: pair[0] for code, pair in zip(codes, pairs, strict=True)})
    exposure = {code: pair[1] for code, pair in zip(codes, pairs, strict=True)}
    rates = {
        code: Fraction(count, at_risk)
        for code, (count, at_risk) in zip(codes, pairs, strict=True)
        if count is not None and at_risk
    }
    k = round(len(pairs) / 5)
    highest = sorted(rates.values(), reverse=True)[: k or 0]
    for flag in flag_dataset(figures, exposure, 0.2, 5):
        rate = rates.get(flag.code)
        expected = bool(rate and highest and rate >= highest[-1] and len(rates) >= 5)
        assert flag.flagged is expected
        if rate is not None:
            assert flag.rank == 1 + sum(other > rate for other in rates.values())
