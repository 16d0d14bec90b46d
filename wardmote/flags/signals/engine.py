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
from wardmote.flags.signals.choice import Evidence, Signals
from wardmote.flags.signals.context import context
from wardmote.flags.signals.dispersion import dispersions, doubt, together
from wardmote.flags.signals.fit import design
from wardmote.flags.signals.history import First, Second, first, second
from wardmote.flags.signals.panel import Panel, in_order
from wardmote.flags.signals.rises import Recent
from wardmote.flags.signals.settings import Settings

T = TypeVar("T")
U = TypeVar("U")
SHORTEST = 18  # months of which a dozen are history


def find(one: Panel, how: Settings | None = None) -> Signals:
    """The signals of every series, in the order of the panel. Same input, same output."""
    how = how or Settings()
    if one.months < SHORTEST:
        raise ValueError(f"Signals need {SHORTEST} months; these are {one.months}.")
    ordered, order = in_order(one)
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    return choice.choose(evidence(ordered, how), how).take(back)


def evidence(one: Panel, how: Settings) -> Evidence:
    """All that the choice of a signal rests on, for a panel in order."""
    guard = how.fitting.tested(one.alone)
    of = design(one.months, one.first_month, guard, how.season.months)
    around = context(one, of[: one.months], how.fitting)
    rows = [slice(at, at + how.batch) for at in range(0, one.series, how.batch)]

    def rough(some: slice) -> First:
        return first(one, around, of, some, how)

    firsts = _each(rough, rows, how.threads)
    wild = dispersions(
        together([f.scatter for f in firsts]), one.type, how.fitting, alone=one.alone
    )

    def closely(rough: First) -> Second:
        return second(one, around, of, rough, wild[rough.rows], how)

    seconds = _each(closely, firsts, how.threads)
    about = together([s.scatter for s in seconds])
    wild = dispersions(about, one.type, how.fitting, alone=one.alone)
    joined = _joined(seconds)
    level = joined["mean"] if one.alone else about.level[:, None]
    alpha = (wild - 1)[:, None] / np.maximum(level, 1e-3)
    alpha = np.broadcast_to(alpha, joined["mean"].shape)
    drift = how.fitting.alone_drift_sd if one.alone else how.fitting.drift_sd
    spread = np.sqrt(joined["variance"] * wild + drift**2 + joined["offset_variance"])
    learn = one.months - guard
    recent = Recent(
        one.counts[:, learn:],
        one.weight[:, learn:],
        joined["mean"],
        alpha,
        spread,
        doubt(about, wild, how.fitting, alone=one.alone),
    )

    def tested(some: slice) -> tuple[NDArray[np.float64], ...]:
        part = recent.part(some)
        return (*rises.tails(part, one.alone), *rises.odds(part, how.rising))

    p, window, odds, began = (
        np.concatenate(part) for part in zip(*_each(tested, rows, how.threads), strict=True)
    )
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
        changed=np.concatenate([s.levels.at for s in seconds]),
        rate_before=np.concatenate([s.levels.before for s in seconds]),
        rate_after=np.concatenate([s.levels.after for s in seconds]),
        due=joined["due"],
        kept=np.concatenate([s.kept for s in seconds]),
    )


def _joined(seconds: Sequence[Second]) -> dict[str, NDArray[np.float32]]:
    names = ("mean", "variance", "offset_variance", "coming", "coming_variance", "due")
    return {name: np.concatenate([getattr(s, name) for s in seconds]) for name in names}


def _each(work: Callable[[T], U], items: Sequence[T], threads: int) -> list[U]:
    """In order, by a few threads."""
    if threads < 2 or len(items) < 2:
        return [work(item) for item in items]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, items))
