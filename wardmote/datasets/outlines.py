"""Boundaries as the geometry that placing needs, kept so that no text is parsed again."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely

from wardmote.datasets.shelf import aside


def keep(path: Path, shapes: Sequence[shapely.Geometry]) -> None:
    """Put shapes into a file: the length of each in bytes, then their WKB."""
    packed = shapely.to_wkb(np.asarray(shapes, object)) if len(shapes) else []
    with aside(path) as file:
        np.save(file, np.array([len(one) for one in packed], np.int64), allow_pickle=False)
        file.writelines(packed)


def kept(path: Path) -> list[shapely.Geometry]:
    """The shapes in a file."""
    with path.open("rb") as file:
        lengths = np.load(file, allow_pickle=False).tolist()
        return list(shapely.from_wkb([file.read(length) for length in lengths]))
