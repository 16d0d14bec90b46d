"""What pages say of partners' counts, as an attacker notes it down."""

import re
from dataclasses import dataclass

from tests.attack.district import TRAPS
from tests.small_district import WARDS
from wardmote.kernel.numbers import Guarded
from wardmote.kernel.periods import NAMES, Quarter, Year

CODES = {name: code for code, name in WARDS.items()}
SLUGS = {name.lower().replace(" ", "-"): name for name in TRAPS}
QUARTER = re.compile(rf"({'|'.join(NAMES)}) to ({'|'.join(NAMES)}) (\d{{4}})")
YEAR = re.compile(r"April (\d{4}) to March \d{4}")
SHOWN = re.compile(r"about ([\d,]+)|fewer than (\d+)")


@dataclass(frozen=True)
class Told:
    """A count of a ward, or with no place the district's, in the words of a page.

    `quarter` may be a year: of a sensitive data set.
    """

    name: str
    quarter: str
    place: str
    shown: Guarded


@dataclass(frozen=True)
class Flags:
    """Who is flagged in a data set, and of how many wards it is not told."""

    name: str
    quarter: str
    flagged: frozenset[str]
    untold: int


@dataclass(frozen=True)
class Flag:
    """Whether one ward is flagged in a data set; None: its page says that it is not told."""

    name: str
    quarter: str
    place: str
    is_on: bool | None


@dataclass(frozen=True)
class Slip:
    """Something that nobody outside the office is told of partners' data: a rank, a rate."""

    name: str
    address: str
    words: str


@dataclass(frozen=True)
class Open:
    """A ward is flagged in a data set whose flags are open to this reader."""

    quarter: str
    place: str


@dataclass(frozen=True)
class Emerging:
    """People decided that a ward is Emerging, from this quarter on."""

    quarter: str
    place: str


Statement = Told | Flags | Flag | Slip | Open | Emerging


def quarter_in(words: str) -> str:
    found = QUARTER.search(words)
    return str(Quarter(int(found[3]), NAMES.index(found[1]) // 3 + 1)) if found else ""


def year_in(words: str) -> str:
    found = YEAR.fullmatch(words)
    return str(Year(int(found[1]))) if found else ""


def read(words: str) -> Guarded | None:
    """A count as it is shown; None for words that are none."""
    found = SHOWN.fullmatch(words.strip())
    if found is None:
        return None
    if found[1]:
        return Guarded(int(found[1].replace(",", "")))
    return Guarded(None, int(found[2]))


def one_line(words: str) -> str:
    return " ".join(words.split())
