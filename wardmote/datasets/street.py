"""The street files of data.police.uk: what one looks like and which rows can be read.

Written from real files of 43 forces. The columns are told by their headings (any case,
blanks, a byte order mark; `Context` may be absent). Nothing here counts or places rows:
`warehouse` reads a sound file at once, and `clean` is for the file that is not sound:
it names each bad line and writes the rest again, plainly, for the warehouse to read.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, BinaryIO, TextIO

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month

if TYPE_CHECKING:
    from _csv import Reader

COLUMNS = (
    "crime id",
    "month",
    "reported by",
    "falls within",
    "longitude",
    "latitude",
    "location",
    "lsoa code",
    "lsoa name",
    "crime type",
    "last outcome category",
    "context",
)
NEEDED = ("month", "reported by", "longitude", "latitude", "crime type")
OUTCOMES = {"crime id", "month", "outcome type"}
STOP_AND_SEARCH = {"object of search", "legislation"}

#: slug -> label of the 14 categories, in the order of their codes in the warehouse
TYPES = {
    "anti-social-behaviour": "Anti-social behaviour",
    "bicycle-theft": "Bicycle theft",
    "burglary": "Burglary",
    "criminal-damage-and-arson": "Criminal damage and arson",
    "drugs": "Drugs",
    "other-crime": "Other crime",
    "other-theft": "Other theft",
    "possession-of-weapons": "Possession of weapons",
    "public-order": "Public order",
    "robbery": "Robbery",
    "shoplifting": "Shoplifting",
    "theft-from-the-person": "Theft from the person",
    "vehicle-crime": "Vehicle crime",
    "violence-and-sexual-offences": "Violence and sexual offences",
}
ALL_CRIME = "all-crime"
OTHER_LABEL = len(TYPES)  # the code of every label that is none of the 14
_CODES = {label.lower(): code for code, label in enumerate(TYPES.values())}

REJECTS_KEPT = 1000
LONGEST_NAME = 100
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_MONTH = re.compile(r"(19|2\d)\d\d-(0[1-9]|1[0-2])", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


class Kind(Enum):
    """What a file turned out to be; the value finishes "It ..."."""

    STREET = "is a street file"
    OUTCOMES = "holds outcomes, not crimes"
    STOP_AND_SEARCH = "holds stop and search, not crimes"
    EMPTY = "is empty"
    WEB_PAGE = "is a web page, not a CSV file"
    BINARY = "is not a text file"
    UTF16 = "is saved as “Unicode text”, not as CSV"
    OTHER = "does not have the columns of a street file"


@dataclass(frozen=True, slots=True)
class Look:
    """A first look at a file: what it is, and how its columns are headed."""

    kind: Kind
    heading: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether the columns are exactly those published, in their order."""
        return self.heading in (COLUMNS, COLUMNS[:-1])


@dataclass(frozen=True, slots=True)
class Reject:
    """A line that was left out, and why."""

    file: str
    line: int
    reason: str


@dataclass(slots=True)
class Cleaned:
    """What became of a file that had to be read line by line."""

    kept: int = 0
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)


def type_code(label: str) -> int:
    """The code of a crime type as published (any case); OTHER_LABEL if not of the 14."""
    return _CODES.get(tidy(label).lower(), OTHER_LABEL)


def tidy(text: str) -> str:
    """A name without blanks round it or doubled inside."""
    return " ".join(text.split())


def look(start: bytes) -> Look:
    """Tell what a file is from its first few thousand bytes."""
    if not start.strip():
        return Look(Kind.EMPTY)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Look(Kind.UTF16)
    if start[:4] in (b"PK\x03\x04", b"PAR1", b"%PDF") or b"\x00" in start[:512]:
        return Look(Kind.BINARY)
    if start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        return Look(Kind.WEB_PAGE)
    heading = _heading(start)
    known = set(heading)
    if known.issuperset(NEEDED):
        return Look(Kind.STREET, heading)
    if known >= OUTCOMES:
        return Look(Kind.OUTCOMES, heading)
    if known >= STOP_AND_SEARCH:
        return Look(Kind.STOP_AND_SEARCH, heading)
    return Look(Kind.OTHER, heading)


def _heading(start: bytes) -> tuple[str, ...]:
    text = start.decode("utf-8-sig", errors="replace")
    try:
        first = next(csv.reader(io.StringIO(text, newline="")), [])
    except csv.Error:
        return ()
    return tuple(tidy(name.replace("_", " ")).lower() for name in first)


