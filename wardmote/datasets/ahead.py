"""Placing the points of one batch of files while the next one is read.

Reading leaves a core idle now and then, and placing can be done at any time: the counts
find their points placed when they come to them, and place what is left themselves.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from wardmote.datasets.cubes import Boundaries
from wardmote.datasets.placement import Placements
from wardmote.datasets.shelf import Shelf

Points = NDArray[np.int64]


@contextmanager
def placing_ahead(
    shelf: Shelf, some: Sequence[Boundaries]
) -> Iterator[Callable[[Points], None]]:
    """A function that takes rising points and places them beside whatever goes on.

    They are placed and kept at the end of the block; where it ends by an error, none are.
    """
    held: list[Placements] = []
    jobs: list[Future[None]] = []

    def place(points: Points) -> None:
        for placements in held:
            placements.learn(points)

    def take(points: Points) -> None:
        if not len(points):
            return
        if not held:
            for one in some:
                one.codes()  # lays the shapes on the shelf: the thread asks no database
                held.append(Placements(shelf.placed(one.name), one.shapes))
        jobs.append(thread.submit(place, points))

    with ThreadPoolExecutor(1) as thread:
        try:
            yield take
        except BaseException:
            thread.shutdown(wait=True, cancel_futures=True)
            raise
        for job in jobs:
            job.result()
    for placements in held:
        placements.keep()
