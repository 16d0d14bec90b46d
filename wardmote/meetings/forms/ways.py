"""Ways of working: begun, answered by their users, looked at again."""

from typing import Any

from django import forms

from wardmote.groups.models import Group
from wardmote.meetings.forms.planning import long_text
from wardmote.meetings.models import Decision
from wardmote.meetings.rules import DecisionKind
from wardmote.meetings.trying import OUTCOME_NAMES, QUESTIONS, SCALE, Outcome
from wardmote.people.days import DayField
from wardmote.people.forms import Guarded
from wardmote.people.pages import text


class BeginForm(forms.Form):
    """What is done differently, since when, and when it is looked at."""

    title = text("What is it called?", "Enter what it is called", max_length=160)
    text = long_text("What is done differently?", "Enter what is done differently")
    since = DayField(label="Since", missing="Enter since when it is done")
    review_on = DayField(
        label="To be looked at on",
        help_text="From that day on the group’s next agenda has it as an item.",
        missing="Enter when it is to be looked at",
    )

    def __init__(self, *args: Any, group: Group, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["decision"] = forms.ModelChoiceField(
            Decision.objects.filter(
                meeting__group=group, kind__in=(DecisionKind.AGREED, DecisionKind.RESOLVED)
            )
            .select_related("meeting__group")
            .order_by("-meeting__on", "item__order"),
            label="Which decision agreed it? (optional)",
            required=False,
            empty_label="None that is kept here",
            error_messages={"invalid_choice": "Select a decision of this group"},
        )
        self.fields["decision"].label_from_instance = _told  # type: ignore[attr-defined]


def _told(decision: Decision) -> str:
    return f"{decision.meeting}: {decision.text[:90]}"


class AnswerForm(Guarded):
    """A few fixed questions and one free text."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, words in QUESTIONS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=words,
                choices=list(SCALE.items()),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": f"Select how far you agree: “{words}”"},
            )
        self.fields["text"] = long_text(
            "What should change? (optional)",
            hint="Read by agencies that signed, without your name. Name nobody.",
        )
        self.order_fields([*QUESTIONS, "text", "checked"])


class ReviewForm(forms.Form):
    """What the group found, and what comes of it."""

    outcome = forms.TypedChoiceField(
        label="What comes of it?",
        choices=OUTCOME_NAMES.items(),
        coerce=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what comes of the review"},
    )
    text = long_text("What was found?", "Enter what was found")
    next_on = DayField(label="To be looked at again on (if it goes on)", required=False)
    round_shown = forms.IntegerField(widget=forms.HiddenInput, required=False)
