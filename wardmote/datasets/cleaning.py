"""Reading a street file that is not sound: each bad line named, the good ones kept.

The good rows are written again, plainly, for the warehouse to read like any other file,
so that there is one way into the store.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, TextIO

from wardmote.datasets.street import (
    COLUMNS,
    REJECTS_KEPT,
    Reject,
    month_fault,
    name_fault,
    point_fault,
    tidy,
)
from wardmote.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from _csv import Reader

CHUNK = 1024**2
LONGEST_LINE = 16 * 1024**2
CUT = "cut"


@dataclass(slots=True)
class Cleaned:
    """What became of a file that had to be read line by line."""

    kept: int = 0
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its line number and, if it is malformed, what is wrong with it."""

    line: int
    cells: list[str]
    fault: str = ""
    is_short: bool = False


def clean(source: BinaryIO, name: str, out: TextIO, *, latest: str) -> Cleaned:
    """Read a street file line by line; write its good rows to `out` in COLUMNS' order.

    A row of a month after `latest` is none. `source` is read to its end and closed.
    Raises RuleBroken when the file was cut short or is mostly unreadable.
    """
    encoding, ends_a_line = _examine(source, name)
    with io.TextIOWrapper(source, encoding, errors="replace", newline="") as text:
        done, short_line = _clean(csv.reader(text, strict=True), name, out, latest)
    if short_line and not ends_a_line:
        raise _cut_short(name, short_line)
    _check_mostly_read(done, name)
    return done


def _clean(rows: "Reader", name: str, out: TextIO, latest: str) -> tuple[Cleaned, int]:
    """Sort the rows; also the last one's line number if it has too few values, else 0."""
    heading = _heading(rows, name)
    places = [heading.index(column) if column in heading else -1 for column in COLUMNS]
    write = csv.writer(out, lineterminator="\r\n").writerow
    write(COLUMNS)
    done = Cleaned()
    row = None
    for row in _rows(rows, len(heading)):
        if row.fault == CUT:
            raise _cut_short(name, row.line)
        fault = row.fault
        if not fault:
            values = [row.cells[place] if place >= 0 else "" for place in places]
            fault = _settle(values, latest) or ""
        if fault:
            _reject(done, Reject(name, row.line, fault))
        else:
            write(values)
            done.kept += 1
    return done, row.line if row is not None and row.is_short else 0


def _examine(source: BinaryIO, name: str) -> tuple[str, bool]:
    """UTF-8 if it is that and else Windows-1252; and whether the last line is ended."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding, line, last = "utf-8-sig", 0, b""
    while chunk := source.read(CHUNK):
        ended = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        line = line + len(chunk) if ended < 0 else len(chunk) - ended
        if line > LONGEST_LINE:
            raise RuleBroken(f"{name} is not a street file: it has no lines")
        if encoding == "utf-8-sig":
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                encoding = "cp1252"
        last = chunk
    if encoding == "utf-8-sig":
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            encoding = "cp1252"
    source.seek(0)
    return encoding, last.endswith((b"\n", b"\r"))


def _heading(rows: "Reader", name: str) -> list[str]:
    heading: list[str] = []
    for row in rows:
        if any(cell.strip() for cell in row):
            heading = [tidy(cell.replace("_", " ")).lower() for cell in row]
            break
    for column in COLUMNS:
        if heading.count(column) > 1:
            raise RuleBroken(f"{name} has two columns headed “{column}”. Remove one")
    return heading


def _rows(rows: "Reader", width: int) -> Iterator[_Row]:
    while True:
        line = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            cut = "unexpected end" in str(error)
            yield _Row(line, [], CUT if cut else "a quotation mark is out of place")
            continue
        if len(cells) == width:
            yield _Row(line, cells)
        elif len(cells) > 1 or any(cell.strip() for cell in cells):
            wrong = f"it has {len(cells)} values where the heading has {width}"
            yield _Row(line, cells, wrong, len(cells) < width)


def _settle(values: list[str], latest: str) -> str | None:
    """Take the blanks off what is compared, in place; say what is wrong, if anything."""
    for place in (1, 4, 5):
        values[place] = values[place].strip()
    values[2] = tidy(values[2])
    return (
        month_fault(values[1], latest)
        or name_fault("Reported by", values[2])
        or point_fault(values[4], values[5])
        or name_fault("Crime type", values[9])
    )


def _reject(done: Cleaned, reject: Reject) -> None:
    done.rejected += 1
    if len(done.rejects) < REJECTS_KEPT:
        done.rejects.append(reject)


def _cut_short(name: str, line: int) -> RuleBroken:
    return RuleBroken(
        f"{name} was cut short: it stops in the middle of line {line:,}. "
        "Download or copy the file again"
    )


def _check_mostly_read(done: Cleaned, name: str) -> None:
    if done.rejected > done.kept:
        first = done.rejects[0]
        total = done.rejected + done.kept
        raise RuleBroken(
            f"{done.rejected:,} of the {total:,} rows of {name} cannot be read, so it is "
            f"probably not a street file. The first is line {first.line:,}: "
            f"{first.reason}"
        )
