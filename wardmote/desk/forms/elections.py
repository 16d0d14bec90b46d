"""An election, and who was elected for one of its places."""

import re
from typing import Any

from django import forms

from wardmote.people.days import DayField
from wardmote.people.models import Organisation
from wardmote.people.pages import choice
from wardmote.places.elections import Winner
from wardmote.places.models import Edition, Representation
from wardmote.places.rules import ELECTED_FOR, ELECTION_NAMES, KIND_PLURALS, ElectionKind, Kind

MOST = 10  # councillors of one place
PARTS = re.compile(r"[,;\t]")


class ElectionForm(forms.Form):
    """Of which body, what kind, when, and by which boundaries."""

    body = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Which council was elected?",
        empty_label="Select a council",
        help_text="Not on the list? Add it under Organisations first.",
        error_messages={"required": "Select the council"},
    )
    kind = choice(
        "What was it?",
        "Select what it was",
        ELECTION_NAMES.items(),
        widget=forms.RadioSelect,
    )
    on = DayField(label="On which day?", missing="Enter the day of the election")
    edition = forms.ModelChoiceField(
        Edition.objects.none(),
        label="By which boundaries?",
        empty_label="Select boundaries",
        help_text="The wards or county divisions as they were on that day.",
        error_messages={"required": "Select the boundaries"},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: dict[str, Any] = self.fields
        fields["body"].queryset = Organisation.objects.order_by("name")
        fields["edition"].queryset = Edition.objects.filter(kind__in=ELECTED_FOR)
        fields["edition"].label_from_instance = edition_words

    def clean_kind(self) -> ElectionKind:
        return ElectionKind(self.cleaned_data["kind"])


def edition_words(edition: Edition) -> str:
    """Wards of 2025-05."""
    return f"{KIND_PLURALS[Kind(edition.kind)].capitalize()} of {edition.name}"


class ResultForm(forms.Form):
    """One ward's or division's result."""

    elected = forms.CharField(
        label="Who was elected?",
        help_text="One a line: the name, a comma, the e-mail address. Two columns copied from "
        "a spreadsheet will do as well. Whoever has an account is known by the address.",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        error_messages={"required": "Enter who was elected"},
    )
    retiring = forms.TypedMultipleChoiceField(
        label="Whose term of office ends?",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick those who were elected again, too. Where only some of a ward’s seats "
        "were up, leave the others out.",
    )

    def __init__(self, *args: Any, before: list[Representation], **more: Any) -> None:
        super().__init__(*args, **more)
        if before:
            field: Any = self.fields["retiring"]
            field.choices = [(one.pk, one.user.name) for one in before]
        else:
            del self.fields["retiring"]

    def clean_elected(self) -> tuple[Winner, ...]:
        """Names with their addresses; a line that is not so is named."""
        lines = [one for one in self.cleaned_data["elected"].splitlines() if one.strip()]
        if len(lines) > MOST:
            raise forms.ValidationError(f"Enter at most {MOST} people")
        return tuple(_winner(line) for line in lines)


def _winner(line: str) -> Winner:
    name, *rest = [part.strip() for part in PARTS.split(line)]
    if len(rest) != 1 or not name or not rest[0]:
        raise forms.ValidationError(
            f"“{line.strip()[:80]}”: write the name, a comma, the e-mail address"
        )
    return Winner(" ".join(name.split()), rest[0])
