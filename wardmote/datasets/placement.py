"""In which place a point lies. The rule: it intersects; lowest code first; never near.

Shapes are few and points many, but the points of police data are shared ("snapped"), so
each distinct point is placed once for each set of boundaries and remembered.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from wardmote.datasets.shelf import write_array
from wardmote.datasets.tallies import unpack

OUTSIDE = -1
THREADS = 2
MANY = 10_000  # points; for fewer, threads cost more than they save


def place(points: NDArray[np.int64], shapes: Sequence[shapely.Geometry]) -> NDArray[np.int32]:
    """For each packed point the index of the first shape that it is in, or OUTSIDE.

    `shapes` come in the order of their codes, in degrees, longitude first. Points are
    sorted, so that the slice of longitudes that a shape spans is found at once.
    """
    longitudes, latitudes = unpack(points)
    threads = THREADS if len(points) >= MANY else 1
    numbered = [*enumerate(shapes)]
    parts = [numbered[at::threads] for at in range(threads)]
    with ThreadPoolExecutor(threads) as pool:  # shapely lets go of the interpreter's lock
        found = pool.map(lambda part: _place(longitudes, latitudes, part), parts)
    first = reduce(np.minimum, [one.view(np.uint32) for one in found])  # OUTSIDE is greatest
    return first.view(np.int32)


def _place(
    longitudes: NDArray[np.float64],
    latitudes: NDArray[np.float64],
    shapes: Iterable[tuple[int, shapely.Geometry]],
) -> NDArray[np.int32]:
    placed = np.full(len(longitudes), OUTSIDE, np.int32)
    for index, shape in shapes:
        west, south, east, north = shape.bounds
        first, last = np.searchsorted(longitudes, (west, np.nextafter(east, np.inf)))
        near = np.arange(first, last)
        here = latitudes[first:last]
        near = near[(placed[first:last] == OUTSIDE) & (here >= south) & (here <= north)]
        if len(near):
            shapely.prepare(shape)
            inside = shapely.intersects_xy(shape, longitudes[near], latitudes[near])
            placed[near[inside]] = index
            shapely.destroy_prepared(shape)
    return placed


class Placements:
    """Points already placed for one set of boundaries, kept in a file.

    `shapes` is called, and a shape decoded, only where there is a point to place.
    """

    def __init__(self, path: Path, shapes: Callable[[], Sequence[shapely.Geometry]]) -> None:
        self._path = path
        self._shapes = shapes
        kept = np.load(path) if path.exists() else np.empty((2, 0), np.int64)
        self.points: NDArray[np.int64] = kept[0]
        self.places: NDArray[np.int32] = kept[1].astype(np.int32)

    def learn(self, points: NDArray[np.int64]) -> int:
        """Place those of these rising points that are not known yet, and keep them all.

        Returns how many were new.
        """
        fresh = points[~among(points, self.points)]
        if not len(fresh):
            return 0
        both = np.concatenate([self.points, fresh])
        placed = np.concatenate([self.places, place(fresh, self._shapes())])
        order = np.argsort(both, kind="stable")
        self.points, self.places = both[order], placed[order]
        write_array(self._path, np.stack([self.points, self.places.astype(np.int64)]))
        return len(fresh)

    def find(self, points: NDArray[np.int64]) -> NDArray[np.intp]:
        """Where points that have been learnt stand in `points`, for use in `places`."""
        return np.searchsorted(self.points, points)

    def of(self, points: NDArray[np.int64]) -> NDArray[np.int32]:
        """The places of points that have been learnt."""
        return self.places[self.find(points)]


def among(points: NDArray[np.int64], known: NDArray[np.int64]) -> NDArray[np.bool_]:
    """bool for each point: whether it is among the known ones; both rise."""
    if not len(known):
        return np.zeros(len(points), np.bool_)
    at = np.minimum(np.searchsorted(known, points), len(known) - 1)
    found: NDArray[np.bool_] = known[at] == points
    return found
