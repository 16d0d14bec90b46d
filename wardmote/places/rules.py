"""Kinds of place, who acts for them, and from when on."""

from datetime import date, timedelta
from enum import StrEnum


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
    day (Local Government Act 1972, section 7). At a by-election nobody retires, and the
    section says nothing of it: the day after, when the result has been declared.
    """
    return on + timedelta(days=4 if kind is ElectionKind.ORDINARY else 1)
