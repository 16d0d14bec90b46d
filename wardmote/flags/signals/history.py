"""One batch of series: what they are expected to have, and when their level changed.

`first` fits roughly, for the dispersion of each type of crime; `second` forgets what came
before a lasting change and weights outliers down, fits again and says what is expected of
the months tested. Between the two the batches meet, because dispersion is learnt together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardmote.flags.signals import changes
from wardmote.flags.signals.changes import Changes
from wardmote.flags.signals.context import Context
from wardmote.flags.signals.dispersion import Scatter, scatter
from wardmote.flags.signals.fit import Fit, Prior, expected, fit, variance
from wardmote.flags.signals.panel import Panel
from wardmote.flags.signals.settings import Fitting, Settings

Single = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class First:
    """A rough fit of some rows: offsets float32[b, T] and what later steps need."""

    rows: slice
    offset: Single
    offset_variance: Single
    prior: Prior
    found: Fit
    scatter: Scatter


@dataclass(frozen=True, slots=True)
class Second:
    """Of the same rows: expected events of the months tested float32[b, guard]; `variance`
    of its log by the fit; `coming` and `coming_variance`: log of the next months' season over
    the year's; `levels` what the series has had."""

    mean: Single
    variance: Single
    offset_variance: Single
    coming: Single
    coming_variance: Single
    levels: Changes
    due: Single
    scatter: Scatter
    kept: NDArray[np.bool_]
    coefficients: Single


def first(one: Panel, around: Context, of: Single, rows: slice, how: Settings) -> First:
    """Fit every month but the last `guard`, all alike."""
    learn = one.months - how.fitting.tested(one.alone)
    offset, doubt = around.offset(one, rows, how.fitting.district_months)
    prior = _prior(one, around, rows, how)
    weight = one.weight[rows, :learn] * _age(learn, one.alone, how.fitting)
    counts = one.counts[rows, :learn]
    found = fit(counts, weight, offset[:, :learn], of[:learn], prior, steps=5)
    mean = expected(found.coefficients, offset[:, :learn], of[:learn])
    about = scatter(counts, one.weight[rows, :learn], mean, wild_month=one.alone)
    return First(rows, offset, doubt, prior, found, about)


def second(
    one: Panel, around: Context, of: Single, rough: First, wild: Single, how: Settings
) -> Second:
    """`wild` float32[b]: variance over mean as learnt from all; `of` has rows to come."""
    rows, months = rough.rows, one.months
    learn = months - how.fitting.tested(one.alone)
    counts, offset = one.counts[rows, :learn], rough.offset[:, :learn]
    mean = expected(rough.found.coefficients, offset, of[:learn])
    trust, kept = _trust(counts, one.weight[rows, :learn], mean, wild, how)
    weight = trust * _age(learn, one.alone, how.fitting)
    found = fit(
        counts,
        weight,
        offset,
        of[:learn],
        rough.prior,
        start=rough.found.coefficients,
        steps=3,
    )
    mean = expected(found.coefficients, offset, of[:learn])
    about = scatter(counts, trust, mean, wild_month=one.alone)
    tested = of[learn:months]
    coming, doubt = _coming(one, around, of, rows, found, how)
    level = _season_only(found.coefficients)
    due = expected(level, rough.offset, of[:months])
    return Second(
        mean=expected(found.coefficients, rough.offset[:, learn:], tested),
        variance=variance(found, tested.mean(axis=0)),
        offset_variance=rough.offset_variance,
        coming=coming,
        coming_variance=doubt,
        levels=changes.last_change(one.counts[rows], due, one.weight[rows], how.changing),
        due=due[:, -12:].mean(axis=1),
        scatter=about,
        kept=kept,
        coefficients=found.coefficients,
    )


def _trust(
    counts: Single, weight: Single, mean: Single, wild: Single, how: Settings
) -> tuple[Single, NDArray[np.bool_]]:
    """float32[b, t] weight of each month of the history, and which come after its changes."""
    at, gain = changes.strongest(counts, mean, weight, 6)
    since = np.where(gain > how.fitting.change * wild, at, 0)[:, None]
    kept = np.arange(counts.shape[1]) >= since
    above = np.sqrt(np.maximum(counts - 0.125, 0)) - np.sqrt(mean + 0.375)
    above *= 2 / np.sqrt(wild)[:, None]
    np.maximum(above, how.fitting.outlier, out=above)
    trust = (how.fitting.outlier / above) ** 2
    trust[~kept] = how.fitting.before_change
    trust *= weight
    return trust, kept


def _prior(one: Panel, around: Context, rows: slice, how: Settings) -> Prior:
    of = how.fitting
    peers = around.peers[rows]
    own = np.maximum(around.level[rows], 0.02)
    known = np.isfinite(peers)
    mean = np.where(
        known, np.log(np.where(known, peers, 1.0)) - of.level_sd**2 / 2, np.log(own)
    )
    sd = np.where(known, of.level_sd, of.alone_level_sd)
    scales = (of.slope_sd, of.yearly_sd, of.half_yearly_sd)
    if one.alone:
        scales = (of.alone_slope_sd, of.alone_yearly_sd, of.alone_half_yearly_sd)
    return Prior(mean.astype(np.float32), sd.astype(np.float32), *scales)


def _coming(
    one: Panel, around: Context, of: Single, rows: slice, found: Fit, how: Settings
) -> tuple[Single, Single]:
    """Log of the season of the months to come over the year's mean, and its variance."""
    season = found.coefficients[2:]
    if not one.alone:
        season = season + around.season.coefficients[2:, one.type[rows]]
    ahead = of[one.months :, 2:]
    year = np.exp(season.T @ of[-12:, 2:].T).mean(axis=1)
    coming = np.exp(season.T @ ahead.T).mean(axis=1)
    at = of[one.months :].mean(axis=0)
    at[:2] = 0
    return np.log(coming / year), variance(found, at)


def _season_only(coefficients: Single) -> Single:
    """What a series is due but for its level and its own trend, in which changes show."""
    out = coefficients.copy()
    out[1] = 0
    return out


def _age(months: int, alone: bool, how: Fitting) -> Single:
    half_life = how.alone_half_life if alone else how.half_life
    ago = np.arange(months - 1, -1, -1)
    return np.asarray(0.5 ** (ago / half_life), np.float32)
