"""Boundaries as the geometry that placing needs, kept so that no text is parsed again."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import shapely

from wardmote.datasets.shelf import aside


def keep(path: Path, shapes: Mapping[str, shapely.Geometry]) -> None:
    """Put shapes into a file in order of code: each one's length in bytes, then their WKB.

    Their codes lie beside it, so that who wants those alone need not ask the database.
    """
    codes = sorted(shapes)
    packed = shapely.to_wkb(np.array([shapes[code] for code in codes], object))
    with aside(_codes(path)) as file:
        file.write(json.dumps(codes).encode())
    with aside(path) as file:
        np.save(file, np.array([len(one) for one in packed], np.int64), allow_pickle=False)
        file.writelines(packed)


def are_kept(path: Path) -> bool:
    """Whether the shapes and their codes are there."""
    return path.exists() and _codes(path).exists()


def kept(path: Path) -> list[shapely.Geometry]:
    """The shapes in a file, in order of code."""
    with path.open("rb") as file:
        lengths = np.load(file, allow_pickle=False).tolist()
        return list(shapely.from_wkb([file.read(length) for length in lengths]))


def kept_some(path: Path, numbers: Iterable[int]) -> list[shapely.Geometry]:
    """Some of the shapes in a file, by their indices in the order of code."""
    with path.open("rb") as file:
        ends = np.cumsum(np.load(file, allow_pickle=False)).tolist()
        begin, found = file.tell(), []
        for number in numbers:
            start = ends[number - 1] if number else 0
            file.seek(begin + start)
            found.append(file.read(ends[number] - start))
    return list(shapely.from_wkb(found))


def kept_codes(path: Path) -> list[str]:
    """The codes of the shapes in a file, in order."""
    codes: list[str] = json.loads(_codes(path).read_bytes())
    return codes


def _codes(path: Path) -> Path:
    return path.with_suffix(".json")
