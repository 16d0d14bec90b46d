"""Street-level crime files exactly as data.police.uk publishes them, oddities and all.

Rows without location, points shared by many crimes, anti-social behaviour without ID or
outcome, an ID that stands twice, older outcomes that are fuller, older files with
Windows line ends, a force that works beyond the district, a month that collapsed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wardmote.demo import labels
from wardmote.demo.geography import Spots
from wardmote.demo.rates import TYPE_INDEX, TYPES
from wardmote.demo.story import (
    ASB,
    COLLAPSED,
    MONTHS,
    Ints,
    month_span,
)
from wardmote.kernel.periods import Month

FORCE, RAILWAY = "Wendle Constabulary", "British Transport Police"
FORCE_FILE, RAILWAY_FILE = "wendle-constabulary", "btp"
HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,"
    "LSOA code,LSOA name,Crime type,Last outcome category,Context"
)
OUTCOMES_HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,"
    "LSOA code,LSOA name,Outcome type"
)
OUTSIDE_A_MONTH, LOST_SHARE, TWICE_SHARE = 260, 0.03, 0.008
LEFT_BY_COLLAPSE = 41
WINDOWS_LINE_ENDS_UNTIL = 18
"""Files of more than so many months ago end their lines with CR LF."""
OUTCOME_FILES = 2
SHOP_SHARE = 0.8
SHOP_CHANCE = (0.7, 0.15, 0.05, 0.1)
"""Among the first spots of a ward: supermarket, its car park, petrol, other shops."""
SHOP_TYPES = [TYPE_INDEX[name] for name in ("Shoplifting", "Other theft")]
RAILWAY_TYPES = (
    "Other theft",
    "Bicycle theft",
    "Public order",
    "Theft from the person",
)
IN_COURT_MONTHS = 7

UNDER_WAY = "Under investigation"
ENDED = (
    "Investigation complete; no suspect identified",
    "Unable to prosecute suspect",
    "Court result unavailable",
    "Local resolution",
    "Offender given a caution",
    "Action to be taken by another organisation",
    "Formal action is not in the public interest",
)
IN_COURT = ENDED.index("Court result unavailable")
WAITING = "Awaiting court outcome"
_MOSTLY_UNSEEN = np.cumsum([0.77, 0.11, 0.05, 0.03, 0.02, 0.01, 0.01])
_MOSTLY_KNOWN = np.cumsum([0.17, 0.62, 0.10, 0.04, 0.02, 0.03, 0.02])
_UNSEEN_TYPES = [
    TYPE_INDEX[name]
    for name in (
        "Bicycle theft",
        "Burglary",
        "Criminal damage and arson",
        "Other theft",
        "Theft from the person",
        "Vehicle crime",
    )
]


@dataclass(frozen=True, slots=True)
class Crimes:
    """The force's rows, one element each, in the order of its files."""

    month: Ints
    """Months since the first of the story."""
    kind: Ints
    place: Ints
    """Row of the spots; -1 for no location."""


