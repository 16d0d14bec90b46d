"""The same work with every seed, two at a time."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

from bench.machine import cores
from bench.rows import Size, seeds

T = TypeVar("T")


def by_seed(work: Callable[[int, Size], T], size: Size) -> list[T]:
    """What `work(seed, size)` gives for each seed; not for anything that is timed."""
    given = seeds(size)
    if len(given) == 1:
        return [work(given[0], size)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(2, cores()), context) as pool:
        return list(pool.map(work, given, [size] * len(given)))
