"""An agenda goes out so many clear days before, by the body's own rules."""

from datetime import date

import pytest

from wardmote.kernel.errors import RuleBroken
from wardmote.law.holidays import bank_holidays, easter, is_statutory_break
from wardmote.meetings.notice import Regime, check_own_days, clear_days, send_by

PRINCIPAL, PARISH, OWN = Regime.PRINCIPAL, Regime.PARISH, Regime.OWN

#: as published on gov.uk for England and Wales
PUBLISHED = {
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize(("year", "days"), PUBLISHED.items())
def test_bank_holidays_are_those_that_were_published(year, days):
    assert [f"{day:%m-%d}" for day in bank_holidays(year)] == days.split()


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1961, 4, 2), (2000, 4, 23), (2019, 4, 21), (2038, 4, 25)]
)
def test_easter_is_where_the_calendar_has_it(year, month, day):
    assert easter(year) == date(year, month, day)


@pytest.mark.parametrize(
    ("sent", "meets", "regime", "days"),
    [
        # Thursday to Thursday: Friday, Monday, Tuesday, Wednesday
        (date(2026, 9, 3), date(2026, 9, 10), PRINCIPAL, 4),
        (date(2026, 9, 2), date(2026, 9, 10), PRINCIPAL, 5),
        # the bank holiday of 31 August does not count
        (date(2026, 8, 26), date(2026, 9, 3), PRINCIPAL, 4),
        # a parish counts Saturday and not Sunday
        (date(2026, 9, 10), date(2026, 9, 14), PARISH, 2),
        # from Saturday to Tuesday round a bank holiday nothing counts
        (date(2026, 8, 27), date(2026, 9, 3), PARISH, 1),
        (date(2026, 9, 1), date(2026, 9, 10), OWN, 8),
        (date(2026, 9, 10), date(2026, 9, 10), OWN, 0),
        (date(2026, 9, 12), date(2026, 9, 10), OWN, 0),
    ],
)
def test_clear_days_leave_out_what_does_not_count(sent, meets, regime, days):
    assert clear_days(sent, meets, regime) == days


@pytest.mark.parametrize(
    ("meets", "regime", "own", "by"),
    [
        (date(2026, 9, 10), PRINCIPAL, 0, date(2026, 9, 2)),
        (date(2027, 1, 5), PRINCIPAL, 0, date(2026, 12, 23)),
        (date(2026, 4, 9), PARISH, 0, date(2026, 3, 30)),
        (date(2026, 9, 10), OWN, 7, date(2026, 9, 2)),
        (date(2026, 9, 10), OWN, 0, date(2026, 9, 9)),
    ],
)
def test_the_last_day_to_send_gives_just_enough(meets, regime, own, by):
    assert send_by(meets, regime, own) == by


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2026, 4, 2), True),  # the Thursday before Easter
        (date(2026, 4, 7), True),  # the Tuesday after
        (date(2026, 4, 8), False),
        (date(2026, 12, 24), True),
        (date(2026, 12, 29), True),  # the first weekday after
        (date(2026, 12, 30), False),
        (date(2026, 5, 1), True),  # the Friday before a Monday's holiday
        (date(2026, 6, 10), False),
    ],
)
def test_breaks_begin_before_the_holiday_and_end_after_it(day, is_one):
    assert is_statutory_break(day) is is_one


def test_a_number_of_days_that_no_meeting_could_give_is_refused():
    with pytest.raises(RuleBroken, match="between 0 and 60"):
        check_own_days(OWN, 61)
    check_own_days(PRINCIPAL, 61)
