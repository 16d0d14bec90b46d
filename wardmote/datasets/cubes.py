"""Counts for pages: place x month x type, in one array that is mapped, not read.

A cube belongs to one set of boundaries and one state of the store (which part of which
batch is the current one of each force-month), and is named by both; when that name is new
it is made from the tallies, which takes a moment, and from then on reading it costs
nothing. A second array holds the same counts by month and type first, for pages that
compare all places.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from wardmote.datasets.placement import OUTSIDE, Placements
from wardmote.datasets.shelf import Shelf, aside, write_array
from wardmote.datasets.street import TYPES
from wardmote.datasets.tallies import Tally, distinct
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month

FORMAT = "3"
AT_ONCE = 8  # batches whose points are merged together
WIDTH = len(TYPES) + 1  # the 14 types and the labels that are none of them


@dataclass(frozen=True, slots=True)
class Held:
    """One force-month in the store: which part of which batch has its rows."""

    month: Month
    force: str
    fingerprint: str
    batch: str
    part: int


@dataclass(frozen=True, slots=True)
class Boundaries:
    """A set of places with shapes. `name` changes whenever a shape does.

    Both functions give the places in the order of their codes.
    """

    name: str
    codes: Callable[[], list[str]]
    shapes: Callable[[], Sequence[shapely.Geometry]]


@dataclass(frozen=True, slots=True)
class Cube:
    """counts[place, month, type]; across[month, type, place] is the same turned round.

    by_force[force, place] is for the share of each force. The type's index is its place in
    TYPES; the last is every other label. Only months that some force has are there.
    """

    codes: dict[str, int]
    months: dict[Month, int]
    forces: dict[str, int]
    counts: NDArray[np.int32]
    across: NDArray[np.int32]
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
            self.prepare([boundaries], held)
            cube = _read(self._shelf.counts(f"{name}.json"))
            while len(self._open) >= 8:
                self._open.pop(next(iter(self._open)))
            self._open[name] = cube
        return cube

    def prepare(self, some: Iterable[Boundaries], held: Sequence[Held]) -> None:
        """Make the cubes of what is held that are not there yet, reading it once for all."""
        wanted = [
            one for one in some if not self._shelf.counts(f"{_name(one, held)}.json").exists()
        ]
        if not wanted:
            return
        points = self._points(held)
        layers = [_Layer.start(one.codes(), held, self._learnt(one, points)) for one in wanted]
        for tally, parts in self._batches(held):
            index = None
            for number, layer in enumerate(layers):
                if not number or not np.array_equal(
                    layer.placements.points, layers[number - 1].placements.points
                ):
                    index = layer.placements.find(tally.somewhere)
                layer.add(tally, parts, index)
        for one, layer in zip(wanted, layers, strict=True):
            layer.write(self._shelf.counts(_name(one, held)))

    def placed(self, boundaries: Boundaries, some: Sequence[Held], codes: set[str]) -> int:
        """How many rows of these force-months lie in these places."""
        text = "\n".join([FORMAT, boundaries.name, *sorted(codes)])
        name = hashlib.sha256(text.encode()).hexdigest()[:32]
        path = self._shelf.counts(f"{name}.json")
        known: dict[str, list[int]] = json.loads(path.read_bytes()) if path.exists() else {}
        new = [one for one in some if one.batch not in known]
        if new:
            placements = self._learnt(boundaries, self._points(new))
            ours = np.isin(boundaries.codes(), sorted(codes))
            for tally, parts in self._batches(new):
                where = _where(tally, placements.places, placements.find(tally.somewhere))
                part, index, _, n = tally.cells
                inside = where[index] != OUTSIDE
                inside[inside] = ours[where[index[inside]]]
                found = np.bincount(part[inside], n[inside], minlength=int(part.max()) + 1)
                known[parts[0].batch] = found.astype(np.int64).tolist()
            with aside(path) as file:
                file.write(json.dumps(known).encode())
        return sum(known[one.batch][one.part] for one in some)

    def _learnt(self, boundaries: Boundaries, points: NDArray[np.int64]) -> Placements:
        """The placements of these boundaries, knowing these points."""
        placements = Placements(self._shelf.placed(boundaries.name), boundaries.shapes)
        placements.learn(points)
        return placements

    def _points(self, held: Sequence[Held]) -> NDArray[np.int64]:
        """The distinct points of what is held, rising."""
        known: NDArray[np.int64] = np.empty(0, np.int64)
        waiting: list[NDArray[np.int64]] = []
        for tally, _ in self._batches(held):
            waiting.append(tally.somewhere)
            if len(waiting) == AT_ONCE:
                known, waiting = distinct([known, *waiting]), []
        return distinct([known, *waiting])

    def _batches(self, held: Sequence[Held]) -> Iterator[tuple[Tally, list[Held]]]:
        """Each batch once, with those of its parts that are asked for."""
        parts: dict[str, list[Held]] = {}
        for one in held:
            parts.setdefault(one.batch, []).append(one)
        for batch, some in parts.items():
            try:
                yield Tally.read(*self._shelf.tally(batch)), some
            except (OSError, ValueError) as error:
                raise RuleBroken(
                    f"The warehouse has lost its counts of {some[0].month.words}. Import "
                    "the street files of that month again"
                ) from error


@dataclass(slots=True)
class _Layer:
    """The counts of one set of boundaries while they are being made."""

    codes: list[str]
    months: list[Month]
    forces: list[str]
    placements: Placements
    counts: NDArray[np.int32]  # month x type x place
    by_force: NDArray[np.int64]

    @classmethod
    def start(cls, codes: list[str], held: Sequence[Held], placements: Placements) -> "_Layer":
        months = sorted({one.month for one in held})
        forces = sorted({one.force for one in held})
        counts = np.zeros((len(months), WIDTH, len(codes)), np.int32)
        by_force = np.zeros((len(forces), len(codes)), np.int64)
        return cls(codes, months, forces, placements, counts, by_force)

    def add(self, tally: Tally, parts: Sequence[Held], index: NDArray[np.intp] | None) -> None:
        """Count the asked-for parts of one batch: gather each point's place, then count."""
        if index is None or not self.codes:
            return
        where = _where(tally, self.placements.places, index)
        part, point, kind, n = tally.cells
        size = max(int(part.max(initial=0)), *(one.part for one in parts)) + 1
        month, force = np.full(size, -1, np.int32), np.zeros(size, np.int32)
        for one in parts:
            month[one.part] = self.months.index(one.month)
            force[one.part] = self.forces.index(one.force)
        place = where[point]
        inside = place != OUTSIDE
        if len(parts) < size:
            inside &= month[part] >= 0
        place, part, kind, n = place[inside], part[inside], kind[inside], n[inside]
        width = len(self.codes)
        cells = np.bincount(force[part] * width + place, n, self.by_force.size)
        self.by_force += cells.astype(np.int64).reshape(self.by_force.shape)
        for number in np.unique(month[month >= 0]).tolist():
            mine = month[part] == number
            here = slice(None) if mine.all() else mine
            cells = np.bincount(kind[here] * width + place[here], n[here], WIDTH * width)
            self.counts[number] += cells.astype(np.int32).reshape((WIDTH, width))

    def write(self, path: Path) -> None:
        write_array(path.with_suffix(".npy"), self.counts.transpose(2, 0, 1).copy())
        write_array(path.with_name(f"across-{path.name}.npy"), self.counts)
        about = {
            "codes": self.codes,
            "months": [month.index for month in self.months],
            "forces": self.forces,
        }
        write_array(path.with_name(f"force-{path.name}.npy"), self.by_force)
        with aside(path.with_suffix(".json")) as file:
            file.write(json.dumps(about).encode())


def _where(
    tally: Tally, places: NDArray[np.int32], index: NDArray[np.intp]
) -> NDArray[np.int32]:
    """The place of each point of a tally; NOWHERE is OUTSIDE."""
    where = places[index]
    if len(where) < len(tally.points):
        where = np.concatenate([np.array([OUTSIDE], np.int32), where])
    return where


def _name(boundaries: Boundaries, held: Sequence[Held]) -> str:
    text = [FORMAT, boundaries.name]
    text += sorted(f"{one.month} {one.force} {one.fingerprint}" for one in held)
    return hashlib.sha256("\n".join(text).encode()).hexdigest()[:32]


def _read(about: Path) -> Cube:
    said = json.loads(about.read_bytes())

    def array(name: str) -> NDArray[np.int32]:
        path = about.with_name(f"{name}{about.stem}.npy")
        mapped: NDArray[np.int32] = np.load(path, mmap_mode="r", allow_pickle=False)
        return mapped

    return Cube(
        codes={code: index for index, code in enumerate(said["codes"])},
        months={Month.at(month): index for index, month in enumerate(said["months"])},
        forces={force: index for index, force in enumerate(said["forces"])},
        counts=array(""),
        across=array("across-"),
        by_force=array("force-").astype(np.int64),
    )
