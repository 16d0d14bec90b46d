"""Terms of reference: the text in clauses, the rules that go with it, where it comes from."""

from datetime import date
from typing import Any

from django import forms

from wardmote.meetings.clauses import Rules, written_out
from wardmote.meetings.forms.planning import long_text, whole
from wardmote.meetings.models import TermsVersion
from wardmote.meetings.notice import LONGEST, REGIME_NAMES, Regime
from wardmote.meetings.terms import clauses_of
from wardmote.meetings.usecases.terms import Wording
from wardmote.people.days import DayField
from wardmote.people.pages import text

SHAPE = (
    "Each clause begins on a line of its own with its number, such as “7. Membership” or "
    "“7.2 At least one elected member takes part.” A short line without a full stop is a "
    "heading."
)


class WordingForm(forms.Form):
    """A whole text in clauses, and the rules that Wardmote applies."""

    text = forms.CharField(
        label="The clauses",
        help_text=SHAPE,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 20}),
        error_messages={"required": "Enter the clauses, each beginning with its number"},
    )
    regime = forms.TypedChoiceField(
        label="How much notice does the agenda need?",
        choices=REGIME_NAMES.items(),
        coerce=Regime,
        initial=Regime.PRINCIPAL,
        widget=forms.RadioSelect,
    )
    notice_days = whole("Clear days", "If the group has a rule of its own.", LONGEST)
    quorum = whole("Quorum", "How many with a seat must be there. 0: no rule.", 99)
    least_members = whole("Elected members", "How many at least must be there. 0: no rule.", 99)
    least_organisations = whole(
        "Organisations",
        "From how many different ones at least those with a seat must come. 0: no rule.",
        99,
    )
    standing_items = long_text(
        "What is on every agenda? (optional)", hint="One item on each line.", rows=6
    )

    @property
    def wording(self) -> Wording:
        given = self.cleaned_data
        rules = Rules(
            given["regime"],
            given["notice_days"],
            given["quorum"],
            given["least_members"],
            tuple(given["standing_items"].splitlines()),
            given["least_organisations"],
        )
        return Wording(given["text"], rules)


def as_typed(version: TermsVersion | None) -> dict[str, Any]:
    """What the form begins with: the words and rules of this version."""
    rules = version.rules if version else Rules()
    return {
        "text": written_out(clauses_of(version)),
        "regime": rules.regime,
        "notice_days": rules.notice_days,
        "quorum": rules.quorum,
        "least_members": rules.least_members,
        "least_organisations": rules.least_organisations,
        "standing_items": "\n".join(rules.standing_items),
    }


class ProposalForm(WordingForm):
    """A version that a meeting is to agree."""

    why = long_text("Why should the terms change?", "Enter why the terms should change", rows=3)
    asked_from = DayField(
        label="In force from (optional)",
        help_text="Otherwise from the day after the meeting that agrees it.",
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ["why", "text"]


class FormerForm(WordingForm):
    """A version that stood before Wardmote."""

    since = DayField(label="In force from", missing="Enter from which day it was in force")
    source = text(
        "Where was this text found?",
        "Enter where this text was found",
        max_length=300,
        help_text="For example: minutes of the Board of 27 February 2020, appendix B.",
    )
    field_order = ["since", "source", "text"]


class OnDayForm(forms.Form):
    """Which version was in force on a day?"""

    on = DayField(label="Which version was in force on", missing="Enter a day")

    def day(self, otherwise: date) -> date:
        """The day asked for; `otherwise` where none or no real one was given."""
        return self.cleaned_data["on"] if self.is_valid() else otherwise
