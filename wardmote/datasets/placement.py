"""In which place a point lies. The rule: it intersects; lowest code first; never near.

Shapes are few and points many, but the points of police data are shared ("snapped"), so
each distinct point is placed once for each set of boundaries and remembered.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import numpy as np
import shapely
from numpy.typing import NDArray

from wardmote.datasets.shelf import write_array
from wardmote.datasets.spreading import spread
from wardmote.datasets.tallies import MILLION, TURN, split, unpack

OUTSIDE = -1
THREADS = 2
MANY = 10_000  # points; for fewer, threads cost more than they save
BAND = 50_000  # millionths of a degree of latitude: 5.5 km, about a ward
AT_ONCE = 100  # shapes: how many one thread holds prepared


def place(points: NDArray[np.int64], shapes: Sequence[shapely.Geometry]) -> NDArray[np.int32]:
    """For each packed point the index of the first shape that it is in, or OUTSIDE.

    `shapes` come in the order of their codes, in degrees, longitude first.
    """
    placed = np.full(len(points), OUTSIDE, np.int32)
    point, shape = hits(split(points), unpack(points), np.asarray(shapes, object))
    placed[point[::-1]] = shape[::-1]  # the first shape is written last and stays
    return placed


def hits(
    corners: tuple[NDArray[np.int64], NDArray[np.int64]],
    degrees: tuple[NDArray[np.float64], NDArray[np.float64]],
    shapes: NDArray[np.object_],
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Every pair of a point and a shape that it is in, the shapes rising.

    `corners` are the points in whole millionths, as packed points have them. They are
    sorted by band of latitude and then by longitude, so that those near a shape are a few
    slices, and the slices of many shapes are found in one search.
    """
    if not len(corners[0]) or not len(shapes):
        return np.empty(0, np.int64), np.empty(0, np.int32)
    near = _Near(corners, degrees, shapes)
    starts = range(0, len(shapes), AT_ONCE)
    with ThreadPoolExecutor(THREADS if len(corners[0]) >= MANY else 1) as pool:
        # shapely lets go of the interpreter's lock
        found = list(pool.map(near.inside, starts))
    point, shape = zip(*found, strict=True)
    return np.concatenate(point), np.concatenate(shape)


class _Near:
    """Points by where they are, and the shapes to ask about them."""

    def __init__(
        self,
        corners: tuple[NDArray[np.int64], NDArray[np.int64]],
        degrees: tuple[NDArray[np.float64], NDArray[np.float64]],
        shapes: NDArray[np.object_],
    ) -> None:
        east, north = corners
        key = (north // BAND) * TURN + east
        self._order = np.argsort(key, kind="stable")
        self._key = key[self._order]
        self._north = north[self._order]
        self._degrees = [one[self._order] for one in degrees]
        self._shapes = shapes
        # an empty shape has no bounds, and nothing is near it
        bounds = np.nan_to_num(shapely.bounds(shapes), nan=-180)
        self._least = bounded(bounds[:, :2], np.floor)
        self._most = bounded(bounds[:, 2:], np.ceil)

    def inside(self, start: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Points and the shapes that they are in, shapes rising, for one load of shapes."""
        some = slice(start, start + AT_ONCE)
        point, shape = self._candidates(some)
        shapes = self._shapes[some]
        shapely.prepare(shapes)
        x, y = (one[point] for one in self._degrees)
        is_in = shapely.intersects_xy(shapes[shape], x, y)
        shapely.destroy_prepared(shapes)
        return self._order[point[is_in]], (shape[is_in] + start).astype(np.int32)

    def _candidates(self, some: slice) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs of a point and a shape, the point in the shape's bounding box."""
        (west, south), (east, north) = self._least[some].T, self._most[some].T
        first, last = south // BAND, north // BAND
        shape, step = spread(last - first + 1)
        band = (first[shape] + step) * TURN
        start = np.searchsorted(self._key, band + west[shape])
        end = np.searchsorted(self._key, band + east[shape], side="right")
        at, step = spread(np.maximum(end - start, 0))
        point, shape = start[at] + step, shape[at]
        high = self._north[point]
        near = (south[shape] <= high) & (high <= north[shape])
        return point[near], shape[near]


def bounded(
    degrees: NDArray[np.float64], towards: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> NDArray[np.int64]:
    """Corners as points have them, in millionths of a degree, rounded outwards."""
    return towards(np.add(degrees, (180, 90)) * MILLION).astype(np.int64)


class Finder(Protocol):
    """What finds places sooner than by asking every shape near a point (`squares`)."""

    def find(self, points: NDArray[np.int64]) -> NDArray[np.int32]:
        """As `place` does."""


class Placements:
    """Points already placed for one set of boundaries, kept in a file.

    `squares` and `shapes` are called, and a shape decoded, only where there is a point to
    place; `shapes` where there are no squares.
    """

    def __init__(
        self,
        path: Path,
        shapes: Callable[[], Sequence[shapely.Geometry]],
        squares: Callable[[], Finder | None] = lambda: None,
    ) -> None:
        self._path = path
        self._shapes = shapes
        self._squares = squares
        self._is_kept = True
        # mapped: for a few points little of it is read
        kept = np.load(path, mmap_mode="r") if path.exists() else np.empty((2, 0), np.int64)
        self.points: NDArray[np.int64] = np.asarray(kept[0])
        self.places: NDArray[np.int64] = np.asarray(kept[1])

    def learn(self, points: NDArray[np.int64]) -> int:
        """Place those of these rising points that are not known yet; how many were new."""
        fresh = points[~among(points, self.points)]
        if not len(fresh):
            return 0
        both = np.concatenate([self.points, fresh])
        placed = np.concatenate([self.places, self._place(fresh)])
        order = np.argsort(both, kind="stable")
        self.points, self.places = both[order], placed[order]
        self._is_kept = False
        return len(fresh)

    def _place(self, points: NDArray[np.int64]) -> NDArray[np.int32]:
        squares = self._squares()
        if squares is None:
            return place(points, self._shapes())
        return squares.find(points)

    def keep(self) -> None:
        """Put what was learnt into the file."""
        if not self._is_kept:
            write_array(self._path, np.stack([self.points, self.places]))
            self._is_kept = True

    def find(self, points: NDArray[np.int64]) -> NDArray[np.intp] | None:
        """Where rising points stand in `points`; None if one has not been learnt."""
        index = np.searchsorted(self.points, points)
        if len(points) > len(self.points):
            return None
        found = self.points.take(index, mode="clip") if len(points) else points
        return index if np.array_equal(found, points) else None

    def of(self, points: NDArray[np.int64]) -> NDArray[np.int64]:
        """The places of points that have been learnt."""
        return self.places[np.searchsorted(self.points, points)]


def among(points: NDArray[np.int64], known: NDArray[np.int64]) -> NDArray[np.bool_]:
    """bool for each point: whether it is among the known ones; both rise."""
    if not len(known):
        return np.zeros(len(points), np.bool_)
    at = np.minimum(np.searchsorted(known, points), len(known) - 1)
    found: NDArray[np.bool_] = known[at] == points
    return found
