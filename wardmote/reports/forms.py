"""What is asked on the way from a draft to a published report."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from wardmote.people.forms import words
from wardmote.preelection.forms import factual_field
from wardmote.reports.facts import AreaFacts, Facts
from wardmote.reports.rules import PLACES, PUBLIC_REASONS

DAYS = ["%d %m %Y", "%d/%m/%Y", "%d %B %Y", "%Y-%m-%d"]


class FindingForm(forms.Form):
    """A finding: the heading says it, the text shows it."""

    place = forms.ChoiceField(
        label="Where", error_messages={"required": "Select where the finding holds"}
    )
    heading = forms.CharField(
        label="The finding, as a heading",
        help_text="For example: Burglary is rising in Longmere",
        max_length=160,
        error_messages={"required": "Enter the finding as a heading"},
    )
    text = forms.CharField(
        label="What shows it",
        help_text="Numbers and period first. An empty line begins a new paragraph. It is "
        "published: give no partner’s count under the threshold, and nobody’s name.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Enter what shows it, with numbers and period"},
    )
    recommendation = forms.CharField(
        label="What is recommended (optional)",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, facts: Facts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wards = sorted(facts.ward_names.items(), key=lambda pair: pair[1])
        choices = [("", "Choose"), *PLACES.items(), *wards]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]


class ReasonsForm(forms.Form):
    """A sentence for the public about each area; empty means the general words."""

    def __init__(
        self, *args: Any, areas: Iterable[AreaFacts], names: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for area in areas:
            called = names.get(area.category, "no longer a priority area")
            self.fields[area.code] = forms.CharField(
                label=f"{area.name}: {called}",
                help_text=f"If left empty: “{PUBLIC_REASONS[area.category]}”",
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=600,
                required=False,
            )


class StepForm(forms.Form):
    """On which day a step was taken, and of what meeting or by whom."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(widget=forms.HiddenInput)
    on = forms.DateField(
        label="On which day",
        help_text="For example, 4 8 2026",
        input_formats=DAYS,
        widget=forms.DateInput(format="%d %m %Y", attrs={"class": "govuk-input--width-10"}),
        error_messages={
            "required": "Enter the day",
            "invalid": "Enter a real date, like 4 8 2026",
        },
    )
    note = forms.CharField(
        label="Note (optional)",
        help_text="For example: minute 5, or which owners confirmed",
        max_length=300,
        required=False,
    )


class SectionForm(forms.Form):
    """A section of a strategic assessment."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = words("Text", "", rows=14, required=False)


class ChangeForm(forms.Form):
    """What changed, for a correction; nothing to ask for a first edition."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    what_changed = forms.CharField(
        label="What changed since the last edition",
        help_text="Readers see this at the top of the new edition",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["what_changed"]


class PublishForm(ChangeForm):
    """The same; why it cannot wait, where members have not had notice; and before an
    election a tick that it is factual."""

    cannot_wait = forms.CharField(
        label="Why it cannot wait (only if it cannot)",
        help_text="The wards’ councillors and partners see this reason",
        max_length=300,
        required=False,
    )

    def __init__(
        self, *args: Any, has_notice: bool, factual_until: date | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if factual_until is not None:
            self.fields["factual"] = factual_field(factual_until)
        if has_notice:
            del self.fields["cannot_wait"]


class SubmitForm(ChangeForm):
    """The same, asked when a strategic assessment goes to the Board."""


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(
        label="Why it is withdrawn",
        max_length=300,
        error_messages={"required": "Enter why it is withdrawn"},
    )
