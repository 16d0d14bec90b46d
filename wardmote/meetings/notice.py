"""How many clear days before a meeting its agenda must be out, by the body's own rules.

Neither the day it goes out nor the day of the meeting counts. A Community Safety Partnership
is no council committee, so each group says whose rules it follows.
"""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.law.holidays import is_bank_holiday, is_statutory_break, is_working_day

DAY = timedelta(days=1)
SUNDAY = 6
LONGEST = 60


class Regime(StrEnum):
    """Whose rules of notice a group follows."""

    PRINCIPAL = "principal"
    PARISH = "parish"
    OWN = "own"


REGIME_NAMES = {
    Regime.PRINCIPAL: "A principal council’s: five clear working days",
    Regime.PARISH: "A parish council’s: three days, no Sunday or holiday break",
    Regime.OWN: "Its own: so many clear days",
}


def _counts_for_parish(day: date) -> bool:
    return day.weekday() != SUNDAY and not is_bank_holiday(day) and not is_statutory_break(day)


def _counts_always(day: date) -> bool:
    return True


#: LGA 1972 s100B(3), clear days read by the courts as working weekdays; schedule 12 with s243
_COUNTS: dict[Regime, Callable[[date], bool]] = {
    Regime.PRINCIPAL: is_working_day,
    Regime.PARISH: _counts_for_parish,
    Regime.OWN: _counts_always,
}
_DAYS = {Regime.PRINCIPAL: 5, Regime.PARISH: 3}


def days_needed(regime: Regime, own_days: int = 0) -> int:
    """How many clear days these rules ask for."""
    return _DAYS.get(regime, own_days)


def clear_days(sent_on: date, meets_on: date, regime: Regime) -> int:
    """How many clear days lie between the two; never fewer than none."""
    between = range(1, max((meets_on - sent_on).days, 1))
    return sum(_COUNTS[regime](sent_on + step * DAY) for step in between)


def send_by(meets_on: date, regime: Regime, own_days: int = 0) -> date:
    """The last day on which an agenda goes out in time."""
    day = meets_on - DAY
    needed = days_needed(regime, own_days)
    while clear_days(day, meets_on, regime) < needed:
        day -= DAY
    return day


def check_own_days(regime: Regime, own_days: int) -> None:
    if regime is Regime.OWN and not 0 <= own_days <= LONGEST:
        raise RuleBroken(
            f"Enter a number of clear days between 0 and {LONGEST}", about="notice_days"
        )
