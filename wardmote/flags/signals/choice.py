"""Which of the four signals, if any, each series gets: the first that holds.

RISING        probably a rise (posterior probability, with the share of false rises of the
              whole run held down), big enough to matter, still going on, not last year's again
COMING_DOWN   the level fell lastingly within the last year
HELD          much higher than peers, for a while; or kept down after such a fall
SEASON_AHEAD  the next three months are this series' season
"""

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy import special

from wardmote.flags.signals.context import Context
from wardmote.flags.signals.panel import Ints, Panel
from wardmote.flags.signals.rises import Recent
from wardmote.flags.signals.settings import Rising, Settings

Single = NDArray[np.float32]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Kind(IntEnum):
    """What a signal says. Data cannot say why: it is "coming down", never "thanks to"."""

    NONE = 0
    RISING = 1
    COMING_DOWN = 2
    HELD = 3
    SEASON_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of each series of a panel in order; see `engine.evidence`."""

    panel: Panel
    context: Context
    recent: Recent
    wild: Single
    p: Floats
    window: Ints
    odds: Floats
    began: Ints
    coming: Single
    coming_sd: Single
    changed: Ints
    rate_before: Single
    rate_after: Single
    due: Single
    kept: Bools


@dataclass(frozen=True, slots=True)
class Signals:
    """Arrays of n series, in the order they were given.

    kind         which signal (Kind)
    p            how unusual the last months are; one-sided, about uniform if nothing happened
    probability  posterior probability of a rise in the last six months
    expected     events expected in the signal's window
    observed     events seen in it
    window       its length in months; it ends with the last month (SEASON_AHEAD: begins after)
    since        index of the month since which it has been so; T for SEASON_AHEAD
    district     what the district had over what its past leads to expect, same months; 1 when
                 nothing is known
    """

    kind: NDArray[np.int8]
    p: Floats
    probability: Floats
    expected: Floats
    observed: Floats
    window: Ints
    since: Ints
    district: Floats

    @property
    def ratio(self) -> Floats:
        return self.observed / np.maximum(self.expected, 1e-9)

    def take(self, rows: Ints) -> "Signals":
        return Signals(*(getattr(self, field.name)[rows] for field in fields(self)))


def choose(of: Evidence, how: Settings) -> Signals:
    """The signals of a panel in order."""
    months = of.panel.months
    probability = posterior(of.odds, of.recent, how.rising)
    rising = _rising(of, probability, how.rising)
    kind = np.zeros(of.panel.series, np.int8)
    down, kept_down = _fallen(of, how)
    high = _high(of, how)
    season = _season(of, how)
    for which, holds in (
        (Kind.SEASON_AHEAD, season),
        (Kind.HELD, high | kept_down),
        (Kind.COMING_DOWN, down),
        (Kind.RISING, rising),
    ):
        kind[holds] = which
    since = np.where(
        rising, months - 1 - of.began, np.where(season & (kind == 4), months, of.changed)
    )
    window = np.clip(months - since, 1, 12)
    expected, observed = _seen(of, kind, window)
    return Signals(
        kind,
        of.p,
        probability,
        expected,
        observed,
        window,
        since,
        np.ones(of.panel.series),
    )


def posterior(odds: Floats, recent: Recent, how: Rising) -> Floats:
    """P(rise): the share of rises is learnt from all series of like size, by EM."""
    due = (recent.mean * recent.weight).sum(axis=1)
    out = np.zeros(len(odds))
    for some in (due < 2, due >= 2):
        share = how.usual_share
        for _ in range(60):
            said = special.expit(odds[some] + np.log(share / (1 - share)))
            learnt = (said.sum() + how.usual_weight * how.usual_share) / (
                some.sum() + how.usual_weight
            )
            if abs(learnt - share) < 1e-7:
                break
            share = min(learnt, how.most_share)
        out[some] = special.expit(odds[some] + np.log(share / (1 - share)))
    return out


def _rising(of: Evidence, probability: Floats, how: Rising) -> Bools:
    recent = of.recent
    weight = recent.weight[:, -3:]
    seen = (recent.counts[:, -3:] * weight).sum(axis=1)
    due = (recent.mean[:, -3:] * weight).sum(axis=1)
    matters = (seen >= how.least_events) & ((seen + 2) / (due + 2) >= how.least_ratio)
    history = of.panel.weight.sum(axis=1) - recent.weight.sum(axis=1)
    likely = np.where(matters & (history >= how.least_history), probability, 0.0)
    for row in np.flatnonzero(likely > 0.3):
        if _again(of, row, how):
            likely[row] = 0.0
    return most_likely(likely, how.false_share) | (likely >= how.certain)


def most_likely(probability: Floats, false_share: float) -> Bools:
    """The largest set whose mean probability of being wrong is at most `false_share`."""
    order = np.argsort(-probability, kind="stable")
    wrong = np.cumsum(1 - probability[order]) / np.arange(1, len(order) + 1)
    count = np.searchsorted(wrong, false_share, side="right")
    out = np.zeros(len(order), bool)
    if count:
        out = probability >= max(probability[order[count - 1]], 0.5)
    return out


def _again(of: Evidence, row: int, how: Rising) -> bool:
    """Did an earlier year have nearly as much in the same months?"""
    counts, weight = of.panel.counts[row], of.panel.weight[row]
    months, length = of.panel.months, int(of.began[row]) + 1
    now = counts[months - length :].sum()
    kept = of.kept[row]
    for end in range(months - 12, length - 1, -12):
        span = slice(end - length, end)
        if end <= len(kept) and kept[span].all() and weight[span].all():
            if counts[span].sum() >= how.same_last_year * now:
                return True
    return False


def _fallen(of: Evidence, how: Settings) -> tuple[Bools, Bools]:
    rule = how.changing
    ago = of.panel.months - of.changed
    drop = (of.rate_before - of.rate_after) * of.due
    fell = (
        (of.changed > 0)
        & (of.rate_after <= rule.fallen_to * of.rate_before)
        & (drop >= rule.least_drop)
    )
    return fell & (ago <= rule.recent), fell & (ago > rule.recent) & (ago <= rule.remembered)


def _high(of: Evidence, how: Settings) -> Bools:
    rule = how.changing
    last = slice(-12, None)
    seen = of.panel.counts[:, last].sum(axis=1).astype(np.float64)
    reported = of.panel.weight[:, last].sum(axis=1)
    peers = np.where(np.isfinite(of.context.peers), of.context.peers, np.inf) * reported
    shape = rule.peers_shape + seen / of.wild
    rate = rule.peers_shape + peers / of.wild
    likely = special.gammaincc(shape, np.minimum(rule.high_ratio * rate, 1e12))
    excess = (seen - peers) / np.maximum(reported, 1)
    changed_long_ago = (of.panel.months - of.changed >= rule.settled) | (of.changed == 0)
    settled = changed_long_ago & (reported >= rule.settled)
    return (likely > rule.high_probability) & (excess >= rule.high_excess) & settled


def _season(of: Evidence, how: Settings) -> Bools:
    seen = of.panel.counts[:, -12:].sum(axis=1)
    reported = np.maximum(of.panel.weight[:, -12:].sum(axis=1), 1)
    index = np.exp(of.coming - of.coming_sd)
    return np.asarray(
        (index >= how.season.least_index) & (seen / reported >= how.season.least_events)
    )


def _seen(of: Evidence, kind: NDArray[np.int8], window: Ints) -> tuple[Floats, Floats]:
    """Expected and observed events in the last `window` months, by the first that applies."""
    months = of.panel.months
    seen = np.cumsum(of.panel.counts[:, ::-1], axis=1, dtype=np.float64)
    observed = seen[np.arange(len(seen)), np.minimum(window, months) - 1]
    due = np.cumsum((of.recent.mean * of.recent.weight)[:, ::-1], axis=1, dtype=np.float64)
    short = np.minimum(window, due.shape[1])
    expected = due[np.arange(len(due)), short - 1]
    fell = np.isin(kind, (Kind.COMING_DOWN, Kind.HELD))
    expected = np.where(
        fell, observed * of.rate_before / np.maximum(of.rate_after, 1e-6), expected
    )
    return expected, observed
