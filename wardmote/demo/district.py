"""Wendle Vale as files: what a partnership would download, receive or draw.

    files = write_district(Path("wendle-vale"), last_month=Month(2026, 9))

The same seed and month give the same bytes.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from wardmote.demo import cast, gazetteer, geography, makeup, story, street
from wardmote.demo.geography import Geography, Shape
from wardmote.demo.story import Ints
from wardmote.kernel.periods import Month

SEED = 20261121
LAG = 2
"""Months between the end of a month and the police publishing it, roundly."""


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """Where everything of the district is."""

    folder: Path
    last_month: Month
    wards: Path
    parishes: Path
    divisions: Path
    district: Path
    profile: Path
    parish_profile: Path
    street: Path
    deliberate_fires: Path
    financial_need: Path
    domestic_abuse: Path
    cast: Path


def published_by(today: Month) -> Month:
    """The last month that the police would have published by now."""
    return today - LAG


def write_district(folder: Path, *, last_month: Month, seed: int = SEED) -> DemoFiles:
    """Write all files of the district, for the 36 months that end with this one."""
    ground, crime, rows, fires, need, abuse = (
        np.random.default_rng([seed, part]) for part in range(6)
    )
    files = names_in(folder, last_month)
    folder.mkdir(parents=True, exist_ok=True)
    drawn = geography.make(ground)
    _write_shapes(files, drawn)
    _write_profiles(files, drawn)
    counts = story.counts(crime, last_month)
    street.write(files.street, rows, drawn.spots, counts, last_month)
    _write_counts(
        files.deliberate_fires, makeup.deliberate_fires(fires, last_month), last_month
    )
    _write_counts(files.financial_need, makeup.financial_need(need, last_month), last_month)
    _write_counts(files.domestic_abuse, makeup.domestic_abuse(abuse, last_month), last_month)
    _write_json(files.cast, cast.everyone())
    return files


def names_in(folder: Path, last_month: Month) -> DemoFiles:
    """Where the files are, or will be, in this folder."""
    return DemoFiles(
        folder=folder,
        last_month=last_month,
        wards=folder / "wards.geojson",
        parishes=folder / "parishes.geojson",
        divisions=folder / "divisions.geojson",
        district=folder / "district.geojson",
        profile=folder / "profile.csv",
        parish_profile=folder / "parish-profile.csv",
        street=folder / "street",
        deliberate_fires=folder / "deliberate-fires.csv",
        financial_need=folder / "financial-need.csv",
        domestic_abuse=folder / "domestic-abuse.csv",
        cast=folder / "cast.json",
    )


def _write_shapes(files: DemoFiles, drawn: Geography) -> None:
    home = {"LAD25CD": gazetteer.DISTRICT_CODE, "LAD25NM": gazetteer.DISTRICT_NAME}
    wards = [
        _feature({"WD25CD": ward.code, "WD25NM": ward.name, "WD25NMW": " "} | home, shape)
        for ward, shape in zip(gazetteer.WARDS, drawn.wards, strict=True)
    ]
    parishes = [
        _feature(
            {"PAR25CD": parish.code, "PAR25NM": parish.name, "PAR25NMW": " "} | home,
            parish.shape,
        )
        for parish in drawn.parishes
    ]
    _write_json(files.wards, _collection("wards", wards))
    divisions = [
        _feature({"CED25CD": division.code, "CED25NM": division.name} | home, shape)
        for division, shape in zip(gazetteer.DIVISIONS, drawn.divisions, strict=True)
    ]
    _write_json(files.parishes, _collection("parishes", parishes))
    _write_json(files.divisions, _collection("divisions", divisions))
    district = _feature(home | {"LAD25NMW": " "}, drawn.district)
    _write_json(files.district, _collection("district", [district]))


def _feature(properties: Mapping[str, object], shape: Shape) -> dict[str, object]:
    middle = shapely.centroid(shape)
    easting, northing = geography.grid(middle.x, middle.y)
    return {
        "type": "Feature",
        "properties": {
            **properties,
            "BNG_E": easting,
            "BNG_N": northing,
            "LONG": round(middle.x, geography.DECIMALS),
            "LAT": round(middle.y, geography.DECIMALS),
        },
        "geometry": shapely.geometry.mapping(shape),
    }


def _collection(name: str, features: Sequence[object]) -> dict[str, object]:
    system = {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}
    return {
        "type": "FeatureCollection",
        "name": f"{gazetteer.DISTRICT_CODE}-{name}",
        "crs": {"type": "name", "properties": system},
        "features": features,
    }


def _write_profiles(files: DemoFiles, drawn: Geography) -> None:
    _write_csv(files.profile, makeup.PROFILE_HEADER, makeup.profile_rows())
    _write_csv(
        files.parish_profile,
        ("par25_code", "par25_name", "usual_residents", "households"),
        [
            (
                parish.code,
                parish.name,
                parish.residents,
                makeup.households(parish.residents),
            )
            for parish in drawn.parishes
        ],
    )


def _write_counts(path: Path, counts: Ints, last_month: Month) -> None:
    """One partner's counts, a row a ward and quarter; a ward without any has 0."""
    rows = [
        (ward.code, quarter, int(counts[number, place]))
        for number, quarter in enumerate(makeup.whole_quarters(last_month))
        for place, ward in enumerate(gazetteer.WARDS)
    ]
    _write_csv(path, ("ward_code", "quarter", "count"), rows)


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
