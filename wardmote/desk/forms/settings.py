"""What a partnership may set, each with what it does and its default."""

from dataclasses import dataclass
from typing import Any

from django import forms

from wardmote.partnership.models import Partnership
from wardmote.people.pages import text


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number: what it is called and does, and between what it may lie."""

    field: str
    label: str
    does: str
    lowest: float
    highest: float
    is_share: bool = False

    @property
    def default(self) -> float:
        return self.of(Partnership())

    @property
    def unit(self) -> str:
        return " %" if self.is_share else ""

    def of(self, partnership: Partnership) -> float:
        """As shown: shares in per cent."""
        value: float = getattr(partnership, self.field)
        return round(value * 100, 2) if self.is_share else value


THRESHOLDS = [
    Threshold(
        "flag_share",
        "Share of wards that a data set flags",
        "A ward is flagged when its rate is among this share of the district’s highest.",
        1,
        50,
        is_share=True,
    ),
    Threshold(
        "flag_fewest_wards",
        "Fewest wards for a flag",
        "With fewer wards than this to compare, nothing is flagged and the page says why.",
        2,
        50,
    ),
    Threshold(
        "force_share",
        "Share that makes a force yours",
        "A police force with at least this share of the district’s placed crimes must "
        "report a month for the month to count.",
        0,
        100,
        is_share=True,
    ),
    Threshold(
        "month_share",
        "When a month has collapsed",
        "A month with less than this share of its force’s median month is shown as "
        "missing, never as a fall in crime.",
        0,
        100,
        is_share=True,
    ),
    Threshold(
        "emerging_flags",
        "Flags that propose Emerging",
        "A ward with at least this many flags is proposed as Emerging.",
        1,
        15,
    ),
    Threshold(
        "change_after_reports",
        "Reports before a change",
        "A rule must hold in this many reports running before a ward’s category changes.",
        1,
        8,
    ),
    Threshold(
        "area_cap",
        "Most priority areas at once",
        "Above this number nothing more is proposed until an area comes off.",
        1,
        100,
    ),
    Threshold(
        "sustaining_after_reports",
        "Reports Emerging before Sustaining",
        "An area that has been Emerging in this many reports, with work recorded, is "
        "proposed as Sustaining.",
        1,
        40,
    ),
    Threshold(
        "fall_share",
        "Fall in flags that proposes Sustaining",
        "An Emerging area that has lost at least this share of the flags it had, but not "
        "all, is proposed as Sustaining.",
        1,
        100,
        is_share=True,
    ),
    Threshold(
        "remembered_reports",
        "Reports for which a priority area is remembered",
        "A ward that was a priority area in so many reports and still has a flag is "
        "proposed as Sustaining.",
        1,
        40,
    ),
    Threshold(
        "growth_homes",
        "New homes that propose Preventing",
        "A ward that grows by at least this many homes a year is proposed as Preventing.",
        1,
        100_000,
    ),
    Threshold(
        "smallest_shown",
        "Smallest partner count shown",
        "On members’ and public pages a partner’s count below this is shown as “fewer "
        "than”; others are rounded to 5.",
        3,
        100,
    ),
]


class NameForm(forms.Form):
    """The partnership's name, district and contact."""

    name = text("Partnership’s name", "Enter the partnership’s name")
    district_name = text("District’s name (optional)", "", required=False)
    district_code = forms.RegexField(
        r"^[EWSN]\d{8}$",
        label="District’s code (optional)",
        help_text="From the Office for National Statistics, such as E07000012. Without one, "
        "all wards that are loaded are yours.",
        required=False,
        error_messages={"invalid": "Enter a code such as E07000012: a letter and 8 numbers"},
    )
    contact = text(
        "How the public and partners reach you (optional)",
        "",
        required=False,
        max_length=200,
        help_text="An e-mail address or telephone number, shown at the foot of each page.",
    )

    def clean_district_code(self) -> str:
        return str(self.cleaned_data["district_code"]).upper()


class NamesForm(forms.Form):
    """What the three categories are called in public."""

    emerging_name = text("Emerging", "Enter what Emerging is called in public", max_length=60)
    preventing_name = text(
        "Preventing", "Enter what Preventing is called in public", max_length=60
    )
    sustaining_name = text(
        "Sustaining", "Enter what Sustaining is called in public", max_length=60
    )


class ThresholdsForm(forms.Form):
    """All the numbers of THRESHOLDS; shares are asked for in per cent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in THRESHOLDS:
            self.fields[one.field] = _number(one)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        for one in THRESHOLDS:
            if one.is_share and one.field in answers:
                answers[one.field] = answers[one.field] / 100
        return answers


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
    kind = forms.FloatField if one.is_share else forms.IntegerField
    return kind(widget=box, **options)


MOST_STEPS = 10


class RoadForm(forms.Form):
    """The steps of a report before it is published."""

    report_road = forms.CharField(
        label="Steps, one on each line",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="In order, for example “Figures confirmed by their owners”. A report is "
        "published after the last one. Reports already under way keep their steps.",
        error_messages={"required": "Enter at least one step"},
    )

    def clean_report_road(self) -> list[str]:
        lines = str(self.cleaned_data["report_road"]).splitlines()
        steps = [" ".join(line.split()) for line in lines if line.strip()]
        if len(steps) > MOST_STEPS:
            raise forms.ValidationError(f"Enter {MOST_STEPS} steps or fewer")
        if any(len(step) > 80 for step in steps):
            raise forms.ValidationError("Each step must be 80 characters or fewer")
        if len({step.casefold() for step in steps}) < len(steps):
            raise forms.ValidationError("Two steps have the same name. Name them apart")
        return steps


class LogoForm(forms.Form):
    """A picture for the top of each page and report."""

    logo = forms.FileField(
        label="Logo",
        help_text="A PNG or JPEG picture of up to 200 KB.",
        error_messages={
            "required": "Select a picture",
            "empty": "That file is empty. Select a picture",
        },
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )


class TemplateForm(forms.Form):
    """The Word document that reports are poured into."""

    report_template = forms.FileField(
        label="Word template",
        help_text="A .docx made from the present one. It is tried out before it is kept.",
        error_messages={
            "required": "Select a Word document",
            "empty": "That file is empty. Select a Word document",
        },
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
