"""Placing the points of one batch of files while the next one is read.

Reading leaves a core idle now and then, and placing can be done at any time: the counts
find their points placed when they come to them. Points wait until there are many of them,
as every look at the shapes has its price whether for one point or a hundred thousand.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from wardmote.datasets.cubes import Boundaries
from wardmote.datasets.placement import Placements, among
from wardmote.datasets.shelf import Shelf
from wardmote.datasets.tallies import distinct

Points = NDArray[np.int64]
MANY = 100_000  # points that are placed without waiting for more
THREADS = 2


@contextmanager
def placing_ahead(
    shelf: Shelf, some: Sequence[Boundaries]
) -> Iterator[Callable[[Points], None]]:
    """A function that takes rising points and places them beside whatever goes on.

    They are placed and kept at the end of the block; where it ends by an error, none are.
    """
    ahead = _Ahead(shelf, some)
    with ThreadPoolExecutor(THREADS) as threads:
        try:
            yield lambda points: ahead.take(points, threads)
        except BaseException:
            threads.shutdown(wait=True, cancel_futures=True)
            raise
        ahead.place(threads)
        for job in ahead.jobs:
            job.result()
        [*threads.map(Placements.keep, ahead.held)]


class _Ahead:
    """Points that wait to be placed, and the placements of each of the boundaries.

    Shapes once decoded stay so while it lasts.
    """

    def __init__(self, shelf: Shelf, some: Sequence[Boundaries]) -> None:
        self.jobs: list[Future[None]] = []
        self.held: list[Placements] = []
        self._shelf, self._some = shelf, some
        self._locks = [Lock() for _ in some]
        self._known = self._waiting = np.empty(0, np.int64)

    def take(self, points: Points, threads: Executor) -> None:
        if not len(points):
            return
        if not self.held:
            for one in self._some:
                one.codes()  # lays the shapes on the shelf: the threads ask no database
                self.held.append(replace(one, shapes=cache(one.shapes)).placements(self._shelf))
        fresh = points[~among(points, self._known)]
        self._waiting = distinct([self._waiting, fresh])
        if len(self._waiting) >= MANY:
            self.place(threads)

    def place(self, threads: Executor) -> None:
        """Place what waits, in all boundaries, in other threads."""

        def learn(number: int) -> None:
            with self._locks[number]:
                self.held[number].learn(points)

        points, self._waiting = self._waiting, self._waiting[:0]
        if len(points):
            self._known = distinct([self._known, points])
            self.jobs += [threads.submit(learn, at) for at in range(len(self.held))]
