"""When an issue counts as stuck. No Django, no clock, no database."""

from dataclasses import dataclass
from datetime import date

from wardmote.issues.rules import State
from wardmote.kernel.numbers import plural


@dataclass(frozen=True, slots=True)
class Standstill:
    """Why an issue counts as stuck, and for how many days it has been."""

    why: str
    days: int

    @property
    def age(self) -> str:
        return plural(self.days, "day")

    @property
    def words(self) -> str:
        return f"{self.why} for {self.age}"


def standstill(
    state: State, *, since: date, due: date | None, on: date, after: int
) -> Standstill | None:
    """Why an issue is stuck, or None.

    On hold; or an answer that it needs is late; or nobody has taken it on for more than
    `after` days. `since`: the day it was put on hold, or passed to whoever has it;
    `due`: the earliest day on which an open ask was to be answered, if that has gone by.
    """
    if state is State.CLOSED:
        return None
    if state is State.ON_HOLD:
        return Standstill("on hold", max((on - since).days, 0))
    if due is not None and due < on:
        return Standstill("waiting for a late answer", (on - due).days)
    waited = (on - since).days
    if state is State.WAITING and waited > after:
        return Standstill("waiting to be taken on", waited)
    return None
