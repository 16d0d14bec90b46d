"""What the questions about issues share."""

from typing import Any

from django import forms

from wardmote.issues.rules import LEVEL_NAMES, Level

LONGEST = 10_000  # characters of one text
NAME_NO_ONE = (
    "Name no one. People are worked on in the agencies’ own systems: give the number there "
    "instead."
)


def words(
    label: str, missing: str, hint: str = "", rows: int = 5, *, required: bool = True
) -> forms.CharField:
    """Several lines of text; `missing` is said when there are none."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
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


RESTRICTED_SHUT = (
    "You cannot write restricted text here now. Nothing was saved: keep your words, and sign "
    "in with your second step or ask the partnership’s officer"
)


class Levelled(forms.Form):
    """A form whose words may be restricted, for those who may write so.

    Asked of nobody else; whoever sends it all the same is refused, and their words are
    never kept for more readers than they meant.
    """

    level = forms.TypedChoiceField(
        label="Who may read it?",
        coerce=Level,
        initial=Level.PARTNER,
        required=False,
        empty_value=Level.PARTNER,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": RESTRICTED_SHUT},
    )

    def __init__(self, *args: Any, restricted: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        levels = [Level.PARTNER, *([Level.RESTRICTED] if restricted else [])]
        choices = [(one.value, LEVEL_NAMES[one]) for one in levels]
        field = self.fields["level"]
        field.choices = choices  # type: ignore[attr-defined]
        if not restricted:
            field.widget = forms.HiddenInput()
        self.order_fields([name for name in self.fields if name != "level"])


class Versioned(forms.Form):
    """A form that knows which version of the issue its page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
