"""What the police call each spot: a road or a kind of place, and its small area."""

import csv
import io

import numpy as np

from wardmote.demo import gazetteer
from wardmote.demo.geography import Spots

NOWHERE = ",,No Location,,"


def cells(rng: np.random.Generator, spots: Spots) -> list[str]:
    """The five cells of a row that say where, for each spot; then those for nowhere."""
    names, areas = _names(rng, spots), _areas(rng, spots)
    points = zip(spots.longitude, spots.latitude, names, areas, strict=True)
    located = [
        f"{x:.6f},{y:.6f},{_quoted(f'On or near {name}')},{area}" for x, y, name, area in points
    ]
    return [*located, NOWHERE]


def _quoted(text: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([text])
    return line.getvalue()


def _names(rng: np.random.Generator, spots: Spots) -> list[str]:
    """Shops and parks at the first spots of each ward, roads elsewhere."""
    kinds = gazetteer.ROAD_KINDS
    roads = [f"{name} {kind}" for name in gazetteer.ROAD_NAMES for kind in kinds]
    names = [""] * spots.ward.size
    for ward in range(-1, len(gazetteer.WARDS)):
        own = np.flatnonzero(spots.ward == ward)
        drawn = [roads[at] for at in rng.permutation(len(roads))[: own.size]]
        drawn[: len(gazetteer.LANDMARKS)] = gazetteer.LANDMARKS
        drawn[-1] = gazetteer.STATIONS.get(ward, drawn[-1])
        for spot, name in zip(own, drawn, strict=True):
            names[spot] = name
    return names


def _areas(rng: np.random.Generator, spots: Spots) -> list[str]:
    """LSOA code and name of each spot; a few at the edges are the next ward's."""
    parts = rng.integers(0, 4, spots.ward.size)
    strays = rng.random(spots.ward.size) < 0.02
    areas = []
    for ward, part, stray in zip(
        spots.ward.tolist(), parts.tolist(), strays.tolist(), strict=True
    ):
        home = (ward + stray) % len(gazetteer.WARDS)
        number, name = 4 * home + part + 1, gazetteer.DISTRICT_NAME
        if ward < 0:
            number, name = 901 + part, gazetteer.NEIGHBOURS[part % 2]
        areas.append(f"E01999{number:03},{name} {home + 1:03}{'ABCD'[part]}")
    return areas
