"""Asking for thresholds."""

from typing import Any

from django import forms

from wardmote.partnership.models import Partnership
from wardmote.partnership.thresholds import ALL, GUARD, THRESHOLDS, Threshold


class _Numbers(forms.Form):
    """One field for each threshold; shares are asked for in per cent."""

    thresholds: list[Threshold] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self.thresholds:
            self.fields[one.field] = _number(one)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        for one in self.thresholds:
            if one.is_share and one.field in answers:
                answers[one.field] = answers[one.field] / 100
        return answers


class ThresholdsForm(_Numbers):
    """What the analyst may set: everything that decides flags, signals and proposals."""

    thresholds = ALL

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("flag_off", 0) > answers.get("flag_on", 1):
            self.add_error("flag_off", "A flag must not go off at a higher level than on")
        return answers

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under the headings they are shown with."""
        return [
            (name, [self[one.field] for one in group]) for name, group in THRESHOLDS.items()
        ]


class GuardForm(_Numbers):
    """What the officer alone may set: how small a count members and the public see."""

    thresholds = GUARD


def shown(thresholds: list[Threshold], partnership: Partnership) -> dict[str, str]:
    """What the fields hold now, as they are typed."""
    return {one.field: f"{one.of(partnership):g}" for one in thresholds}


def _number(one: Threshold) -> forms.Field:
    # "%" would be read as a format in these messages
    between = f"{one.lowest:g} and {one.highest:,g}{' per cent' if one.is_share else ''}"
    options: dict[str, Any] = {
        "label": f"{one.label}{' (per cent)' if one.is_share else ''}",
        "help_text": f"{one.does} Usually {one.default:g}{one.unit}.",
        "min_value": one.lowest,
        "max_value": one.highest,
        "error_messages": {
            "required": f"{one.label}: enter a number between {between}",
            "invalid": f"{one.label}: enter a number between {between}",
            "min_value": f"{one.label} must be between {between}",
            "max_value": f"{one.label} must be between {between}",
        },
    }
    box = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"})
    kind = forms.IntegerField if one.is_whole else forms.FloatField
    return kind(widget=box, **options)
