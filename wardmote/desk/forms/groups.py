"""What is asked about groups, seats, routes, posts and organisations."""

from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate

from wardmote.groups.models import Post
from wardmote.groups.queries import open_groups
from wardmote.groups.rules import GROUP_KIND_NAMES, SEAT_ROLE_NAMES, SeatRole
from wardmote.people.days import DayField
from wardmote.people.models import Organisation, User
from wardmote.people.pages import choice, text

GROUP_KINDS = [(kind.value, words) for kind, words in GROUP_KIND_NAMES.items()]
SEAT_ROLES = [(role.value, words.capitalize()) for role, words in SEAT_ROLE_NAMES.items()]


def one_of(label: str, rows: Any, missing: str, **options: Any) -> Any:
    """One of these rows, chosen by name."""
    messages = {"required": missing, "invalid_choice": missing}
    return forms.ModelChoiceField(
        queryset=rows, label=label, empty_label="Choose", error_messages=messages, **options
    )


def _people() -> Any:
    return User.objects.filter(is_active=True)


class GroupForm(forms.Form):
    """A group's name and kind."""

    name = text("Name", "Enter the group’s name")
    kind = choice(
        "Kind",
        "Choose its kind",
        GROUP_KINDS,
        widget=forms.RadioSelect,
        help_text="Seats on the Board, the Tasking & Coordinating Group, a Problem Solving "
        "Group, a Data Group or a delivery group open what partners share.",
    )


class _SeatForm(forms.Form):
    role = choice(
        "As",
        "Choose what they are on the group",
        SEAT_ROLES,
        initial=SeatRole.ORDINARY,
        widget=forms.RadioSelect,
    )
    since = DayField(label="From", missing="Enter the day the seat begins")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = localdate()


class PersonSeatForm(_SeatForm):
    """A seat for a person, by name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = one_of("Person", _people(), "Choose a person")
        self.fields["organisation"] = one_of(
            "For which organisation (optional)",
            Organisation.objects.all(),
            "Choose an organisation from the list",
            required=False,
            help_text="Only if they sit for another one than their own.",
        )
        self.order_fields(["person", "organisation"])


class PostSeatForm(_SeatForm):
    """An ex-officio seat."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.select_related("organisation")
        self.fields["post"] = one_of("Post", posts, "Choose a post")
        self.order_fields(["post"])


class VacantSeatForm(_SeatForm):
    """A seat that an organisation is still to fill."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = one_of(
            "Organisation", Organisation.objects.all(), "Choose an organisation"
        )
        self.order_fields(["organisation"])


class FillForm(forms.Form):
    """Who takes a vacant seat."""

    since = DayField(label="From", missing="Enter the day the seat begins")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = one_of("Person", _people(), "Choose a person")
        self.fields["since"].initial = localdate()
        self.order_fields(["person"])


class LastDayForm(forms.Form):
    """From when on the seat is no more."""

    last_on = DayField(
        label="Last day (optional)",
        required=False,
        help_text="Leave it empty to end the seat at once. Its access closes when it ends.",
    )

    def clean_last_on(self) -> date | None:
        day: date | None = self.cleaned_data["last_on"]
        if day is not None and day < localdate():
            raise forms.ValidationError("The last day must be today or later")
        return day


class ChangeEndForm(LastDayForm):
    """Another last day than was entered."""

    shown = forms.DateField(widget=forms.HiddenInput)


class EndForm(LastDayForm):
    """From when, and whether the seat stays, vacant."""

    stays_vacant = choice(
        "What becomes of the seat?",
        "Choose whether the seat stays",
        [("yes", "It stays, and is shown as vacant"), ("no", "It goes")],
        widget=forms.RadioSelect,
    )


class RouteForm(forms.Form):
    """A way for issues to pass."""

    unblocks = forms.BooleanField(
        label="The second group unblocks: a question is asked of it, with a day to answer",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = open_groups(localdate())
        self.fields["giver"] = one_of("From", groups, "Choose the group that passes on")
        self.fields["taker"] = one_of("To", groups, "Choose the group that receives")
        self.order_fields(["giver", "taker"])


class NewPostForm(forms.Form):
    """A post that carries seats."""

    name = text(
        "What the post is called",
        "Enter what the post is called",
        help_text="For example Chief Inspector, Wendle.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = one_of(
            "Organisation", Organisation.objects.all(), "Choose an organisation"
        )


class HolderForm(FillForm):
    """Who holds a post from now on."""

    is_interim = forms.BooleanField(label="In the interim", required=False)


class OrganisationForm(forms.Form):
    """An organisation's name."""

    name = text("Name", "Enter the organisation’s name")


class ChangeOrganisationForm(OrganisationForm):
    """Its name, and whether it is the host."""

    is_host = forms.BooleanField(
        label="It is the host: it employs the partnership’s office",
        required=False,
        help_text="The host’s officers and analysts read what partners share without a "
        "signature. One organisation is the host.",
    )
