"""Counts for pages: place x month x type, in one array that is mapped, not read.

A cube belongs to one set of boundaries and one state of the store (which file is the
current one of each force-month), and is named by both; when that name is new it is made
from the tallies, which takes a moment, and from then on reading it costs nothing.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from wardmote.datasets.placement import OUTSIDE, Placements
from wardmote.datasets.shelf import Shelf, aside, write_array
from wardmote.datasets.street import TYPES
from wardmote.datasets.tallies import NOWHERE, Tally
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month

FORMAT = "1"
WIDTH = len(TYPES) + 1  # the 14 types and the labels that are none of them


@dataclass(frozen=True, slots=True)
class Held:
    """One force-month in the store: which file has its rows."""

    month: Month
    force: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Boundaries:
    """A set of places with shapes. `name` changes whenever a shape does."""

    name: str
    load: Callable[[], tuple[list[str], list[shapely.Geometry]]]  # in order of code


@dataclass(frozen=True, slots=True)
class Cube:
    """counts[place, month, type] and, for the share of each force, by_force[force, place].

    The type's index is its place in TYPES; the last is every other label. Only months
    that some force has are there.
    """

    codes: dict[str, int]
    months: dict[Month, int]
    forces: dict[str, int]
    counts: NDArray[np.int32]
    by_force: NDArray[np.int64]


class Cubes:
    """The cubes of one shelf, made when first asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._open: dict[str, Cube] = {}

    def get(self, boundaries: Boundaries, held: Sequence[Held]) -> Cube:
        """The counts of what is held, in these boundaries."""
        name = _name(boundaries, held)
        cube = self._open.get(name)
        if cube is None:
            about = self._shelf.counts(f"{name}.json")
            if not about.exists():
                self._make(name, boundaries, held)
            cube = _read(about)
            while len(self._open) >= 8:
                self._open.pop(next(iter(self._open)))
            self._open[name] = cube
        return cube

    def placed(self, boundaries: Boundaries, some: Sequence[Held], codes: set[str]) -> int:
        """How many rows of these force-months lie in these places."""
        known, shapes = boundaries.load()
        placements = Placements(self._shelf.placed(boundaries.name), shapes)
        placements.learn(self._points(some))
        ours = [index for index, code in enumerate(known) if code in codes]
        return sum(int(self._count(one, placements, len(known))[ours].sum()) for one in some)

    def _make(self, name: str, boundaries: Boundaries, held: Sequence[Held]) -> None:
        codes, shapes = boundaries.load()
        placements = Placements(self._shelf.placed(boundaries.name), shapes)
        placements.learn(self._points(held))
        months = sorted({one.month for one in held})
        forces = sorted({one.force for one in held})
        counts = np.zeros((len(codes), len(months), WIDTH), np.int64)
        by_force = np.zeros((len(forces), len(codes)), np.int64)
        for one in held:
            cells = self._count(one, placements, len(codes))
            counts[:, months.index(one.month), :] += cells
            by_force[forces.index(one.force)] += cells.sum(axis=1)
        path = self._shelf.counts(name)
        write_array(path.with_suffix(".npy"), counts.astype(np.int32))
        about = {
            "codes": codes,
            "months": [month.index for month in months],
            "forces": forces,
            "by_force": by_force.tolist(),
        }
        with aside(path.with_suffix(".json")) as file:
            file.write(json.dumps(about).encode())

    def _count(self, one: Held, placements: Placements, places: int) -> NDArray[np.int64]:
        tally = self._tally(one.fingerprint, one.month)
        tally = tally[tally["point"] != NOWHERE]
        where = placements.of(tally["point"])
        inside = where != OUTSIDE
        cells = where[inside] * WIDTH + tally["type"][inside]
        found = np.bincount(cells, tally["n"][inside], minlength=places * WIDTH)
        return np.asarray(found, np.int64).reshape((places, WIDTH))

    def _points(self, held: Sequence[Held]) -> NDArray[np.int64]:
        known: NDArray[np.int64] = np.empty(0, np.int64)
        for start in range(0, len(held), 32):
            new = [
                self._tally(one.fingerprint, one.month)["point"] for one in held[start:][:32]
            ]
            known = np.unique(np.concatenate([known, *new]))
        somewhere: NDArray[np.int64] = known[known != NOWHERE]
        return somewhere

    def _tally(self, fingerprint: str, month: Month) -> Tally:
        path = self._shelf.tally(fingerprint)
        try:
            tally: Tally = np.load(path, allow_pickle=False)
        except (OSError, ValueError) as error:
            raise RuleBroken(
                f"The warehouse has lost its counts of {month.words}. Import the street "
                "files of that month again"
            ) from error
        return tally


def _name(boundaries: Boundaries, held: Sequence[Held]) -> str:
    text = [FORMAT, boundaries.name]
    text += sorted(f"{one.month} {one.force} {one.fingerprint}" for one in held)
    return hashlib.sha256("\n".join(text).encode()).hexdigest()[:32]


def _read(about: Path) -> Cube:
    said = json.loads(about.read_bytes())
    return Cube(
        codes={code: index for index, code in enumerate(said["codes"])},
        months={Month.at(month): index for index, month in enumerate(said["months"])},
        forces={force: index for index, force in enumerate(said["forces"])},
        counts=np.load(about.with_suffix(".npy"), mmap_mode="r", allow_pickle=False),
        by_force=np.array(said["by_force"], np.int64).reshape(
            len(said["forces"]), len(said["codes"])
        ),
    )
