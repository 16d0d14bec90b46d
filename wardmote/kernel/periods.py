"""Months, calendar quarters, financial years: ordered, written and read in one way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wardmote.kernel.errors import RuleBroken

NAMES = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]


def day_words(day: date) -> str:
    """3 May 2026; an instant is written as the day it says, so localise it first."""
    return f"{day.day} {NAMES[day.month - 1]} {day.year}"


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month. `str()` gives 2025-04, `.words` gives April 2025."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1900 <= self.year <= 2999):
            raise ValueError(f"{self.year}-{self.number} is not a month")

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read 2025-04. Raises RuleBroken for anything else."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
        try:
            if found:
                return cls(int(found[1]), int(found[2]))
        except ValueError:
            pass
        raise RuleBroken(f"“{text[:40]}” is not a month. Write it as 2025-04")

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def at(cls, index: int) -> "Month":
        """The month with this `index`."""
        return cls(index // 12, index % 12 + 1)

    @property
    def index(self) -> int:
        """Months since year 0: differences are numbers of months."""
        return self.year * 12 + self.number - 1

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date.fromordinal((self + 1).first_day.toordinal() - 1)

    @property
    def words(self) -> str:
        return f"{NAMES[self.number - 1]} {self.year}"

    @property
    def short(self) -> str:
        return f"{NAMES[self.number - 1][:3]} {self.year}"

    @property
    def quarter(self) -> "Quarter":
        return Quarter(self.year, (self.number - 1) // 3 + 1)

    def __add__(self, months: int) -> "Month":
        return Month.at(self.index + months)

    def __sub__(self, months: int) -> "Month":
        return self + -months

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A calendar quarter. `str()` gives 2025Q2, `.words` gives April to June 2025."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 4 and 1900 <= self.year <= 2999):
            raise ValueError(f"{self.year}Q{self.number} is not a quarter")

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read 2025Q2 (also 2025-Q2, in either case). Raises RuleBroken otherwise."""
        found = re.fullmatch(r"(\d{4})[- ]?[Qq]([1-4])", text.strip())
        try:
            if found:
                return cls(int(found[1]), int(found[2]))
        except ValueError:
            pass
        raise RuleBroken(
            f"“{text[:40]}” is not a quarter. Write one such as 2025Q2, 1 to 4 after the Q"
        )

    @classmethod
    def at(cls, index: int) -> "Quarter":
        return cls(index // 4, index % 4 + 1)

    @property
    def index(self) -> int:
        return self.year * 4 + self.number - 1

    @property
    def months(self) -> tuple[Month, Month, Month]:
        first = Month(self.year, self.number * 3 - 2)
        return first, first + 1, first + 2

    @property
    def words(self) -> str:
        first, _, last = self.months
        return f"{NAMES[first.number - 1]} to {NAMES[last.number - 1]} {self.year}"

    @property
    def short(self) -> str:
        first, _, last = self.months
        return f"{NAMES[first.number - 1][:3]}–{NAMES[last.number - 1][:3]} {self.year}"

    def __add__(self, quarters: int) -> "Quarter":
        return Quarter.at(self.index + quarters)

    def __sub__(self, quarters: int) -> "Quarter":
        return self + -quarters

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


@dataclass(frozen=True, order=True, slots=True)
class Year:
    """A financial year, 1 April to 31 March. `str()` gives 2025/26, by where it begins."""

    first: int

    @classmethod
    def parse(cls, text: str) -> "Year":
        """Read 2025/26. Raises RuleBroken for anything else."""
        found = re.fullmatch(r"(\d{4})/(\d{2})", text.strip())
        if found and 1900 <= int(found[1]) <= 2998 and str(cls(int(found[1]))) == found[0]:
            return cls(int(found[1]))
        raise RuleBroken(f"“{text[:40]}” is not a year. Write it as 2025/26")

    @classmethod
    def ended_by(cls, quarter: Quarter) -> "Year":
        """The latest that had ended when this quarter had: its last one is January to March."""
        return cls(quarter.year - 1)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        begins = Quarter(self.first, 2)
        return tuple(begins + number for number in range(4))

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(month for quarter in self.quarters for month in quarter.months)

    @property
    def words(self) -> str:
        return f"{self.months[0].words} to {self.months[-1].words}"

    def __sub__(self, years: int) -> "Year":
        return Year(self.first - years)

    def __str__(self) -> str:
        return f"{self.first}/{(self.first + 1) % 100:02}"


Period = Month | Quarter
Span = Period | Year


def parse_period(text: str) -> Period:
    """Read a month (2025-04) or a quarter (2025Q2)."""
    if "q" in text.lower():
        return Quarter.parse(text)
    try:
        return Month.parse(text)
    except RuleBroken:
        raise RuleBroken(
            f"“{text[:40]}” is neither a month such as 2025-04 nor a quarter such as 2025Q2"
        ) from None


def parse_span(text: str) -> Span:
    """Read a month, a quarter or a financial year (2025/26)."""
    return Year.parse(text) if "/" in text else parse_period(text)


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Every month from first to last, both included."""
    return map(Month.at, range(first.index, last.index + 1))
