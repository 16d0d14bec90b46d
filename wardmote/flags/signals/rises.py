"""Is there more at the end of a series than its history and its peers explain?

Two answers. `tails`: how unusual the last 1, 3 and 6 months are (an exact negative binomial
tail, mid-p, with the uncertainty of what was expected). `odds`: how much better "it rose in
one of the last six months and stayed up" explains them than "nothing happened": a Bayes
factor over the month it began, its size and how far the level may have wandered by itself.
The second ranks better, because it knows what rises look like; the first needs no such
belief, and is what is shown as p.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from wardmote.flags.signals.settings import Rising

Single = NDArray[np.float32]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
WINDOWS = (1, 3, 6)
SHARES = np.array([0.75, 0.35, 0.15])  # of a false alarm, by window; they overlap, so above 1
SHARES_ALONE = np.array([1.0, 1e-6, 1e-6])  # without peers a long rise looks like a trend
SIZES = 6
NODES, NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(5)
NODE_WEIGHTS = NODE_WEIGHTS / NODE_WEIGHTS.sum()
THREE = ((-1.732, 1 / 6), (0.0, 2 / 3), (1.732, 1 / 6))  # Gauss and Hermite's points
NOTHING = -1.5  # log odds of a series with nothing above what is expected


@dataclass(frozen=True, slots=True)
class Recent:
    """The months tested: counts, weight, mean, alpha (negative binomial) float32[n, g];
    spread (sd of the log of the mean) float32[n]; doubt: sd of the log of alpha, 0 if known."""

    counts: Single
    weight: Single
    mean: Single
    alpha: Single
    spread: Single
    doubt: Single

    def part(self, rows: NDArray[np.bool_] | slice) -> "Recent":
        return Recent(
            self.counts[rows],
            self.weight[rows],
            self.mean[rows],
            self.alpha[rows],
            self.spread[rows],
            self.doubt[rows],
        )


def tails(recent: Recent, alone: bool) -> tuple[Floats, Ints]:
    """p float64[n] of the most unusual window, corrected for choosing; its months int64[n]."""
    each = np.zeros((len(WINDOWS), len(recent.mean)))
    points = THREE if recent.doubt.any() else ((0.0, 1.0),)
    for node, weight in points:
        factor = np.exp(node * recent.doubt)
        each += weight * np.stack([_tail(recent, factor, window) for window in WINDOWS])
    each /= (SHARES_ALONE if alone else SHARES)[:, None]
    best = each.argmin(axis=0)
    return np.minimum(each.min(axis=0), 1.0), np.array(WINDOWS)[best]


def odds(recent: Recent, how: Rising) -> tuple[Floats, Ints]:
    """log Bayes factor float64[n] and how many months ago the rise most likely began (the
    last month is 0) int64[n]."""
    n = len(recent.mean)
    seen = np.cumsum((recent.counts * recent.weight)[:, ::-1], axis=1)
    due = np.cumsum((recent.mean * recent.weight)[:, ::-1], axis=1)
    worth = (seen > 1.05 * due + 0.3).any(axis=1) & (seen[:, -1] >= 1)
    found, began = np.full(n, NOTHING), np.zeros(n, np.int64)
    if worth.any():
        found[worth], began[worth] = _odds(recent.part(worth), how)
    return found, began


def _odds(recent: Recent, how: Rising) -> tuple[Floats, Ints]:
    """Months by the first axis here: sums over months are then sums of whole rows, six
    times as fast as numpy's cumsum down the columns."""
    months, n = recent.mean.shape[::-1]
    mean = recent.mean.mean(axis=1)
    low = np.maximum(how.least_growth, how.least_added / mean)
    high = np.maximum(how.most_growth, how.most_added / mean)
    terms = _terms(recent)
    nothing = np.zeros(n)
    rising = np.zeros((months, n))
    for node, weight in zip(NODES, NODE_WEIGHTS, strict=True):
        wandered = (node * recent.spread).astype(np.float32)
        still = _gain(terms, wandered)
        until = still.astype(np.float64)
        for month in range(1, months):
            until[month] += until[month - 1]
        nothing += weight * np.exp(np.minimum(until[-1], 600))
        until -= still  # what the months before each month say
        for size in range(SIZES):
            growth = 1 + low * (high / low) ** (size / (SIZES - 1))
            up = _gain(terms, wandered + np.log(growth).astype(np.float32))
            since = up.astype(np.float64)
            for month in reversed(range(months - 1)):
                since[month] += since[month + 1]
            since += until
            np.minimum(since, 600, out=since)
            rising += weight * np.exp(since, out=since)
    total = rising.mean(axis=0) / SIZES
    began = months - 1 - rising.argmax(axis=0)
    return np.log(total) - np.log(nothing), began


def _terms(recent: Recent) -> tuple[Single, ...]:
    """float32[g, n] each: counts, share of the variance that is wild, counts and size."""
    wild = recent.alpha * recent.mean
    share = wild / (1 + wild)
    size = (recent.counts + 1 / recent.alpha) * recent.weight
    rows = (recent.counts * recent.weight, share, size)
    return tuple(np.ascontiguousarray(row.T, dtype=np.float32) for row in rows)


def _gain(terms: tuple[Single, ...], log: Single) -> Single:
    """log likelihood of each month at mean exp(log) times the expected, less that at it."""
    counts, share, size = terms
    out = share * np.expm1(log)
    np.log1p(out, out=out)
    out *= -size
    out += counts * log
    return out


def _tail(recent: Recent, factor: Single, months: int) -> Floats:
    """Mid-p of at least so many events in the last `months`, with `factor` times alpha."""
    weight = recent.weight[:, -months:]
    seen = (recent.counts[:, -months:] * weight).sum(axis=1, dtype=np.float64)
    each = recent.mean[:, -months:] * weight
    mean = np.maximum(each.sum(axis=1, dtype=np.float64), 1e-9)
    beyond = (
        factor * (recent.alpha[:, -months:] * each**2).sum(axis=1) + (recent.spread * mean) ** 2
    )
    size = mean**2 / np.maximum(beyond, 1e-9 * mean)
    chance = mean / (mean + size)
    out = (1 - np.expm1(size * np.log1p(-chance))) / 2  # of none: in closed form
    some = seen > 0
    seen, size, chance = seen[some], size[some], chance[some]
    out[some] = special.betainc(seen + 1, size, chance) + special.betainc(seen, size, chance)
    out[some] /= 2
    return np.asarray(out)
