"""One cube: its files, and how its counts are made, from nothing or from an earlier cube.

Counts are of whole numbers, so that a cube made from an earlier one is equal, cell by cell,
to one made from nothing.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wardmote.datasets.placement import OUTSIDE, Placements
from wardmote.datasets.shelf import aside, write_array
from wardmote.datasets.street import TYPES
from wardmote.datasets.tallies import Tally
from wardmote.kernel.periods import Month

WIDTH = len(TYPES) + 1  # the 14 types and the labels that are none of them


@dataclass(frozen=True, slots=True)
class Held:
    """One force-month in the store: which part of which batch has its rows."""

    month: Month
    force: str
    fingerprint: str
    batch: str
    part: int

    @property
    def rows(self) -> tuple[Month, str, str]:
        """What its rows are, wherever they lie."""
        return self.month, self.force, self.fingerprint


@dataclass(frozen=True, slots=True)
class Cube:
    """counts[place, month, type]; across[month, type, place] is the same turned round.

    by_force[force, place] is for the share of each force. The type's index is its place in
    TYPES; the last is every other label. Only months that some force has are there. `held`
    is what was counted.
    """

    codes: dict[str, int]
    months: dict[Month, int]
    forces: dict[str, int]
    counts: NDArray[np.int32]
    across: NDArray[np.int32]
    by_force: NDArray[np.int64]
    held: Callable[[], list[Held]]


def files_of(about: Path) -> list[Path]:
    """The files of the cube that `about` (NAME.json) describes."""
    arrays = [about.with_name(f"{name}{about.stem}.npy") for name in ("", "across-", "force-")]
    return [*arrays, about]


def read(about: Path) -> Cube:
    """Map a cube. OSError, ValueError or KeyError where it is not there or damaged."""
    said = json.loads(about.read_bytes())
    paths = files_of(about)

    def array(path: Path) -> NDArray[np.int32]:
        mapped: NDArray[np.int32] = np.load(path, mmap_mode="r", allow_pickle=False)
        return mapped

    @cache
    def held() -> list[Held]:
        return [Held(Month.at(month), *rest) for month, *rest in said["held"]]

    return Cube(
        codes={code: index for index, code in enumerate(said["codes"])},
        months={Month.at(month): index for index, month in enumerate(said["months"])},
        forces={force: index for index, force in enumerate(said["forces"])},
        counts=array(paths[0]),
        across=array(paths[1]),
        by_force=array(paths[2]).astype(np.int64),
        held=held,
    )


@dataclass(slots=True)
class Layer:
    """The counts of one set of boundaries while they are being made.

    `again` are the months that are counted; the others are as they were in the cube that
    this one began with. `sign` says of each force-month read whether it joins the force's
    count of all months (1), leaves it (-1) or is in it already (0).
    """

    codes: list[str]
    months: dict[Month, int]
    forces: dict[str, int]
    placements: Placements
    again: frozenset[Month]
    sign: Mapping[Held, int]
    counts: NDArray[np.int32]  # month x type x place
    by_force: NDArray[np.int64]  # force x place, OUTSIDE the first of them
    base: Cube | None

    def add(self, where: NDArray[np.int64], tally: Tally, parts: Sequence[Held]) -> None:
        """Count parts of one batch; `where` is the place of each point of its tally."""
        mine = [one for one in parts if one in self.sign]
        if not self.codes or not mine:
            return
        size = max(int(tally.cells[0].max(initial=0)), *(one.part for one in mine)) + 1
        month, force = np.full(size, -1, np.int32), np.zeros(size, np.intp)
        sign = np.zeros(size, np.int64)
        for one in mine:
            if one.month in self.again and self.sign[one] >= 0:
                month[one.part] = self.months[one.month]
            force[one.part], sign[one.part] = self.forces[one.force], self.sign[one]
        part, point, kind, n = tally.cells
        if len(mine) < size:
            part, point, kind, n = tally.cells[:, ((month >= 0) | (sign != 0))[part]]
        # OUTSIDE is a place of its own, the first, until all is counted
        place = (where - OUTSIDE)[point]
        width = len(self.codes) + 1
        cell = (force * width)[part] + place
        np.add.at(self.by_force.reshape(-1), cell, n * sign[part])
        for number in np.unique(month[month >= 0]).tolist():
            here = month[part] == number
            some = slice(None) if here.all() else here
            cells = np.bincount(kind[some] * width + place[some], n[some], WIDTH * width)
            self.counts[number] += cells.astype(np.int32).reshape((WIDTH, width))[:, 1:]

    def write(self, about: Path, held: Sequence[Held]) -> None:
        """Lay the cube's files down, the one that names it last."""
        counts, across, by_force, _ = files_of(about)
        write_array(counts, self._turned())
        write_array(across, self.counts)
        forces = sorted({one.force for one in held})
        write_array(by_force, self.by_force[[self.forces[force] for force in forces], 1:])
        said = {
            "codes": self.codes,
            "months": [month.index for month in self.months],
            "forces": forces,
            "held": [
                [one.month.index, one.force, one.fingerprint, one.batch, one.part]
                for one in held
            ],
        }
        with aside(about) as file:
            file.write(json.dumps(said).encode())

    def _turned(self) -> NDArray[np.int32]:
        """The counts as place x month x type. What lies turned in the base is copied."""
        if self.base is None or self.base.months != self.months:
            return self.counts.transpose(2, 0, 1).copy()
        turned = np.array(self.base.counts)
        for month in self.again:
            turned[:, self.months[month]] = self.counts[self.months[month]].T
        return turned


def layer(
    codes: list[str], held: Sequence[Held], placements: Placements, base: Cube | None
) -> Layer:
    """A layer that takes over from `base` the months in which the same rows are held."""
    before = base.held() if base else []
    then, now = {one.rows for one in before}, {one.rows for one in held}
    gone = [one for one in before if one.rows not in now]
    changed = {month for month, *_ in then ^ now}
    months = {month: at for at, month in enumerate(sorted({one.month for one in held}))}
    names = sorted({one.force for one in [*held, *gone]})
    forces = {force: at for at, force in enumerate(names)}
    sign = {one: int(one.rows not in then) for one in held if one.month in changed}
    made = Layer(
        codes=codes,
        months=months,
        forces=forces,
        placements=placements,
        again=frozenset(changed),
        sign=sign | dict.fromkeys(gone, -1),
        counts=np.zeros((len(months), WIDTH, len(codes)), np.int32),
        by_force=np.zeros((len(forces), len(codes) + 1), np.int64),
        base=base,
    )
    if base is not None:
        for month in months.keys() - changed:
            made.counts[months[month]] = base.across[base.months[month]]
        for force, at in base.forces.items():
            if force in forces:
                made.by_force[forces[force], 1:] = base.by_force[at]
    return made
