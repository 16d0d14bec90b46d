"""What is asked about agreements, signatures and safeguards."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from wardmote.agreements.models import Agreement, Party
from wardmote.agreements.rules import CONCERN_DAYS, KIND_NAMES
from wardmote.groups.models import Group
from wardmote.groups.queries import open_groups
from wardmote.people.days import DayField
from wardmote.people.models import Organisation, User
from wardmote.people.pages import choice, text

KINDS = [(kind.value, words) for kind, words in KIND_NAMES.items()]


def _groups() -> "forms.ModelMultipleChoiceField[Group]":
    return forms.ModelMultipleChoiceField(
        queryset=open_groups(localdate()),
        label="Groups that it covers",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Restricted text of a group is open only to organisations whose signed "
        "agreement covers that group.",
        error_messages={"invalid_choice": "Choose groups from the list"},
    )


def _person(
    label: str, help_text: str = "", required: bool = True
) -> "forms.ModelChoiceField[User]":
    return forms.ModelChoiceField(
        queryset=User.objects.filter(is_active=True),
        label=label,
        help_text=help_text,
        required=required,
        empty_label="Choose a person",
        error_messages={
            "required": "Choose a person",
            "invalid_choice": "Choose a person from the list",
        },
    )


class VersionForm(forms.Form):
    """One text of an agreement."""

    summary = forms.CharField(
        label="What it says, or what has changed, in a few sentences (optional)",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=4000,
    )
    kept_at = text(
        "Where the full text is kept (optional)",
        "",
        required=False,
        max_length=300,
        help_text="For example a document reference or a web address.",
    )
    in_force_on = DayField(label="In force from", missing="Enter the day it comes into force")
    sign_by = DayField(
        label="To be signed by",
        missing="Enter the last day to sign it",
        help_text="Signatures of an earlier version hold until the end of this day.",
    )
    months = forms.IntegerField(
        label="How many months a signature holds",
        initial=24,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "required": "Enter for how many months a signature holds",
            "invalid": "Enter a whole number of months, such as 24",
        },
    )
    review_on = DayField(label="To be reviewed on (optional)", required=False)


class ReviewForm(forms.Form):
    """That it was looked at and stands, and when it is looked at next."""

    reviewed_on = DayField(label="Reviewed on", missing="Enter the day of the review")
    review_on = DayField(
        label="To be reviewed next on", missing="Enter the day of the next review"
    )


class AgreementForm(VersionForm):
    """A new agreement with its first version."""

    name = text("What the agreement is called", "Enter what it is called", max_length=160)
    kind = choice("Kind", "Choose its kind", KINDS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"] = _groups()
        self.fields["groups"].initial = [group.pk for group in open_groups(localdate())]
        self.order_fields(["name", "kind", "groups"])


class ChangeForm(forms.Form):
    """Its name, and the groups that it covers."""

    name = text("What the agreement is called", "Enter what it is called", max_length=160)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"] = _groups()


class PartiesForm(forms.Form):
    """Organisations that are to sign."""

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = agreement.parties.filter(left_on=None).values("organisation")
        self.fields["organisations"] = forms.ModelMultipleChoiceField(
            queryset=Organisation.objects.exclude(pk__in=there),
            label="Organisations",
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "Choose at least one organisation",
                "invalid_choice": "Choose organisations from the list",
            },
        )


class SignatoryForm(forms.Form):
    """Who signs for the organisation here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signatory"] = _person(
            "Who signs for them (optional)",
            "They can sign on a page. Leave it empty if they sign on paper.",
            required=False,
        )


class SignForm(forms.Form):
    """Signing on a page."""

    capacity = text(
        "In what capacity do you sign?",
        "Enter in what capacity you sign",
        help_text="For example chief executive, or head of housing under delegated powers.",
    )
    may = forms.BooleanField(
        label="I have read the agreement and may sign it for my organisation",
        error_messages={"required": "Tick that you have read it and may sign it"},
    )


class PaperForm(forms.Form):
    """What was signed on paper, with the signed copy."""

    name = text("Who signed", "Enter the name of who signed")
    capacity = text("In what capacity", "Enter in what capacity they signed")
    signed_on = DayField(label="Signed on", missing="Enter the day it was signed")
    copy = forms.FileField(
        label="Signed copy",
        help_text="A PDF, or a PNG or JPEG picture, of up to 10 MB. Only the office opens it.",
        error_messages={
            "required": "Select the signed copy",
            "empty": "That file is empty. Select the signed copy",
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,image/png,image/jpeg"}),
    )

    def __init__(self, party: Party, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"] = forms.ModelChoiceField(
            queryset=party.agreement.versions.all(),
            label="Which version was signed",
            empty_label=None,
            error_messages={
                "required": "Choose the version that was signed",
                "invalid_choice": "Choose a version from the list",
            },
        )
        self.fields["signed_on"].initial = localdate()
        self.order_fields(["version"])


class ExtensionForm(forms.Form):
    """Why the door should stay open for 30 days more."""

    reason = text(
        "Why",
        "Enter why it should be extended",
        max_length=500,
        help_text="The register shows this reason to all partners.",
    )


class ReferenceForm(forms.Form):
    """A reference and its day: of the impact assessment, or of the hosting assurance."""

    reference = text("Reference", "Enter its reference", max_length=200)
    day = DayField(label="Date", missing="Enter its date")


class ControllerForm(forms.Form):
    """The organisation that decides why and how the information is used."""

    controller = forms.ModelChoiceField(
        queryset=Organisation.objects.all(),
        label="Data controller",
        empty_label="Choose an organisation",
        error_messages={
            "required": "Choose an organisation",
            "invalid_choice": "Choose an organisation from the list",
        },
    )


class LeadForm(forms.Form):
    """The data protection lead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = _person(
            "Data protection lead",
            "They agree, as the second of two people, when a lapsed organisation is to keep "
            "reading for 30 days more.",
        )


class AmberForm(forms.Form):
    """For how many days a lapsed signature still opens new restricted text."""

    amber_days = forms.IntegerField(
        label="Amber days",
        help_text="For so many days after a signature has run out, new restricted text stays "
        "open. Usually 14.",
        min_value=0,
        max_value=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "required": "Enter a number of days between 0 and 60",
            "invalid": "Enter a number of days between 0 and 60",
            "min_value": "Enter a number of days between 0 and 60",
            "max_value": "Enter a number of days between 0 and 60",
        },
    )


class ConcernDaysForm(forms.Form):
    """For how many days the text of a concern is kept at most."""

    concern_days = forms.IntegerField(
        label="Days",
        help_text="Counted from the day on which it was told. 28 at most; fewer if you like.",
        min_value=1,
        max_value=CONCERN_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"Enter a number of days between 1 and {CONCERN_DAYS}",
        ),
    )
