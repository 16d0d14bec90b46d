"""Questions asked about issues."""

from typing import Any

from django import forms

from wardmote.groups.models import Group
from wardmote.issues.clearing import Ruling
from wardmote.issues.ranking import CRITERION_NAMES, ENDS, HIGHEST, Criterion
from wardmote.issues.rules import (
    ANSWER_NAMES,
    LEVEL_NAMES,
    ORIGIN_NAMES,
    OUTCOME_NAMES,
    REACH_NAMES,
    Answer,
    Level,
    Origin,
    Outcome,
    Reach,
)
from wardmote.kernel.themes import THEME_NAMES, Theme
from wardmote.people.days import DayField
from wardmote.people.models import Organisation
from wardmote.people.pages import text
from wardmote.releases.rules import Audience

LONGEST = 10_000  # characters of one text
NAME_NO_ONE = (
    "Name no one. People are worked on in the agencies’ own systems: give the number there "
    "instead."
)


def words(label: str, missing: str, hint: str = "", rows: int = 5) -> forms.CharField:
    """Several lines of text; `missing` is said when there are none."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": missing,
            "max_length": f"{label} must be {LONGEST:,} characters or fewer",
        },
    )


class Guarded(forms.Form):
    """A form whose text is looked through for traces of people.

    The tick is asked for only when something was found.
    """

    checked = forms.BooleanField(
        label="I have checked: it names nobody, and nobody can be known from it",
        required=False,
        widget=forms.HiddenInput,
    )

    def ask_whether_checked(self) -> None:
        """Show the tick."""
        self.fields["checked"].widget = forms.CheckboxInput()


class RaiseForm(Guarded):
    """A new issue, all at once."""

    title = text(
        "Title",
        "Enter a title",
        help_text="Councillors may read it. A place and a problem: “Street lighting on the "
        "path to the station”.",
    )
    text = words("What is the problem?", "Enter what the problem is", NAME_NO_ONE)
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
        label="Which wards?", required=False, widget=forms.CheckboxSelectMultiple
    )
    origin = forms.TypedChoiceField(
        label="How did it come up?",
        choices=[("", "Select how"), *ORIGIN_NAMES.items()],
        coerce=Origin,
        error_messages={"required": "Select how it came up"},
    )
    lead = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Which organisation leads on it?",
        empty_label="Select an organisation",
        error_messages={"required": "Select who leads on it"},
    )
    holder = forms.ModelChoiceField(
        Group.objects.none(),
        label="Which group should look at it first?",
        empty_label="Select a group",
        error_messages={"required": "Select a group"},
    )

    def __init__(
        self, *args: Any, wards: list[tuple[str, str]], groups: list[int], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["wards"].choices = wards  # type: ignore[attr-defined]
        self.fields["lead"].queryset = Organisation.objects.all()  # type: ignore[attr-defined]
        held = Group.objects.filter(pk__in=groups)
        self.fields["holder"].queryset = held  # type: ignore[attr-defined]


class Versioned(forms.Form):
    """A form that knows which version of the issue its page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PassForm(Versioned):
    """To whom, and why."""

    giver = forms.IntegerField(widget=forms.HiddenInput)
    taker = forms.TypedChoiceField(
        label="Which group should have it?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Select a group"},
    )
    reason = words(
        "Why should they have it?",
        "Enter why the next group should have it",
        "All agencies that signed can read this.",
        rows=3,
    )

    def __init__(self, *args: Any, takers: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["taker"].choices = takers  # type: ignore[attr-defined]


class HoldForm(Versioned):
    """What the issue waits for."""

    text = words("What is it waiting for?", "Enter what the issue is waiting for", rows=3)


class ReopenForm(Versioned):
    """Why a closed issue is opened again."""

    text = words("Why is it opened again?", "Enter why it is opened again", rows=3)


class CloseForm(Guarded, Versioned):
    """How it ended."""

    outcome = forms.TypedChoiceField(
        label="How did it end?",
        choices=OUTCOME_NAMES.items(),
        coerce=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how the issue ended"},
    )
    result = words(
        "What happened because of this?",
        "Enter what happened because of this",
        "Whoever sent the issue hears it. " + NAME_NO_ONE,
    )


class TellForm(Guarded):
    """What was done, and who may read it."""

    text = words("What was done?", "Enter what was done", NAME_NO_ONE)
    level = forms.TypedChoiceField(
        label="Who may read it?",
        coerce=Level,
        initial=Level.PARTNER,
        widget=forms.RadioSelect,
        error_messages={"required": "Select who may read it"},
    )

    def __init__(self, *args: Any, restricted: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        levels = [Level.PARTNER, *([Level.RESTRICTED] if restricted else [])]
        choices = [(one.value, LEVEL_NAMES[one]) for one in levels]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]


class PartnerTextForm(Guarded):
    """What all signatories may know."""

    replaces = forms.IntegerField(widget=forms.HiddenInput)
    text = words("What is the problem?", "Enter what the problem is", NAME_NO_ONE, rows=8)


class ReferenceForm(forms.Form):
    """Another system's number."""

    system = text("System", "Enter the name of the system", max_length=80)
    number = text(
        "Number there",
        "Enter the number there",
        max_length=80,
        help_text="The number alone, nothing of what is in it.",
    )


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
    needed_from = text(
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
        choices=ANSWER_NAMES.items(),
        coerce=Answer,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what the answer is"},
    )
    text = words(
        "What was decided, and what happens next?",
        "Enter what was decided and what happens next",
        "It goes back to the issue, for all agencies that signed. Name no one.",
    )


class MarksForm(Guarded):
    """A mark on each criterion, and why."""

    rationale = words("Why these marks?", "Enter why these marks", NAME_NO_ONE, rows=3)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for one in Criterion:
            low, high = ENDS[one]
            self.fields[one.value] = forms.TypedChoiceField(
                label=CRITERION_NAMES[one],
                help_text=f"0: {low}. {HIGHEST}: {high}.",
                choices=[(mark, mark) for mark in range(HIGHEST + 1)],
                coerce=int,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
                error_messages={
                    "required": f"{CRITERION_NAMES[one]}: choose a mark from 0 to {HIGHEST}"
                },
            )
        self.order_fields([*Criterion, "rationale", "checked"])


class PlaceForm(forms.Form):
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
    """Words about an issue, and for whom."""

    text = words(
        "What may they know?",
        "Enter the words to release",
        "What the problem is, what is being done, by when. " + NAME_NO_ONE,
        rows=8,
    )
    audience = forms.TypedChoiceField(
        label="Who may read it?",
        choices=[
            (Audience.MEMBERS.value, "Councillors of the wards it is about"),
            (Audience.PUBLIC.value, "Everyone"),
        ],
        coerce=Audience,
        widget=forms.RadioSelect,
        error_messages={"required": "Select who may read it"},
    )


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


class WithdrawForm(forms.Form):
    """Why words are taken back."""

    reason = words("Why is it withdrawn?", "Enter why it is withdrawn", rows=3)
