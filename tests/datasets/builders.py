"""Small street files, as data.police.uk would publish them."""

import gzip
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

HEADING = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,"
    "LSOA code,LSOA name,Crime type,Last outcome category,Context"
)
FORCE = "Brackenshire Police"


def row(
    month="2025-04",
    force=FORCE,
    lon="0.100000",
    lat="52.100000",
    type="Burglary",
    location="On or near Mill Lane",
    crime_id="",
    outcome="",
):
    return (
        f"{crime_id},{month},{force},{force},{lon},{lat},{location},"
        f"E01000001,Fenmarket 001A,{type},{outcome},"
    )


def street_text(rows: Iterable[str], heading=HEADING, end="\n") -> str:
    return end.join([heading, *rows]) + end


def street_file(path: Path, rows: Iterable[str], **options) -> Path:
    text = street_text(rows, **options)
    body = text.encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(body, mtime=0) if path.suffix == ".gz" else body)
    return path


def zip_file(path: Path, members: dict[str, str | bytes]) -> Path:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    path.write_bytes(body.getvalue())
    return path
