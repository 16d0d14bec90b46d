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

from wardmote.flags.signals.changes import Changes
from wardmote.flags.signals.context import Context
from wardmote.flags.signals.panel import Ints, Panel
from wardmote.flags.signals.rises import Recent
from wardmote.flags.signals.settings import Changing, Rising, Season, Settings

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
    levels: Changes
    due: Single
    kept: Bools
    coefficients: Single


@dataclass(frozen=True, slots=True)
class Signals:
    """Arrays of n series, in the order they were given.

    kind         which signal (Kind)
    p            how unusual the last months are; one-sided, about uniform if nothing happened
    probability  posterior probability of a rise in the last six months
    expected     events expected in the window: RISING by its history and peers; COMING_DOWN and
                 kept down (HELD) at the level before the fall; high (HELD) by its peers;
                 SEASON_AHEAD in the months to come
    observed     events seen in the window; SEASON_AHEAD: in as many average months of last year
    window       months, ending with the last; SEASON_AHEAD: beginning after it
    since        index of the first month of the present level; SEASON_AHEAD: T
    district     what the district had over what its past leads to expect, in the same months;
                 nan where not known (see `districts.look`)
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


def nothing() -> Signals:
    """The signals of no series."""
    floats, ints = np.zeros(0), np.zeros(0, np.int64)
    return Signals(ints.astype(np.int8), floats, floats, floats, floats, ints, ints, floats)


def choose(of: Evidence, how: Settings) -> Signals:
    """The signals of a panel in order."""
    probability = posterior(of.odds, of.recent, how.rising)
    down, kept_down = _fallen(of, how.changing)
    high = _high(of, how.changing)
    kind = np.zeros(of.panel.series, np.int8)
    for which, holds in (
        (Kind.SEASON_AHEAD, _season(of, how.season)),
        (Kind.HELD, high | kept_down),
        (Kind.COMING_DOWN, down),
        (Kind.RISING, _rising(of, probability, how.rising)),
    ):
        kind[holds] = which
    expected, observed, window, since = _reason(of, kind, high, how)
    unknown = np.full(of.panel.series, np.nan)
    return Signals(kind, of.p, probability, expected, observed, window, since, unknown)


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
    enough = seen >= how.least_events * weight.mean(axis=1)  # of the months with a figure
    matters = enough & ((seen + 2) / (due + 2) >= how.least_ratio)
    history = of.panel.weight.sum(axis=1) - recent.weight.sum(axis=1)
    likely = np.where(matters & (history >= how.least_history), probability, 0.0)
    for row in np.flatnonzero(likely > 0.3):
        if _over(of, int(row), how) or _again(of, int(row), how):
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


def _over(of: Evidence, row: int, how: Rising) -> bool:
    """Was it one month's burst, and is that month past?"""
    since = slice(-int(of.began[row]) - 1, None)
    weight = of.recent.weight[row, since]
    seen = of.recent.counts[row, since] * weight
    due = of.recent.mean[row, since] * weight
    highest = int(seen.argmax())
    if highest == len(seen) - 1:
        return False
    besides = seen.sum() - seen[highest] + 1
    return bool(besides < how.least_besides * (due.sum() - due[highest] + 1))


def _again(of: Evidence, row: int, how: Rising) -> bool:
    """Did an earlier year have nearly as much in the same months?"""
    counts, known = of.panel.counts[row], of.panel.weight[row] > 0
    known[: of.kept.shape[1]] &= of.kept[row]
    months, length = of.panel.months, int(of.began[row]) + 1
    now = counts[months - length :].sum()
    for end in range(months - 12, length - 1, -12):
        span = slice(end - length, end)
        if known[span].all() and counts[span].sum() >= how.same_last_year * now:
            return True
    return False


def _fallen(of: Evidence, how: Changing) -> tuple[Bools, Bools]:
    """Coming down, and kept down."""
    at, before, after = of.levels.at, of.levels.before, of.levels.after
    ago = of.panel.months - at
    enough = (before - after) * of.due >= how.least_drop
    lasted = of.levels.held >= how.least_before
    fell = (at > 0) & (after <= how.fallen_to * before) & enough & lasted
    low = after <= how.kept_to * before
    kept = fell & low & (ago > how.recent) & (ago <= how.remembered)
    return fell & (ago <= how.recent), kept


def _last_year(of: Evidence) -> tuple[Floats, Floats]:
    """Events of the last twelve months, and how many of them have a figure."""
    last = slice(-12, None)
    seen = of.panel.counts[:, last].sum(axis=1, dtype=np.float64)
    return seen, of.panel.weight[:, last].sum(axis=1, dtype=np.float64)


def _high(of: Evidence, how: Changing) -> Bools:
    """Probably far above peers (Gamma-Poisson), by enough, for long enough."""
    seen, reported = _last_year(of)
    peers = np.where(np.isfinite(of.context.peers), of.context.peers, 1e9) * reported
    shape = how.peers_shape + seen / of.wild
    rate = how.peers_shape + peers / of.wild
    likely = special.gammaincc(shape, how.high_ratio * rate) > how.high_probability
    excess = (seen - peers) / np.maximum(reported, 1)
    settled = (of.panel.months - of.levels.at >= how.settled) | (of.levels.at == 0)
    long_known = reported >= how.settled
    return np.asarray(likely & (excess >= how.high_excess) & settled & long_known)


def _season(of: Evidence, how: Season) -> Bools:
    seen, reported = _last_year(of)
    index = np.exp(of.coming - of.coming_sd)
    enough = seen >= how.least_events * np.maximum(reported, 1)
    return np.asarray((index >= how.least_index) & enough)


def _reason(
    of: Evidence, kind: NDArray[np.int8], high: Bools, how: Settings
) -> tuple[Floats, Floats, Ints, Ints]:
    """expected, observed, window, since of each series; see `Signals`."""
    months, levels = of.panel.months, of.levels
    rising, ahead = kind == Kind.RISING, kind == Kind.SEASON_AHEAD
    held_high = (kind == Kind.HELD) & high
    fell = (kind == Kind.COMING_DOWN) | ((kind == Kind.HELD) & ~high)
    window = np.where(rising, of.began + 1, np.where(fell, months - levels.at, 12))
    window = np.minimum(window, months)
    observed = _of_last(of.panel.counts, window)
    reported = _of_last(of.panel.weight, window)
    rate = np.where(fell, levels.before, levels.after) * of.due
    expected = np.where(held_high, np.nan_to_num(of.context.peers), rate) * reported
    tested = np.minimum(window, of.recent.mean.shape[1])
    by_model = _of_last(of.recent.mean * of.recent.weight, tested)
    expected = np.where(rising, by_model, expected)
    since = np.where(rising, months - 1 - of.began, levels.at)
    seen, known = _last_year(of)
    usual = seen / np.maximum(known, 1) * how.season.months
    return (
        np.where(ahead, usual * np.exp(of.coming), expected),
        np.where(ahead, usual, observed),
        np.where(ahead, how.season.months, window),
        np.where(ahead, months, since),
    )


def _of_last(rows: Single, window: Ints) -> Floats:
    """Sum of the last `window[i]` months of each row."""
    total = np.cumsum(rows[:, ::-1], axis=1, dtype=np.float64)
    return np.asarray(total[np.arange(len(rows)), window - 1])
