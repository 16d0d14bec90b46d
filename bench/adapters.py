"""The measuring harness in ../shared/bench, mapped to our two engines.

PYTHONPATH=. python ../shared/bench/flags_bench.py bench.adapters:flags --seed 1
PYTHONPATH=. python ../shared/bench/signals_bench.py bench.adapters:signals --seed 1
"""

import numpy as np
from numpy.typing import NDArray

from wardmote.flags.probability import assess

Floats = NDArray[np.float64]


def flags(
    counts: NDArray[np.int64], exposure: Floats, k: int
) -> tuple[Floats, NDArray[np.bool_]]:
    """counts[Q, W], exposure[W] -> probability[Q, W], flagged[Q, W]."""
    found = assess(counts, exposure, k)
    return found.probability, found.flagged
