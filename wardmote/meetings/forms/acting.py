"""An action under an item, while people meet: three answers and a key."""

from collections.abc import Collection
from typing import Any

from django import forms

from wardmote.actions.due import (
    NO_DUE,
    SOON,
    Due,
    due_at_meeting,
    due_at_next,
    due_in,
    due_on,
    due_outside,
)
from wardmote.actions.forms.asking import Owner, owner_of, owners
from wardmote.groups.queries import open_groups
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.meetings.forms.planning import long_text
from wardmote.meetings.models import Meeting
from wardmote.people.days import DayField

DONE = "done"
AHEAD = 14  # months that are offered; a later one is set on the action's own page


class ActForm(forms.Form):
    """What is to be done, by whom, when. Those who are here stand first."""

    text = long_text(
        "What is to be done?",
        "Enter what is to be done",
        "All agencies that signed read it, and councillors on the group. Name no one, and put "
        "in nothing that is kept as restricted.",
        rows=2,
    )
    owner = forms.ChoiceField(
        label="Who answers for it?",
        required=False,
        error_messages={"invalid_choice": "Choose a person or an organisation from the list"},
    )
    each = forms.BooleanField(label="Each organisation on the group ticks", required=False)
    due = forms.ChoiceField(
        label="Due",
        required=False,
        error_messages={"invalid_choice": "Choose from the list when it is due"},
    )
    day = DayField(label="The day, if it is due on one", required=False)
    body = forms.CharField(
        label="The outside body, if it is due at its meeting",
        help_text="Such as “County Board”.",
        required=False,
        max_length=120,
    )
    checked = forms.BooleanField(
        label="I have checked: it names nobody, and gives nothing away that fewer people may "
        "read",
        required=False,
    )

    def __init__(
        self, *args: Any, meeting: Meeting, here: Collection[int] = (), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.meeting = meeting
        whom, when = self.fields["owner"], self.fields["due"]
        whom.choices = owners(meeting.group, meeting.on, here)  # type: ignore[attr-defined]
        when.choices = dues(meeting)  # type: ignore[attr-defined]

    def clean_owner(self) -> Owner:
        return owner_of(self.cleaned_data["owner"])

    @property
    def is_done(self) -> bool:
        return bool(self.cleaned_data["due"] == DONE)

    def when(self) -> Due:
        """What was answered. RuleBroken about what is missing."""
        given = self.cleaned_data
        kind, _, key = given["due"].partition(" ")
        match kind:
            case "day":
                return due_on(_need(given["day"], "Enter the day it is due", "day"))
            case "next":
                return due_at_next(int(key) if key else self.meeting.group_id)
            case "soon":
                return SOON
            case "meeting":
                return due_at_meeting(self.meeting.group_id, Month.parse(key))
            case "month":
                return due_in(Month.parse(key))
            case "outside":
                body = _need(given["body"], "Enter the name of the outside body", "body")
                return due_outside(body, Month.parse(key), given["day"])
            case _:
                return NO_DUE


def dues(meeting: Meeting) -> list[tuple[str, Any]]:
    """When an action can be due, as minutes say it: one list, found by typing."""
    group, first = meeting.group, Month.of(meeting.on)
    months = [first + step for step in range(AHEAD)]
    others = open_groups(meeting.on).exclude(pk=group.pk)
    return [
        ("", "No day was said"),
        ("next", f"At the next {group}"),
        ("day", "On a day"),
        ("soon", "As soon as possible"),
        (DONE, "Done already"),
        (f"At a meeting of the {group}",
         [(f"meeting {one}", f"At the {one.words} {group}") for one in months]),
        ("In a month", [(f"month {one}", f"In {one.words}") for one in months]),
        ("At the next meeting of another group",
         [(f"next {one.pk}", f"At the next {one}") for one in others]),
        ("At an outside body’s meeting",
         [(f"outside {one}", f"Outside body, {one.words}") for one in months]),
    ]  # fmt: skip


def _need(given: Any, missing: str, about: str) -> Any:
    if not given:
        raise RuleBroken(missing, about=about)
    return given
