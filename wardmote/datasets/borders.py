"""The lines that the borders of shapes are made of, and the grid that they run through."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from wardmote.datasets.spreading import spread
from wardmote.datasets.tallies import MILLION

MOST = 8_000_000  # squares
PARTS = 8  # of a side, where a grid gets finer
LEVELS = 2  # times that it may
PER_LINE = 4  # squares for each line of a border
LOOSE = 0.01  # millionths of a degree that a line is taken to be wider than it is
REFERENCE: Final = (0.5123457, 0.4876543)  # where in a square: on no border, one may hope
POLYGONS = {3, 6}  # shapely's numbers for them: what is inside can be told by crossings


@dataclass(frozen=True, slots=True)
class Borders:
    """The corners of all rings one after another, in degrees; `line` numbers the corners
    at which a line begins (the next is its end), `shape` says whose it is."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    line: NDArray[np.int64]
    shape: NDArray[np.int64]

    @classmethod
    def of(cls, shapes: NDArray[np.object_]) -> "Borders | None":
        """None where a shape is no polygon, or there is none."""
        parts, owner = shapely.get_parts(shapes, return_index=True)
        if not len(parts) or not POLYGONS.issuperset(shapely.get_type_id(shapes).tolist()):
            return None
        rings, part = shapely.get_rings(parts, return_index=True)
        corners, ring = shapely.get_coordinates(rings, return_index=True)
        x, y = (np.ascontiguousarray(one) for one in corners.T)
        has_length = (np.diff(x) != 0) | (np.diff(y) != 0)
        line = np.flatnonzero((np.diff(ring) == 0) & has_length)
        if not len(line) or not np.isfinite(corners).all():
            return None
        return cls(x, y, line, owner[part[ring[line]]])


@dataclass(frozen=True, slots=True)
class Grid:
    """Squares from a corner on, row by row from south to north; `side` in millionths.

    A square has a number in the grid and a slot in tables. They are the same, unless the
    grid is the finer one within some squares of another (`patches`, by their numbers,
    rising), each parted into PARTS x PARTS: then no other square has a slot.
    """

    west: int
    south: int
    side: int
    columns: int
    rows: int
    patches: NDArray[np.int64] | None = None

    @classmethod
    def of(cls, borders: Borders) -> "Grid":
        """Round all the borders, with some squares for each line."""
        west, south = (math.floor(one) - 1 for one in packed(borders.x.min(), borders.y.min()))
        east, north = (math.ceil(one) + 1 for one in packed(borders.x.max(), borders.y.max()))
        most = min(MOST, PER_LINE * len(borders.line))
        side = math.sqrt((east - west) * (north - south) / most)
        side = max(side, max(east - west, north - south) / most)
        whole = PARTS**LEVELS  # so that it can be parted
        sides = math.ceil(side / whole) * whole
        return cls(west, south, sides, (east - west) // sides + 1, (north - south) // sides + 1)

    def finer(self, slots: NDArray[np.int64]) -> "Grid":
        """The grid within these squares."""
        side, columns, rows = self.side // PARTS, self.columns * PARTS, self.rows * PARTS
        return Grid(self.west, self.south, side, columns, rows, np.sort(self.numbers(slots)))

    @property
    def size(self) -> int:
        """How many squares have a slot."""
        if self.patches is None:
            return self.columns * self.rows
        return len(self.patches) * PARTS * PARTS

    @property
    def run(self) -> int:
        """How many slots one after another are of a row of neighbours."""
        return self.columns if self.patches is None else PARTS

    def numbers(self, slots: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers of squares."""
        if self.patches is None:
            return slots
        patch, within = np.divmod(slots, PARTS * PARTS)
        row, column = np.divmod(self.patches[patch], self.columns // PARTS)
        row, column = row * PARTS + within // PARTS, column * PARTS + within % PARTS
        found: NDArray[np.int64] = row * self.columns + column
        return found

    def slots(
        self, row: NDArray[np.int64], column: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The slot of each square, and whether it has one."""
        is_in = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        if self.patches is None:
            return row * self.columns + column, is_in
        parent = (row // PARTS) * (self.columns // PARTS) + column // PARTS
        patch = np.minimum(np.searchsorted(self.patches, parent), len(self.patches) - 1)
        is_in &= self.patches[patch] == parent
        return (patch * PARTS + row % PARTS) * PARTS + column % PARTS, is_in

    def at(
        self, east: NDArray[np.int64], north: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The slot of the square that each point is in, and whether it has one."""
        return self.slots((north - self.south) // self.side, (east - self.west) // self.side)

    def references(
        self, slots: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The reference point of each square, in degrees."""
        row, column = np.divmod(self.numbers(slots), self.columns)
        east = self.west + (column + REFERENCE[0]) * self.side
        north = self.south + (row + REFERENCE[1]) * self.side
        return east / MILLION - 180, north / MILLION - 90

    def crossed(
        self, borders: Borders, some: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs of a slot and one of some lines that may touch it, perhaps more than once.

        Long lines are cut so that what is near a piece are few squares. Lines are given
        and told by their index in `borders.line`.
        """
        first = borders.line[some]
        ends = [packed(borders.x[one], borders.y[one]) for one in (first, first + 1)]
        spans = [np.abs(end - begin) for begin, end in zip(*ends, strict=True)]
        pieces = np.maximum(np.ceil(np.maximum(*spans) / self.side), 1).astype(np.int64)
        line, step = spread(pieces)
        bounds = []
        corner = (self.west, self.south)
        for begin, end, start in zip(*ends, corner, strict=True):
            run = (end - begin)[line] / pieces[line]
            one = begin[line] + step * run - start
            low, high = np.minimum(one, one + run) - LOOSE, np.maximum(one, one + run) + LOOSE
            bounds.append([(edge // self.side).astype(np.int64) for edge in (low, high)])
        (left, right), (bottom, top) = bounds
        piece, up = spread(top - bottom + 1)
        wide, along = spread((right - left + 1)[piece])
        row, column = (bottom[piece] + up)[wide], left[piece][wide] + along
        slot, is_in = self.slots(row, column)
        return slot[is_in], some[line[piece][wide][is_in]]


def packed(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Degrees in millionths, from where packed points are counted."""
    return (x + 180) * MILLION, (y + 90) * MILLION
