"""Who is invited, where they sit, and whom they act for."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from wardmote.groups.models import Group
from wardmote.groups.rules import SEAT_ROLE_NAMES, SeatRole
from wardmote.kernel.errors import RuleBroken
from wardmote.people.days import DayField
from wardmote.people.pages import choice, text
from wardmote.people.rules import ROLE_NAMES
from wardmote.places.queries import edition_in_use, places_of
from wardmote.places.rules import Kind

ROLES = [(role.value, words) for role, words in ROLE_NAMES.items()]
OFFICES = [
    ("councillor", "Councillor of a ward, county division or parish"),
    ("clerk", "Parish clerk"),
]
NO_OFFICE = [("", "Neither")]
Choices = list[tuple[str, str | list[tuple[str, str]]]]


def place_choices() -> Choices:
    """The partnership's wards and parishes, to be chosen by name."""
    found: Choices = [("", "Choose a place")]
    kinds = (Kind.WARD, "Wards"), (Kind.DIVISION, "County divisions"), (Kind.PARISH, "Parishes")
    for kind, words in kinds:
        try:
            places = places_of(edition_in_use(kind)).order_by("name")
            options = [(f"{kind}:{p.code}", f"{p.name} ({p.code})") for p in places]
        except RuleBroken:
            continue
        found.append((words, options))
    return found


def kind_and_code(place: str) -> tuple[Kind, str]:
    """The two halves of a chosen place."""
    kind, _, code = place.partition(":")
    return Kind(kind), code


class InviteForm(forms.Form):
    """Everything needed for somebody to be able to start."""

    name = text("Full name", "Enter the person’s name")
    email = text(
        "E-mail address",
        "Enter an e-mail address",
        help_text="They sign in with it. Nothing is sent: you hand over the link yourself.",
        max_length=254,
        widget=forms.EmailInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    organisation = text(
        "Organisation (optional)",
        "",
        required=False,
        help_text="For example Wendle Vale District Council",
    )
    role = choice(
        "Post in the partnership’s office",
        "Choose whether they have an office post",
        ROLES,
        required=False,
        widget=forms.RadioSelect,
    )
    group = choice(
        "Seat on a group (optional)",
        "Choose a group from the list",
        (),
        required=False,
        help_text="You can give more seats later.",
        widget=forms.Select,
    )
    office = choice(
        "Do they act for a place?",
        "Choose one of the answers",
        [*NO_OFFICE, *OFFICES],
        required=False,
        help_text="Councillors and clerks read released pages only, whatever else they are.",
        widget=forms.RadioSelect,
    )
    place = choice(
        "The place they act for",
        "Choose a place from the list",
        (),
        required=False,
        widget=forms.Select,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "group", group_choices())
        _fill(self, "place", place_choices())

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("office") and not answers.get("place") and "place" not in self.errors:
            self.add_error("place", "Choose the place they act for")
        if answers.get("place") and not answers.get("office"):
            self.add_error("office", "Choose whether they are its councillor or clerk")
        return answers


class SeatForm(forms.Form):
    """A seat for somebody who has an account."""

    group = choice("Group", "Choose a group", (), widget=forms.Select)
    role = choice(
        "As",
        "Choose what they are on the group",
        [(role.value, words.capitalize()) for role, words in SEAT_ROLE_NAMES.items()],
        initial=SeatRole.ORDINARY,
        widget=forms.RadioSelect,
    )
    since = DayField(label="From", missing="Enter the day the seat begins")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = localdate()
        _fill(self, "group", group_choices())


class RepresentForm(forms.Form):
    """A place for somebody who has an account."""

    office = choice("They are", "Choose councillor or clerk", OFFICES, widget=forms.RadioSelect)
    place = choice("Place", "Choose a place", (), widget=forms.Select)
    since = DayField(label="From", missing="Enter the day it begins")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = localdate()
        _fill(self, "place", place_choices())


class PostForm(forms.Form):
    """The office post of somebody who has an account."""

    role = choice(
        "Post in the partnership’s office",
        "Choose a post",
        ROLES,
        required=False,
        widget=forms.RadioSelect,
    )


def group_choices() -> Choices:
    """The groups there are."""
    return [("", "Choose a group"), *((str(g.pk), g.name) for g in Group.objects.all())]


def _fill(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
