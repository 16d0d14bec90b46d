"""Actions as an agenda lists them: what is open before the group, what the last meeting said.

Each line has a level of its own: those of the group for whoever reads what is for the group,
those of issues for agencies that signed. An item that more people read does not open them.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from wardmote.actions.models import Action
from wardmote.actions.queries import open_actions
from wardmote.actions.rules import State
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Item, Meeting
from wardmote.meetings.rules import MATTERS_ARISING

_BECAME = {
    State.REPORTED: ", reported done",
    State.ACCEPTED: ", done",
    State.DROPPED: ", dropped",
}


def carried(meeting: Meeting) -> QuerySet[Action]:
    """Open before the group, and not recorded at this very meeting."""
    return open_actions(meeting.group).exclude(source__startswith=f"meeting {meeting.pk} ")


def listed(item: Item, arising: Callable[[], Iterable[Action]]) -> list[dict[str, Any]]:
    """What stands under the item; `arising` asks for the actions of the last meeting."""
    if item.source == "actions":
        return [_line(one) for one in carried(item.meeting)]
    if item.title == MATTERS_ARISING and not item.source:
        return [_line(one) for one in arising()]
    return []


def _line(action: Action) -> dict[str, Any]:
    parts = "each organisation" if action.shares.all() else "needs an owner"
    return {
        "number": action.number,
        "text": action.text,
        "owner": action.owner_words or parts,
        "due": action.due_words + _BECAME.get(State(action.state), ""),
        "level": Level.GROUP if action.is_of_the_group else Level.PARTNER,
    }
