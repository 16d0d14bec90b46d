"""What the country and the district did, so that only what is local is left.

    offset[i, t] = log(type's month index) + log(district's ratio without series i)

The month index of a type is its season, trend and recording habits over all places. The
ratio compares what the district's other places had with what the index says, over three
months (the middle one's neighbours), shrunk towards 1. A rise of a whole district is thereby
in the offset: it is said once, by the district tier (`districts.py`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardmote.flags.signals.fit import Fit, Prior, expected, fit
from wardmote.flags.signals.panel import Panel
from wardmote.flags.signals.settings import Fitting

Single = NDArray[np.float32]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FEW_DISTRICTS = 3  # with fewer, a type's own months are the district's


@dataclass(frozen=True, slots=True)
class Context:
    """level float32[n] mean events a month; index float32[K, T]; season: the fit of the
    types; group int64[n] of district x type; seen, due float32[G, T] sums over 3 months of
    observed and expected events of a group; peers float64[n] events a month of a place of
    this population in this group."""

    level: Single
    index: Single
    season: Fit
    group: Ints
    seen: Single
    due: Single
    peers: Floats

    def offset(self, one: Panel, rows: slice | Ints, shrink: float) -> tuple[Single, Single]:
        """float32[b, T] log offset of these rows; float32[b] variance of its last months."""
        if one.alone:
            shape = one.counts[rows].shape
            return np.zeros(shape, np.float32), np.zeros(shape[0], np.float32)
        group, index = self.group[rows], self.index[one.type[rows]]
        own = over_three(one.counts[rows])
        own_due = over_three(index * one.weight[rows]) * self.level[rows, None]
        seen = np.maximum(self.seen[group] - own, 0) + np.float32(shrink)
        due = np.maximum(self.due[group] - own_due, 0) + np.float32(shrink)
        variance = 0.5 / due[:, -3:].mean(axis=1)
        seen /= due
        seen *= index
        return np.log(seen, out=seen), variance


def context(one: Panel, of: Single, how: Fitting) -> Context:
    """Sums over types and over districts x types; `of` is the design of all months."""
    months = np.maximum(one.weight.sum(axis=1), 1)
    level = one.counts.sum(axis=1) / months
    if one.alone:
        none = np.zeros((1, one.months), np.float32)
        nothing = Fit(np.zeros((6, 1), np.float32), np.zeros((0, 1), np.float32))
        zero = np.zeros(one.series, np.int64)
        return Context(level, none, nothing, zero, none, none, np.full(one.series, np.nan))
    types = int(one.type.max()) + 1
    districts = int(one.district.max()) + 1
    group = one.district * types + one.type
    seen = _sums(one.counts, group, districts * types)
    flat = _flat(one, level, group, districts * types)
    by_type = (districts, types, one.months)
    index, season = _index(
        seen.reshape(by_type).sum(0), flat.reshape(by_type).sum(0), of, how, districts
    )
    due = (flat.reshape(by_type) * index).reshape(flat.shape)
    return Context(
        level=level,
        index=index.astype(np.float32),
        season=season,
        group=group,
        seen=over_three(seen).astype(np.float32),
        due=over_three(due).astype(np.float32),
        peers=_peers(one, level, group, types),
    )


def over_three(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    """Each month with the one before and the one after."""
    total = rows.copy()
    total[:, 1:] += rows[:, :-1]
    total[:, :-1] += rows[:, 1:]
    return total


def _sums(rows: Single, group: Ints, groups: int) -> Floats:
    """float64[groups, T]; rows come in order of group."""
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    out = np.zeros((groups, rows.shape[1]))
    out[group[starts]] = np.add.reduceat(rows, starts, axis=0)
    return out


def _flat(one: Panel, level: Single, group: Ints, groups: int) -> Floats:
    """Events that each group would have in each reported month at its places' own levels."""
    if one.complete:
        return np.repeat(np.bincount(group, level, groups)[:, None], one.months, axis=1)
    return _sums(one.weight * level[:, None], group, groups)


def _index(
    seen: Floats, flat: Floats, of: Single, how: Fitting, districts: int
) -> tuple[Floats, Fit]:
    """[K, T] month index of each type, and its season."""
    types = len(seen)
    known = (flat > 0).astype(np.float32)
    log = np.log(np.maximum(flat, 1e-6)).astype(np.float32)
    prior = Prior(np.zeros(types, np.float32), np.full(types, 3.0, np.float32), 0.3, 0.5, 0.3)
    season = fit(seen.astype(np.float32), known, log, of, prior, steps=12)
    smooth = expected(season.coefficients, log, of).astype(np.float64)
    shrink = how.country_months if districts >= FEW_DISTRICTS else np.inf
    ratio = (seen + shrink) / (smooth + shrink) if np.isfinite(shrink) else np.ones_like(seen)
    index = np.where(flat > 0, smooth * ratio / np.maximum(flat, 1e-6), 1.0)
    return index, season


def _peers(one: Panel, level: Single, group: Ints, types: int) -> Floats:
    """Events a month expected of each series by population: its group's rate, shrunk to its
    type's by five events; nan where the population is not known."""
    known = np.isfinite(one.population)
    counted = known & one.weight.any(axis=1)
    people = np.where(counted, one.population, 0.0)
    events = np.where(counted, level, 0.0)
    groups = int(group.max()) + 1
    by_type = np.bincount(one.type, events, types) / np.maximum(
        np.bincount(one.type, people, types), 1e-9
    )
    overall = np.maximum(by_type, 1e-12)[np.arange(groups) % types]
    rate = (np.bincount(group, events, groups) + 5.0) / (
        np.bincount(group, people, groups) + 5.0 / overall
    )
    return np.where(known, one.population * rate[group], np.nan)
