"""Released police figures as rows, by month or by quarter. No Django, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from wardmote.briefings.rules import Figures

LICENCE = "Open Government Licence v3.0"
LICENCE_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
SOURCE = "data.police.uk"
CAUTIONS = (
    "The police publish a month about two months after it ends, and revise earlier months.",
    "Places are approximate: each crime is moved to the nearest of a set of points that "
    "many share, so at the edge of a ward it may be counted next door.",
    "No count means that the police have published no figure for all of that time. It is "
    "not zero.",
    "“All crime” is the total of the other types, anti-social behaviour included.",
)


class By(StrEnum):
    """How long each row's period is."""

    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Row:
    """One type of crime in one period. `months`: how many of its months have a figure.

    There is a count only if all of them have.
    """

    period: str
    type: str
    count: int | None
    months: int


def rows(figures: Figures, by: By) -> list[Row]:
    """All periods of a ward in order, the types of each in order of the ward's page."""
    return list(_by_month(figures) if by == By.MONTH else _by_quarter(figures))


def figure_rows(
    figures: Figures, by: By, *, type: str | None = None, period: str | None = None
) -> list[Row]:
    """Those of one type, of one period, or of both."""
    return [
        one
        for one in rows(figures, by)
        if type in (None, one.type) and period in (None, one.period)
    ]


def _by_month(figures: Figures) -> Iterator[Row]:
    for at, month in enumerate(figures.months):
        for name, values in figures.types.items():
            yield Row(str(month), name, values[at], 0 if values[at] is None else 1)


def _by_quarter(figures: Figures) -> Iterator[Row]:
    places = {month: at for at, month in enumerate(figures.months)}
    for quarter in sorted({month.quarter for month in figures.months}):
        for name, values in figures.types.items():
            known = [
                value
                for month in quarter.months
                if month in places and (value := values[places[month]]) is not None
            ]
            is_whole = len(known) == len(quarter.months)
            yield Row(str(quarter), name, sum(known) if is_whole else None, len(known))


def note(ward: str) -> str:
    """What goes with a file of figures, in one line."""
    return " ".join([f"{ward}. Source: {SOURCE}, {LICENCE}.", *CAUTIONS])
