"""Kinds of place, and how the Office for National Statistics names their columns."""

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
