"""Asking how much each criterion weighs when issues are ranked."""

from typing import Any

from django import forms

from wardmote.issues.ranking import CRITERION_NAMES, ENDS, MOST_WEIGHT, Criterion


class WeightsForm(forms.Form):
    """A whole number for each criterion."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for one in Criterion:
            name = CRITERION_NAMES[one]
            message = f"{name}: enter a whole number from 0 to {MOST_WEIGHT}"
            kinds = ("required", "invalid", "min_value", "max_value")
            self.fields[one.value] = forms.IntegerField(
                label=name,
                help_text=f"0 of 5 is “{ENDS[one][0]}”, 5 of 5 is “{ENDS[one][1]}”.",
                min_value=0,
                max_value=MOST_WEIGHT,
                error_messages=dict.fromkeys(kinds, message),
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}
                ),
            )
