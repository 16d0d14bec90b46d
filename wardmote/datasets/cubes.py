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
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from wardmote.datasets.layers import Cube, Held, Layer, files_of, layer, read
from wardmote.datasets.placement import OUTSIDE, Finder, Placements, among
from wardmote.datasets.shelf import Shelf, aside
from wardmote.datasets.tallies import Tally, distinct
from wardmote.kernel.errors import RuleBroken

Item = TypeVar("Item")
FORMAT = "4"
AT_ONCE = 8  # batches whose points are merged together
THREADS = 2


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
        layers = [
            layer(one.codes(), held, one.placements(self._shelf), self._base(one, held))
            for one in wanted.values()
        ]
        needed = [*dict.fromkeys(one for made in layers for one in made.sign)]
        with ThreadPoolExecutor(THREADS) as threads:
            for tally, parts, places in self._looked_up(
                [one.placements for one in layers], needed
            ):
                [*threads.map(partial(Layer.add, tally=tally, parts=parts), layers, places)]
            # the disk is waited for together
            [*threads.map(partial(self._keep, held), layers, wanted.values(), wanted.keys())]
        return [*names]

    def _keep(self, held: Sequence[Held], made: Layer, one: Boundaries, name: str) -> None:
        made.placements.keep()
        made.write(self._shelf.counts(f"{name}.json"), held)
        with aside(self._latest(one)) as file:
            file.write(json.dumps(name).encode())

    def _looked_up(
        self, some: Sequence[Placements], held: Sequence[Held]
    ) -> Iterator[tuple[Tally, list[Held], list[NDArray[np.int64]]]]:
        """Each batch, those of its parts that are asked for, and for each of the boundaries
        the place of each of its points (NOWHERE is OUTSIDE).

        The next batch is looked up while one is used. All points of what is held are placed
        as soon as one is found that is not.
        """

        def places(points: NDArray[np.int64]) -> list[NDArray[np.int64]] | None:
            found: list[NDArray[np.int64]] = []
            known, index = None, None
            for one in some:  # as a rule they all know the same points
                if known is None or not np.array_equal(known, one.points):
                    known, index = one.points, one.find(points)
                if index is None:
                    return None
                found.append(one.places[index])
            return found

        def look_up() -> Iterator[tuple[Tally, list[Held], list[NDArray[np.int64]]]]:
            for tally, parts in self._batches(held):
                found = places(tally.somewhere)
                if found is None:
                    for one in some:
                        one.learn(self._points(held, one.points))
                    found = [one.of(tally.somewhere) for one in some]
                if len(tally.somewhere) < len(tally.points):
                    found = [np.append(OUTSIDE, where) for where in found]
                yield tally, parts, found

        return one_ahead(look_up())

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
            # OUTSIDE, the last index, is not ours
            ours = np.array([*(code in codes for code in boundaries.codes()), False])
            for tally, parts, (where,) in self._looked_up([placements], new):
                part, index, _, n = tally.cells
                found = np.bincount(part, n * ours[where][index])
                known[parts[0].batch] = found.astype(np.int64).tolist()
            placements.keep()
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


def one_ahead(some: Iterable[Item]) -> Iterator[Item]:
    """The same items, the next one made in another thread while one is used."""
    items = iter(some)
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = thread.submit(next, items, None)
            yield item


def _state(held: Sequence[Held]) -> str:
    """Names what is held by its rows, wherever they lie."""
    text = sorted(f"{one.month.index} {one.force} {one.fingerprint}" for one in held)
    return hashlib.sha256("\n".join(text).encode()).hexdigest()


def _name(boundaries: Boundaries, state: str) -> str:
    text = "\n".join([FORMAT, boundaries.name, state])
    return hashlib.sha256(text.encode()).hexdigest()[:32]
