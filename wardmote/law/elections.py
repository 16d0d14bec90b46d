"""By when the notice of an election is published, as dated rules.

Local elections, of mayors and of police and crime commissioners: not later than the 25th day
before the poll. For the United Kingdom Parliament: the day it is dissolved, the 25th before
the poll; the notice follows within days. Counting leaves out Saturdays, Sundays, Christmas
Eve, Christmas Day, Good Friday, bank holidays and days of public thanksgiving or mourning.
A changed law is one more row, with the polls from which on it holds.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from wardmote.law.holidays import CHRISTMAS_EVE, is_working_day

DAY = timedelta(days=1)


class Poll(StrEnum):
    """What is voted on."""

    ORDINARY = "ordinary"
    BY_ELECTION = "by-election"
    PARISH = "parish"
    MAYOR = "mayor"
    COMMISSIONER = "commissioner"
    PARLIAMENT = "parliament"


@dataclass(frozen=True, slots=True)
class Timetable:
    """For these polls from this day on: how many days before, and where it is written.

    `is_last`: a later notice would be unlawful. Else it is the usual day.
    """

    polls: tuple[Poll, ...]
    since: date
    days: int
    source: str
    is_last: bool = True


TIMETABLES = (
    Timetable(
        (Poll.ORDINARY, Poll.BY_ELECTION),
        date(2007, 5, 3),
        25,
        "Local Elections (Principal Areas) (England and Wales) Rules 2006, schedule 2, "
        "rules 1 and 2",
    ),
    Timetable(
        (Poll.PARISH,),
        date(2007, 5, 3),
        25,
        "Local Elections (Parishes and Communities) (England and Wales) Rules 2006, "
        "schedule 2, rules 1 and 2",
    ),
    # for polls from then on Wales has rules of its own, with the same days
    Timetable(
        (Poll.ORDINARY, Poll.BY_ELECTION),
        date(2022, 5, 5),
        25,
        "Local Elections (Principal Areas) (England and Wales) Rules 2006, schedule 2, "
        "rules 1 and 2; in Wales (Principal Areas) (Wales) Rules 2021, schedule 1",
    ),
    Timetable(
        (Poll.PARISH,),
        date(2022, 5, 5),
        25,
        "Local Elections (Parishes and Communities) (England and Wales) Rules 2006, "
        "schedule 2, rules 1 and 2; in Wales (Communities) (Wales) Rules 2021, schedule 1",
    ),
    Timetable(
        (Poll.COMMISSIONER,),
        date(2012, 11, 15),
        25,
        "Police and Crime Commissioner Elections Order 2012, schedule 3",
    ),
    Timetable(
        (Poll.MAYOR,),
        date(2017, 5, 4),
        25,
        "Combined Authorities (Mayoral Elections) Order 2017, schedule 1, rules 3 and 4",
    ),
    Timetable(
        (Poll.PARLIAMENT,),
        date(2015, 5, 7),
        25,
        "Representation of the People Act 1983, schedule 1, rules 1 and 2: Parliament is "
        "dissolved on that day",
        is_last=False,
    ),
)


def timetable(poll: Poll, on: date) -> Timetable | None:
    """The timetable for a poll on this day; None before the first that is kept here."""
    in_force = [one for one in TIMETABLES if poll in one.polls and one.since <= on]
    return max(in_force, key=lambda one: one.since, default=None)


def counts(day: date) -> bool:
    """Whether this day is counted in a timetable of an election."""
    return is_working_day(day) and (day.month, day.day) != CHRISTMAS_EVE


def notice_by(poll: Poll, on: date) -> date | None:
    """The last day (of Parliament: the usual day) for the notice of a poll on this day."""
    found = timetable(poll, on)
    if found is None:
        return None
    day, left = on, found.days
    while left:
        day -= DAY
        left -= counts(day)
    return day
