"""Where things are in Wendle Vale: its wards, parishes and county divisions, each kind
without gap or overlap.

The ground is a mosaic of small cells. A ward is all cells nearest to its middle, a
parish likewise, measured on a map straightened along the river: so borders wind, the
river is one of them, and neighbours share every vertex because they share cells.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wardmote.demo import gazetteer

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Shape = Any  # shapely publishes no types

MIDDLE_LONGITUDE, MIDDLE_LATITUDE = 2.42, 52.84
"""In the North Sea, some 45 km off the coast of Norfolk."""
MIDDLE_EASTING, MIDDLE_NORTHING = 697_000, 344_000
KM_A_DEGREE = 111.32
DECIMALS = 6
CELL = 0.72
HALF_WIDTH, HALF_HEIGHT = 22.0, 16.6
SPOTS_A_WARD, SPOTS_OUTSIDE = 46, 90
SETTLEMENT = 1.3
"""People thin out from the middle of a parish by half each km or so."""
REACH = 0.6
"""How many km nearer a parish across a ward border must be to take a cell."""


@dataclass(frozen=True, slots=True)
class Parish:
    code: str
    name: str
    residents: int
    shape: Shape


@dataclass(frozen=True, slots=True)
class Spots:
    """The points to which the police move what they publish."""

    longitude: Floats
    latitude: Floats
    ward: Ints
    """Index of the ward that holds the point; -1 outside the district."""


@dataclass(frozen=True, slots=True)
class Geography:
    wards: list[Shape]
    """In the order of `gazetteer.WARDS`."""
    parishes: list[Parish]
    divisions: list[Shape]
    """In the order of `gazetteer.DIVISIONS`."""
    district: Shape
    spots: Spots


@dataclass(frozen=True, slots=True)
class _Mosaic:
    """The cells of the district; `flat` is where their middles lie by the river."""

    middles: Floats
    flat: Floats
    shapes: Shape
    outside: Floats


def make(rng: np.random.Generator) -> Geography:
    """Draw the district."""
    mosaic = _mosaic(rng)
    seats = np.array([(ward.east, ward.north) for ward in gazetteer.WARDS])
    ward_of = _apart(mosaic.flat, seats).argmin(axis=1)
    villages = _villages(mosaic.flat, ward_of, seats)
    parish_of = _parish_of(mosaic.flat, ward_of, villages)
    heads = _heads(mosaic.flat, ward_of, villages)
    wards = _union(mosaic.shapes, ward_of, len(seats))
    shapes = _union(mosaic.shapes, parish_of, len(villages))
    divisions = _divisions_of(ward_of, parish_of, villages)
    residents = np.bincount(parish_of, heads, len(villages)).astype(int)
    return Geography(
        wards=wards,
        parishes=[
            Parish(f"E04999{number + 1:03}", village.name, int(count), shape)
            for number, (village, count, shape) in enumerate(
                zip(villages, residents, shapes, strict=True)
            )
        ],
        divisions=_union(mosaic.shapes, divisions, len(gazetteer.DIVISIONS)),
        district=shapely.coverage_union_all(mosaic.shapes),
        spots=_spots(rng, mosaic, ward_of, heads, wards),
    )


def degrees(km: Floats) -> Floats:
    """Longitude and latitude of points given in km from the middle."""
    shrink = np.cos(np.radians(MIDDLE_LATITUDE))
    scale = np.array([KM_A_DEGREE * shrink, KM_A_DEGREE])
    middle = np.array([MIDDLE_LONGITUDE, MIDDLE_LATITUDE])
    rounded: Floats = np.round(middle + km / scale, DECIMALS)
    return rounded


def grid(longitude: float, latitude: float) -> tuple[int, int]:
    """Easting and northing as if the earth were flat: near enough for a fiction."""
    shrink = np.cos(np.radians(MIDDLE_LATITUDE))
    east = (longitude - MIDDLE_LONGITUDE) * KM_A_DEGREE * shrink
    north = (latitude - MIDDLE_LATITUDE) * KM_A_DEGREE
    return round(MIDDLE_EASTING + 1000 * east), round(MIDDLE_NORTHING + 1000 * north)


def _river(east: Floats) -> Floats:
    """How far north the river runs at each km east."""
    return 2.1 * np.sin(east / 6.3) + 0.9 * np.sin(east / 2.4 + 1)


def _flat(km: Floats) -> Floats:
    """The same points with the river straight; borders away from it are bent."""
    east, north = km[:, 0], km[:, 1] - _river(km[:, 0])
    calm = np.tanh(np.abs(north) / 4)
    bend = np.sin(north / 2.7 + 0.4 * east) + 0.6 * np.sin(north / 1.3 + 2)
    lift = np.sin(east / 2.1 + 0.3 * north) + 0.5 * np.sin(east / 1.1 + 4)
    return np.column_stack((east + 0.55 * bend, north + 0.55 * calm * lift))


def _mosaic(rng: np.random.Generator) -> _Mosaic:
    across = np.arange(-HALF_WIDTH - 6, HALF_WIDTH + 6, CELL)
    up = np.arange(-HALF_HEIGHT - 6, HALF_HEIGHT + 6, CELL)
    km = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    km += rng.uniform(-0.48 * CELL, 0.48 * CELL, km.shape)
    collection = shapely.voronoi_polygons(shapely.MultiPoint(km), ordered=True)
    cells = shapely.transform(shapely.get_parts(collection), degrees)
    angle = np.arctan2(km[:, 1] / HALF_HEIGHT, km[:, 0] / HALF_WIDTH)
    reach = np.hypot(km[:, 0] / HALF_WIDTH, km[:, 1] / HALF_HEIGHT)
    coast = 1 + 0.07 * np.sin(3 * angle + 1) + 0.04 * np.sin(6 * angle)
    coast += 0.03 * np.sin(13 * angle + 2) + 0.015 * np.sin(19 * angle + 1)
    inside = reach < coast
    beyond = (reach > coast + 0.06) & (reach < coast + 0.26)
    return _Mosaic(km[inside], _flat(km[inside]), cells[inside], km[beyond])


def _apart(points: Floats, others: Floats) -> Floats:
    """km from each point to each other point."""
    gap = points[:, None, :] - others[None, :, :]
    distance: Floats = np.hypot(gap[..., 0], gap[..., 1])
    return distance


@dataclass(frozen=True, slots=True)
class _Village:
    name: str
    ward: int
    flat: Floats
    reaches_out: bool


def _villages(flat: Floats, ward_of: Ints, seats: Floats) -> list[_Village]:
    """The middle of each parish; the town, one parish, spreads over four wards."""
    found = [_Village(gazetteer.TOWN, -1, np.zeros(2), False)]
    for number, ward in enumerate(gazetteer.WARDS):
        if ward.parishes == (gazetteer.TOWN,):
            continue
        middles = [seats[number]]
        own = flat[ward_of == number]
        second = np.partition(_apart(own, seats), 1, axis=1)
        inner = own[second[:, 1] - second[:, 0] > 1.5]
        for _ in ward.parishes[1:]:
            lonely = _apart(inner, np.array(middles)).min(axis=1)
            middles.append(inner[lonely.argmax()])
        found += [
            _Village(name, number, middle, order == 1 and number % 3 == 0)
            for order, (name, middle) in enumerate(zip(ward.parishes, middles, strict=True))
        ]
    return found


def _parish_of(flat: Floats, ward_of: Ints, villages: list[_Village]) -> Ints:
    """Each cell's parish: the nearest of its ward, or a nearer one that reaches out."""
    far = _apart(flat, np.array([village.flat for village in villages]))
    towns = [
        number
        for number, ward in enumerate(gazetteer.WARDS)
        if ward.parishes == (gazetteer.TOWN,)
    ]
    in_town = np.isin(ward_of, towns)
    for column, village in enumerate(villages):
        abroad = ~in_town if village.ward < 0 else ward_of != village.ward
        far[abroad, column] += REACH if village.reaches_out else np.inf
    far[in_town, 1:] = np.inf
    nearest: Ints = far.argmin(axis=1)
    return nearest


