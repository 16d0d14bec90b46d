"""What a member is asked about mail."""

from django import forms

from wardmote.digests.rules import CHOICES, HINTS, NO_CHOICE
from wardmote.people.pages import choice


class ChoiceForm(forms.Form):
    """How often they want to hear."""

    often = choice(
        "How often do you want to hear by mail?",
        NO_CHOICE,
        [(one, f"{words}. {HINTS[one]}.") for one, words in CHOICES.items()],
        widget=forms.RadioSelect,
    )
