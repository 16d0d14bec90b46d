"""How much wilder than Poisson a series is.

    variance = expected + alpha expected^2        (negative binomial)

Each series' own dispersion (variance over mean of its history, one wild month capped) is
shrunk to what its type of crime has over all places.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardmote.flags.signals.panel import Ints
from wardmote.flags.signals.settings import Fitting

Single = NDArray[np.float32]
WILDEST = 2.0  # times the next: as much as one month of a lone series may say
FITTED_ALONE = 4.5
FITTED = 3.0  # months' worth of freedom that the penalised fit takes


@dataclass(frozen=True, slots=True)
class Scatter:
    """float32[n] each, summed over the weighted months of the history: squared distance from
    the expected (capped), the expected, its square; and the weight of the months."""

    squared: Single
    mean: Single
    mean_squared: Single
    months: Single

    @property
    def level(self) -> Single:
        """Expected events in the month in which an event falls."""
        return np.asarray(self.mean_squared / np.maximum(self.mean, 1e-6), np.float32)


def scatter(
    counts: Single, weight: Single, mean: Single, *, wild_month: bool = False
) -> Scatter:
    """Of counts, weight, mean float32[n, t]. Distances are capped; with `wild_month`, for
    series that stand alone, only the largest one is, at twice the next."""
    squared = counts - mean
    squared *= squared
    if wild_month:
        _tame(squared, weight)
    else:
        np.minimum(squared, 13.5 * mean + 6.0, out=squared)  # 3 sd at dispersion 1.5
    months = weight.sum(axis=1)
    weighted = weight * mean
    fitted = FITTED_ALONE if wild_month else FITTED
    freedom = months / np.maximum(months - fitted, 1.0)
    return Scatter(
        (weight * squared).sum(axis=1) * freedom,
        weighted.sum(axis=1),
        (weighted * mean).sum(axis=1),
        months,
    )


def _tame(squared: Single, weight: Single) -> None:
    row = np.arange(len(squared))
    seen = squared * (weight > 0)
    largest = seen.argmax(axis=1)
    seen[row, largest] = 0
    squared[row, largest] = np.minimum(squared[row, largest], WILDEST * seen.max(axis=1))


def together(parts: list[Scatter]) -> Scatter:
    """One scatter of all series from those of the batches."""
    names = ("squared", "mean", "mean_squared", "months")
    return Scatter(*(np.concatenate([getattr(part, n) for part in parts]) for n in names))


def dispersions(of: Scatter, type: Ints, how: Fitting, *, alone: bool) -> Single:
    """float32[n]: variance over mean of each series, at least 1.02."""
    if alone:
        usual = np.full(len(of.mean), how.alone_dispersion)
        shrink = how.alone_dispersion_months
    else:
        types = int(type.max(initial=0)) + 1
        beyond = np.bincount(type, of.squared - of.mean, types)
        alpha = np.maximum(
            beyond / np.maximum(np.bincount(type, of.mean_squared, types), 1e-9), 0.005
        )
        usual = 1 + alpha[type] * of.level
        shrink = how.dispersion_months
    own = of.squared / np.maximum(of.mean, 1e-6)
    both = (shrink * usual + of.months * own) / (shrink + of.months)
    return np.maximum(both, 1.02).astype(np.float32)


def doubt(of: Scatter, wild: Single, how: Fitting, *, alone: bool) -> Single:
    """float32[n]: sd of the log of (dispersion - 1). What a type has over many places is
    known; what a lone series has is known from its own months only, and twice as badly as
    if its mean were known."""
    if not alone:
        return np.zeros(len(wild), np.float32)
    level = of.mean / np.maximum(of.months, 1)
    level = np.maximum(level, 0.02)
    excess = 6 * (wild - 1) / level + 1 / (wild * level)  # kurtosis of a negative binomial
    spread = 2 + excess  # variance of a squared distance over the square of its mean
    sd = wild * np.sqrt(spread / (of.months + how.alone_dispersion_months)) / (wild - 0.8)
    return np.asarray(np.clip(2 * sd, 0.0, 1.8), np.float32)
