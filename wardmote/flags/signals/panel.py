"""The counts to look at: one row per place and type of crime, one column per month."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Single = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Panel:
    """n series of T months; the last column is the latest month.

    counts      float32[n, T]  events; 0 where missing
    weight      float32[n, T]  1 where there is a figure, 0 where it is missing
    district    int64[n]       0..D-1: series of one district and type are each other's context
    type        int64[n]       0..K-1
    place       int64[n]       any number, the same for all types of one place
    population  float64[n]     residents of the place (or another exposure); nan if not known
    first_month int            calendar month of column 0, 0 is January
    alone       bool           no context: each series is judged by its own history only
    """

    counts: Single
    weight: Single
    district: Ints
    type: Ints
    place: Ints
    population: Floats
    first_month: int = 0
    alone: bool = False

    @property
    def series(self) -> int:
        return len(self.counts)

    @property
    def months(self) -> int:
        return int(self.counts.shape[1])

    @property
    def complete(self) -> bool:
        """No month is missing anywhere."""
        return bool(self.weight.all())


def panel(
    counts: ArrayLike,
    *,
    district: ArrayLike | None = None,
    type: ArrayLike | None = None,
    place: ArrayLike | None = None,
    population: ArrayLike | None = None,
    first_month: int = 0,
) -> Panel:
    """A checked panel. Counts below 0, and nan, are missing months.

    Without district and type every series stands alone. Their values may be any numbers.
    """
    rows = np.atleast_2d(np.asarray(counts, np.float64))
    n = len(rows)
    known = (rows >= 0) & np.isfinite(rows)
    alone = district is None or type is None
    return Panel(
        counts=np.where(known, rows, 0).astype(np.float32),
        weight=known.astype(np.float32),
        district=_dense(np.zeros(n) if district is None else district, n),
        type=_dense(np.zeros(n) if type is None else type, n),
        place=_dense(np.arange(n) if place is None else place, n),
        population=_population(population, n),
        first_month=int(first_month) % 12,
        alone=alone,
    )


def in_order(one: Panel) -> tuple[Panel, Ints]:
    """The same series by district, type and place, and where each came from.

    Sums are then taken in one order whatever order the caller has them in, so that
    permuting the series permutes the results to the last bit.
    """
    order = np.lexsort((one.place, one.type, one.district))
    return (
        Panel(
            one.counts[order],
            one.weight[order],
            one.district[order],
            one.type[order],
            one.place[order],
            one.population[order],
            one.first_month,
            one.alone,
        ),
        order,
    )


def _dense(labels: ArrayLike, n: int) -> Ints:
    found = np.unique(np.asarray(labels), return_inverse=True)[1].reshape(-1)
    if len(found) != n:
        raise ValueError(f"{n} series need {n} labels, not {len(found)}")
    return found.astype(np.int64)


def _population(given: ArrayLike | None, n: int) -> Floats:
    if given is None:
        return np.full(n, np.nan)
    people = np.broadcast_to(np.asarray(given, np.float64), (n,)).copy()
    people[~(people > 0)] = np.nan
    return people
