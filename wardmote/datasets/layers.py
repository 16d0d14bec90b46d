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
AT_ONCE = 65_536  # cells counted together: what is worked out for them stays near the core


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

    They begin as they were in the cube `base`, if there is one. `sign` says of each
    force-month that is read whether it joins them (1) or leaves them (-1).
    """

    codes: list[str]
    months: dict[Month, int]
    forces: dict[str, int]
    placements: Placements
    sign: Mapping[Held, int]
    counts: NDArray[np.int32]  # month x type x place
    by_force: NDArray[np.int64]  # force x place
    base: Cube | None

    def add(self, where: NDArray[np.int64], tally: Tally, parts: Sequence[Held]) -> None:
        """Count parts of one batch; `where` is the place of each point of its tally."""
        mine = [one for one in parts if one in self.sign]
        if not self.codes or not mine:
            return
        size = max(int(tally.cells[0].max(initial=0)), *(one.part for one in mine)) + 1
        sign, is_held = np.zeros(size, np.int64), np.zeros(size, np.bool_)
        month, force = np.zeros(size, np.int64), np.zeros(size, np.int64)
        for one in mine:
            sign[one.part], is_held[one.part] = self.sign[one], one.month in self.months
            month[one.part] = self.months.get(one.month, 0)
            force[one.part] = self.forces[one.force]
        cells = tally.cells
        if len(mine) < size:
            cells = cells[:, (sign != 0)[cells[0]]]
        # what is outside, or of a month that is held no more, counts as none of it
        is_inside, inside = where != OUTSIDE, np.maximum(where, 0)
        width = len(self.codes)
        counts, by_force = self.counts.reshape(-1), self.by_force.reshape(-1)
        for start in range(0, cells.shape[1], AT_ONCE):
            part, point, kind, n = cells[:, start : start + AT_ONCE]
            place = inside[point]
            n = n * sign[part] * is_inside[point]
            np.add.at(by_force, force[part] * width + place, n)
            cell = (month[part] * WIDTH + kind) * width + place
            np.add.at(counts, cell, (n * is_held[part]).astype(np.int32))

    def write(self, about: Path, held: Sequence[Held]) -> None:
        """Lay the cube's files down, the one that names it last."""
        counts, across, by_force, _ = files_of(about)
        write_array(counts, self._turned())
        write_array(across, self.counts)
        forces = sorted({one.force for one in held})
        write_array(by_force, self.by_force[[self.forces[force] for force in forces]])
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
        for month in {self.months[one.month] for one in self.sign}:
            turned[:, month] = self.counts[month].T
        return turned


def layer(
    codes: list[str], held: Sequence[Held], placements: Placements, base: Cube | None
) -> Layer:
    """A layer that takes over from `base` what it holds of the same rows."""
    before = base.held() if base else []
    then, now = {one.rows for one in before}, {one.rows for one in held}
    new = [one for one in held if one.rows not in then]
    gone = [one for one in before if one.rows not in now]
    months = {month: at for at, month in enumerate(sorted({one.month for one in held}))}
    names = sorted({one.force for one in [*held, *gone]})
    forces = {force: at for at, force in enumerate(names)}
    made = Layer(
        codes=codes,
        months=months,
        forces=forces,
        placements=placements,
        sign=dict.fromkeys(new, 1) | dict.fromkeys(gone, -1),
        counts=np.zeros((len(months), WIDTH, len(codes)), np.int32),
        by_force=np.zeros((len(forces), len(codes)), np.int64),
        base=base,
    )
    if base is not None:
        for month in months.keys() & base.months.keys():
            made.counts[months[month]] = base.across[base.months[month]]
        for force, at in base.forces.items():
            if force in forces:
                made.by_force[forces[force]] = base.by_force[at]
    return made
