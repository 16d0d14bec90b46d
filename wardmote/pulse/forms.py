"""What a member is asked, and what an officer keeps of an adjustment."""

from collections.abc import Mapping
from typing import Any

from django import forms

from wardmote.digests.rules import CHOICES, USUAL, Often
from wardmote.people.forms import Guarded, words
from wardmote.people.pages import choice, text
from wardmote.pulse.rules import (
    DIRECTIONS,
    LONGEST_WHAT,
    LONGEST_WHY,
    NO_SCORE,
    QUESTION,
    SCALE,
    WISHES,
    Wish,
)


class AnswerForm(forms.Form):
    """One question, one wish, and why."""

    score = forms.TypedChoiceField(
        label=QUESTION,
        choices=list(SCALE.items()),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), NO_SCORE),
    )
    wish = forms.TypedChoiceField(
        label="How much do you hear from us? (optional)",
        choices=WISHES.items(),
        coerce=Wish,
        required=False,
        empty_value=Wish.SAME,
        initial=Wish.SAME,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Select one of the three, or leave it"},
    )
    why = forms.CharField(
        label="Why? (optional)",
        help_text="Read by the partnership officer alone. Please name nobody.",
        required=False,
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": f"Why must be {LONGEST_WHY:,} characters or fewer",
        },
    )


def _often_words(often: Often) -> str:
    ends = ", as everywhere: this ends what was set for the ward"
    return CHOICES[often] + (ends if often is USUAL else "")


class AdjustmentForm(Guarded):
    """What was changed, for whom, why."""

    direction = choice(
        "What does it do?",
        "Select what it does",
        DIRECTIONS.items(),
        widget=forms.RadioSelect,
    )
    often = forms.TypedChoiceField(
        label="How often is the ward mailed from now on?",
        help_text="Its members who have not chosen themselves. Everybody else hears as before.",
        choices=[
            ("", "As before"),
            *((one, _often_words(one)) for one in Often if one != Often.NEVER),
        ],
        coerce=Often,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Select how often, or “As before”"},
    )
    what = text(
        "What was changed?",
        "Enter what was changed",
        max_length=LONGEST_WHAT,
        help_text="For example: mailed each day, no longer each week",
    )
    reason = words(
        "Why?",
        "Enter why",
        "The Board reads this. Do not say what a member answered, and name nobody.",
        rows=3,
    )

    def __init__(self, *args: Any, wards: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        everybody = [("", "All wards"), *wards.items()]
        self.fields["ward"] = choice(
            "For whom?", "Select a ward, or all wards", everybody, required=False
        )
        self.order_fields(["ward", "direction", "often", "what", "reason", "checked"])


class DismissForm(forms.Form):
    """Why nothing is changed."""

    reason = words("Why is nothing changed?", "Enter why", "Read by officers alone.", rows=3)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
