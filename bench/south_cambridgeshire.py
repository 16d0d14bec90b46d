"""Real counts of South Cambridgeshire from ../shared/data: a small loader of its own.

Independent of the product's ingestion: csv, numpy and shapely only, so that the two can
disagree. Rows without a point, and points in no ward, are left out.
"""

import csv
import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
DISTRICT = "E07000012"
COUNTY = ("E06000031", "E07000008", "E07000009", "E07000010", "E07000011", "E07000012")


@dataclass(frozen=True, slots=True)
class Wards:
    """counts[place, type, month]; residents[place]; district[place] indexes `districts`."""

    codes: list[str]
    types: list[str]
    months: list[str]
    districts: list[str]
    district: NDArray[np.int64]
    residents: NDArray[np.float64]
    counts: NDArray[np.int64]


def load(districts: tuple[str, ...] = (DISTRICT,)) -> Wards:
    """Wards of 2025 x 14 types x the 21 months from 2024-01 to 2025-09."""
    codes, shapes, district = _shapes(districts)
    lon, lat, kind, month, types, months = _rows()
    place = _places(shapes, lon, lat)
    inside = place >= 0
    counts = np.zeros((len(codes), len(types), len(months)), np.int64)
    np.add.at(counts, (place[inside], kind[inside], month[inside]), 1)
    residents = _residents(codes)
    return Wards(codes, types, months, list(districts), np.array(district), residents, counts)


def _shapes(districts: tuple[str, ...]) -> tuple[list[str], list[shapely.Geometry], list[int]]:
    codes, shapes, district = [], [], []
    for index, code in enumerate(districts):
        text = (SHARED / "boundaries" / "wards_2025" / f"{code}.geojson").read_text()
        for feature in json.loads(text)["features"]:
            properties = feature["properties"]
            codes.append(next(v for k, v in properties.items() if k.upper().endswith("CD")))
            shapes.append(shapely.from_geojson(json.dumps(feature["geometry"])))
            district.append(index)
    return codes, shapes, district


def _rows() -> tuple[
    NDArray[np.float64],
    NDArray[np.float64],
    NDArray[np.int64],
    NDArray[np.int64],
    list[str],
    list[str],
]:
    lon, lat, kind, month = [], [], [], []
    for path in sorted((SHARED / "street" / "cambridgeshire").glob("*-street.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row["Longitude"] and row["Latitude"]:
                    lon.append(float(row["Longitude"]))
                    lat.append(float(row["Latitude"]))
                    kind.append(row["Crime type"])
                    month.append(row["Month"])
    types, kinds = np.unique(kind, return_inverse=True)
    months, at = np.unique(month, return_inverse=True)
    return np.array(lon), np.array(lat), kinds, at, types.tolist(), months.tolist()


def _places(
    shapes: list[shapely.Geometry], lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Index of the ward that holds each point, -1 for none; points repeat, so once each."""
    points, back = np.unique(np.column_stack([lon, lat]), axis=0, return_inverse=True)
    found = np.full(len(points), -1)
    tree = shapely.STRtree(shapes)
    at, ward = tree.query(shapely.points(points), predicate="intersects")
    found[at[::-1]] = ward[::-1]
    return np.asarray(found[back.ravel()])


def _residents(codes: list[str]) -> NDArray[np.float64]:
    path = SHARED / "profile" / "ward24_profile_bestfit_cambridgeshire_DERIVED.csv"
    with path.open(encoding="utf-8") as file:
        known = {row["ward24_code"]: row["usual_residents"] for row in csv.DictReader(file)}
    return np.array([float(known.get(code) or 0) for code in codes])
