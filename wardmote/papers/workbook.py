"""Rows of a spreadsheet that somebody sends: CSV, or the first sheet of an XLSX.

An XLSX is a zip of XML from outside: its size is bounded before it is unpacked, and a
document type (where entities hide) is refused unread.
"""

import csv
import re
import zlib
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from wardmote.kernel.errors import RuleBroken

MOST_ROWS = 5000
MOST_COLUMNS = 60
LARGEST_CELL = 2000
LARGEST_PART = 20 * 1024 * 1024
LARGEST_FILE = 5 * 1024 * 1024
ZIP = b"PK\x03\x04"
FIRST_DAY = date(1899, 12, 30)  # of Excel's calendar, as it counts after February 1900
LAST_SERIAL = 2_958_465  # 31 December 9999
#: what a broken zip, a broken part or a part of another kind can raise
DAMAGED = (BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError, IndexError,
           NotImplementedError, RuntimeError, OSError, EOFError)  # fmt: skip
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LETTERS = re.compile(r"[A-Z]{1,3}")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file: its number as a spreadsheet shows it, and its cells as text."""

    number: int
    cells: tuple[str, ...]


def rows_of(content: bytes, name: str) -> list[Row]:
    """Every row that is not empty, the heading included. RuleBroken for anything else."""
    if len(content) > LARGEST_FILE:
        raise RuleBroken(f"{name} is larger than 5 MB. Send fewer rows", about="file")
    rows = _xlsx(content, name) if content.startswith(ZIP) else _csv(content, name)
    filled = [row for row in rows if any(row.cells)]
    if not filled:
        raise RuleBroken(f"{name} has no rows", about="file")
    if len(filled) > MOST_ROWS:
        raise RuleBroken(f"{name} has more than {MOST_ROWS:,} rows", about="file")
    return filled


def _csv(content: bytes, name: str) -> list[Row]:
    if b"\0" in content:
        raise _unreadable(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    comma = (
        ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    )
    rows = []
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=comma, strict=True)
        for cells in reader:
            rows.append(Row(reader.line_num, _tidy(cells)))
    except csv.Error as wrong:
        raise RuleBroken(
            f"{name}:{len(rows) + 1}: {wrong}. Save it as CSV again", about="file"
        ) from wrong
    return rows


def _tidy(cells: list[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell[:LARGEST_CELL].split()) for cell in cells[:MOST_COLUMNS])


def _unreadable(name: str) -> RuleBroken:
    return RuleBroken(
        f"{name} cannot be read. Save it as an Excel workbook (.xlsx) or CSV and send it again",
        about="file",
    )


def _xlsx(content: bytes, name: str) -> list[Row]:
    try:
        with ZipFile(BytesIO(content)) as package:
            texts = _shared(package)
            return _sheet(_part(package, _first_sheet(package)), texts)
    except DAMAGED as wrong:
        raise _unreadable(name) from wrong


def _part(package: ZipFile, name: str) -> ElementTree.Element:
    """One part as XML, no larger than it may be and without a document type."""
    with package.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART or b"<!DOCTYPE" in content or b"\0" in content:
        raise ValueError(name)
    return ElementTree.fromstring(content)  # noqa: S314 - no document type, bounded above


def _first_sheet(package: ZipFile) -> str:
    names = sorted(
        (int(found[1]), name)
        for name in package.namelist()
        if (found := re.fullmatch(r"xl/worksheets/sheet(\d{1,4})\.xml", name))
    )
    return names[0][1] if names else ""


def _shared(package: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    found = _part(package, "xl/sharedStrings.xml").findall(f"{_MAIN}si")
    return [_text(one) for one in found]


def _text(element: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{_MAIN}t"))


def _sheet(sheet: ElementTree.Element, texts: list[str]) -> list[Row]:
    rows: list[Row] = []
    for place, row in enumerate(sheet.iter(f"{_MAIN}row"), 1):
        if len(rows) > MOST_ROWS:
            break
        cells: list[str] = []
        for cell in row.findall(f"{_MAIN}c"):
            column = _column(cell.get("r", ""), len(cells))
            if column < MOST_COLUMNS:
                cells += [""] * (column + 1 - len(cells))
                cells[column] = _value(cell, texts)
        rows.append(Row(int(row.get("r", place)), _tidy(cells)))
    return rows


def _column(reference: str, following: int) -> int:
    """0 for A1, 27 for AB7; the next one where a cell does not say."""
    letters = _LETTERS.match(reference)
    if letters is None:
        return following
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: ElementTree.Element, texts: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    if cell.get("t") == "s":
        return texts[int(value)]
    return value


def day_of(text: str) -> date | None:
    """2 May 2026 as 2026-05-02, 02/05/2026 or the number Excel keeps; None for no day."""
    for pattern in (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ].*)?",
                    r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4})"):  # fmt: skip
        if found := re.fullmatch(pattern, text, re.ASCII):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    if re.fullmatch(r"\d{4,7}(\.0+)?", text, re.ASCII) and float(text) <= LAST_SERIAL:
        return FIRST_DAY + timedelta(days=int(float(text)))
    return None
