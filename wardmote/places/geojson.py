"""Reading boundaries as the Office for National Statistics publishes them. No Django.

A GeoJSON FeatureCollection in WGS84 (longitude, latitude), with a code and a name for
each place in properties such as WD25CD and WD25NM.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Polygon, mapping, shape

from wardmote.kernel.errors import RuleBroken
from wardmote.places.rules import KIND_PLURALS, Kind

LARGEST = 512 * 1024 * 1024  # bytes
PREFIXES = {
    Kind.WARD: "WD",
    Kind.DIVISION: "CED",
    Kind.PARISH: "PAR",
    Kind.DISTRICT: "LAD",
    Kind.LSOA: "LSOA",
}
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,19}")


@dataclass(frozen=True, slots=True)
class Boundary:
    """One place as read: geometry is a GeoJSON Polygon or MultiPolygon."""

    code: str
    name: str
    district_code: str
    geometry: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A feature that could not be used. `row` counts features from 1."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Boundaries:
    """What a file held, the names of the columns used, and what was left out."""

    places: tuple[Boundary, ...]
    rejected: tuple[Rejected, ...]
    code_field: str
    name_field: str
    mended: tuple[str, ...]


def read_boundaries(
    path: Path, kind: Kind, *, code_field: str = "", name_field: str = ""
) -> Boundaries:
    """Read a GeoJSON file. RuleBroken, naming the file, if it is not one that can be used."""
    features = _features(path)
    fields = list(features[0].get("properties") or {})
    code_field = code_field or find_field(fields, PREFIXES[kind], "CD", "code")
    name_field = name_field or find_field(fields, PREFIXES[kind], "NM", "name")
    for option, field in (("--code-field", code_field), ("--name-field", name_field)):
        if field not in fields:
            raise RuleBroken(
                f"{path.name} has no column for the {option[2:6]}s of {KIND_PLURALS[kind]}. "
                f"It has {', '.join(fields) or 'none'}. Say which with {option} COLUMN"
            )
    district_field = code_field if kind == Kind.DISTRICT else _optional(fields, "LAD")
    return _read_all(path, features, code_field, name_field, district_field)


def find_field(fields: Iterable[str], prefix: str, ending: str, plain: str) -> str:
    """WD25CD for ("WD", "CD", "code"); PARNCP24CD, PAR_x_CD and plain `code` also."""
    pattern = re.compile(rf"{prefix}.*?{ending}", re.IGNORECASE)
    return next(
        (field for field in fields if pattern.fullmatch(field)),
        next((field for field in fields if field.lower() == plain), ""),
    )


def _optional(fields: list[str], prefix: str) -> str:
    return find_field(fields, prefix, r"CD(_ACTIVE)?", "district_code")


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        if path.stat().st_size > LARGEST:
            raise RuleBroken(f"{path.name} is larger than 512 MB. Export it generalised (BGC)")
        whole = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise RuleBroken(f"There is no file at {path}") from None
    except IsADirectoryError:
        raise RuleBroken(f"{path} is a folder. Name one GeoJSON file in it") from None
    except (ValueError, RecursionError) as error:
        raise RuleBroken(
            f"{path.name} is not GeoJSON ({str(error)[:80]}). If the download was cut off, "
            "fetch it again; from a shapefile, export as GeoJSON in WGS84"
        ) from error
    if isinstance(whole, dict) and whole.get("type") == "Topology":
        raise RuleBroken(f"{path.name} is TopoJSON. Export it as GeoJSON in WGS84")
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise RuleBroken(f"{path.name} is JSON but not a GeoJSON FeatureCollection")
    if not features:
        raise RuleBroken(f"{path.name} holds no places")
    return features


def _read_all(
    path: Path, features: list[dict[str, Any]], code: str, name: str, district: str
) -> Boundaries:
    places: dict[str, Boundary] = {}
    rejected, mended = [], []
    for row, feature in enumerate(features, 1):
        try:
            place, was_mended = _read_one(feature, code, name, district)
            if place.code in places:
                raise ValueError(f"{place.code} stands in the file twice")
        except ValueError as error:
            rejected.append(Rejected(row, str(error)))
            continue
        places[place.code] = place
        if was_mended:
            mended.append(place.code)
    if not places:
        raise RuleBroken(
            f"None of the {len(features)} places in {path.name} can be used. "
            f"The first: {rejected[0].reason}"
        )
    return Boundaries(tuple(places.values()), tuple(rejected), code, name, tuple(mended))


def _read_one(
    feature: dict[str, Any], code: str, name: str, district: str
) -> tuple[Boundary, bool]:
    properties = feature.get("properties") or {}
    found = str(properties.get(code) or "").strip()
    if not CODE.fullmatch(found):
        raise ValueError(f"“{found[:30]}” in {code} is not a place code")
    geometry, was_mended = _polygon(feature.get("geometry"))
    named = " ".join(str(properties.get(name) or "").split())[:120]
    ours = str(properties.get(district) or "").strip()[:9] if district else ""
    return Boundary(found, named or found, ours, geometry), was_mended


def _polygon(geometry: Any) -> tuple[dict[str, Any], bool]:
    """A valid polygon as GeoJSON, and whether it had to be mended."""
    if not isinstance(geometry, dict) or geometry.get("type") not in (
        "Polygon",
        "MultiPolygon",
    ):
        raise ValueError("it has no area: the shape is neither Polygon nor MultiPolygon")
    try:
        drawn = shapely.force_2d(shape(geometry))
        west, south, east, north = drawn.bounds
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise ValueError("its shape cannot be read") from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(
            "its coordinates are not longitude and latitude (export in WGS84, EPSG:4326)"
        )
    if drawn.is_valid:
        return geometry, False
    whole = shapely.make_valid(drawn)
    parts = [
        part
        for part in shapely.get_parts(shapely.get_parts(whole))
        if isinstance(part, Polygon)
    ]
    if not parts:
        raise ValueError("its shape has no area")
    return json.loads(json.dumps(mapping(MultiPolygon(parts)))), True
