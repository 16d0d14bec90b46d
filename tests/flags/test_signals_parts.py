"""The parts of the signals, each against what it replaces or a table."""

import numpy as np
import pytest
from scipy import stats

from wardmote.flags.signals import small
from wardmote.flags.signals.changes import last_change, roughness
from wardmote.flags.signals.choice import Kind, Signals, most_likely
from wardmote.flags.signals.fit import Prior, design, expected, fit
from wardmote.flags.signals.reasons import reason
from wardmote.flags.signals.rises import Recent, odds, tails
from wardmote.flags.signals.settings import Changing, Rising

MONTHS = [f"month {month}" for month in range(40)]


def test_many_small_systems_are_solved_as_numpy_solves_them():
    rng = np.random.default_rng(1)
    design_ = rng.normal(size=(30, 6))
    weight = rng.uniform(0.5, 2, (8, 30))
    packed = (weight @ small.products(design_)).T.copy()
    right = rng.normal(size=(6, 8))
    found = small.solve(small.factor(packed, 6), right)
    for row in range(8):
        full = design_.T @ (weight[row][:, None] * design_)
        assert found[:, row] == pytest.approx(np.linalg.solve(full, right[:, row]))


def test_products_in_parts_are_the_whole_product():
    rng = np.random.default_rng(2)
    rows, matrix = rng.normal(size=(1000, 54)), rng.normal(size=(54, 21))
    assert np.allclose(small.times(rows, matrix), rows @ matrix)


def test_the_fit_finds_level_trend_and_season():
    of = design(60, 3, 6)
    truth = np.array([1.2, 0.1, 0.5, -0.3, 0.1, 0.0], np.float32)
    mean = np.exp(of @ truth)
    counts = np.random.default_rng(3).poisson(mean, (200, 60)).astype(np.float32)
    ones, zero = np.ones_like(counts), np.zeros_like(counts)
    loose = Prior(np.full(200, 1, np.float32), np.full(200, 3, np.float32), 1, 1, 1)
    found = fit(counts, ones, zero, of, loose, steps=12)
    assert found.coefficients.mean(axis=1) == pytest.approx(truth, abs=0.03)
    assert expected(found.coefficients, zero, of).mean(0) == pytest.approx(mean, rel=0.06)


@pytest.mark.parametrize(
    ("levels", "at"),
    [
        ([(40, 6)], 0),
        ([(20, 12), (20, 4)], 20),
        ([(33, 12), (7, 3)], 33),
        ([(10, 3), (20, 12), (10, 3)], 30),
        ([(12, 3), (28, 12)], 12),
    ],
)
def test_the_last_change_of_level_is_found(levels, at):
    rng = np.random.default_rng(5)
    mean = np.concatenate([np.full(length, level) for length, level in levels])
    counts = rng.poisson(mean, (30, 40)).astype(np.float32)
    found = last_change(counts, np.ones_like(counts), np.ones_like(counts), Changing())
    assert np.median(found.at) == pytest.approx(at, abs=1)
    assert np.median(found.after) == pytest.approx(levels[-1][1], rel=0.15)


def test_a_plateau_does_not_make_a_series_look_rough():
    counts = np.random.default_rng(6).poisson(np.repeat([4, 40], 20), (50, 40))
    ones = np.ones((50, 40), np.float32)
    assert counts.var() / counts.mean() > 10
    assert roughness(counts.astype(np.float32), ones, ones).mean() < 2


def _recent(counts, mean, spread=0.0, alpha=1e-4):
    counts = np.atleast_2d(counts).astype(np.float32)
    n = len(counts)
    return Recent(
        counts,
        np.ones_like(counts),
        np.full_like(counts, mean),
        np.full_like(counts, alpha),
        np.full(n, spread, np.float32),
        np.zeros(n, np.float32),
    )


def test_a_tail_is_that_of_the_negative_binomial():
    p, _ = tails(_recent([[5, 5, 5, 5, 5, 14]], 5.0, alpha=0.1), alone=True)
    law = stats.nbinom(10, 10 / 15)
    assert p[0] == pytest.approx(law.sf(13) / 2 + law.sf(14) / 2, rel=0.01)


def test_the_longer_it_lasts_the_better_the_odds():
    rows = [[5] * (6 - length) + [9] * length for length in range(1, 7)]
    found, began = odds(_recent(rows, 5.0, spread=0.1, alpha=0.02), Rising())
    assert (np.diff(found[:4]) > 0).all()
    assert began[2] == 2


def test_doubt_about_what_was_expected_lowers_the_odds():
    sure, _ = odds(_recent([[9] * 6], 5.0, spread=0.05), Rising())
    unsure, _ = odds(_recent([[9] * 6], 5.0, spread=0.5), Rising())
    assert unsure[0] < sure[0] - 1


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        ([0.99, 0.98, 0.9, 0.2], [True, True, True, False]),
        ([0.99, 0.7, 0.6, 0.2], [True, False, False, False]),
        ([0.3, 0.2, 0.1, 0.1], [False] * 4),
    ],
)
def test_the_share_of_false_rises_is_held_down(probability, said):
    assert most_likely(np.array(probability), 0.055).tolist() == said


def _signal(kind, observed, expected, window, since, district=np.nan):
    row = [np.array([x]) for x in (0.001, 0.97, expected, observed, window, since, district)]
    return Signals(np.array([kind], np.int8), *row)


@pytest.mark.parametrize(
    ("signal", "sentence"),
    [
        (
            _signal(Kind.RISING, 41, 18, 3, 37, 1.3),
            "41 in the 3 months since month 37, where about 18 would be expected: 2.3 times "
            "as many. The district as a whole has 1.3 times what is usual.",
        ),
        (
            _signal(Kind.RISING, 9, 0.4, 1, 39),
            "9 in month 39, where about 0.4 would be expected: far more. One month so far: "
            "it may be a single event.",
        ),
        (
            _signal(Kind.COMING_DOWN, 12, 31, 6, 34, 1.0),
            "Coming down since month 34: 12 in 6 months, where the level before would have "
            "been about 31. The district as a whole is much as usual.",
        ),
        (
            _signal(Kind.HELD, 96, 37, 12, 0),
            "High and staying so: 96 in the last 12 months, 2.6 times what places with as "
            "many people in this district have (37).",
        ),
        (
            _signal(Kind.HELD, 20, 60, 18, 22),
            "Kept down since month 22: 20 in 18 months, where the level before would have "
            "been about 60.",
        ),
        (
            _signal(Kind.SEASON_AHEAD, 22, 30, 3, 40),
            "Its season is ahead: about 30 in the next 3 months, against 22 in as many "
            "average months.",
        ),
        (_signal(Kind.NONE, 5, 5, 12, 0), ""),
    ],
)
def test_every_signal_says_why(signal, sentence):
    assert reason(signal, 0, MONTHS).sentence == sentence
