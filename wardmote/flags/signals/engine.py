"""From counts to signals: the steps in their order.

    context -> first fit -> dispersion -> second fit -> dispersion -> rises -> choice

Batches of series are worked on by a few threads (numpy lets go of the interpreter while it
computes); the batches are always the same, so the number of threads changes no result.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from wardmote.flags.signals import choice, rises
from wardmote.flags.signals.changes import Changes
from wardmote.flags.signals.choice import Evidence, Signals
from wardmote.flags.signals.context import context
from wardmote.flags.signals.dispersion import Scatter, dispersions, doubt, together
from wardmote.flags.signals.fit import design
from wardmote.flags.signals.history import First, Second, first, second
from wardmote.flags.signals.panel import Ints, Panel, in_order
from wardmote.flags.signals.rises import Recent
from wardmote.flags.signals.settings import Settings

T = TypeVar("T")
U = TypeVar("U")
Single = NDArray[np.float32]
Floats = NDArray[np.float64]
SHORTEST = 18  # months of which a dozen are history


def find(one: Panel, how: Settings | None = None) -> Signals:
    """The signals of every series, in the order of the panel. Same input, same output."""
    how = how or Settings()
    if one.months < SHORTEST:
        raise ValueError(f"Signals need {SHORTEST} months; these are {one.months}.")
    if not one.series:
        return choice.nothing()
    known, back = weigh(one, how)
    return choice.choose(known, how).take(back)


def weigh(one: Panel, how: Settings) -> tuple[Evidence, Ints]:
    """The evidence of a panel put in order, and at which row of it each series is."""
    ordered, order = in_order(one)
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    return evidence(ordered, how), back


def evidence(one: Panel, how: Settings) -> Evidence:
    """All that the choice of a signal rests on, for a panel in order."""
    guard = how.fitting.tested(one.alone)
    of = design(one.months, one.first_month, guard, how.season.months)
    around = context(one, of[: one.months], how.fitting)
    rows = [slice(at, at + how.batch) for at in range(0, one.series, how.batch)]

    def rough(some: slice) -> First:
        return first(one, around, of, some, how)

    firsts = _each(rough, rows, how.threads)
    scatter = together([each.scatter for each in firsts])
    wild = dispersions(scatter, one.type, how.fitting, alone=one.alone)

    def closely(rough: First) -> Second:
        return second(one, around, of, rough, wild[rough.rows], how)

    seconds = _each(closely, firsts, how.threads)
    scatter = together([each.scatter for each in seconds])
    wild = dispersions(scatter, one.type, how.fitting, alone=one.alone)
    joined = _joined(seconds)
    recent = _recent(one, joined, scatter, wild, how)

    def tested(some: slice) -> tuple[Floats, Ints, Floats, Ints]:
        part = recent.part(some)
        p, window = rises.tails(part, one.alone)
        return p, window, *rises.odds(part, how.rising)

    tests = zip(*_each(tested, rows, how.threads), strict=True)
    p, window, odds, began = (np.concatenate(parts) for parts in tests)
    return Evidence(
        panel=one,
        context=around,
        recent=recent,
        wild=wild,
        p=p,
        window=window,
        odds=odds,
        began=began,
        coming=joined["coming"],
        coming_sd=np.sqrt(joined["coming_variance"] * wild),
        levels=_levels(seconds),
        due=joined["due"],
        kept=np.concatenate([each.kept for each in seconds]),
        coefficients=np.concatenate([each.coefficients for each in seconds], axis=1),
    )


def _recent(
    one: Panel, joined: dict[str, Single], scatter: Scatter, wild: Single, how: Settings
) -> Recent:
    """The months tested. Among peers the variance is expected + alpha expected^2 with the
    series' one alpha; a lone series' variance is a multiple of the expected."""
    mean = joined["mean"]
    level = mean if one.alone else scatter.level[:, None]
    alpha = (wild - 1)[:, None] / np.maximum(level, 1e-3)
    drift = how.fitting.alone_drift_sd if one.alone else how.fitting.drift_sd
    variance = joined["variance"] * wild + drift**2 + joined["offset_variance"]
    learn = one.months - how.fitting.tested(one.alone)
    return Recent(
        counts=one.counts[:, learn:],
        weight=one.weight[:, learn:],
        mean=mean,
        alpha=np.broadcast_to(alpha, mean.shape).astype(np.float32),
        spread=np.sqrt(variance).astype(np.float32),
        doubt=doubt(scatter, wild, how.fitting, alone=one.alone),
    )


def _levels(seconds: Sequence[Second]) -> Changes:
    levels = [each.levels for each in seconds]
    return Changes(
        np.concatenate([each.at for each in levels]),
        np.concatenate([each.held for each in levels]),
        np.concatenate([each.before for each in levels]),
        np.concatenate([each.after for each in levels]),
    )


def _joined(seconds: Sequence[Second]) -> dict[str, Single]:
    names = ("mean", "variance", "offset_variance", "coming", "coming_variance", "due")
    return {name: np.concatenate([getattr(s, name) for s in seconds]) for name in names}


def _each(work: Callable[[T], U], items: Sequence[T], threads: int) -> list[U]:
    """In order, by a few threads."""
    if threads < 2 or len(items) < 2:
        return [work(item) for item in items]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, items))
