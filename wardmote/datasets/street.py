"""The street files of data.police.uk: what one looks like and which rows can be read.

Written from real files of 43 forces. The columns are told by their headings (any case,
blanks, a byte order mark; `Context` may be absent). Nothing here reads whole files:
`warehouse` reads a sound one at once, `cleaning` one that is not, line by line.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from wardmote.kernel.periods import Month

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
    PACKED = "is a spreadsheet or a zip, not a CSV file"
    BINARY = "is not a text file"
    UTF16 = "is saved as “Unicode text”, not as CSV"
    OTHER = "does not have the columns of a street file"


@dataclass(frozen=True, slots=True)
class Look:
    """A first look at a file: what it is, and how its columns are headed."""

    kind: Kind
    heading: tuple[str, ...] = ()
    first: tuple[str, str] = ("", "")  # the month and force of its first row

    @property
    def is_plain(self) -> bool:
        """Whether the columns are exactly those published, in their order."""
        return self.heading in (COLUMNS, COLUMNS[:-1])

    @property
    def has_context(self) -> bool:
        return "context" in self.heading


@dataclass(frozen=True, slots=True)
class Reject:
    """A line that was left out, and why."""

    file: str
    line: int
    reason: str


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
    if start[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"):
        return Look(Kind.PACKED)
    if start[:4] in (b"PAR1", b"%PDF") or b"\x00" in start[:512]:
        return Look(Kind.BINARY)
    if start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        return Look(Kind.WEB_PAGE)
    heading, first = _beginning(start)
    known = set(heading)
    if known.issuperset(NEEDED):
        return Look(Kind.STREET, heading, (first[1], first[2]) if len(first) > 2 else ("", ""))
    if known >= OUTCOMES:
        return Look(Kind.OUTCOMES, heading)
    if known >= STOP_AND_SEARCH:
        return Look(Kind.STOP_AND_SEARCH, heading)
    return Look(Kind.OTHER, heading)


def _beginning(start: bytes) -> tuple[tuple[str, ...], list[str]]:
    """The heading, and the row after it if it is there in full."""
    text = start.decode("utf-8-sig", errors="replace")
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        heading = next(rows, [])
    except csv.Error:
        return (), []
    try:
        first = next(rows, [])
    except csv.Error:
        first = []
    return tuple(tidy(name.replace("_", " ")).lower() for name in heading), first


def month_fault(month: str | None, latest: str = "2999-12") -> str | None:
    """Why a row's month cannot be read or has not come yet, or None."""
    if month and _MONTH.fullmatch(month):
        return f"{month} has not come yet" if month > latest else None
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


def other_labels(labels: Sequence[str]) -> list[str]:
    """The crime types, as published, that are none of the 14."""
    return sorted({tidy(one) for one in labels if type_code(one) == OTHER_LABEL})


def as_month(text: str) -> Month:
    """A month that `month_fault` has passed."""
    return Month(int(text[:4]), int(text[5:]))
