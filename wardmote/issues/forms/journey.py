"""Passing an issue on, holding, closing, reopening."""

from typing import Any

from django import forms

from wardmote.issues.forms.common import NAME_NO_ONE, Levelled, Versioned
from wardmote.issues.rules import (
    OUTCOME_NAMES,
    Outcome,
)
from wardmote.people.forms import Guarded, words


class PassForm(Guarded, Levelled, Versioned):
    """To whom, and why."""

    giver = forms.IntegerField(widget=forms.HiddenInput)
    taker = forms.TypedChoiceField(
        label="Which group should have it?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Select a group"},
    )
    reason = words(
        "Why should they have it?",
        "Enter why the next group should have it",
        rows=3,
    )

    def __init__(self, *args: Any, takers: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["taker"].choices = takers  # type: ignore[attr-defined]
        if not more["restricted"]:
            self.fields["reason"].help_text = "All agencies that signed can read this."


class HoldForm(Guarded, Levelled, Versioned):
    """What the issue waits for."""

    text = words("What is it waiting for?", "Enter what the issue is waiting for", rows=3)


class ReopenForm(Guarded, Levelled, Versioned):
    """Why a closed issue is opened again."""

    text = words("Why is it opened again?", "Enter why it is opened again", rows=3)


class CloseForm(Guarded, Levelled, Versioned):
    """How it ended."""

    outcome = forms.TypedChoiceField(
        label="How did it end?",
        choices=OUTCOME_NAMES.items(),
        coerce=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how the issue ended"},
    )
    result = words(
        "What happened because of this?",
        "Enter what happened because of this",
        "Whoever sent the issue hears it. " + NAME_NO_ONE,
    )