def _divisions_of(ward_of: Ints, parish_of: Ints, villages: list[_Village]) -> Ints:
    """Each cell's county division: that of its ward, but for parishes that lie in another."""
    of_ward = np.zeros(len(gazetteer.WARDS), dtype=np.int64)
    for number, division in enumerate(gazetteer.DIVISIONS):
        of_ward[[gazetteer.WARD_INDEX[name] for name in division.wards]] = number
    found: Ints = of_ward[ward_of]
    for number, division in enumerate(gazetteer.DIVISIONS):
        for column, village in enumerate(villages):
            if village.name in division.parishes:
                found[(parish_of == column) & (ward_of == village.ward)] = number
    return found


def _heads(flat: Floats, ward_of: Ints, villages: list[_Village]) -> Ints:
    """Residents of each cell, adding up to those of each ward."""
    middles = np.array([village.flat for village in villages])
    crowd = np.exp(-_apart(flat, middles).min(axis=1) / SETTLEMENT) + 0.01
    heads = np.zeros(len(flat), dtype=np.int64)
    for number, ward in enumerate(gazetteer.WARDS):
        own = np.flatnonzero(ward_of == number)
        share = np.cumsum(crowd[own]) / crowd[own].sum()
        heads[own] = np.diff((share * ward.residents).round(), prepend=0)
    return heads


def _union(shapes: Shape, group: Ints, count: int) -> list[Shape]:
    return [shapely.coverage_union_all(shapes[group == number]) for number in range(count)]


def _spots(
    rng: np.random.Generator,
    mosaic: _Mosaic,
    ward_of: Ints,
    heads: Ints,
    wards: list[Shape],
) -> Spots:
    """Points where people live, in each ward from one outwards, and some beyond."""
    chosen, owners = [], []
    for number, shape in enumerate(wards):
        own = np.flatnonzero(ward_of == number)
        drawn = rng.choice(own, 3 * SPOTS_A_WARD, p=heads[own] / heads[own].sum())
        nudged = mosaic.middles[drawn] + rng.normal(0, 0.2, (drawn.size, 2))
        points = degrees(nudged)
        held = points[shapely.contains_xy(shape, points)][:SPOTS_A_WARD]
        chosen.append(held[np.hypot(*(held - held[0]).T).argsort()])
        owners.append(np.full(len(held), number))
    beyond = degrees(rng.choice(mosaic.outside, SPOTS_OUTSIDE, replace=False))
    chosen.append(beyond)
    owners.append(np.full(len(beyond), -1))
    longitude, latitude = np.concatenate(chosen).T
    return Spots(longitude, latitude, np.concatenate(owners))
