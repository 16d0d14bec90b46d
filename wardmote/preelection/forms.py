"""An election that is to come, who the monitoring officer is, and their answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.timezone import localdate

from wardmote.kernel.periods import day_words
from wardmote.law.elections import Poll
from wardmote.people.days import DayField
from wardmote.people.forms import words
from wardmote.people.models import Organisation, User
from wardmote.people.pages import choice
from wardmote.places.models import Edition, Representation
from wardmote.places.rules import Office
from wardmote.preelection.rules import EVERYWHERE, FACTUAL, POLLS, suggested_notice
from wardmote.preelection.usecases import Terms

NOT_LISTED = "A council that is not on the list is added under Organisations."
GIVE, REFUSE = "give", "refuse"
ANSWERS = {GIVE: "It may go out, exactly as it stands above", REFUSE: "It stays held"}


class PeriodForm(forms.Form):
    """What is voted on, when, and (with `places`) where."""

    poll = choice("What is it?", "Select what it is", (), widget=forms.RadioSelect)
    body = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Of which council?",
        required=False,
        empty_label="No council",
        help_text=f"Leave it for a mayor, a commissioner or Parliament. {NOT_LISTED}",
        error_messages={"invalid_choice": "Select a council from the list"},
    )
    poll_on = DayField(label="Polling day", missing="Enter polling day")
    notice_on = DayField(
        label="Day of the notice of election",
        required=False,
        help_text="The period begins on this day. Leave it empty to have the last lawful day "
        "worked out.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, edition: Edition | None, places: Mapping[str, str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.edition = edition
        fields: dict[str, Any] = self.fields
        fields["poll"].choices = [
            (poll, said)
            for poll, said in POLLS.items()
            if edition is None or poll not in EVERYWHERE
        ]
        fields["body"].queryset = Organisation.objects.order_by("name")
        if edition is not None:
            fields["body"].help_text = NOT_LISTED
        if edition is not None:
            fields["codes"] = forms.MultipleChoiceField(
                label="Where do people vote?",
                choices=list(places.items()),
                widget=forms.CheckboxSelectMultiple,
                error_messages=dict.fromkeys(
                    ("required", "invalid_choice"), "Select where people vote"
                ),
            )

    def terms(self) -> Terms:
        given = self.cleaned_data
        return Terms(
            Poll(given["poll"]),
            given["body"],
            given["poll_on"],
            given["notice_on"],
            self.edition,
            frozenset(given.get("codes", ())),
        )

    def with_notice(self) -> QueryDict | None:
        """What was typed with the last lawful day filled in; None where there is none."""
        given = self.cleaned_data
        last = suggested_notice(Poll(given["poll"]), given["poll_on"])
        if last is None:
            return None
        typed: Any = self.data
        filled = typed.copy()
        for number, part in enumerate((last.day, last.month, last.year)):
            filled[f"notice_on_{number}"] = str(part)
        return filled  # type: ignore[no-any-return]


class EndForm(forms.Form):
    """Why a period ends before the poll."""

    reason = words(
        "Why does it end?",
        "Enter why it ends",
        "For example: only as many people stand as there are seats, so nobody votes.",
        rows=3,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class MonitoringOfficerForm(forms.Form):
    """Who it is, or nobody."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label="Monitoring officer",
        required=False,
        empty_label="Nobody",
        help_text="The council’s monitoring officer, or whom they have appointed as deputy. "
        "Without one nothing that is held can go out before the poll.",
        error_messages={"invalid_choice": "Choose a person from the list"},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["person"]
        field.queryset = User.objects.filter(is_active=True).exclude(pk__in=_sitting())


def _sitting() -> QuerySet[Representation, int]:
    """Councillors: no monitoring officer is one of them."""
    held = Representation.objects.filter(office=Office.COUNCILLOR)
    now = held.filter(Q(until=None) | Q(until__gte=localdate()))
    return now.values_list("user", flat=True)


class AskForm(forms.Form):
    """Why something should go out before the poll."""

    why = words(
        "Why should it go out before the poll?",
        "Enter why it should go out before the poll",
        "The monitoring officer reads this beside the words.",
        rows=3,
    )


def factual_field(until: date) -> forms.BooleanField:
    """One tick on a page that publishes, while a period runs."""
    return forms.BooleanField(
        label=FACTUAL,
        help_text=f"It is before an election, until {day_words(until)}. The tick is recorded "
        "with your name.",
        error_messages={"required": f"Tick it, or wait until {day_words(until)} has passed"},
    )


class AnswerForm(forms.Form):
    """Yes or no, and why: whoever asked reads it."""

    answer = choice(
        "May it go out?", "Select whether it may go out", ANSWERS.items(),
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = words("Why?", "Enter why", "Whoever asked reads this.", rows=3)
