"""Questions asked when deciding on priority areas."""

from typing import Any

from django import forms

from wardmote.areas.rules import CATEGORY_NAMES, Category

CHOICES = [(category.value, words) for category, words in CATEGORY_NAMES.items()]
DAYS = ["%d %m %Y", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]


def reason_field(label: str, hint: str = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter a reason"},
    )


class DecideForm(forms.Form):
    """One ward's category for one quarter, and why."""

    category = forms.TypedChoiceField(
        label="What is decided?",
        choices=CHOICES,
        coerce=Category,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what is decided"},
    )
    reason = reason_field(
        "Why?",
        "Needed where you decide otherwise than proposed. It is kept with your name.",
    )
    work = forms.CharField(
        label="What is being done there now?",
        help_text="For example “Patrols and lighting at the station path, with the police "
        "and the county”. Name no one. An area with work under way is not dropped by the "
        "rules. Leave it empty if nothing is, or when the work has ended.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class JudgmentForm(forms.Form):
    """A ward to propose for what the data does not show."""

    ward = forms.ChoiceField(label="Ward", error_messages={"required": "Select a ward"})
    category = forms.TypedChoiceField(
        label="Propose it as",
        choices=CHOICES,
        coerce=Category,
        widget=forms.RadioSelect,
        error_messages={"required": "Select a category"},
    )
    reason = reason_field(
        "What do you know that the data does not show?",
        "Name no one. It is kept with your name, and read by those who decide.",
        required=True,
    )

    def __init__(self, *args: Any, wards: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        ward = self.fields["ward"]
        assert isinstance(ward, forms.ChoiceField)
        ward.choices = [("", "Select a ward"), *wards]


class LedElsewhereForm(forms.Form):
    """Who leads on one flag of a ward, until when, and why not the partnership."""

    dataset = forms.ChoiceField(
        label="Which flag?", error_messages={"required": "Select a flag"}
    )
    lead = forms.CharField(
        label="Who leads on it?",
        help_text="A name or a post, for example “Retail crime lead, county council”.",
        max_length=120,
        error_messages={"required": "Enter who leads on it: a name or a post"},
    )
    contact = forms.CharField(
        label="How can they be reached?",
        max_length=200,
        error_messages={"required": "Enter how to reach the lead"},
    )
    reason = reason_field("Why is it not the partnership’s to act on?", required=True)
    until = forms.DateField(
        label="When should it be looked at again?",
        help_text="For example, 31 3 2027. Quarters that end after this day count again.",
        input_formats=DAYS,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={
            "required": "Enter the day to look at it again",
            "invalid": "Enter a real day, like 31 3 2027",
        },
    )

    def __init__(self, *args: Any, flags: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        dataset = self.fields["dataset"]
        assert isinstance(dataset, forms.ChoiceField)
        dataset.choices = [("", "Select a flag"), *flags]


MOST_BYTES = 100_000


class WeightsForm(forms.Form):
    """A partnership's own table of harm weights."""

    weights = forms.FileField(
        label="A table of your own (CSV)",
        help_text="With the columns dataset, days, basis and source: download the table "
        "above, change it, and say in each row where its value comes from.",
        error_messages={
            "required": "Select a CSV file",
            "empty": "That file is empty. Select a CSV file",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_weights(self) -> str:
        file = self.cleaned_data["weights"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 100 KB. Select the table")
        try:
            return str(file.read().decode("utf-8"))
        except UnicodeDecodeError:
            raise forms.ValidationError(
                "The file is not text in UTF-8. Save it as CSV (UTF-8)"
            ) from None
