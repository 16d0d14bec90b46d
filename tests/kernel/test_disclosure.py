"""Nobody who adds up, takes away and knows the rules gets below five whole numbers."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wardmote.kernel.disclosure import (
    FEWEST_LEFT,
    Range,
    Table,
    bounds,
    flags_told,
    left_possible,
    possible,
    table_of,
    withheld_totals,
    year_of,
)
from wardmote.kernel.numbers import Guarded, guard

SMALL, TEN, FIFTY = Guarded(None), Guarded(10), Guarded(50)


def wards(*counts):
    return {f"E{number}": count for number, count in enumerate(counts)}


@pytest.mark.parametrize(
    ("shown", "low", "high"),
    [(SMALL, 0, 9), (TEN, 10, 12), (FIFTY, 48, 52), (Guarded(None, 20), 0, 19)],
)
def test_what_a_shown_count_may_be(shown, low, high):
    assert possible(shown) == Range(low, high)


@pytest.mark.parametrize(
    ("counts", "is_told"),
    [
        ((0, 0, 0, 0), True),  # fewer than 10 of fewer than 10
        ((12, 0, 0, 0), False),  # about 10 and about 10: the others would be at most 2
        ((50, 2), True),  # 48 to 52 in all and in the one: the other may be 0 to 4
        ((50, 9), False),  # 58 or more: the other would be at least 6
        ((30, 40, 50), True),  # none is hidden
        ((9, 9, 9), True),  # 23 or more of at most 27: each may be 5 to 9
        ((120, 80, 60, 40, 30, 20, 15, 11, 6, 3, 5, 4), True),
    ],
)
def test_a_total_that_says_too_much_is_not_told(counts, is_told):
    assert (table_of(wards(*counts)).total is not None) == is_told


def test_a_total_is_withheld_with_its_neighbours():
    """Alone, a total that is not told would be known to be 10: and the others 0 to 2."""
    cells = {"E0": TEN, "E1": SMALL, "E2": SMALL}
    kept = withheld_totals(cells)
    assert TEN in kept
    assert len(kept) > 1
    assert max(found["E1"].high for found in (bounds(cells, one) for one in kept)) >= 4


@pytest.mark.parametrize("smallest", [10, 12, 20])
@given(counts=st.lists(st.integers(0, 60), min_size=1, max_size=14))
@settings(max_examples=150, deadline=None)
def test_five_whole_numbers_are_left_of_every_hidden_count(smallest, counts):
    table = table_of(wards(*counts), smallest=smallest)
    left = left_possible(table, smallest=smallest)
    assert all(found >= FEWEST_LEFT for found in left.values()), (table, left)


@given(counts=st.lists(st.integers(0, 14), min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_every_number_that_is_called_possible_is_one(counts):
    """By trying all tables: the bounds are the attacker's, neither wider nor narrower."""
    real = wards(*counts)
    cells = {code: guard(count) for code, count in real.items()}
    total = guard(sum(counts))
    spans = [range(one.low, one.high + 1) for one in map(possible, cells.values())]
    same = [found for found in itertools.product(*spans) if guard(sum(found)) == total]
    for code, found in bounds(cells, total).items():
        seen = {table[list(real).index(code)] for table in same}
        assert seen == set(range(found.low, found.high + 1))


@given(counts=st.lists(st.integers(0, 16), min_size=2, max_size=3))
@settings(max_examples=60, deadline=None)
def test_who_makes_every_table_afresh_learns_no_more(counts):
    """The attacker knows the whole rule: all tables that would be told just like this one."""
    told = table_of(wards(*counts))
    spans = [range(one.low, one.high + 1) for one in map(possible, told.cells.values())]
    alike = [one for one in itertools.product(*spans) if table_of(wards(*one)) == told]
    for at, shown in enumerate(told.cells.values()):
        if shown.value is None:
            assert len({one[at] for one in alike}) >= FEWEST_LEFT


@pytest.mark.parametrize(
    ("cells", "people", "k", "said"),
    [
        ((90, 75, 10, None), (2000,) * 4, 2, (True, True, False, False)),
        # the small ward may have the highest rate of all, or none
        ((90, 75, 10, None), (2000, 2000, 2000, 90), 2, (True, None, False, None)),
        ((30, 30, 30), (1000,) * 3, 1, (None, None, None)),
        ((None, None), (1000,) * 2, 1, (None, None)),
        ((90, 10), (2000, 0), 1, (True,)),  # nobody exposed: no rate
        ((90, 10), (2000, 2000), 0, ()),
    ],
)
def test_a_flag_is_told_where_the_told_counts_bear_it_out(cells, people, k, said):
    shown = {code: Guarded(value) for code, value in wards(*cells).items()}
    found = flags_told(shown, wards(*people), k)
    assert tuple(found.values()) == said


def test_too_few_wards_have_no_flag():
    cells = {"E0": FIFTY, "E1": TEN}
    assert flags_told(cells, {"E0": 100, "E1": 100}, 1, fewest_wards=3) == {}


@given(
    counts=st.lists(st.integers(0, 40), min_size=2, max_size=8),
    k=st.integers(1, 3),
    data=st.data(),
)
@settings(max_examples=150, deadline=None)
def test_told_flags_are_true_and_follow_from_the_table_alone(counts, k, data):
    people = wards(*(data.draw(st.integers(50, 3000)) for _ in counts))
    real, table = wards(*counts), table_of(wards(*counts))
    rates = {code: real[code] / people[code] for code in real}
    for code, said in flags_told(table.cells, people, k).items():
        higher = sum(rate > rates[code] for rate in rates.values())
        assert said in (None, higher < k and real[code] > 0)
    alike = Table(table.cells, table.total)
    assert flags_told(alike.cells, people, k) == flags_told(table.cells, people, k)


@pytest.mark.parametrize(
    ("count", "wards", "smallest", "shown"),
    [
        (416, 8, 10, Guarded(415, 40)),
        (40, 8, 10, Guarded(40, 40)),
        (39, 8, 10, Guarded(None, 40)),
        (0, 8, 10, Guarded(None, 40)),
        (109, 26, 10, Guarded(None, 110)),
        (60, 8, 60, Guarded(60, 60)),
        (12, 1, 3, Guarded(10, 10)),
    ],
)
def test_a_sensitive_year_is_hidden_by_how_many_wards_there_are(count, wards, smallest, shown):
    assert year_of(count, wards=wards, smallest=smallest) == shown


@given(st.integers(1, 200))
def test_five_stay_possible_of_a_hidden_year_if_every_ward_was_flagged(wards):
    assert possible(year_of(0, wards=wards)).high - 4 * wards + 1 >= FEWEST_LEFT
