"""Asking to unblock, marking, and letting words out."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join

from wardmote.issues.clearing import Ruling
from wardmote.issues.forms.common import NAME_NO_ONE
from wardmote.issues.ranking import CRITERION_NAMES, ENDS, HIGHEST, Criterion
from wardmote.issues.rules import (
    ANSWER_NAMES,
    GIVEN,
    Answer,
)
from wardmote.people.days import DayField
from wardmote.people.forms import Guarded, words
from wardmote.people.pages import text as line
from wardmote.releases.rules import Audience


class AskForm(Guarded):
    """What is needed to unblock an issue."""

    of = forms.TypedChoiceField(
        label="Which group can unblock it?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Select a group that can unblock"},
    )
    text = words(
        "What is needed?",
        "Enter what is needed",
        "Everybody on that group reads this, councillors included. They read nothing else "
        "of the issue but its number and title. Name no one.",
    )
    needed_from = line(
        "From whom?",
        "Enter from whom it is needed",
        help_text="A body or a post, such as “the county council’s highways team”.",
    )
    answer_by = DayField(
        label="When do you need the answer by?", missing="Enter when you need the answer by"
    )

    def __init__(self, *args: Any, groups: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["of"].choices = groups  # type: ignore[attr-defined]


class AnswerForm(Guarded):
    """What the asked group says."""

    kind = forms.TypedChoiceField(
        label="What is the answer?",
        choices=[(one.value, ANSWER_NAMES[one]) for one in GIVEN],
        coerce=Answer,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what the answer is"},
    )
    text = words(
        "What was decided, and what happens next?",
        "Enter what was decided and what happens next",
        "It goes back to the issue, for all agencies that signed. Name no one.",
    )


class TakeBackForm(Guarded):
    """Why no answer is needed any more."""

    reason = words(
        "Why is it taken back?",
        "Enter why it is taken back",
        "Everybody on the asked group reads this, councillors included. Name no one.",
        rows=3,
    )


#: what figures say something of
EVIDENT = (Criterion.FREQUENCY, Criterion.TREND)


def _with_figures(ends: str, figures: list[tuple[str, str]]) -> str:
    """What the ends of the scale mean, and where the flags and signals stand."""
    if not figures:
        return ends
    link = '<a class="govuk-link" href="{}" target="_blank" rel="noopener">{}</a>'
    links = format_html_join(", ", link, figures)
    return format_html("{} Flags, signals and months (in a new tab): {}.", ends, links)


class MarksForm(Guarded):
    """A mark on each criterion, and why."""

    rationale = words("Why these marks?", "Enter why these marks", NAME_NO_ONE, rows=3)

    def __init__(self, *args: Any, figures: list[tuple[str, str]], **more: Any) -> None:
        """`figures`: (address, name) of the pages that say what the evidence is."""
        super().__init__(*args, **more)
        for one in Criterion:
            low, high = ENDS[one]
            ends = f"0: {low}. {HIGHEST}: {high}."
            self.fields[one.value] = forms.TypedChoiceField(
                label=CRITERION_NAMES[one],
                help_text=_with_figures(ends, figures) if one in EVIDENT else ends,
                choices=[(mark, mark) for mark in range(HIGHEST + 1)],
                coerce=int,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
                error_messages={
                    "required": f"{CRITERION_NAMES[one]}: choose a mark from 0 to {HIGHEST}"
                },
            )
        self.order_fields([*Criterion, "rationale", "checked"])


class PlaceForm(Guarded):
    """A place by hand, and why."""

    place = forms.IntegerField(
        label="Place (optional)",
        required=False,
        min_value=1,
        max_value=999,
        help_text="Leave it empty to let the score decide again.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={
            "invalid": "Enter a whole number from 1 on",
            "min_value": "Enter a place from 1 on",
            "max_value": "Enter a place up to 999",
        },
    )
    reason = words("Why does it stand there?", "Enter why it stands there", rows=3)


class ReleaseForm(Guarded):
    """Words about an issue, and for whom: of a ward, for its councillors first."""

    text = words(
        "What may they know?",
        "Enter the words to release",
        "What the problem is, what is being done, by when. " + NAME_NO_ONE,
        rows=8,
    )
    audience = forms.TypedChoiceField(
        label="Who may read it?",
        choices=[
            (Audience.MEMBERS.value, "All councillors"),
            (Audience.PUBLIC.value, "Everyone"),
        ],
        coerce=Audience,
        widget=forms.RadioSelect,
        error_messages={"required": "Select who may read it"},
    )

    def __init__(self, *args: Any, has_wards: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if has_wards:
            field = self.fields["audience"]
            field.choices = [(Audience.MEMBERS.value, "")]  # type: ignore[attr-defined]
            field.initial, field.widget = Audience.MEMBERS, forms.HiddenInput()
            field.error_messages["invalid_choice"] = (
                "Release it to the councillors of the wards first: they hear before everyone "
                "else does"
            )


class EveryoneForm(Guarded):
    """That everyone may read what the councillors read; `shown`: the release on the page."""

    shown = forms.IntegerField(widget=forms.HiddenInput)


class RulingForm(forms.Form):
    """Whether the words may go out."""

    ruling = forms.TypedChoiceField(
        label="May these words be released?",
        choices=[(Ruling.CLEARED.value, "Yes, release them"), (Ruling.REFUSED.value, "No")],
        coerce=Ruling,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether the words may be released"},
    )
    reason = forms.CharField(
        label="What has to be mended? (if not)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ClearForm(Guarded, RulingForm):
    """Whether words about an issue may go out; to everyone, why they cannot wait."""

    field_order = ("ruling", "reason", "cannot_wait")
    cannot_wait = forms.CharField(
        label="Why it cannot wait (only if it cannot)",
        help_text="The wards’ councillors see this reason",
        required=False,
        max_length=300,
    )
    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_waited: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if has_waited:
            del self.fields["cannot_wait"]


class WithdrawForm(Guarded):
    """Why words are taken back."""

    field_order = ("reason",)
    reason = words("Why is it withdrawn?", "Enter why it is withdrawn", rows=3)
