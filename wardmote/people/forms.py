"""Questions asked when signing in and when looking after accounts; and of free text."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm

LONGEST = 10_000  # characters of one text


class SignInForm(AuthenticationForm):
    """E-mail and password; one sentence for every way of failing."""

    username = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.com",
        },
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )
    error_messages = {
        "invalid_login": "E-mail address or password is not right. Try again, or ask "
        "your partnership officer for a new link",
        "inactive": "E-mail address or password is not right. Try again, or ask "
        "your partnership officer for a new link",
    }


class WhoForm(forms.Form):
    """Who the first officer is: asked once, with their first password."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter your name"},
    )
    email = forms.EmailField(
        label="Your e-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.com",
        },
    )


class PasswordForm(forms.Form):
    """A new password, typed once and shown on request by the browser."""

    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. Three random words make a good one.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )


class FirstOfficerForm(PasswordForm, WhoForm):
    """Name, e-mail address and password, in that order."""


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
