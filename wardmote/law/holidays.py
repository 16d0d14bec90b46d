"""Bank holidays of England and Wales, by the rules they follow and the days proclaimed.

Banking and Financial Dealings Act 1971, schedule 1; New Year's Day and early May as
proclaimed each year since 1974 and 1978; Christmas Day and Good Friday at common law. A day
that was moved or added by proclamation is a row below: a new one is one more row.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
MONDAY, SATURDAY, SUNDAY = 0, 5, 6
CHRISTMAS_EVE, CHRISTMAS, BOXING = (12, 24), (12, 25), (12, 26)
#: days that are holidays in their year alone, as proclaimed
ADDED = {
    date(1999, 12, 31): "Millennium Eve",
    date(2002, 6, 3): "Golden Jubilee",
    date(2011, 4, 29): "Royal wedding",
    date(2012, 6, 5): "Diamond Jubilee",
    date(2022, 6, 3): "Platinum Jubilee",
    date(2022, 9, 19): "State funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Coronation of King Charles III",
}
#: a day that the rule gives -> the day that it was moved to
MOVED = {
    date(1995, 5, 1): date(1995, 5, 8),
    date(2002, 5, 27): date(2002, 6, 4),
    date(2012, 5, 28): date(2012, 6, 4),
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Butcher's reckoning)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, other = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - shift + 15) % 30
    weekday = (32 + 2 * other + 2 * (rest // 4) - epact - rest % 4) % 7
    later = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * later + 114, 31)
    return date(year, month, day + 1)


@cache
def bank_holidays(year: int) -> dict[date, str]:
    """Every bank holiday of the year with its name, in order."""
    found = {MOVED.get(day, day): name for day, name in _by_rule(year)}
    found |= {day: name for day, name in ADDED.items() if day.year == year}
    return dict(sorted(found.items()))


def _by_rule(year: int) -> Iterator[tuple[date, str]]:
    sunday = easter(year)
    yield _or_monday(date(year, 1, 1)), "New Year’s Day"
    yield sunday - 2 * DAY, "Good Friday"
    yield sunday + DAY, "Easter Monday"
    yield _monday_on_or_after(date(year, 5, 1)), "Early May bank holiday"
    yield _monday_on_or_after(date(year, 5, 25)), "Spring bank holiday"
    yield _monday_on_or_after(date(year, 8, 25)), "Summer bank holiday"
    yield from _christmas(year)


def _christmas(year: int) -> Iterator[tuple[date, str]]:
    """Two weekdays, whichever of the two days falls on the weekend."""
    day, next_day = date(year, *CHRISTMAS), date(year, *BOXING)
    yield (day + 2 * DAY if day.weekday() >= SATURDAY else day), "Christmas Day"
    yield (next_day + 2 * DAY if next_day.weekday() >= SATURDAY else next_day), "Boxing Day"


def _or_monday(day: date) -> date:
    return _monday_on_or_after(day) if day.weekday() >= SATURDAY else day


def _monday_on_or_after(day: date) -> date:
    return day + (-day.weekday() % 7) * DAY


def is_bank_holiday(day: date) -> bool:
    return day in bank_holidays(day.year)


def is_working_day(day: date) -> bool:
    """A weekday on which offices are open."""
    return day.weekday() < SATURDAY and not is_bank_holiday(day)


def is_statutory_break(day: date) -> bool:
    """Of the Christmas, the Easter or a bank holiday break (Local Government Act 1972, s243).

    Christmas: from the last weekday before Christmas Day to the next one that is no bank
    holiday. Easter: from Thursday to the Tuesday after. Any other bank holiday: from the
    last weekday before it to the next weekday after it.
    """
    if -3 * DAY <= day - easter(day.year) <= 2 * DAY:
        return True
    near = (day + step * DAY for step in range(-5, 6))
    return any(
        first <= day <= last for first, last in map(_break_round, filter(is_bank_holiday, near))
    )


def _break_round(holiday: date) -> tuple[date, date]:
    """The first and the last day of the break that this bank holiday lies in."""
    in_christmas = (holiday.month, holiday.day) >= CHRISTMAS
    start = date(holiday.year, *CHRISTMAS) if in_christmas else holiday
    first, last = start - DAY, holiday + DAY
    while first.weekday() == SUNDAY or first.weekday() == SATURDAY:
        first -= DAY
    while not is_working_day(last):
        last += DAY
    return first, last
