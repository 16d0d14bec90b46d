"""In which place a point lies. The rule: it intersects; lowest code first; never near.

Shapes are few and points many, but the points of police data are shared ("snapped"), so
each distinct point is placed once for each set of boundaries and remembered.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from wardmote.datasets.shelf import write_array
from wardmote.datasets.tallies import unpack

OUTSIDE = -1


def place(points: NDArray[np.int64], shapes: Sequence[shapely.Geometry]) -> NDArray[np.int32]:
    """For each packed point the index of the first shape that it is in, or OUTSIDE.

    `shapes` come in the order of their codes, in degrees, longitude first. Points are
    sorted, so that the slice of longitudes that a shape spans is found at once.
    """
    placed = np.full(len(points), OUTSIDE, np.int32)
    longitudes, latitudes = unpack(points)
    for index, shape in enumerate(shapes):
        west, south, east, north = shape.bounds
        first, last = np.searchsorted(longitudes, (west, np.nextafter(east, np.inf)))
        near = np.arange(first, last)
        here = latitudes[first:last]
        near = near[(placed[first:last] == OUTSIDE) & (here >= south) & (here <= north)]
        if len(near):
            shapely.prepare(shape)
            inside = shapely.intersects_xy(shape, longitudes[near], latitudes[near])
            placed[near[inside]] = index
    return placed


class Placements:
    """Points already placed for one set of boundaries, kept in a file."""

    def __init__(self, path: Path, shapes: Sequence[shapely.Geometry]) -> None:
        self._path = path
        self._shapes = shapes
        kept = np.load(path) if path.exists() else np.empty((2, 0), np.int64)
        self._points: NDArray[np.int64] = kept[0]
        self._places: NDArray[np.int64] = kept[1]

    def learn(self, points: NDArray[np.int64]) -> None:
        """Place those of these distinct points that are not known yet; keep them all."""
        fresh = np.setdiff1d(points, self._points, assume_unique=True)
        if not len(fresh):
            return
        both = np.concatenate([self._points, fresh])
        placed = np.concatenate([self._places, place(fresh, self._shapes)])
        order = np.argsort(both, kind="stable")
        self._points, self._places = both[order], placed[order].astype(np.int64)
        write_array(self._path, np.stack([self._points, self._places]))

    def of(self, points: NDArray[np.int64]) -> NDArray[np.int64]:
        """The places of points that have been learnt."""
        return self._places[np.searchsorted(self._points, points)]
