"""Raising an issue, and what is said of it."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from wardmote.agreements.standings import standings
from wardmote.groups.models import Group
from wardmote.issues.forms.common import NAME_NO_ONE, RESTRICTED_SHUT, Levelled, Versioned
from wardmote.issues.rules import (
    ORIGIN_NAMES,
    REACH_NAMES,
    Origin,
    Reach,
)
from wardmote.kernel.themes import THEME_NAMES, Theme
from wardmote.people.forms import Guarded, words
from wardmote.people.models import Organisation
from wardmote.people.pages import text as line


class LeadField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Organisations; those that have not signed are marked, for they read nothing of it."""

    unsigned: frozenset[int] = frozenset()

    def label_from_instance(self, obj: Organisation) -> str:
        return f"{obj} (not signed: reads none of it)" if obj.pk in self.unsigned else str(obj)


def unsigned_bodies() -> frozenset[int]:
    """Who could lead and reads no partner text, for want of a signature."""
    bodies = Organisation.objects.filter(is_host=False).values_list("pk", flat=True)
    signed = standings(localdate(), bodies)
    return frozenset(one for one in bodies if one not in signed or not signed[one].has_signed)


#: a concern becomes an issue on its own page
TOLD = [one for one in Origin if one is not Origin.CONCERN]


class AboutForm(Guarded):
    """What an issue is about, where, and who leads on it."""

    title = line(
        "Title",
        "Enter a title",
        help_text="Councillors may read it. A place and a problem: “Street lighting on the "
        "path to the station”.",
    )
    theme = forms.TypedChoiceField(
        label="What is it about?",
        choices=[("", "Select a theme"), *THEME_NAMES.items()],
        coerce=Theme,
        error_messages={"required": "Select what it is about"},
    )
    reach = forms.TypedChoiceField(
        label="Where is it?",
        choices=REACH_NAMES.items(),
        coerce=Reach,
        widget=forms.RadioSelect,
        error_messages={"required": "Select where it is"},
    )
    wards = forms.MultipleChoiceField(
        label="Which wards?",
        required=False,
        help_text="Needed for “Certain wards”. Select none for the whole district or online.",
        widget=forms.CheckboxSelectMultiple(
            attrs={"class": "govuk-checkboxes--small ward-ticks"}
        ),
    )
    lead = LeadField(
        Organisation.objects.none(),
        label="Which organisation leads on it?",
        help_text="One that has not signed the sharing agreement, such as a parish council, "
        "cannot read what it leads: tell it what it needs some other way.",
        empty_label="Select an organisation",
        error_messages={"required": "Select who leads on it"},
    )

    def __init__(self, *args: Any, wards: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["wards"].choices = wards  # type: ignore[attr-defined]
        lead = self.fields["lead"]
        assert isinstance(lead, LeadField)
        lead.queryset, lead.unsigned = Organisation.objects.all(), unsigned_bodies()


class IssueForm(AboutForm):
    """A new issue; its restricted text is for each form to say."""

    text = words("What is the problem?", "Enter what the problem is", NAME_NO_ONE)
    secret = words("Restricted text", "Enter the restricted text", rows=8)
    field_order: tuple[str, ...] = (
        "title", "text", "secret", "theme", "reach", "wards", "lead",
    )  # fmt: skip


class CorrectForm(AboutForm, Versioned):
    """What was wrong of an issue when it was raised."""


class RaiseForm(IssueForm):
    """A new issue, all at once."""

    secret = words(
        "Restricted text (optional)",
        "",
        "Only agencies that signed for a group that has or had the issue read this, each "
        "reading is logged, and it is never released. What all agencies need stands above.",
        rows=3,
        required=False,
    )
    origin = forms.TypedChoiceField(
        label="How did it come up?",
        choices=[("", "Select how"), *((one.value, ORIGIN_NAMES[one]) for one in TOLD)],
        coerce=Origin,
        error_messages={"required": "Select how it came up"},
    )
    holder = forms.ModelChoiceField(
        Group.objects.none(),
        label="Which group should look at it first?",
        empty_label="Select a group",
        error_messages={"required": "Select a group"},
    )
    field_order = ("title", "text", "secret", "theme", "reach", "wards", "origin", "lead")

    def __init__(self, *args: Any, groups: list[int], restricted: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.may_restrict = restricted
        if not restricted:
            self.fields["secret"].widget = forms.HiddenInput()
        held = Group.objects.filter(pk__in=groups)
        self.fields["holder"].queryset = held  # type: ignore[attr-defined]

    def clean_secret(self) -> str:
        """Refused, not dropped, where the writer may write none (any more)."""
        said = str(self.cleaned_data["secret"])
        if said and not self.may_restrict:
            raise forms.ValidationError(RESTRICTED_SHUT)
        return said


class TellForm(Guarded, Levelled):
    """What was done, and who may read it."""

    text = words("What was done?", "Enter what was done", NAME_NO_ONE)


class PartnerTextForm(Guarded):
    """What all signatories may know."""

    replaces = forms.IntegerField(widget=forms.HiddenInput)
    text = words("What is the problem?", "Enter what the problem is", NAME_NO_ONE, rows=8)


class ReferenceForm(Guarded):
    """Another system's number."""

    field_order = ("system", "number")
    system = line("System", "Enter the name of the system", max_length=80)
    number = line(
        "Number there",
        "Enter the number there",
        max_length=80,
        help_text="The number alone, without spaces, and nothing of what is in it.",
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )
