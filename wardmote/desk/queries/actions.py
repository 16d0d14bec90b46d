"""What waits for a person on actions: theirs, their organisation's parts, and the office's."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from wardmote.actions.access import reader_of
from wardmote.actions.models import Action
from wardmote.actions.queries import actions_of, live, shares_of, without_owner
from wardmote.actions.rules import State
from wardmote.desk.queries.items import Item
from wardmote.kernel.numbers import plural
from wardmote.people.models import User

SHOWN = 100  # characters of an action


def actions_waiting(user: User, on: date) -> Iterator[Item]:
    """Everything on actions that waits for this person today."""
    reader = reader_of(user, on)
    if not reader.reads_partner_text:
        return
    for action in actions_of(user, on).filter(state=State.OPEN):
        yield _item(action, "Say how far it is", on)
    for share in shares_of(user, on):
        yield _item(share.action, f"Tick the part of {share.organisation}", on)
    if reader.is_officer:
        for action in without_owner():
            yield _item(action, "Give it an owner", on, "needs an owner")
    settles = live().filter(state=State.REPORTED)
    if not reader.is_officer:
        settles = settles.filter(group__in=reader.chairs)
    yield from _reported(settles)


def _item(action: Action, does: str, on: date, note: str = "") -> Item:
    text = action.text if len(action.text) <= SHOWN else f"{action.text[:SHOWN].rstrip()} ..."
    due = "" if action.due_kind == "none" else f", due {action.due_words}"
    note = f" ({note})" if note else ""
    is_late = action.due_on is not None and action.due_on < on
    href = reverse("action", args=[action.number])
    words = f"{action.number} {text}{note}{due}"
    return Item(words, href, does, action.recorded_on, is_urgent=is_late)


def _reported(settles: QuerySet[Action]) -> Iterator[Item]:
    """One line for each group whose meeting is to accept what was reported done."""
    waiting: dict[int, list[Action]] = {}
    for action in settles:
        waiting.setdefault(action.group_id, []).append(action)
    for group, actions in waiting.items():
        count = len(actions)
        verb = "is" if count == 1 else "are"
        yield Item(
            f"{plural(count, 'action')} of the {actions[0].group} {verb} reported done",
            reverse("group-actions", args=[group]) + "?show=reported",
            "Accept or send back",
            min(one.recorded_on for one in actions),
        )