def month_fault(month: str | None) -> str | None:
    """Why a row's month cannot be read, or None."""
    if month and _MONTH.fullmatch(month):
        return None
    return f"“{(month or '')[:20]}” is not a month such as 2025-04"


def name_fault(what: str, name: str | None) -> str | None:
    """Why a force or a crime type cannot be taken, or None."""
    if not name or not name.strip():
        return f"{what} is blank"
    if len(name) > LONGEST_NAME or _UNPRINTABLE.search(name):
        return f"{what} is not a name"
    return None


def point_fault(longitude: str, latitude: str) -> str | None:
    """Why a row's point cannot be taken, or None. Both blank: without location."""
    if not longitude and not latitude:
        return None
    if not longitude:
        return "it has a latitude but no longitude"
    if not latitude:
        return "it has a longitude but no latitude"
    for what, text, limit in ("Longitude", longitude, 180), ("Latitude", latitude, 90):
        if not _NUMBER.fullmatch(text):
            return f"{what} “{text[:20]}” is not a number"
        if abs(float(text)) > limit:
            return f"{what} {text[:20]} is not on the globe"
    return None


def clean(source: BinaryIO, name: str, out: TextIO) -> Cleaned:
    """Read a street file line by line; write its good rows to `out` in COLUMNS' order.

    Raises RuleBroken when the file was cut short or is mostly unreadable.
    """
    text, ends_whole = _decoded(source)
    rows = csv.reader(text, strict=True)
    heading = _heading_row(rows, name)
    places = [heading.index(column) if column in heading else -1 for column in COLUMNS]
    write = csv.writer(out, lineterminator="\r\n").writerow
    write(COLUMNS)
    done = Cleaned()
    for line, row, fault in _rows(rows, len(heading)):
        is_short = row is not None and len(row) < len(heading)
        if fault == CUT or (is_short and not ends_whole and _is_last(text)):
            raise _cut_short(name, line)
        if row is not None and fault is None:
            values = [row[place] if place >= 0 else "" for place in places]
            fault = _settle(values)
            if fault is None:
                write(values)
                done.kept += 1
                continue
        done.rejected += 1
        if len(done.rejects) < REJECTS_KEPT:
            done.rejects.append(Reject(name, line, fault or ""))
    _check_mostly_read(done, name)
    return done


CUT = "cut"


def _rows(rows: "Reader", width: int) -> Iterator[tuple[int, list[str] | None, str | None]]:
    """Each row with its line number and, if it is malformed, what is wrong with it."""
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            cut = "unexpected end" in str(error)
            yield line, None, CUT if cut else "a quotation mark is out of place"
            continue
        if not any(cell.strip() for cell in row) and len(row) <= 1:
            continue
        wrong = f"it has {len(row)} values where the heading has {width}"
        yield line, row, None if len(row) == width else wrong


def _settle(values: list[str]) -> str | None:
    """Take the blanks off what is compared, in place; say what is wrong, if anything."""
    for place in (1, 4, 5):
        values[place] = values[place].strip()
    values[2] = tidy(values[2])
    return (
        month_fault(values[1])
        or name_fault("Reported by", values[2])
        or point_fault(values[4], values[5])
        or name_fault("Crime type", values[9])
    )


def _decoded(source: BinaryIO) -> tuple[TextIO, bool]:
    """The text, as UTF-8 if it is that and else Windows-1252; whether it ends a line."""
    raw = source.read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return io.StringIO(text, newline=""), raw.endswith((b"\n", b"\r"))


def _is_last(text: TextIO) -> bool:
    here = text.tell()
    rest = text.read()
    text.seek(here)
    return not rest.strip()


def _heading_row(rows: "Reader", name: str) -> list[str]:
    for row in rows:
        if any(cell.strip() for cell in row):
            heading = [tidy(cell.replace("_", " ")).lower() for cell in row]
            break
    for column in COLUMNS:
        if heading.count(column) > 1:
            raise RuleBroken(f"{name} has two columns headed “{column}”. Remove one")
    return heading


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


def other_labels(labels: Sequence[str]) -> list[str]:
    """The crime types, as published, that are none of the 14."""
    return sorted({tidy(one) for one in labels if type_code(one) == OTHER_LABEL})


def as_month(text: str) -> Month:
    """A month that `month_fault` has passed."""
    return Month(int(text[:4]), int(text[5:]))
