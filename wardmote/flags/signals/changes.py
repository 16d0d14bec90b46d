"""When did the level of a series last change, and from what to what?

Binary segmentation by likelihood ratio: for every month the gain in Poisson log likelihood
of two levels over one, relative to what season, country and district lead to expect, divided
by a dispersion taken from differences between neighbouring months (a plateau does not
inflate it). The strongest split first, then one in each half: at most three changes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardmote.flags.signals.panel import Ints
from wardmote.flags.signals.settings import Changing

Single = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Changes:
    """at int64[n]: first month of the present level, 0 if it never changed; held int64[n]:
    how many months the level before lasted; before, after float32[n]: rates relative to the
    expected, on either side."""

    at: Ints
    held: Ints
    before: Single
    after: Single


def last_change(counts: Single, due: Single, weight: Single, how: Changing) -> Changes:
    """counts, due (expected but for the level), weight float32[n, T]."""
    n, months = counts.shape
    seen, expected = _cumulated(counts * weight), _cumulated(due * weight)
    scale = roughness(counts, due, weight)
    start, end = np.zeros(n, np.int64), np.full(n, months)
    first, strength = _split(seen, expected, start, end, how.shortest)
    last = np.where(strength > how.strength * scale, first, 0)
    previous = np.zeros(n, np.int64)
    some = np.flatnonzero(last)
    if len(some):
        _second(some, seen, expected, last, previous, how, scale)
    row = np.arange(n)
    after = _rate(seen, expected, row, last, end)
    before = np.where(last > 0, _rate(seen, expected, row, previous, last), after)
    held = last - previous
    return Changes(last, held, before.astype(np.float32), after.astype(np.float32))


def strongest(
    counts: Single, due: Single, weight: Single, shortest: int
) -> tuple[Ints, Single]:
    """The month of the best single change of each series and its log likelihood ratio."""
    n, months = counts.shape
    seen, expected = _cumulated(counts * weight), _cumulated(due * weight)
    return _split(seen, expected, np.zeros(n, np.int64), np.full(n, months, np.int64), shortest)


def roughness(counts: Single, due: Single, weight: Single) -> Single:
    """float32[n]: variance over mean, from neighbouring months only, between 1 and 4."""
    cross = counts[:, 1:] * due[:, :-1]
    cross -= counts[:, :-1] * due[:, 1:]
    cross *= cross
    both = weight[:, 1:] * weight[:, :-1]
    cross *= both
    chance = (counts[:, 1:] + counts[:, :-1]) * both
    chance *= due[:, 1:]
    chance *= due[:, :-1]
    ratio = (cross.sum(axis=1) + 10 * due[:, 0] ** 2) / (
        chance.sum(axis=1) + 10 * due[:, 0] ** 2
    )
    return np.asarray(np.clip(ratio, 1.0, 4.0))


def _second(
    some: Ints,
    seen: Single,
    expected: Single,
    last: Ints,
    previous: Ints,
    how: Changing,
    scale: Single,
) -> None:
    """Look for one more change on either side of the first; the later one is the last."""
    months = seen.shape[1] - 1
    of, due, first, need = seen[some], expected[some], last[some], how.strength * scale[some]
    end = np.full(len(some), months, np.int64)
    later, gain = _split(of, due, first, end, how.shortest)
    found = gain > need
    zero = np.zeros(len(some), np.int64)
    earlier, gain = _split(of, due, zero, first, how.shortest)
    before = np.where(gain > need, earlier, 0)
    last[some] = np.where(found, later, first)
    previous[some] = np.where(found, first, before)


def _split(
    seen: Single, expected: Single, start: Ints, end: Ints, shortest: int
) -> tuple[Ints, Single]:
    """Best month to split [start, end) of each row, and the log likelihood gained."""
    row = np.arange(len(seen))
    inner = slice(1, seen.shape[1] - 1)
    y0, e0 = seen[row, start][:, None], expected[row, start][:, None]
    y, e = seen[row, end][:, None] - y0, expected[row, end][:, None] - e0
    y1, e1 = seen[:, inner] - y0, expected[:, inner] - e0
    gain = _likelihood(y1, e1)
    gain += _likelihood(y - y1, e - e1)
    gain -= _likelihood(y, e)
    at = np.arange(1, seen.shape[1] - 1)
    outside = (at < (start + shortest)[:, None]) | (at > (end - shortest)[:, None])
    gain[outside] = 0.0
    best = gain.argmax(axis=1)
    return at[best].astype(np.int64), gain[row, best]


def _likelihood(seen: Single, expected: Single) -> Single:
    rate = np.maximum(seen, 1e-6)
    rate /= np.maximum(expected, 1e-6)
    np.log(rate, out=rate)
    rate *= np.maximum(seen, 0)
    return rate


def _rate(seen: Single, expected: Single, row: Ints, start: Ints, end: Ints) -> Single:
    events = seen[row, end] - seen[row, start]
    due = expected[row, end] - expected[row, start]
    return np.asarray((events + 0.25) / (due + 0.25))


def _cumulated(rows: Single) -> Single:
    out = np.zeros((len(rows), rows.shape[1] + 1), np.float32)
    np.cumsum(rows, axis=1, out=out[:, 1:])
    return out
