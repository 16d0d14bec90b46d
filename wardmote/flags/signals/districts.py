"""The district tier: a rise of a whole district is said once, of the district.

Places are judged beside the other places of their district, so what all of them share is in
nobody's excess. Here each district and type is one series, judged beside the other districts
(or, when there are fewer than three, by its own history alone), with thresholds of its own:
a district has many events, so a growth of an eighth is visible, and matters. Places already
said to be rising are left out of the sum: their rise is theirs.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wardmote.flags.signals import choice
from wardmote.flags.signals.choice import Evidence, Kind, Signals
from wardmote.flags.signals.engine import SHORTEST, find, weigh
from wardmote.flags.signals.panel import Ints, Panel, panel
from wardmote.flags.signals.settings import Fitting, Rising, Settings

Floats = NDArray[np.float64]
FEW = 3  # districts: with fewer there are no others to be judged beside
ENOUGH = 15  # events expected of a district for its ratio to be worth saying
REPORTED = 0.8  # share of a district's usual events in places that report; else missing

OF_DISTRICTS = Settings(
    fitting=Fitting(
        half_life=36.0,
        slope_sd=0.05,
        level_sd=3.0,
        drift_sd=0.05,
        alone_guard=6,
        alone_slope_sd=0.05,
        alone_drift_sd=0.08,
        alone_dispersion=1.5,
    ),
    rising=Rising(
        false_share=0.07,
        usual_share=0.02,
        usual_weight=100.0,
        certain=0.9,
        least_events=15.0,
        least_ratio=1.12,
        least_growth=0.15,
        least_added=2.0,
        most_growth=0.8,
        most_added=6.0,
        same_last_year=0.9,
    ),
)


@dataclass(frozen=True, slots=True)
class Districts:
    """One row per district and type that occurs: their labels, and the signals of each."""

    district: Ints
    type: Ints
    signals: Signals


@dataclass(frozen=True, slots=True)
class Findings:
    """places: in the order of the panel; its `district` says what the district did in the
    same months. districts: what is said of whole districts."""

    places: Signals
    districts: Districts
    known: Evidence | None = None
    """What the places' signals rest on, for `bands.band_of`; None without any series."""
    back: Ints | None = None
    """At which row of `known` each series of the panel is."""


def look(one: Panel, how: Settings | None = None, wide: Settings = OF_DISTRICTS) -> Findings:
    """Both tiers. A panel whose series stand alone has no districts."""
    how = how or Settings()
    none = np.zeros(0, np.int64)
    if not one.series or one.months < SHORTEST:
        places = find(one, how)
        return Findings(places, Districts(none, none, places))
    known, back = weigh(one, how)
    places = choice.choose(known, how).take(back)
    if one.alone:
        return Findings(places, Districts(none, none, places.take(none)), known, back)
    whole, district, type_ = summed(one, places.kind != Kind.RISING)
    of_districts, at = weigh(whole, wide)
    found = Districts(district, type_, choice.choose(of_districts, wide).take(at))
    context = _over_expected(of_districts)[at]
    group = np.searchsorted(_key(district, type_), _key(one.district, one.type))
    window = np.minimum(places.window, context.shape[1])
    places = replace(places, district=context[group, window - 1])
    return Findings(places, found, known, back)


def summed(one: Panel, counted: NDArray[np.bool_]) -> tuple[Panel, Ints, Ints]:
    """A panel with a row per district and type, of the places that count; its labels."""
    labels, group = np.unique(_key(one.district, one.type), return_inverse=True)
    months = np.maximum(one.weight.sum(axis=1), 1)
    usual = np.where(counted, one.counts.sum(axis=1) / months, 0.0)
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(len(labels)))
    rows = np.where(counted, 1.0, 0.0)[order, None]
    seen = np.add.reduceat(one.counts[order] * rows, starts, axis=0)
    due = np.add.reduceat(one.weight[order] * usual[order, None], starts, axis=0)
    share = due / np.maximum(np.add.reduceat(usual[order], starts), 1e-9)[:, None]
    counts = np.where(share >= REPORTED, np.rint(seen / np.maximum(share, REPORTED)), -1)
    district, type_ = labels // _MANY, labels % _MANY
    several = len(np.unique(district)) >= FEW
    zero = np.zeros(len(labels))
    whole = panel(
        counts,
        district=zero if several else None,
        type=type_ if several else None,
        place=district,
        first_month=one.first_month,
    )
    return whole, district, type_


def _over_expected(known: Evidence) -> Floats:
    """float64[n, g]: observed over expected of the last 1, 2, ... months; nan of few."""
    recent = known.recent
    seen = np.cumsum((recent.counts * recent.weight)[:, ::-1], axis=1, dtype=np.float64)
    due = np.cumsum((recent.mean * recent.weight)[:, ::-1], axis=1, dtype=np.float64)
    return np.where(due >= ENOUGH, (seen + 1) / (due + 1), np.nan)


_MANY = 1_000_003


def _key(district: Ints, type_: Ints) -> Ints:
    return district * _MANY + type_
