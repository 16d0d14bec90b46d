"""What is asked of an action: its text, owner and day; how far it is; why."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from wardmote.actions.due import (
    DUE_NAMES,
    NO_DUE,
    SOON,
    Due,
    DueKind,
    due_at_meeting,
    due_at_next,
    due_in,
    due_on,
    due_outside,
)
from wardmote.groups.models import Group
from wardmote.groups.queries import open_groups, sittings
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.people.days import DayField
from wardmote.people.forms import Guarded, words
from wardmote.people.models import Organisation, User
from wardmote.people.pages import choice

Owner = User | Organisation | None
NOBODY = "nobody"


def owners(group: Group, on: date, here: Collection[int] = ()) -> list[tuple[str, Any]]:
    """Whom an action can be given to: who is `here`, who else sits on the group,
    organisations, other people."""
    seated = {one.person for one in sittings(on, groups=[group.pk])}
    people = list(User.objects.filter(is_active=True).select_related("organisation"))
    present = [_person(one) for one in people if one.pk in here]
    away = [one for one in people if one.pk not in here]
    bodies = [(f"body {one.pk}", one.name) for one in Organisation.objects.all()]
    return [
        (NOBODY, "Nobody yet"),
        *([("Here", present)] if present else []),
        (f"On the {group}", [_person(one) for one in away if one.pk in seated]),
        ("Organisations", bodies),
        ("Other people", [_person(one) for one in away if one.pk not in seated]),
    ]


def _person(one: User) -> tuple[str, str]:
    body = f", {one.organisation}" if one.organisation else ""
    return f"person {one.pk}", f"{one.name}{body}"


def owner_of(chosen: str) -> Owner:
    """The person or organisation behind a choice of `owners`."""
    kind, _, key = chosen.partition(" ")
    if kind == "person":
        return User.objects.get(pk=key)
    return Organisation.objects.get(pk=key) if kind == "body" else None


class OnADay(forms.Form):
    """A form whose choices are those of a day."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.on = on


class OwnerFields(OnADay):
    """One accountable owner."""

    owner = choice("Who answers for it?", "Select who answers for it", ())

    def __init__(self, *args: Any, group: Group, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].choices = owners(group, self.on)  # type: ignore[attr-defined]

    def clean_owner(self) -> Owner:
        return owner_of(self.cleaned_data["owner"])


class DueFields(OnADay):
    """When it is due, as people say it."""

    kind = forms.TypedChoiceField(
        label="When is it due?",
        choices=DUE_NAMES.items(),
        coerce=DueKind,
        initial=DueKind.DAY,
        widget=forms.RadioSelect,
        error_messages={"required": "Select when it is due"},
    )
    day = DayField(label="Day", required=False, help_text="Such as 27 3 2026.")
    due_group = forms.ModelChoiceField(
        Group.objects.none(),
        label="At whose meeting? (a group of ours)",
        required=False,
        empty_label="Select a group",
    )
    body = forms.CharField(
        label="At whose meeting? (an outside body)",
        help_text="Such as “County Board”.",
        required=False,
        max_length=120,
    )
    month = forms.ChoiceField(label="Month", required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        ours = Month.of(self.on)
        months = [ours + step for step in range(-1, 25)]
        spelt = [("", "Select a month"), *((str(one), one.words) for one in months)]
        self.fields["month"].choices = spelt  # type: ignore[attr-defined]
        self.fields["due_group"].queryset = open_groups(self.on)  # type: ignore[attr-defined]

    def due(self) -> Due:
        """What was answered. RuleBroken about what is missing."""
        given = self.cleaned_data
        kind, day, group = given["kind"], given.get("day"), given.get("due_group")
        month = Month.parse(given["month"]) if given.get("month") else None
        if kind is DueKind.DAY:
            return due_on(_need(day, "Enter the day it is due", "day"))
        if kind is DueKind.NEXT:
            return due_at_next(_need(group, "Select the group", "due_group").pk)
        if kind is DueKind.SOON:
            return SOON
        if kind is DueKind.NONE:
            return NO_DUE
        if kind is DueKind.OUTSIDE and month is None and day is not None:
            month = Month.of(day)
        month = _need(month, "Select the month it is due", "month")
        if kind is DueKind.MEETING:
            return due_at_meeting(_need(group, "Select the group", "due_group").pk, month)
        if kind is DueKind.OUTSIDE:
            body = _need(given.get("body"), "Enter the name of the outside body", "body")
            return due_outside(body, month, day)
        return due_in(month)


def _need(given: Any, missing: str, about: str) -> Any:
    if not given:
        raise RuleBroken(missing, about=about)
    return given


BEGIN = "Begin with the deed: “Write to the county about the lamps”. "
WARNED = "Name no one: the owner is asked for below. Put in nothing that is kept as restricted."
READ_BY = {
    True: "All agencies that signed read it, and councillors on the group. ",
    False: "All agencies that signed read it; no councillor does. ",
}


class RecordForm(Guarded, OwnerFields, DueFields):
    """A new action, all at once."""

    text = words(
        "What is to be done?",
        "Enter what is to be done",
        BEGIN,
        rows=3,
    )
    shares = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="Is each of these organisations to do its part? (optional)",
        help_text="For “each” and “all”: every one has a tick of its own.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, group: Group, is_of_the_group: bool = True, **more: Any
    ) -> None:
        super().__init__(*args, group=group, **more)
        self.fields["text"].help_text = f"{BEGIN}{READ_BY[is_of_the_group]}{WARNED}"
        bodies = {one.organisation for one in sittings(self.on, groups=[group.pk])}
        ours = Organisation.objects.filter(pk__in=[one for one in bodies if one])
        self.fields["shares"].queryset = ours  # type: ignore[attr-defined]
        self.order_fields(["text", "owner", "shares", "kind"])


class TellForm(Guarded):
    """Done or not, and in words."""

    done = choice(
        "Is it done?",
        "Select whether it is done",
        [("yes", "Yes, it is done"), ("no", "Not yet")],
        widget=forms.RadioSelect,
    )
    words = words(
        "In words",
        "",
        "If it is not done: how far it is and what is still to do. All agencies that signed "
        "read this.",
        rows=4,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WhyForm(Guarded):
    """A reason."""

    words = words("Why?", "Enter why", rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(WhyForm, DueFields):
    """Another day, and why."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.order_fields(["kind", "day", "due_group", "body", "month", "words"])


class GiveForm(WhyForm, OwnerFields):
    """Another owner, and why."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.order_fields(["owner", "words"])
