"""Tallies: how many rows of each force-month have this point and this type.

A point is two numbers of a millionth of a degree (11 cm) packed into one, so that a
million of them sort and search as fast as whole numbers do. A tally knows its own points
once each; its cells name them by number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

NOWHERE: Final = -1  # the point of a row that was published without a location

TURN: Final = 1 << 32  # more than the millionths of a degree in a full circle
MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one batch of force-months.

    points: distinct packed points, int64, rising; NOWHERE, if there, is the first.
    cells: int32, four rows: number of the part in its batch, index into `points`, code of
    the type, how many rows.
    """

    points: NDArray[np.int64]
    cells: NDArray[np.int32]

    @classmethod
    def of(cls, part: Any, point: Any, code: Any, n: Any) -> "Tally":
        """From four columns of equal length, in any order; every (part, point, code) once."""
        points, index = np.unique(np.asarray(point, np.int64), return_inverse=True)
        cells = np.empty((4, len(index)), np.int32)
        cells[0], cells[1], cells[2], cells[3] = part, index, code, n
        return cls(points, cells)

    @property
    def somewhere(self) -> NDArray[np.int64]:
        """The points that are on the map."""
        return self.points[1:] if self.points[:1].tolist() == [NOWHERE] else self.points

    def write(self, points: Path, cells: Path) -> None:
        np.save(points, self.points, allow_pickle=False)
        np.save(cells, self.cells, allow_pickle=False)

    @classmethod
    def read(cls, points: Path, cells: Path) -> "Tally":
        """Raises OSError or ValueError when a file is gone or damaged.

        Cells are mapped: who asks for points alone does not read them.
        """
        mapped = np.load(cells, mmap_mode="r", allow_pickle=False)
        return cls(np.load(points, allow_pickle=False), np.asarray(mapped))


def distinct(some: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The distinct points of several arrays, rising.

    By sorting: NumPy's own `unique` hashes, and packed points collide.
    """
    points: NDArray[np.int64] = np.sort(np.concatenate(some))
    is_first: NDArray[np.bool_] = np.diff(points, prepend=points[:1] - 1) != 0
    return points[is_first]


def split(points: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Millionths of a degree east of 180° west and north of 90° south."""
    east, north = np.divmod(points, TURN)
    return east, north


def unpack(points: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes and latitudes in degrees; the points must all be somewhere."""
    east, north = split(points)
    return (east - 180 * MILLION) / MILLION, (north - 90 * MILLION) / MILLION
