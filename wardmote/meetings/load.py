"""How much of people's time meetings take. No Django, no clock, no database.

A person-hour is one person at a meeting for an hour. A meeting lasts from when it was to
start until when it was to end; one without either counts as `ASSUMED_HOURS`, and is named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from wardmote.kernel.periods import Month, Quarter

ASSUMED_HOURS = 2
NOT_NAMED = "No organisation named"


@dataclass(frozen=True, slots=True)
class Here:
    """One person who was there: for whom, and whether from elsewhere."""

    organisation: str
    is_remote: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was held."""

    key: int
    on: date
    minutes: int
    is_assumed: bool
    here: tuple[Here, ...]

    @property
    def quarter(self) -> Quarter:
        return Month.of(self.on).quarter


@dataclass(frozen=True, slots=True)
class Time:
    """What some people's presence at some meetings comes to."""

    minutes: int = 0
    came: int = 0
    remote: int = 0

    @property
    def hours(self) -> float:
        """Person-hours, to the tenth."""
        return round(self.minutes / 60, 1)

    @property
    def remote_share(self) -> str:
        """Counts beside the percentage: "3 of 14 (21%)"."""
        if not self.came:
            return "nobody came"
        return f"{self.remote} of {self.came} ({round(100 * self.remote / self.came)}%)"

    def __add__(self, other: "Time") -> "Time":
        return Time(
            self.minutes + other.minutes, self.came + other.came, self.remote + other.remote
        )


def length(starts_at: time | None, ends_at: time | None) -> tuple[int, bool]:
    """Minutes from start to end, and whether that is assumed for want of either."""
    if starts_at is None or ends_at is None:
        return ASSUMED_HOURS * 60, True
    start, end = (one.hour * 60 + one.minute for one in (starts_at, ends_at))
    return end - start, False


def quarters_until(day: date, count: int = 4) -> list[Quarter]:
    """So many quarters, the one of this day last."""
    now = Month.of(day).quarter
    return [now - back for back in reversed(range(count))]


def time_of(held: Iterable[Held], organisation: str | None = None) -> Time:
    """All of it, or one organisation's part."""
    found = Time()
    for meeting in held:
        for one in meeting.here:
            if organisation in (None, one.organisation):
                found += Time(meeting.minutes, 1, int(one.is_remote))
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation's time, quarter by quarter."""

    organisation: str
    times: tuple[Time, ...]


def by_organisation(held: Sequence[Held], quarters: Sequence[Quarter]) -> list[Line]:
    """Every organisation that came, in the order of the alphabet and of nothing else."""
    names = {one.organisation for meeting in held for one in meeting.here}
    parts = [[one for one in held if one.quarter == quarter] for quarter in quarters]
    return [
        Line(name, tuple(time_of(part, name) for part in parts))
        for name in sorted(names, key=lambda one: (one == NOT_NAMED, one.casefold()))
    ]
