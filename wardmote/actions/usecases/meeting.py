"""Told by whoever keeps the meetings: a group meets on a day, another day, not at all.

Actions that are due at that meeting follow it.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from wardmote.actions.due import AT_OURS
from wardmote.actions.models import Action, MeetingDay
from wardmote.actions.queries import live
from wardmote.actions.rules import State
from wardmote.actions.usecases.common import settle_due
from wardmote.audit.usecases import record
from wardmote.groups.models import Group
from wardmote.kernel.actors import Actor


@transaction.atomic
def meeting_arranged(
    group: Group, on: date, *, meeting: str, by: Actor, now: datetime
) -> list[Action]:
    """The group meets on this day; told again with another day, the meeting was moved.

    `meeting` is its reference ("meeting 3"). Open actions due at "the October Board" or at
    "the next Board" are due on its day. Returns those whose day changed.
    """
    held, is_new = MeetingDay.objects.select_for_update().get_or_create(
        meeting=meeting, defaults={"group": group, "on": on}
    )
    if not is_new and held.on == on:
        return []
    before, held.on = held.on, on
    held.save(update_fields=["on"])
    moved = [] if is_new else list(_open_at(group).filter(due_meeting=held))
    for action in moved:
        action.due_meeting, action.due_on = held, on
    rest = _open_at(group).exclude(pk__in=[one.pk for one in moved])
    changed = [*moved, *_settled(rest)]
    was = {} if is_new else {"was": before}
    _keep(changed, meeting, by=by, now=now, on=on, **was)
    return changed


@transaction.atomic
def meeting_called_off(meeting: str, *, by: Actor, now: datetime) -> list[Action]:
    """The meeting does not take place: what was due at it waits for another day."""
    held = MeetingDay.objects.filter(meeting=meeting).first()
    if held is None:
        return []
    waiting = [one.pk for one in _open_at(held.group).filter(due_meeting=held)]
    group = held.group
    held.delete()
    changed = _settled(_open_at(group).filter(pk__in=waiting))
    _keep(changed, meeting, by=by, now=now, called_off=True)
    return changed


def _open_at(group: Group) -> QuerySet[Action]:
    found = live().filter(state=State.OPEN, due_group=group, due_kind__in=AT_OURS)
    return found.select_for_update(of=("self",))


def _settled(actions: Iterable[Action]) -> list[Action]:
    """Those whose day is another one now, with that day."""
    changed = []
    for action in actions:
        before = (action.due_on, action.due_meeting_id)
        settle_due(action)
        if (action.due_on, action.due_meeting_id) != before:
            changed.append(action)
    return changed


def _keep(
    changed: list[Action], meeting: str, *, by: Actor, now: datetime, **details: object
) -> None:
    Action.objects.bulk_update(changed, ["due_on", "due_meeting"])
    numbers = [one.number for one in changed]
    record("actions.due_moved", meeting, by=by, at=now, actions=numbers, **details)
