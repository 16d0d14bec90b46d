"""What the questions about issues share."""

from django import forms

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


class Versioned(forms.Form):
    """A form that knows which version of the issue its page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
