"""Places by square: where most points need no look at a polygon.

The land is cut into small squares. In most of them no border runs, and all points of one
are in the same place: looked up. Where borders run, the lines in the square are kept, and
for each shape they belong to whether it holds the square's reference point: a point is on
the same side of the shape unless the way to it crosses an odd number of those lines. Where
rounding could tell otherwise (a point on a border, a way through a corner), the point is
in doubt, and the caller asks the polygons themselves: so the answers are always theirs.

Points are as the warehouse packs them (millionths of a degree), lines in degrees.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from wardmote.datasets.borders import Grid
from wardmote.datasets.placement import OUTSIDE, place
from wardmote.datasets.shelf import aside
from wardmote.datasets.spreading import spread
from wardmote.datasets.tallies import split, unpack

AT_ONCE = 4_096  # points whose lines are looked at together: what a core has room for
NONE: Final = 2**31 - 1
Pair = tuple[NDArray[np.float64], NDArray[np.float64]]
Some = Callable[[NDArray[np.int32]], Sequence[shapely.Geometry]]
CORNERS = "x", "y"


@dataclass(frozen=True, slots=True)
class Squares:
    """The squares of one set of shapes: first all, then finer ones where lines are many.

    `shapes` gives some of the shapes by their indices, where points are in doubt.
    """

    levels: Sequence["Level"]
    shapes: Some

    def find(self, points: NDArray[np.int64]) -> NDArray[np.int32]:
        """For each packed point the index of the first shape that it is in, or OUTSIDE."""
        placed = np.full(len(points), OUTSIDE, np.int32)
        near, doubtful = np.arange(len(points)), [np.empty(0, np.intp)]
        candidates = [np.empty(0, np.int32)]
        for number, level in enumerate(self.levels):
            slot, is_in = level.grid.at(*split(points[near]))
            placed[near[is_in]] = level.place[slot[is_in]]
            near = near[placed[near] < OUTSIDE]
            here = near
            if number + 1 < len(self.levels):
                finer = self.levels[number + 1].grid.at(*split(points[near]))[1]
                near, here = near[finer], near[~finer]
            for start in range(0, len(here), AT_ONCE):
                some = here[start : start + AT_ONCE]
                borders = -2 - placed[some]
                placed[some], doubt = level.among_lines(points[some], borders)
                doubtful.append(some[doubt])
                candidates.append(level.candidates(borders[doubt]))
        self._settle(
            points, placed, np.concatenate(doubtful), np.unique(np.concatenate(candidates))
        )
        return placed

    def _settle(
        self,
        points: NDArray[np.int64],
        placed: NDArray[np.int32],
        doubtful: NDArray[np.intp],
        candidates: NDArray[np.int32],
    ) -> None:
        """Ask the shapes about points that are in doubt."""
        if len(doubtful):
            found = place(points[doubtful], self.shapes(candidates))
            placed[doubtful] = np.append(candidates, np.int32(OUTSIDE))[found]


@dataclass(frozen=True, slots=True)
class Level:
    """The squares of one grid.

    about: west, south, side, columns, rows of the grid; patches: of a finer one, else
    empty. doubt: one number; nearer to nought than that, the side of a line is in doubt.
    place: for each square the first shape that holds it, or OUTSIDE, or -2 - n where
    borders run. Of the n-th of those: square, its slot; whole, the first shape that holds
    all of it, or NONE; pairs[n] to pairs[n + 1], the shapes whose border runs in it. Of
    each of those: shape, rising in a square; holds, whether the reference point is in it;
    lines[i] to lines[i + 1], its lines there. line: a line's first corner, the next is its
    other end. x, y: the corners, in the first level alone.
    """

    about: NDArray[np.int64]
    patches: NDArray[np.int64]
    doubt: NDArray[np.float64]
    place: NDArray[np.int32]
    square: NDArray[np.int32]
    whole: NDArray[np.int32]
    pairs: NDArray[np.int32]
    shape: NDArray[np.int32]
    holds: NDArray[np.bool_]
    lines: NDArray[np.int32]
    line: NDArray[np.int32]
    x: NDArray[np.float64]
    y: NDArray[np.float64]

    @property
    def grid(self) -> Grid:
        west, south, side, columns, rows = self.about.tolist()
        patches = self.patches if len(self.patches) else None
        return Grid(west, south, side, columns, rows, patches)

    def among_lines(
        self, points: NDArray[np.int64], number: NDArray[np.int32]
    ) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """The place of each point, in the n-th square with borders, and whether in doubt."""
        x, y = unpack(points)
        x0, y0 = self.grid.references(self.square[number].astype(np.int64))
        point, step = spread((self.pairs[number + 1] - self.pairs[number]).astype(np.int64))
        pair = self.pairs[number][point] + step
        counts = (self.lines[pair + 1] - self.lines[pair]).astype(np.int64)
        of, step = spread(counts)
        line, at = self.line[self.lines[pair][of] + step], point[of]
        to = (x - x0)[at], (y - y0)[at]
        begin = self.x[line] - x0[at], self.y[line] - y0[at]
        end = self.x[line + 1] - x0[at], self.y[line + 1] - y0[at]
        # on which side of the way the line's ends are; of the line, the way's
        one, other, here = _cross(to, begin), _cross(to, end), _cross(begin, end)
        there = here - other + one
        is_crossed = ((one > 0) != (other > 0)) & ((here > 0) != (there > 0))
        least = np.minimum.reduce([np.abs(side) for side in (one, other, here, there)])
        doubt = np.zeros(len(points), np.bool_)
        doubt[at[least < self.doubt[0]]] = True
        is_odd = np.logical_xor.reduceat(is_crossed, np.cumsum(counts) - counts)
        is_in = self.holds[pair] != is_odd
        found = np.full(len(points), NONE, np.int32)
        found[point[is_in][::-1]] = self.shape[pair[is_in]][::-1]  # the first is written last
        found = np.minimum(found, self.whole[number])
        return np.where(found == NONE, OUTSIDE, found).astype(np.int32), doubt

    def candidates(self, number: NDArray[np.int32]) -> NDArray[np.int32]:
        """Which shapes a point in these squares with borders may be in before any other."""
        pair, step = spread((self.pairs[number + 1] - self.pairs[number]).astype(np.int64))
        whole = self.whole[number]
        return np.concatenate(
            [whole[whole != NONE], self.shape[self.pairs[number][pair] + step]]
        ).astype(np.int32)


def _cross(one: Pair, other: Pair) -> NDArray[np.float64]:
    product: NDArray[np.float64] = one[0] * other[1] - one[1] * other[0]
    return product


def keep(path: Path, squares: Squares | None) -> None:
    """Put squares into a file, array after array; an empty one where there are none."""
    with aside(path) as file:
        for number, level in enumerate(squares.levels if squares else ()):
            for field in fields(level):
                if not number or field.name not in CORNERS:
                    np.save(file, getattr(level, field.name), allow_pickle=False)


def kept(path: Path, shapes: Some) -> Squares | None:
    """Map the squares in a file."""
    arrays = _arrays(path)
    levels: list[Level] = []
    while level := [array for _, array in zip(fields(Level)[: -len(CORNERS)], arrays)]:  # noqa: B905
        corners = levels[0] if levels else None
        if corners is None:
            level += [next(arrays), next(arrays)]
        else:
            level += [corners.x, corners.y]
        levels.append(Level(*level))
    return Squares(levels, shapes) if levels else None


def _arrays(path: Path) -> Iterator[Any]:
    size = path.stat().st_size
    with path.open("rb") as file:
        while file.tell() < size:
            np.lib.format.read_magic(file)
            shape, _, kind = np.lib.format.read_array_header_1_0(file)
            if 0 in shape:  # cannot be mapped
                yield np.empty(shape, kind)
                continue
            array = np.memmap(path, kind, "r", file.tell(), shape)
            file.seek(array.nbytes, os.SEEK_CUR)
            yield array
