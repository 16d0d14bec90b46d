"""Kinds of place, who acts for them and works in them, and from when on."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.law.holidays import DAY, SUNDAY, is_bank_holiday


class Kind(StrEnum):
    """What a boundary encloses."""

    WARD = "ward"
    DIVISION = "division"
    PARISH = "parish"
    DISTRICT = "district"
    LSOA = "lsoa"


KIND_NAMES = {
    Kind.WARD: "ward",
    Kind.DIVISION: "county division",
    Kind.PARISH: "parish",
    Kind.DISTRICT: "district",
    Kind.LSOA: "small area (LSOA)",
}

KIND_PLURALS = {
    Kind.WARD: "wards",
    Kind.DIVISION: "county divisions",
    Kind.PARISH: "parishes",
    Kind.DISTRICT: "districts",
    Kind.LSOA: "small areas (LSOA)",
}


class Office(StrEnum):
    """What a person is to the place they act for."""

    COUNCILLOR = "councillor"
    CLERK = "clerk"


OFFICE_KINDS = {
    Office.COUNCILLOR: {Kind.WARD, Kind.DIVISION, Kind.PARISH},
    Office.CLERK: {Kind.PARISH},
}

#: what councillors of a council are elected for
ELECTED_FOR = (Kind.WARD, Kind.DIVISION)


class ElectionKind(StrEnum):
    """Whether those before retire."""

    ORDINARY = "ordinary"
    BY_ELECTION = "by-election"


ELECTION_NAMES = {
    ElectionKind.ORDINARY: "Ordinary election",
    ElectionKind.BY_ELECTION: "By-election",
}


def in_office_from(kind: ElectionKind, on: date) -> date:
    """The day on which whoever was elected on `on` comes into office.

    After an ordinary election the fourth day after it: their predecessors retire on that
    day (Local Government Act 1972, section 7). Where that is a Sunday or a bank holiday, as
    early May often is, the next day that is neither (section 243(1), as counsel read it for
    the Association of Electoral Administrators in 2019). At a by-election nobody retires,
    and the section says nothing of it: the day after, when the result has been declared.
    """
    if kind is ElectionKind.BY_ELECTION:
        return on + DAY
    day = on + 4 * DAY
    while day.weekday() == SUNDAY or is_bank_holiday(day):
        day += DAY
    return day


LONGEST_WORK = 80  # characters of what somebody does there


@dataclass(frozen=True, slots=True)
class Coverage:
    """What somebody does, and where: in these wards, or in the whole district."""

    work: str
    wards: frozenset[str] = frozenset()
    is_whole: bool = False

    def of(self, chosen: Set[str]) -> frozenset[str]:
        """Which of the chosen wards are covered."""
        return frozenset(chosen if self.is_whole else self.wards & chosen)


def check_coverage(coverage: Coverage, *, known: Set[str]) -> None:
    """RuleBroken unless it says what is done, and in which of the wards that are known."""
    if not coverage.work:
        raise RuleBroken("Enter what they do there", about="work")
    if len(coverage.work) > LONGEST_WORK:
        raise RuleBroken(
            f"What they do there must be {LONGEST_WORK} characters or fewer", about="work"
        )
    if coverage.is_whole and coverage.wards:
        raise RuleBroken("Select no ward for the whole district", about="wards")
    if not coverage.is_whole and not coverage.wards:
        raise RuleBroken("Select the wards they work in", about="wards")
    if coverage.wards - known:
        raise RuleBroken("Select wards of the boundaries in use", about="wards")
