"""What a series is expected to have: a penalised quasi-Poisson fit of many series at once.

    log expected[t] = offset[t] + level + slope years + season (once and twice a year)

The penalty on level and slope is that of a normal prior; that on each pair of season terms
that of a Student t prior (2 degrees of freedom) about 0, so that most places have no season
of their own and the few that have a strong one keep it. Newton's method from the prior; a
step costs one exp and two matrix products per series-month.

Unknowns p = 6, design float[T, 6]: level, slope (years since the last month learnt from),
cos and sin of the year, cos and sin of the half-year.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardmote.flags.signals import small

Single = NDArray[np.float32]
P = 6
TAILS = 2.0  # degrees of freedom of the season's prior


@dataclass(frozen=True, slots=True)
class Prior:
    """level_mean and level_sd float32[n]; the others are scales for all series."""

    level_mean: Single
    level_sd: Single
    slope_sd: float
    yearly_sd: float
    half_yearly_sd: float


@dataclass(frozen=True, slots=True)
class Fit:
    """coefficients float32[6, n]; factors: of the penalised information, see small.py."""

    coefficients: Single
    factors: Single


def design(months: int, first_month: int, guard: int, ahead: int = 0) -> Single:
    """float32[months + ahead, 6]."""
    t = np.arange(months + ahead)
    angle = 2 * np.pi * ((t + first_month) % 12) / 12
    years = (t - (months - guard)) / 12.0
    one = np.ones_like(angle)
    terms = [one, years, np.cos(angle), np.sin(angle), np.cos(2 * angle), np.sin(2 * angle)]
    return np.stack(terms, axis=1).astype(np.float32)


def fit(
    counts: Single,
    weight: Single,
    offset: Single,
    of: Single,
    prior: Prior,
    *,
    start: Single | None = None,
    steps: int = 6,
) -> Fit:
    """counts, weight, offset float32[n, t]; `of` the design's rows for those t months."""
    n = len(counts)
    pairs = small.products(of)
    centre = np.zeros((P, n), np.float32)
    centre[0] = prior.level_mean
    coefficients = centre.copy() if start is None else start.copy()
    weighted = weight * counts
    factors = np.empty((0, n), np.float32)
    for _ in range(steps):
        mean = expected(coefficients, offset, of)
        mean *= weight
        penalty = _penalty(coefficients, prior)
        gradient = small.times(weighted - mean, of).T - penalty * (coefficients - centre)
        information = np.ascontiguousarray(small.times(mean, pairs).T)
        information[small.diagonal(P)] += penalty
        factors = small.factor(information, P)
        step = np.clip(small.solve(factors, gradient), -1.5, 1.5)
        coefficients += step
        if np.abs(step).max(initial=0.0) < 2e-3:
            break
    return Fit(coefficients, factors)


def expected(coefficients: Single, offset: Single, of: Single) -> Single:
    """float32[n, t] expected events."""
    log: Single = small.times(np.ascontiguousarray(coefficients.T), np.ascontiguousarray(of.T))
    log += offset
    np.clip(log, -20.0, 30.0, out=log)
    return np.asarray(np.exp(log, out=log))


def variance(found: Fit, at: Single) -> Single:
    """float32[n]: variance of the log of what is expected at design row `at` float32[6] or
    [6, n], for dispersion 1."""
    rows = np.broadcast_to(at.reshape(P, -1), found.coefficients.shape).astype(np.float32)
    return np.asarray((small.solve(found.factors, rows) * rows).sum(axis=0))


def _penalty(coefficients: Single, prior: Prior) -> Single:
    yearly = (coefficients[2:4] ** 2).sum(axis=0) + TAILS * prior.yearly_sd**2
    half = (coefficients[4:6] ** 2).sum(axis=0) + TAILS * prior.half_yearly_sd**2
    rows = np.empty_like(coefficients)
    rows[0] = prior.level_sd**-2
    rows[1] = prior.slope_sd**-2
    rows[2:4] = (TAILS + 2) / yearly
    rows[4:6] = (TAILS + 2) / half
    return rows