def write(
    folder: Path, rng: np.random.Generator, spots: Spots, counts: Ints, last: Month
) -> None:
    """Write a folder a month, as the police's download has them."""
    where = labels.cells(rng, spots)
    stations = [cells for cells in where if "(Station)" in cells]
    crimes = _crimes(rng, spots, counts)
    starts = np.searchsorted(crimes.month, np.arange(MONTHS + 1))
    for number, month in enumerate(month_span(last)):
        age = MONTHS - 1 - number
        part = slice(starts[number], starts[number + 1])
        rows = _rows(rng, where, crimes.kind[part], crimes.place[part], month, age)
        if age == COLLAPSED:
            rows = rows[:: max(1, len(rows) // LEFT_BY_COLLAPSE)]
        ending = "\r\n" if age > WINDOWS_LINE_ENDS_UNTIL else "\n"
        path = folder / str(month) / f"{month}-{FORCE_FILE}-street.csv"
        _write(path, [HEADER, *rows], ending)
        railway = path.with_name(f"{month}-{RAILWAY_FILE}-street.csv")
        _write(railway, [HEADER, *_railway_rows(rng, stations, month)], ending)
        if age < OUTCOME_FILES:
            outcomes = path.with_name(f"{month}-{FORCE_FILE}-outcomes.csv")
            _write(outcomes, [OUTCOMES_HEADER, *_outcome_rows(rows)], ending)


def _write(path: Path, lines: Iterable[str], ending: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((ending.join(lines) + ending).encode())


def _crimes(rng: np.random.Generator, spots: Spots, counts: Ints) -> Crimes:
    """A row for each crime counted, and for those outside and without location."""
    at = np.repeat(np.arange(counts.size), counts.ravel())
    month, ward, kind = np.unravel_index(at, counts.shape)
    lost = rng.poisson(LOST_SHARE * counts.sum(axis=1))
    beyond = rng.poisson(OUTSIDE_A_MONTH * counts.sum(axis=(0, 1)) / counts.sum(), lost.shape)
    month_lost, kind_lost = _spread(lost)
    month_beyond, kind_beyond = _spread(beyond)
    outside = np.flatnonzero(spots.ward < 0)
    place = np.concatenate(
        [
            _places(rng, spots, ward, kind),
            np.full(month_lost.size, -1),
            rng.choice(outside, month_beyond.size),
        ]
    )
    month = np.concatenate([month, month_lost, month_beyond])
    kind = np.concatenate([kind, kind_lost, kind_beyond])
    order = np.lexsort((kind, np.where(place < 0, spots.ward.size, place), month))
    return Crimes(month[order], kind[order], place[order])


def _spread(counts: Ints) -> tuple[Ints, Ints]:
    """Month and type of each of these."""
    at = np.repeat(np.arange(counts.size), counts.ravel())
    month, kind = np.unravel_index(at, counts.shape)
    return month, kind


def _places(rng: np.random.Generator, spots: Spots, ward: Ints, kind: Ints) -> Ints:
    """A spot of its ward for each crime: some spots see much more than others."""
    place = np.zeros_like(ward)
    for number in range(int(spots.ward.max()) + 1):
        own = np.flatnonzero(spots.ward == number)
        here = np.flatnonzero(ward == number)
        chance = rng.dirichlet(np.full(own.size, 1.2))
        place[here] = rng.choice(own, here.size, p=chance)
        shops = here[np.isin(kind[here], SHOP_TYPES)]
        shops = shops[rng.random(shops.size) < SHOP_SHARE]
        place[shops] = rng.choice(own[: len(SHOP_CHANCE)], shops.size, p=SHOP_CHANCE)
    return place


def _rows(
    rng: np.random.Generator,
    where: list[str],
    kinds: Ints,
    places: Ints,
    month: Month,
    age: int,
) -> list[str]:
    ids = _ids(rng, kinds)
    outcomes = _outcomes(rng, kinds, age)
    force = f"{month},{FORCE},{FORCE}"
    return [
        f"{crime},{force},{where[place]},{TYPES[kind]},{outcome},"
        for crime, place, kind, outcome in zip(
            ids, places.tolist(), kinds.tolist(), outcomes, strict=True
        )
    ]


def _ids(rng: np.random.Generator, kinds: Ints) -> list[str]:
    """An ID for each crime, none for anti-social behaviour, now and then one twice."""
    noise = rng.bytes(32 * kinds.size).hex()
    starts = 64 * np.arange(kinds.size)
    twice = np.flatnonzero(rng.random(kinds.size) < TWICE_SHARE)
    starts[twice] = starts[twice - 1]
    nameless = kinds == TYPE_INDEX[ASB]
    return [
        "" if none else noise[start : start + 64]
        for start, none in zip(starts.tolist(), nameless.tolist(), strict=True)
    ]


def _outcomes(rng: np.random.Generator, kinds: Ints, age: int) -> list[str]:
    """What came of each crime so many months after: the older, the more is known."""
    luck = rng.random(kinds.size)
    unseen = np.searchsorted(_MOSTLY_UNSEEN, luck)
    known = np.searchsorted(_MOSTLY_KNOWN, luck)
    ended = np.where(np.isin(kinds, _UNSEEN_TYPES), unseen, known)
    ended = np.minimum(ended, len(ENDED) - 1)
    words = np.array([*ENDED, UNDER_WAY, WAITING, ""], dtype=object)
    if age < IN_COURT_MONTHS:
        ended[ended == IN_COURT] = len(ENDED) + 1
    ended[rng.random(kinds.size) < 0.6 * np.exp(-age / 2.2)] = len(ENDED)
    ended[kinds == TYPE_INDEX[ASB]] = len(ENDED) + 2
    return list(words[ended])


def _railway_rows(rng: np.random.Generator, stations: list[str], month: Month) -> list[str]:
    """The railway's own police: a handful, without ID or outcome."""
    count = int(rng.integers(3, 9))
    places = rng.choice(len(stations), count)
    kinds = rng.choice(RAILWAY_TYPES, count)
    return [
        f",{month},{RAILWAY},{RAILWAY},{stations[place]},{kind},,"
        for place, kind in zip(places, kinds, strict=True)
    ]


def _outcome_rows(rows: Iterable[str]) -> list[str]:
    """The rows of an outcomes file: the same cells without type and context."""
    cells = [row.split(",") for row in rows if not row.startswith(",") and '"' not in row]
    return [",".join([*row[:9], row[-2]]) for row in cells]
