"""What is asked of whoever tells a concern, and of the PSG that hears it."""

from typing import Any

from django import forms

from wardmote.issues.clearing import Ruling
from wardmote.issues.concerns import ONWARD_NAMES, Onward
from wardmote.issues.forms.common import NAME_NO_ONE, Versioned
from wardmote.issues.forms.deciding import RulingForm
from wardmote.issues.forms.telling import IssueForm
from wardmote.issues.hearing import Told
from wardmote.people.forms import Guarded, words


class ConcernForm(forms.Form):
    """What is told, of which places."""

    places = forms.MultipleChoiceField(
        label="Where is it?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Select where it is",
            "invalid_choice": "Select a ward or parish that you act for",
        },
    )
    text = words(
        "What should the group know?",
        "Enter what the group should know",
        "What happens, where, how often, who is at risk. Names only where the group cannot "
        "act without them.",
        rows=8,
    )
    has_consent = forms.BooleanField(
        label="Whoever told me knows that I pass this on, and agrees",
        required=False,
    )

    def __init__(self, *args: Any, ours: list[Told], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(one.key, one.name) for one in ours]
        self.fields["places"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["places"].initial = [choices[0][0]]


class SendOnForm(Versioned):
    """Who looks after a concern about a named person, and whether they have it."""

    to = forms.TypedChoiceField(
        label="Who looks after it?",
        choices=ONWARD_NAMES.items(),
        coerce=Onward,
        widget=forms.RadioSelect,
        error_messages={"required": "Select who looks after it"},
    )
    has_it = forms.BooleanField(
        label="They have taken it up (not needed for the chair, who reads it here)",
        required=False,
    )


class AnswerConcernForm(Guarded, Versioned):
    """What whoever told it will read."""

    text = words(
        "What is the answer?",
        "Enter the answer",
        "What is being done, by when, or why not. It leaves the agencies: say nothing of "
        "what others told. " + NAME_NO_ONE,
        rows=6,
    )


class ClearAnswerForm(RulingForm, Versioned):
    """Whether the answer may go out."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["ruling"]
        field.label = "May this answer go out?"
        field.choices = [  # type: ignore[attr-defined]
            (Ruling.CLEARED.value, "Yes, let it out: the concern is done"),
            (Ruling.REFUSED.value, "No"),
        ]
        field.error_messages["required"] = "Select whether the answer may go out"


class IssueFromConcernForm(IssueForm, Versioned):
    """An issue made of a concern: the problem in a place, without the people."""

    secret = words(
        "Restricted text",
        "Enter the restricted text",
        "It begins with what was told, and stays with the issue when the concern is erased. "
        "Take out names that the work does not need.",
        rows=8,
    )
