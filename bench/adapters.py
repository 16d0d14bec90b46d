"""The measuring harness in ../shared/bench, mapped to our two engines.

PYTHONPATH=. python ../shared/bench/flags_bench.py bench.adapters:flags --seed 1
PYTHONPATH=. python ../shared/bench/signals_bench.py bench.adapters:signals --seed 1
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wardmote.flags.probability import assess
from wardmote.flags.signals import Kind, Panel, find, panel

Floats = NDArray[np.float64]


def flags(
    counts: NDArray[np.int64], exposure: Floats, k: int
) -> tuple[Floats, NDArray[np.bool_]]:
    """counts[Q, W], exposure[W] -> probability[Q, W], flagged[Q, W]."""
    found = assess(counts, exposure, k)
    return found.probability, found.flagged


LABELS = np.array([0, 1, 2, 3, 2], np.int8)
"""The harness's words: RISING is its 1, COMING_DOWN and SEASON_AHEAD its 2, HELD its 3."""


def signals(
    counts: NDArray[np.int64], meta: Mapping[str, Any] | None = None
) -> dict[str, NDArray[Any]]:
    """counts[n, months]; meta None: every series stands alone and is judged by p only.

    With a meta the score is the posterior probability of no rise, which ranks best.
    """
    found = find(as_panel(counts, meta))
    if meta is None:
        return {"p": found.p}
    return {
        "p": 1 - found.probability,
        "flag": found.kind == Kind.RISING,
        "label": LABELS[found.kind],
    }


def as_panel(counts: NDArray[np.int64], meta: Mapping[str, Any] | None) -> Panel:
    """The harness's arrays as the engine takes them."""
    if meta is None:
        return panel(counts)
    return panel(
        counts,
        district=meta["district"],
        type=meta["type"],
        place=meta["place"],
        population=meta["pop"],
        first_month=meta["first_month"],
    )
