"""Eight wards in a row with three quarters of figures, loaded through the importers.

Each ward has 2,000 residents and 900 households. Flagged in every quarter: Longmere
(burglary, vehicle crime, all crime), Market Ward (anti-social behaviour, drugs, all
crime), and one flag each for Stoke Lacy, Ashby, Harrow Fen and Newbridge, which plans
900 new homes a year.
"""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.periods import Month, months_between

NOW = datetime(2025, 8, 1, 9, tzinfo=UTC)
WARDS = {
    "E05990001": "Longmere",
    "E05990002": "Newbridge",
    "E05990003": "Harrow Fen",
    "E05990004": "Willow End",
    "E05990005": "Market Ward",
    "E05990006": "Stoke Lacy",
    "E05990007": "Ashby",
    "E05990008": "Bramley",
}
LONGMERE, NEWBRIDGE, HARROW_FEN, WILLOW_END, MARKET, STOKE_LACY, ASHBY, BRAMLEY = WARDS
#: crimes a month: what most wards have, and who has more
MONTHLY = {
    "Burglary": (1, {LONGMERE: 5, STOKE_LACY: 2}),
    "Vehicle crime": (1, {LONGMERE: 4, ASHBY: 3}),
    "Anti-social behaviour": (2, {MARKET: 9, HARROW_FEN: 5}),
    "Drugs": (0, {MARKET: 4, NEWBRIDGE: 2}),
}
HEADINGS = [
    *("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude"),
    *("Location", "LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context"),
]
FORCE = "Wendle Constabulary"
FIRST, LAST = Month(2024, 10), Month(2025, 6)


def load(
    folder: Path,
    *,
    without: tuple[Month, ...] = (),
    profile: bool = True,
    first: Month = FIRST,
) -> None:
    """Put the district into the database and the warehouse."""
    from wardmote.datasets.usecases import import_street
    from wardmote.places.geojson import read_boundaries
    from wardmote.places.profile import read_profile
    from wardmote.places.rules import Kind
    from wardmote.places.usecases import load_boundaries, load_profile

    folder.mkdir(parents=True, exist_ok=True)
    places = write_places(folder)
    load_boundaries(
        read_boundaries(places, Kind.WARD), Kind.WARD, "2025-05", by=COMMAND_LINE, now=NOW
    )
    if profile:
        path = write_profile(folder)
        load_profile(read_profile(path), path.name, by=COMMAND_LINE, now=NOW)
    months = [one for one in months_between(first, LAST) if one not in without]
    street = write_street(folder / "street", months)
    import_street([street], by=COMMAND_LINE, now=NOW)


def load_financial_need(folder: Path, quarter: str = "2025Q2") -> None:
    """A partner's counts: Harrow Fen and Willow End are highest, Bramley is not reported."""
    from wardmote.datasets.usecases import import_dataset

    path = folder / "need.csv"
    counts = {HARROW_FEN: 88, WILLOW_END: 77, LONGMERE: 4}
    lines = [f"{code},{quarter},{counts.get(code, 12)}" for code in WARDS if code != BRAMLEY]
    path.write_text("\n".join(["ward_code,quarter,count", *lines]))
    import_dataset(path, "financial-need", by=COMMAND_LINE, now=NOW)


def write_places(folder: Path) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"WD25CD": code, "WD25NM": name},
            "geometry": {"type": "Polygon", "coordinates": [square(place)]},
        }
        for place, (code, name) in enumerate(WARDS.items())
    ]
    path = folder / "wards.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def square(place: int) -> list[list[float]]:
    west, east = 0.1 + place * 0.02, 0.12 + place * 0.02
    return [[west, 52.1], [east, 52.1], [east, 52.12], [west, 52.12], [west, 52.1]]


def write_profile(folder: Path) -> Path:
    path = folder / "profile.csv"
    lines = [f"{code},2000,900,{900 if code == NEWBRIDGE else 20}" for code in WARDS]
    heading = "ward_code,usual_residents,households,new_homes_a_year"
    path.write_text("\n".join([heading, *lines]))
    return path


def write_street(folder: Path, months: list[Month]) -> Path:
    folder.mkdir(exist_ok=True)
    for month in months:
        with (folder / f"{month}-wendle-street.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS)
            writer.writerows(rows(month))
    return folder


def rows(month: Month) -> list[list[object]]:
    return [
        ["", month, FORCE, FORCE, 0.11 + place * 0.02, 52.11, "", "", "", label, "", ""]
        for label, (usual, more) in MONTHLY.items()
        for place, code in enumerate(WARDS)
        for _ in range(more.get(code, usual))
    ]
