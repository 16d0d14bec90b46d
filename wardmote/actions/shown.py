"""Actions as a page or a sheet shows them to one reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wardmote.actions.access import Reader
from wardmote.actions.due import times_carried
from wardmote.actions.models import Action, MeetingDay
from wardmote.actions.rules import STATE_NAMES, State
from wardmote.kernel.numbers import plural
from wardmote.papers.sheets import Cell

HEADERS = (
    "Number", "Group", "What is to be done", "Owner", "Due", "Day", "State",
    "Carried forward", "Parts done", "From", "Recorded",
)  # fmt: skip
NO_OWNER = "No owner yet"


@dataclass(frozen=True, slots=True)
class Line:
    """One action on a list."""

    action: Action
    owner: str
    is_overdue: bool
    carried: int
    ticked: int
    shares: int
    origin: str

    @property
    def needs_owner(self) -> bool:
        return self.action.is_live and not self.owner and not self.shares

    @property
    def carried_words(self) -> str:
        return f"carried forward {plural(self.carried, 'time')}" if self.carried else ""

    @property
    def row(self) -> list[Cell]:
        """The same for a sheet, under HEADERS."""
        one = self.action
        parts = f"{self.ticked} of {self.shares}" if self.shares else ""
        return [
            one.number, str(one.group), one.text,
            self.owner or (NO_OWNER if self.needs_owner else "Each organisation"),
            one.due_words, one.due_on, STATE_NAMES[State(one.state)], self.carried, parts,
            self.origin, one.recorded_on,
        ]  # fmt: skip


def lines(reader: Reader, actions: Iterable[Action], today: date) -> list[Line]:
    """The actions in their order, with what is known of each today."""
    days: dict[int, list[date]] = {}
    for one in MeetingDay.objects.all():
        days.setdefault(one.group_id, []).append(one.on)
    return [_line(reader, one, days.get(one.group_id, []), today) for one in actions]


def _line(reader: Reader, action: Action, meetings: list[date], today: date) -> Line:
    shares = list(action.shares.all())
    is_late = action.due_on is not None and action.due_on < today
    return Line(
        action,
        action.owner_words,
        is_late and action.state == State.OPEN,
        times_carried(action.recorded_on, meetings, today) if action.is_live else 0,
        sum(one.ticked_at is not None for one in shares),
        len(shares),
        origin(reader, action),
    )


def origin(reader: Reader, action: Action) -> str:
    """Where it came from. A councillor reads none that came from an issue."""
    is_told = reader.reads_partner_text or action.is_of_the_group
    return action.source_words if is_told else ""
