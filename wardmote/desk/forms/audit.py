"""What an officer asks of the audit trail."""

from django import forms

from wardmote.audit.queries import Asked
from wardmote.desk.queries.trail import subject_of
from wardmote.people.days import DayField
from wardmote.people.models import User
from wardmote.people.pages import choice, text

WHAT = [("", "Everything"), ("read", "Reads of restricted text"), ("done", "Changes")]


class AskForm(forms.Form):
    """Narrow the entries; every answer may be left out."""

    about = text(
        "About (optional)",
        "",
        max_length=200,
        required=False,
        help_text="An issue’s number (WV-2026-0031), or as the entry names it: E05011282",
    )
    person = choice("Who (optional)", "Choose a person from the list", (), required=False)
    what = choice("What", "Choose one of these", WHAT, required=False)
    since = DayField(label="From (optional)", required=False)
    until = DayField(label="To (optional)", required=False)

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        people = User.objects.order_by("name", "pk").values_list("pk", "name")
        everyone = [("", "Anybody"), *((str(pk), name) for pk, name in people)]
        self.fields["person"].choices = everyone  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """The question; of one that cannot be understood, all entries."""
        if not self.is_valid():
            return Asked()
        given = self.cleaned_data
        return Asked(
            about=subject_of(given["about"].strip()),
            person=int(given["person"]) if given["person"] else None,
            what=given["what"],
            since=given["since"],
            until=given["until"],
        )
