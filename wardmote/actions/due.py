"""When an action is due: on a day, in a month, at a meeting of ours or of another body.

No Django, no clock, no database: a group is a number here, and which days it meets on is
passed in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month, day_words


class DueKind(StrEnum):
    """How the minutes say when."""

    NONE = "none"
    DAY = "day"
    MONTH = "month"
    MEETING = "meeting"
    NEXT = "next"
    OUTSIDE = "outside"
    SOON = "soon"


DUE_NAMES = {
    DueKind.DAY: "On or before a day",
    DueKind.MEETING: "At the meeting of a group in a month",
    DueKind.NEXT: "At the next meeting of a group",
    DueKind.OUTSIDE: "At a meeting of an outside body",
    DueKind.MONTH: "In a month",
    DueKind.SOON: "As soon as possible",
    DueKind.NONE: "No day was said",
}

#: kinds that a group's meeting gives their day
AT_OURS = (DueKind.MEETING, DueKind.NEXT)


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due, as it was said. Make one with the functions below.

    `group` is the key of one of our groups, `body` the name of an outside one.
    """

    kind: DueKind = DueKind.NONE
    day: date | None = None
    month: Month | None = None
    group: int | None = None
    body: str = ""


NO_DUE = Due()
SOON = Due(DueKind.SOON)


def due_on(day: date) -> Due:
    """31 March 2027."""
    return Due(DueKind.DAY, day=day)


def due_in(month: Month) -> Due:
    """In March 2027: by its last day."""
    return Due(DueKind.MONTH, month=month)


def due_at_meeting(group: int, month: Month) -> Due:
    """At the October Board: on its day once that is arranged, until then by the month's end."""
    return Due(DueKind.MEETING, month=month, group=group)


def due_at_next(group: int) -> Due:
    """At the group's next meeting, whenever that is."""
    return Due(DueKind.NEXT, group=group)


def due_outside(body: str, month: Month, day: date | None = None) -> Due:
    """At the County's April Board: by the month's end unless the day is known."""
    return Due(DueKind.OUTSIDE, day=day, month=month, body=" ".join(body.split()))


def check_due(due: Due) -> None:
    """Raise RuleBroken about what is missing."""
    if due.kind is DueKind.DAY and due.day is None:
        raise RuleBroken("Enter the day it is due", about="day")
    if due.kind in (DueKind.MONTH, DueKind.MEETING, DueKind.OUTSIDE) and due.month is None:
        raise RuleBroken("Enter the month it is due", about="month")
    if due.kind in AT_OURS and due.group is None:
        raise RuleBroken("Select the group at whose meeting it is due", about="due_group")
    if due.kind is DueKind.OUTSIDE and not due.body:
        raise RuleBroken("Enter the name of the outside body", about="body")
    if due.kind is DueKind.OUTSIDE and due.day and due.month != Month.of(due.day):
        raise RuleBroken("The day must be in the month of the meeting", about="day")


def settled_on(due: Due, meetings: Iterable[date], recorded_on: date) -> date | None:
    """Which of the group's meetings it is due at; None until one is arranged."""
    if due.kind is DueKind.NEXT:
        return min((day for day in meetings if day > recorded_on), default=None)
    if due.kind is DueKind.MEETING:
        return min((day for day in meetings if Month.of(day) == due.month), default=None)
    return None


def latest_day(due: Due, settled: date | None = None) -> date | None:
    """The day by which it is due: the meeting's, the one said, or the end of the month."""
    if due.kind in AT_OURS and settled is not None:
        return settled
    if due.day is not None:
        return due.day
    return due.month.last_day if due.month is not None else None


def due_words(due: Due, group: str = "", settled: date | None = None) -> str:
    """As people say it: "at the October 2026 Board (14 October 2026)"."""
    where = group or due.body
    told = {
        DueKind.NONE: "no day was said",
        DueKind.SOON: "as soon as possible",
        DueKind.DAY: due.day and day_words(due.day),
        DueKind.MONTH: due.month and f"in {due.month.words}",
        DueKind.NEXT: f"at the next {where}",
        DueKind.MEETING: due.month and f"at the {due.month.words} {where}",
        DueKind.OUTSIDE: due.month and f"at the {due.month.words} {where}",
    }[due.kind]
    day = settled if due.kind in AT_OURS else due.day if due.kind is DueKind.OUTSIDE else None
    return f"{told} ({day_words(day)})" if day else str(told)


def times_carried(recorded_on: date, meetings: Iterable[date], until: date) -> int:
    """How many of the group's meetings since it was recorded have listed it, up to a day."""
    return sum(recorded_on < day <= until for day in meetings)
