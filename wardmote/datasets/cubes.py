"""Counts for pages: place x month x type, in one array that is mapped, not read.

A cube belongs to one set of boundaries and one state of the store (which rows of each
force-month are the current ones), and is named by both; when that name is new it is made
from the tallies, which takes a moment, and from then on reading it costs nothing. Where a
cube of the same boundaries is there already, only the months that have changed since are
counted. A second array holds the same counts by month and type first, for pages that
compare all places.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from wardmote.datasets.layers import Cube, Held, Layer, files_of, layer, read, where_of
from wardmote.datasets.placement import OUTSIDE, Finder, Placements, among
from wardmote.datasets.shelf import Shelf, aside
from wardmote.datasets.tallies import Tally, distinct
from wardmote.kernel.errors import RuleBroken

FORMAT = "4"
AT_ONCE = 8  # batches whose points are merged together


@dataclass(frozen=True, slots=True)
class Boundaries:
    """A set of places with shapes. `name` changes whenever a shape does.

    The functions give the places in the order of their codes.
    """

    name: str
    codes: Callable[[], list[str]]
    shapes: Callable[[], Sequence[shapely.Geometry]]
    squares: Callable[[], Finder | None] = lambda: None

    def placements(self, shelf: Shelf) -> Placements:
        """The points that are placed already."""
        return Placements(shelf.placed(self.name), self.shapes, self.squares)


class Cubes:
    """The cubes of one shelf, made when first asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._open: dict[str, Cube] = {}

    def get(self, boundaries: Boundaries, held: Sequence[Held]) -> Cube:
        """The counts of what is held, in these boundaries."""
        name = _name(boundaries, _state(held))
        cube = self._open.get(name)
        if cube is None:
            if not self._is_whole(name):
                self.prepare([boundaries], held)
            cube = read(self._shelf.counts(f"{name}.json"))
            while len(self._open) >= 8:
                self._open.pop(next(iter(self._open)))
            self._open[name] = cube
        return cube

    def prepare(self, some: Iterable[Boundaries], held: Sequence[Held]) -> list[str]:
        """Make the cubes of what is held that are not there yet; give back all their names.

        The store is read once for all of them.
        """
        state = _state(held)
        names = {_name(one, state): one for one in some}
        wanted = {name: one for name, one in names.items() if not self._stays(name)}
        layers = self._layers([*wanted.values()], held)
        needed = dict.fromkeys(one for made in layers for one in made.sign)
        for tally, parts in self._batches(needed):
            index = None
            for number, made in enumerate(layers):
                if not number or not np.array_equal(
                    made.placements.points, layers[number - 1].placements.points
                ):
                    index = made.placements.find(tally.somewhere)
                made.add(tally, index, parts)
        for made, (name, one) in zip(layers, wanted.items(), strict=True):
            made.write(self._shelf.counts(f"{name}.json"), held)
            with aside(self._latest(one)) as file:
                file.write(json.dumps(name).encode())
        return [*names]

    def _layers(self, some: Sequence[Boundaries], held: Sequence[Held]) -> list[Layer]:
        """The cubes to make, each begun where an earlier one leaves off; points learnt."""
        placed = [one.placements(self._shelf) for one in some]
        layers = [
            layer(one.codes(), held, placements, self._base(one, held))
            for one, placements in zip(some, placed, strict=True)
        ]
        needed = [*dict.fromkeys(one for made in layers for one in made.sign)]
        for placements, points in zip(placed, self._fresh(placed, needed), strict=True):
            placements.learn(points)
            placements.keep()
        return layers

    def _fresh(
        self, placed: Sequence[Placements], held: Sequence[Held]
    ) -> Iterator[NDArray[np.int64]]:
        """For each of the boundaries the points of what is held that it does not know."""
        known: NDArray[np.int64] | None = None
        for placements in placed:  # as a rule they all know the same
            if known is None or not np.array_equal(known, placements.points):
                known = placements.points
                found = self._points(held, known)
            yield found

    def _is_whole(self, name: str) -> bool:
        return all(path.exists() for path in files_of(self._shelf.counts(f"{name}.json")))

    def _stays(self, name: str) -> bool:
        """Whether a cube is there whole; in use from now on, so that it stays."""
        if not self._is_whole(name):
            return False
        for path in files_of(self._shelf.counts(f"{name}.json")):
            path.touch()
        return True

    def _latest(self, boundaries: Boundaries) -> Path:
        name = hashlib.sha256(f"{FORMAT}\n{boundaries.name}".encode()).hexdigest()[:32]
        return self._shelf.counts(f"latest-{name}.json")

    def _base(self, boundaries: Boundaries, held: Sequence[Held]) -> Cube | None:
        """The cube of these boundaries that was made last, if what it counted can be read."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            name = json.loads(self._latest(boundaries).read_bytes())
            base = read(self._shelf.counts(f"{name}.json"))
            now = {one.rows for one in held}
            gone = {one.batch for one in base.held() if one.rows not in now}
            if all(path.exists() for batch in gone for path in self._shelf.tally(batch)):
                return base
        return None

    def placed(self, boundaries: Boundaries, some: Sequence[Held], codes: set[str]) -> int:
        """How many rows of these force-months lie in these places."""
        text = "\n".join([FORMAT, boundaries.name, *sorted(codes)])
        name = hashlib.sha256(text.encode()).hexdigest()[:32]
        path = self._shelf.counts(f"{name}.json")
        known: dict[str, list[int]] = json.loads(path.read_bytes()) if path.exists() else {}
        new = [one for one in some if one.batch not in known]
        if new:
            placements = boundaries.placements(self._shelf)
            placements.learn(self._points(new, placements.points))
            placements.keep()
            ours = np.isin(boundaries.codes(), sorted(codes))
            for tally, parts in self._batches(new):
                where = where_of(tally, placements.places, placements.find(tally.somewhere))
                part, index, _, n = tally.cells
                inside = where[index] != OUTSIDE
                inside[inside] = ours[where[index[inside]]]
                found = np.bincount(part[inside], n[inside], minlength=int(part.max()) + 1)
                known[parts[0].batch] = found.astype(np.int64).tolist()
            with aside(path) as file:
                file.write(json.dumps(known).encode())
        else:
            path.touch()
        return sum(known[one.batch][one.part] for one in some)

    def _points(self, held: Sequence[Held], known: NDArray[np.int64]) -> NDArray[np.int64]:
        """The distinct points of what is held that are not among the known, rising."""
        found: NDArray[np.int64] = np.empty(0, np.int64)
        waiting: list[NDArray[np.int64]] = []
        for tally, _ in self._batches(held):
            points = tally.somewhere
            for seen in known, found:
                points = points[~among(points, seen)]
            waiting.append(points)
            if len(waiting) == AT_ONCE:
                found, waiting = distinct([found, *waiting]), []
        return distinct([found, *waiting])

    def _batches(self, held: Iterable[Held]) -> Iterator[tuple[Tally, list[Held]]]:
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


def _state(held: Sequence[Held]) -> str:
    """Names what is held by its rows, wherever they lie."""
    text = sorted(f"{one.month.index} {one.force} {one.fingerprint}" for one in held)
    return hashlib.sha256("\n".join(text).encode()).hexdigest()


def _name(boundaries: Boundaries, state: str) -> str:
    text = "\n".join([FORMAT, boundaries.name, state])
    return hashlib.sha256(text.encode()).hexdigest()[:32]
