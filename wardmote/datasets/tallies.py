"""Tallies: how many rows have this point and this type, in one force-month.

A point is two numbers of a millionth of a degree (11 cm) packed into one, so that a
million of them sort and search as fast as whole numbers do.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

NOWHERE: Final = -1  # the point of a row that was published without a location
TALLY = np.dtype([("point", "<i8"), ("type", "u1"), ("n", "<i4")])

Tally = NDArray[np.void]

_SHIFT = 1 << 32
_MILLION = 1_000_000


def packed(east: Any, north: Any) -> Any:
    """A point from whole millionths of a degree; for arrays, and for columns of an engine."""
    return (east + 180 * _MILLION) * _SHIFT + (north + 90 * _MILLION)


def unpack(points: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes and latitudes in degrees; the points must all be somewhere."""
    longitudes, latitudes = np.divmod(points, _SHIFT)
    return (
        (longitudes - 180 * _MILLION) / _MILLION,
        (latitudes - 90 * _MILLION) / _MILLION,
    )
