"""What a series was expected to have, month by month: the band of the season chart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from wardmote.flags.signals.choice import Evidence
from wardmote.flags.signals.engine import weigh
from wardmote.flags.signals.fit import design, expected
from wardmote.flags.signals.panel import Ints, Panel
from wardmote.flags.signals.settings import Settings

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bands:
    """float64[rows, T] events a month: expected, and between `low` and `high` as a rule.

    The last months (`Fitting.guard`) are not learnt from: there the band is a forecast.
    """

    expected: Floats
    low: Floats
    high: Floats


def bands(one: Panel, rows: Ints, how: Settings | None = None, *, share: float = 0.9) -> Bands:
    """Of the panel's rows `rows`; `share` of the months of a quiet series lie in the band."""
    how = how or Settings()
    known, back = weigh(one, how)
    return bands_of(known, back[rows], how, share=share)


def bands_of(known: Evidence, at: Ints, how: Settings, *, share: float = 0.9) -> Bands:
    """The same from evidence that is already there, of its rows `at`."""
    mean = means_of(known, at, how)
    recent = known.recent
    alpha = recent.alpha[at].mean(axis=1)[:, None]
    doubt = np.minimum(recent.spread[at], 0.5)[:, None] ** 2
    size = 1 / (alpha + doubt)
    chance = size / (size + mean)
    low = special.nbdtrik((1 - share) / 2, size, chance)
    high = special.nbdtrik((1 + share) / 2, size, chance)
    low = np.where(np.isfinite(low), np.maximum(np.ceil(low), 0), 0.0)
    return Bands(mean, low, np.where(np.isfinite(high), np.ceil(np.maximum(high, 0)), mean))


def means_of(known: Evidence, at: Ints, how: Settings) -> Floats:
    """float64[rows, T]: events expected in each month of the rows `at`."""
    one = known.panel
    of = design(one.months, one.first_month, how.fitting.tested(one.alone))
    offset, _ = known.context.offset(one, at, how.fitting.district_months)
    return expected(known.coefficients[:, at], offset, of).astype(np.float64)
