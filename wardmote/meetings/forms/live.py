"""What is asked while people meet. Short forms, many on one page, told apart by prefix."""

from collections.abc import Sequence
from typing import Any

from django import forms

from wardmote.groups.rules import CHAIRS, SEAT_ROLE_NAMES, SeatRole
from wardmote.issues.rules import ANSWER_NAMES, GIVEN, Answer
from wardmote.meetings.forms.planning import in_line, long_text
from wardmote.meetings.old import MOST_SAID
from wardmote.meetings.rules import (
    CALLED_NAMES,
    COMING_NAMES,
    DECISION_NAMES,
    PICKED,
    Called,
    Coming,
    DecisionKind,
)
from wardmote.meetings.usecases.attending import Line
from wardmote.people.models import Organisation
from wardmote.people.pages import text

PROPOSALS_CHANGED = (
    "The proposals have changed since you opened this page. Read them again, then decide"
)


class RollForm(forms.Form):
    """How everybody on the roll stands, a line each.

    What the page showed goes with it: only what was changed on the page is put down.
    """

    def __init__(self, *args: Any, roll: Sequence[Line], **more: Any) -> None:
        super().__init__(*args, **more)
        self.roll = roll
        for one in roll:
            self.fields[one.key] = forms.TypedChoiceField(
                label=one.name,
                choices=CALLED_NAMES.items(),
                coerce=Called,
                empty_value=None,
                required=False,
                initial=one.called,
                widget=forms.RadioSelect(attrs={"class": "ward-roll__box"}),
                show_hidden_initial=True,
                error_messages={"invalid_choice": f"Select how {one.name} stands"},
            )

    def lines(self) -> list[tuple[Line, forms.BoundField, str]]:
        """Each line with its field and, hidden, what the page showed."""
        fields = [(one, self[one.key]) for one in self.roll]
        return [(one, field, field.as_hidden(only_initial=True)) for one, field in fields]

    @property
    def is_open(self) -> bool:
        """Somebody has no answer yet."""
        return any(one.called is None for one in self.roll)

    def answers(self, rest: Called | None = None) -> dict[str, Called]:
        """What was changed, by line; those without an answer as `rest`."""
        given = self.cleaned_data
        found = {key: given[key] for key in self.changed_data if given[key] is not None}
        if rest is None:
            return found
        return {key: rest for key, answer in given.items() if answer is None} | found


class AttendForm(forms.Form):
    """How somebody stands to the meeting."""

    name = text("Name", "Enter who it is")
    coming = forms.TypedChoiceField(
        label="Attendance", choices=COMING_NAMES.items(), coerce=Coming, initial=Coming.PRESENT
    )
    role = text("Office (optional)", "", required=False)
    substitute_for = text("Substitute for (optional)", "", required=False)
    is_remote = forms.BooleanField(label="Remotely", required=False)
    is_member = forms.BooleanField(label="Elected councillor", required=False)
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.all(),
        label="Organisation (optional)",
        required=False,
        empty_label="None",
        error_messages={"invalid_choice": "Choose an organisation from the list"},
    )


class DeclareForm(forms.Form):
    """A declaration of interest."""

    text = long_text("What is the interest?", "Enter what the interest is", rows=2)
    withdrew = forms.BooleanField(label="Left for the item", required=False)

    def __init__(
        self, *args: Any, names: list[str], items: list[tuple[int, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["name"] = forms.ChoiceField(
            label="Who",
            choices=[("", "Choose")] + [(one, one) for one in names],
            error_messages={
                "required": "Select who declares an interest",
                "invalid_choice": "Select who declares an interest",
            },
        )
        self.fields["item"] = forms.TypedChoiceField(
            label="In which item? (optional)",
            choices=[("", "None in particular"), *items],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.order_fields(["name", "item", "text", "withdrew"])


class DecideForm(forms.Form):
    """What was decided under an item; of one on priority areas, on which proposals."""

    kind = forms.TypedChoiceField(
        label="What was decided?",
        choices=[(one.value, DECISION_NAMES[one]) for one in PICKED],
        coerce=DecisionKind,
        widget=in_line(),
        error_messages={"required": "Select what was decided"},
    )
    text = long_text("The decision in words", "Enter the decision in words", rows=2)

    def __init__(
        self, *args: Any, proposals: Sequence[tuple[str, str]] = (), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        if proposals:
            self.fields["proposals"] = forms.MultipleChoiceField(
                label="Proposals that are agreed",
                help_text="Untick what was not. “Agreed” confirms those that are ticked.",
                choices=proposals,
                initial=[one for one, _ in proposals],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": PROPOSALS_CHANGED},
            )
            self.order_fields(["kind", "proposals", "text"])

    def clean(self) -> dict[str, Any]:
        """The proposals as ward -> the version that the meeting saw."""
        given = super().clean() or self.cleaned_data
        if "proposals" in self.fields and "proposals" in given:
            ticked = given["proposals"]
            if given.get("kind") is DecisionKind.AGREED and not ticked:
                self.add_error("proposals", "Tick what was agreed, or select another decision")
            given["proposals"] = dict(one.split(" ", 1) for one in ticked)
        return given


class AnswerForm(forms.Form):
    """The answer to the ask that an item is about."""

    kind = forms.TypedChoiceField(
        label="What is the answer?",
        choices=[(one.value, ANSWER_NAMES[one]) for one in GIVEN],
        coerce=Answer,
        widget=in_line(),
        error_messages={"required": "Select what the answer is"},
    )
    text = long_text(
        "What was decided, and what happens next?",
        "Enter what was decided and what happens next",
        "It goes back to the issue. Name no one.",
        rows=2,
    )
    checked = forms.BooleanField(
        label="I have checked: it names nobody", required=False, widget=forms.CheckboxInput
    )


class ElectForm(forms.Form):
    """The group elects its chair or vice-chair."""

    role = forms.TypedChoiceField(
        label="As",
        choices=[(one.value, SEAT_ROLE_NAMES[one]) for one in CHAIRS],
        coerce=SeatRole,
    )

    def __init__(
        self,
        *args: Any,
        seats: list[tuple[int, str]],
        items: list[tuple[int, str]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        for name, label, choices, missing in (
            ("seat", "Who was elected", seats, "Choose somebody who sits on the group"),
            ("item", "Under which item", items, "Choose the item"),
        ):
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=choices,
                coerce=int,
                error_messages={"required": missing, "invalid_choice": missing},
            )
        self.order_fields(["seat", "role", "item"])


class MinuteForm(forms.Form):
    """The minute of one item."""

    text = long_text(
        "What do the minutes say?",
        hint="Decisions and actions stand below it by themselves.",
        rows=10,
        most=MOST_SAID,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["text"].required = False


class CorrectForm(forms.Form):
    """What approved minutes should say, decided at a later meeting."""

    text = long_text(
        "What should the minutes say?",
        "Enter what the minutes should say",
        "The minutes stay as they were approved; the correction stands beside them.",
    )

    def __init__(self, *args: Any, items: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["item"] = forms.TypedChoiceField(
            label="Decided at which meeting, under which item?",
            choices=items,
            coerce=int,
            error_messages={
                "required": "Choose the item under which it was decided",
                "invalid_choice": "Choose the item under which it was decided",
            },
        )
        self.order_fields(["item", "text"])
