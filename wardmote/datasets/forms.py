"""Questions about data: what is uploaded, and what the register says of it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from wardmote.datasets.models import Dataset
from wardmote.datasets.rules import Cadence, Exposure, FlagRule, Source
from wardmote.datasets.uploads import BOUNDARIES, STREET, TABLE, check_upload
from wardmote.kernel.errors import RuleBroken
from wardmote.people.days import DayField
from wardmote.people.pages import choice, text
from wardmote.places.rules import KIND_PLURALS, Kind

WHAT = [
    ("street", "Police street files: CSV, .csv.gz or a zip from data.police.uk"),
    ("dataset", "A partner’s counts by ward: CSV"),
    ("places", "Boundaries of wards, parishes or other areas: GeoJSON"),
    ("profile", "Residents and households by place: CSV"),
]
MISSING_FILE = "Select a file"


class WhatForm(forms.Form):
    """What is to be uploaded."""

    what = choice(
        "What is in the file?", "Choose what is in the file", WHAT, widget=forms.RadioSelect
    )


class FilesWidget(forms.ClearableFileInput):
    """Several files at once, as a plain file input."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """One file or several, each of them what it says it is."""

    def __init__(
        self, allowed: dict[str, bytes], *, many: bool = False, **options: Any
    ) -> None:
        self.allowed = allowed
        accept = {"accept": ",".join([*allowed, *([".gz"] if ".csv.gz" in allowed else [])])}
        widget = FilesWidget(attrs=accept | {"multiple": True}) if many else None
        messages = {"required": MISSING_FILE, "empty": "That file is empty. Select another"}
        super().__init__(
            widget=widget or forms.FileInput(attrs=accept), error_messages=messages, **options
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        uploads = data if isinstance(data, list) else [data]
        taken = [super(FilesField, self).clean(one, initial) for one in uploads or [None]]
        for upload in taken:
            try:
                check_upload(upload, self.allowed)
            except RuleBroken as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return taken


class StreetForm(forms.Form):
    """Police street files."""

    upload = FilesField(
        STREET,
        many=True,
        label="Files",
        help_text="As data.police.uk publishes them. Outcomes and stop-and-search files in "
        "a zip are left alone.",
    )
    published = DayField(
        label="Published on (optional)",
        required=False,
        help_text="When the police published these files. Left blank, today. An older "
        "publication never replaces a newer one.",
    )
    replace = forms.BooleanField(
        required=False,
        label="Let a month be replaced by one with under half its rows",
    )


class DatasetFileForm(forms.Form):
    """A partner's counts."""

    dataset = choice("Data set", "Choose the data set", (), widget=forms.Select)
    upload = FilesField(
        TABLE,
        label="File",
        help_text="Columns for the ward’s code, the month or quarter, and the count (of a "
        "list: flagged, yes or no). Each month or quarter in the file is replaced as a whole.",
    )
    replace = forms.BooleanField(
        required=False, label="Let a period be replaced by one with under half its wards"
    )
    blank_is_zero = forms.BooleanField(
        required=False, label="A blank count means none (left alone, it means not reported)"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Dataset.objects.filter(source=Source.PARTNER).values_list("slug", "name")
        field = self.fields["dataset"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a data set"), *ours]


class PlacesForm(forms.Form):
    """Boundaries."""

    kind = choice(
        "What do the boundaries enclose?",
        "Choose what the boundaries enclose",
        [(kind.value, KIND_PLURALS[kind].capitalize()) for kind in Kind],
        widget=forms.RadioSelect,
    )
    edition = text(
        "Edition",
        "Enter the edition, such as 2025-05",
        max_length=30,
        help_text="The year and month from which they hold, such as 2025-05. The latest "
        "edition by name is the one in use.",
    )
    upload = FilesField(
        BOUNDARIES, label="File", help_text="GeoJSON in longitude and latitude."
    )


class ProfileForm(forms.Form):
    """Residents and households."""

    upload = FilesField(
        TABLE,
        label="File",
        help_text="Columns for the place’s code, residents and households; others are kept "
        "as the makeup of the community.",
    )


CADENCES = [(one.value, one.value.capitalize()) for one in Cadence]
EXPOSURES = [
    (Exposure.RESIDENTS.value, "1,000 residents"),
    (Exposure.HOUSEHOLDS.value, "1,000 households"),
]

RULES = [
    (
        FlagRule.PROBABILITY.value,
        "Likely among the highest, by all quarters so far (steadier; usual)",
    ),
    (FlagRule.TOP_SHARE.value, "Among the highest of the quarter, as the counts fall"),
    (FlagRule.LIST.value, "The owner sends a list of flagged wards, without counts"),
]


class RegisterForm(forms.Form):
    """A line of the source register."""

    name = text("Name", "Enter a name, such as Deliberate fires")
    owner = text(
        "Owner",
        "Enter who owns the data",
        help_text="The organisation that answers for it, such as the fire and rescue service.",
    )
    lawful_basis = text(
        "Lawful basis for sharing",
        "Enter the lawful basis for sharing",
        max_length=200,
        help_text="For example: depersonalised counts, Crime and Disorder Act 1998, s 115.",
    )
    cadence = choice(
        "How often it is due",
        "Choose how often it is due",
        CADENCES,
        widget=forms.RadioSelect,
    )
    exposure = choice(
        "Rates are per",
        "Choose what rates are counted against",
        EXPOSURES,
        widget=forms.RadioSelect,
    )
    rule = choice(
        "What flags a ward",
        "Choose what flags a ward",
        RULES,
        widget=forms.RadioSelect,
        help_text="Only of counts can it be told how likely a ward is to be truly among the "
        "highest. A list says which wards are flagged, and nothing else.",
    )
    expected_next_on = DayField(
        label="Next due (optional)",
        required=False,
        help_text="Left blank until the first delivery, it is then reckoned by itself.",
    )
    sensitive = forms.BooleanField(
        required=False,
        label="Sensitive: published for the whole district and a whole year only, "
        "never by ward or quarter, not even as a flag",
    )
    led_elsewhere = forms.BooleanField(
        required=False, label="Its flags are usually for others to act on"
    )
