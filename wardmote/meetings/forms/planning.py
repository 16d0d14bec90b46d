"""When and where a group meets; items, papers and sending out."""

from datetime import time
from typing import Any

from django import forms

from wardmote.meetings.exempt import LEVEL_NAMES, PARAGRAPH_WORDS, Level, Paragraph
from wardmote.meetings.rules import MODE_NAMES, PURPOSE_NAMES, Mode, Purpose
from wardmote.people.days import DayField
from wardmote.people.pages import text
from wardmote.places.models import Place
from wardmote.places.queries import wards

CLOCK = ["%H:%M", "%H.%M", "%I%p", "%I:%M%p", "%I.%M%p"]


class ClockField(forms.TimeField):
    """A time of day, with or without spaces and dots around its am or pm."""

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str):
            value = "".join(value.lower().split())
            value = value.replace("a.m.", "am").replace("p.m.", "pm")
        return super().to_python(value)


def clock(label: str, missing: str, *, required: bool = True) -> forms.TimeField:
    """A time of day as people write it: 2pm, 2.30 pm, 14:00."""
    return ClockField(
        label=label,
        required=required,
        input_formats=CLOCK,
        help_text="For example 2pm or 14:00.",
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"}),
        error_messages={"required": missing, "invalid": "Enter a time such as 2pm or 14:00"},
    )


def whole(label: str, hint: str, largest: int) -> forms.IntegerField:
    wrong = f"{label}: enter a whole number from 0 to {largest}"
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=largest,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


def long_text(
    label: str, missing: str = "", hint: str = "", rows: int = 4, most: int = 10_000
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


def in_line() -> forms.RadioSelect:
    """Small radios beside each other, for a line of a long page."""
    return forms.RadioSelect(attrs={"class": "govuk-radios--inline govuk-radios--small"})


class ArrangementForm(forms.Form):
    """When, where and how a group meets."""

    on = DayField(label="Date", missing="Enter the day of the meeting")
    starts_at = clock("Starts at", "Enter when the meeting starts")
    ends_at = clock("Ends at (optional)", "", required=False)
    mode = forms.TypedChoiceField(
        label="How do people meet?",
        choices=MODE_NAMES.items(),
        coerce=Mode,
        initial=Mode.PERSON,
        widget=forms.RadioSelect,
    )
    place = text(
        "Where (optional if people meet remotely)",
        "",
        required=False,
        max_length=200,
        help_text="A room near the area concerned makes it easier to come.",
    )
    link = forms.URLField(
        label="Web address for those who come remotely (optional)",
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": "Enter a web address such as https://meet.example/board"},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["wards"] = forms.ModelMultipleChoiceField(
            queryset=_wards(),
            to_field_name="code",
            label="Wards that it is about (optional)",
            help_text="Choose some for a meeting about an area: the page then says who is "
            "needed.",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Select wards of this partnership"},
        )


def _wards() -> Any:
    return wards().order_by("name") if Place.objects.exists() else Place.objects.none()


class ItemForm(forms.Form):
    """One item of an agenda."""

    title = text("Title", "Enter what the item is called", max_length=200)
    purpose = forms.TypedChoiceField(
        label="What is it for?",
        choices=PURPOSE_NAMES.items(),
        coerce=Purpose,
        initial=Purpose.DISCUSSION,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
    lead = text("Who leads it? (optional)", "", required=False)
    minutes = whole("Minutes of time", "0: not said.", 480)
    text = long_text("What is it about? (optional)")
    level = forms.TypedChoiceField(
        label="Who may read it?",
        choices=LEVEL_NAMES.items(),
        coerce=Level,
        initial=Level.PUBLIC,
        widget=forms.RadioSelect,
        help_text="Its papers, its minute and what is decided under it have the same readers.",
    )
    paragraph = forms.TypedChoiceField(
        label="If it is exempt: by which paragraph of Schedule 12A?",
        choices=[("", "Not exempt")]
        + [(str(one.value), f"{one:d}. {words}") for one, words in PARAGRAPH_WORDS.items()],
        coerce=lambda given: Paragraph(int(given)),
        empty_value=None,
        required=False,
    )
    exempt_reason = long_text(
        "If it is exempt: why is that in the public interest?",
        hint="Everybody who reads the item reads the reason.",
        rows=2,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_minutes(self) -> int:
        return int(self.cleaned_data["minutes"] or 0)


class ReasonForm(forms.Form):
    """Why something is taken off, withdrawn or called off."""

    reason = long_text("Why?", "Enter why", rows=2)


class PaperForm(forms.Form):
    """A file for an item."""

    title = text("What is the paper called?", "Enter what the paper is called", max_length=160)
    file = forms.FileField(
        label="The paper",
        help_text="A PDF, or a Word file without macros, of up to 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
        error_messages={
            "required": "Select the paper",
            "empty": "That file is empty. Select the paper",
        },
    )


class SendForm(forms.Form):
    """Sending an agenda out."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_first: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not is_first:
            self.fields["what_changed"] = long_text(
                "What has changed since the last edition?",
                "Enter what has changed since the last edition",
                "Everybody who reads the agenda reads this: name nothing exempt.",
                rows=3,
            )


def hour(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""
