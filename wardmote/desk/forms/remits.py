"""What is asked about remits: who works in which wards."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from wardmote.desk.forms.groups import LastDayForm, one_of
from wardmote.kernel.errors import RuleBroken
from wardmote.people.days import DayField
from wardmote.people.models import User
from wardmote.people.pages import choice, text
from wardmote.places.queries import wards
from wardmote.places.rules import LONGEST_WORK, Coverage

WARDS, WHOLE = "wards", "district"
REACHES = [(WARDS, "Certain wards"), (WHOLE, "The whole district")]


class CoverageForm(forms.Form):
    """What they do there, and where that is."""

    work = text(
        "What do they do there?",
        "Enter what they do there",
        help_text="In a few words, such as neighbourhood sergeant. Partners read it.",
        max_length=LONGEST_WORK,
    )
    reach = choice("Where?", "Select where they work", REACHES, widget=forms.RadioSelect)
    wards = forms.MultipleChoiceField(
        label="Which wards?",
        required=False,
        help_text="Needed for “Certain wards”. Select none for the whole district.",
        error_messages={"invalid_choice": "Select wards of the boundaries in use"},
        widget=forms.CheckboxSelectMultiple(
            attrs={"class": "govuk-checkboxes--small ward-ticks"}
        ),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["wards"].choices = _wards()  # type: ignore[attr-defined]

    @property
    def coverage(self) -> Coverage:
        """What was answered."""
        given = self.cleaned_data
        work = " ".join(given["work"].split())
        return Coverage(work, frozenset(given["wards"]), given["reach"] == WHOLE)


def _wards() -> list[tuple[str, str]]:
    try:
        return list(wards().order_by("name").values_list("code", "name"))
    except RuleBroken:
        return []


class RemitForm(CoverageForm):
    """A new remit."""

    since = DayField(label="From", missing="Enter the day it begins")
    last_on = DayField(
        label="Last day (optional)",
        required=False,
        help_text="Where it is known already. You can end it later.",
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        people = User.objects.filter(is_active=True)
        self.fields["person"] = one_of(
            "Who?",
            people,
            "Select who",
            help_text="Not on the list? Invite them first. Councillors and clerks have no "
            "remit: they are named by the place that they act for.",
        )
        self.fields["since"].initial = localdate()
        self.order_fields(["person"])


class ChangeRemitForm(CoverageForm):
    """Other words, or other wards."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class EndRemitForm(LastDayForm):
    """From when on it holds no more."""

    last_on = DayField(
        label="Last day (optional)",
        required=False,
        help_text="Leave it empty to end it at once.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
