"""What each group has, by state: the boards that people work from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from wardmote.groups.models import Group
from wardmote.issues.access import Reader, readable
from wardmote.issues.models import Issue
from wardmote.issues.rules import STATE_NAMES, State

CLOSED_SHOWN = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Column:
    """The issues of one group in one state, longest held first."""

    state: State
    name: str
    issues: Sequence[Issue]


@dataclass(frozen=True, slots=True)
class GroupBoard:
    """One group's issues."""

    group: Group
    columns: Sequence[Column]
    is_own: bool

    @property
    def open(self) -> int:
        return sum(len(one.issues) for one in self.columns if one.state is not State.CLOSED)


def boards_of(reader: Reader, now: datetime) -> list[GroupBoard]:
    """Every group that has an issue, this person's own groups first."""
    found = _shown(reader, now)
    groups = {issue.holder for issue in found}
    ordered = sorted(groups, key=lambda group: (group.pk not in reader.groups, group.pk))
    return [_board(group, found, reader) for group in ordered]


def group_board(reader: Reader, group: Group, now: datetime) -> GroupBoard:
    """One group's issues, even if there are none."""
    return _board(group, _shown(reader, now), reader)


def _shown(reader: Reader, now: datetime) -> list[Issue]:
    """Everything open, and what was closed in the last three months."""
    found = readable(reader).select_related("holder", "lead").order_by("held_since", "pk")
    since = now - CLOSED_SHOWN
    return [one for one in found if one.closed_at is None or one.closed_at >= since]


def _board(group: Group, found: Iterable[Issue], reader: Reader) -> GroupBoard:
    mine = [issue for issue in found if issue.holder_id == group.pk]
    columns = [
        Column(state, STATE_NAMES[state], held)
        for state in State
        if (held := [issue for issue in mine if issue.state == state])
    ]
    return GroupBoard(group, columns, group.pk in reader.groups)
