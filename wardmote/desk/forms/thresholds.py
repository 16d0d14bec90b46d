"""The numbers behind flags, signals and proposals: what each does, its usual value, its bounds."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models

from wardmote.partnership.models import Partnership


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

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers will do."""
        field = Partnership._meta.get_field(self.field)
        return isinstance(field, models.IntegerField)

    def of(self, partnership: Partnership) -> float:
        """As shown: shares in per cent."""
        value: float = getattr(partnership, self.field)
        return round(value * 100, 2) if self.is_share else value


THRESHOLDS = {
    "Flags": [
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
    ],
    "Priority areas": [
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
    ],
    "Months that count": [
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
    ],
}
ALL = [one for group in THRESHOLDS.values() for one in group]

GUARD = [
    Threshold(
        "smallest_shown",
        "Smallest partner count shown",
        "On members’ and public pages a partner’s count below this is shown as “fewer "
        "than”; others are rounded to 5.",
        3,
        100,
    ),
]


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

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under the headings they are shown with."""
        return [(name, [self[one.field] for one in group]) for name, group in THRESHOLDS.items()]


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
