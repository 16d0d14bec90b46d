"""Reading a profile: residents, households and other counts by place. No Django."""

import csv
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wardmote.kernel.errors import RuleBroken

LARGEST = 100 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Line:
    """One place's figures. None where the file leaves one blank."""

    code: str
    residents: int | None
    households: int | None
    makeup: dict[str, float]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that could not be used. `row` is the line of the file, from 1."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ProfileFile:
    """What a profile held."""

    lines: tuple[Line, ...]
    rejected: tuple[Rejected, ...]
    columns: tuple[str, str, str]


def read_profile(
    path: Path, *, code: str = "", residents: str = "", households: str = ""
) -> ProfileFile:
    """Read a profile CSV; columns by name or recognised by their ending.

    Raises RuleBroken, naming the file, when it is not such a file.
    """
    rows = csv.reader(io.StringIO(_text(path), newline=""))
    header = [name.strip() for name in next(rows, [])]
    columns = (
        code or _ending(header, "_code", "code"),
        residents or _ending(header, "usual_residents", "residents", "population"),
        households or _ending(header, "households"),
    )
    for option, column in zip(("--code", "--residents", "--households"), columns, strict=True):
        if column not in header:
            raise RuleBroken(
                f"{path.name} has no column for {option[2:]}. It has "
                f"{', '.join(header)[:300] or 'nothing'}. Say which with {option} COLUMN"
            )
    return _lines(path, rows, header, columns)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise RuleBroken(f"{path.name} is larger than 100 MB: not a profile by place")
        whole = path.read_bytes()
    except FileNotFoundError:
        raise RuleBroken(f"There is no file at {path}") from None
    except IsADirectoryError:
        raise RuleBroken(f"{path} is a folder. Name one CSV file in it") from None
    if b"\0" in whole[:4096]:
        raise RuleBroken(f"{path.name} is not a CSV file. Save the sheet as CSV (UTF-8)")
    try:
        return whole.decode("utf-8-sig")
    except UnicodeDecodeError:
        return whole.decode("cp1252", errors="replace")


def _ending(header: Iterable[str], *endings: str) -> str:
    """The first column that ends so; else the first that starts so (`..._census2021`)."""
    names = list(header)
    for ending in endings:
        for name in names:
            if name.lower().endswith(ending):
                return name
    for ending in endings:
        for name in names:
            if name.lower().startswith(ending.lstrip("_")):
                return name
    return ""


def _lines(
    path: Path, rows: Iterable[list[str]], header: list[str], columns: tuple[str, str, str]
) -> ProfileFile:
    lines: dict[str, Line] = {}
    rejected: list[Rejected] = []
    for number, cells in enumerate(rows, 2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            line = _line(dict(zip(header, cells, strict=True)), columns)
            if line.code in lines:
                raise ValueError(f"{line.code} stands in the file twice")
        except ValueError as error:
            reason = str(error)
            if "argument" in reason:
                reason = f"it has {len(cells)} cells, not {len(header)}"
            rejected.append(Rejected(number, reason))
            continue
        lines[line.code] = line
    if not lines:
        why = f" The first: line {rejected[0].row}, {rejected[0].reason}" if rejected else ""
        raise RuleBroken(f"No line of {path.name} can be used.{why}")
    return ProfileFile(tuple(lines.values()), tuple(rejected), columns)


def _line(cells: dict[str, str], columns: tuple[str, str, str]) -> Line:
    code, residents, households = columns
    found = cells[code].strip()
    if not found or len(found) > 20:
        raise ValueError(f"“{found[:30]}” is not a place code")
    makeup = {}
    for name, text in cells.items():
        if name in columns or not name:
            continue
        try:
            value = float(text.replace(",", ""))
        except ValueError:
            continue
        if math.isfinite(value):
            makeup[name] = value
    return Line(found, _whole(cells[residents]), _whole(cells[households]), makeup)


def _whole(text: str) -> int | None:
    text = text.strip().replace(",", "")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"“{text[:30]}” is not a number") from None
    if not math.isfinite(value) or not 0 <= value <= 100_000_000:
        raise ValueError(f"{text[:30]} cannot be a number of people or households")
    return round(value)
