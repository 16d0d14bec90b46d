"""Runs of different lengths, laid out one after another."""

import numpy as np
from numpy.typing import NDArray


def spread(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each index as often as its count says, and the number of each among its like.

    Of 2, 0, 3: 0 0 2 2 2 and 0 1 0 1 2.
    """
    index = np.repeat(np.arange(len(counts)), counts)
    step = np.arange(len(index)) - np.repeat(np.cumsum(counts) - counts, counts)
    return index, step
