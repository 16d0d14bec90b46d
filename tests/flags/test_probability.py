"""Is this ward truly among the highest? What a councillor may rely on."""

import itertools

import numpy as np
import pytest

from wardmote.flags.probability import Levels, assess, changes, top_share
from wardmote.flags.topk import among_highest

RESIDENTS = np.array([4000, 5200, 6100, 7300, 8000, 5600, 9100, 4400, 6800, 5000.0])


def district(seed=1, quarters=10, per_head=0.002):
    """Ten wards whose true rates differ and hold; the first two are the highest."""
    rng = np.random.default_rng(seed)
    rate = per_head * np.array([3, 2.4, 1.2, 1, 1, 0.9, 0.8, 0.7, 0.6, 0.5])
    return rng.poisson(rate * RESIDENTS, (quarters, len(RESIDENTS)))


def test_the_wards_that_are_highest_are_flagged():
    found = assess(district(), RESIDENTS, k=2)
    assert found.flagged[-1].tolist() == [True, True] + [False] * 8
    assert found.probability[-1, :2].min() > 0.9
    assert found.probability[-1].sum() == pytest.approx(2, abs=0.001)


def test_flags_change_far_less_than_the_literal_rule():
    fewer = literal = 0
    for seed in range(6):
        counts = district(seed, per_head=0.0004)
        ranks = np.argsort(np.argsort(-counts / RESIDENTS, axis=1, kind="stable"), axis=1)
        literal += changes(ranks < 2)
        fewer += changes(assess(counts, RESIDENTS, k=2).flagged)
    assert fewer * 4 <= literal


def test_a_quarter_does_not_depend_on_later_quarters():
    counts = district()
    whole, part = assess(counts, RESIDENTS, 2), assess(counts[:5], RESIDENTS, 2)
    assert np.array_equal(whole.probability[:5], part.probability)
    assert np.array_equal(whole.flagged[:5], part.flagged)


def test_the_same_counts_give_the_same_bits():
    one, other = (assess(district(), RESIDENTS, 2) for _ in range(2))
    assert one.probability.tobytes() == other.probability.tobytes()


def test_the_order_of_wards_does_not_matter():
    order = np.random.default_rng(5).permutation(10)
    one = assess(district(), RESIDENTS, 2)
    other = assess(district()[:, order], RESIDENTS[order], 2)
    assert np.allclose(other.probability, one.probability[:, order], atol=1e-9)
    assert np.array_equal(other.flagged, one.flagged[:, order])


def test_a_missing_quarter_changes_no_flag_and_is_not_zero():
    counts = district().astype(float)
    counts[6] = np.nan
    found = assess(counts, RESIDENTS, 2)
    assert np.array_equal(found.flagged[6], found.flagged[5])
    assert found.expected_rate[6] == pytest.approx(found.expected_rate[5], rel=0.15)
    zero = assess(np.nan_to_num(counts), RESIDENTS, 2)
    assert found.expected_rate[6].sum() > 1.2 * zero.expected_rate[6].sum()


def test_one_ward_without_a_figure_keeps_its_flag():
    counts = district().astype(float)
    counts[7:, 0] = -1
    found = assess(counts, RESIDENTS, 2)
    assert found.flagged[7:, 0].all()


def test_a_ward_with_nobody_has_no_probability_and_no_flag():
    exposed = RESIDENTS.copy()
    exposed[0] = 0
    found = assess(district(), exposed, 2)
    assert np.isnan(found.probability[:, 0]).all()
    assert not found.flagged[:, 0].any()
    assert found.probability[-1, 1:].sum() == pytest.approx(2, abs=0.001)


def test_a_new_town_joins_when_people_have_moved_in():
    exposed = np.tile(RESIDENTS, (10, 1))
    exposed[:6, 0] = 0
    found = assess(district(), exposed, 2)
    assert np.isnan(found.probability[:6, 0]).all()
    assert np.isfinite(found.probability[6:, 0]).all()


def test_wards_without_any_event_are_not_flagged():
    found = assess(np.zeros((6, 10)), RESIDENTS, 2)
    assert not found.flagged.any()
    assert np.isfinite(found.probability).all()
    counts = np.zeros((6, 10))
    counts[:, 3] = 2
    assert not assess(counts, RESIDENTS, 2).flagged[:, [0, 1, 2, 4, 5, 6, 7, 8, 9]].any()


def test_wards_with_the_same_past_have_the_same_probability():
    found = assess(np.full((4, 10), 7), np.full(10, 5000), 2)
    assert found.probability == pytest.approx(0.2)
    assert not found.flagged.any()


@pytest.mark.parametrize(("wards", "k"), [(1, 0), (1, 1), (4, 1), (10, 0)])
def test_few_wards_and_no_top_share_mean_no_flag(wards, k):
    found = assess(district()[:, :wards], RESIDENTS[:wards], k)
    assert not found.flagged.any()
    assert np.isfinite(found.probability).all()


@pytest.mark.parametrize(("wards", "k"), [(26, 5), (12, 2), (13, 3), (1, 0), (48, 10)])
def test_the_top_fifth_is_rounded_halves_up(wards, k):
    assert top_share(0.2, wards) == k


def test_a_flag_goes_on_at_one_level_and_off_at_a_lower_one():
    counts = district(per_head=0.0006, quarters=16)
    levels = Levels(on=0.7, off=0.2)
    found = assess(counts, RESIDENTS, 2, levels)
    for before, after, probability in zip(
        found.flagged, found.flagged[1:], found.probability[1:], strict=False
    ):
        assert (probability[after & ~before] >= 0.7).all()
        assert (probability[before & ~after] < 0.2).all()


def test_levels_that_cross_are_refused():
    with pytest.raises(ValueError, match="off no higher than on"):
        Levels(on=0.3, off=0.6)


def test_the_probability_is_what_it_says():
    """Of wards said to be at about 80 %, about 80 % are; over 60 districts with truth known."""
    rng = np.random.default_rng(11)
    said, true = [], []
    for _ in range(60):
        rate = 0.001 * np.exp(rng.normal(0, 0.6, 10))
        counts = rng.poisson(rate * RESIDENTS, (6, 10))
        said.append(assess(counts, RESIDENTS, 2).probability[-1])
        true.append(np.isin(np.arange(10), np.argsort(-rate)[:2]))
    said, true = np.concatenate(said), np.concatenate(true)
    for low, high in itertools.pairwise((0, 0.1, 0.4, 0.7, 1.01)):
        some = (said >= low) & (said < high)
        assert abs(said[some].mean() - true[some].mean()) < 0.1


def test_memory_is_longer_where_counts_are_small():
    small = assess(district(per_head=0.0002), RESIDENTS, 2)
    large = assess(district(per_head=0.01), RESIDENTS, 2)
    assert small.memory[-1] > large.memory[-1]


def test_among_highest_agrees_with_drawing_lots():
    rng = np.random.default_rng(3)
    shape, rate = rng.uniform(0.5, 60, 14), rng.uniform(1, 6, 14)
    drawn = rng.gamma(shape[:, None], 1 / rate[:, None], (14, 40000))
    among = (drawn >= -np.sort(-drawn, axis=0)[2]).mean(axis=1)
    assert among_highest(shape, rate, 3) == pytest.approx(among, abs=0.012)


def test_among_highest_does_not_depend_on_its_grid():
    shape, rate = np.linspace(2, 400, 40), np.full(40, 3.0)
    coarse, fine = (among_highest(shape, rate, 8, cells) for cells in (160, 640))
    assert coarse == pytest.approx(fine, abs=0.002)
