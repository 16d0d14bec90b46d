"""Questions asked of somebody who proves who they are."""

from typing import Any

from django import forms

from wardmote.people.pages import choice, text
from wardmote.signin.queries import Factor

WRONG_CODE = (
    "That code is not right, or has been used. Wait for the next one and enter it, or use a "
    "recovery code"
)


class CodeForm(forms.Form):
    """A code from an app, or one of the recovery codes."""

    code = text(
        "Code",
        "Enter a code",
        max_length=20,
        help_text="Six digits from your app, or one of your eight-digit recovery codes.",
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "class": "govuk-input--width-10",
                "spellcheck": "false",
            }
        ),
    )


class AppForm(CodeForm):
    """The first code of an app that is being set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code that the app shows now"
        self.fields["code"].help_text = "Six digits."


class PasskeyForm(forms.Form):
    """A name for a passkey, and what the browser made."""

    name = text(
        "Name of this passkey",
        "Enter a name for this passkey",
        max_length=60,
        help_text="For example Work laptop, or Blue security key.",
    )
    passkey = forms.CharField(required=False, widget=forms.HiddenInput)


class ConfirmPasswordForm(forms.Form):
    """The password again, before the account is changed."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )


class AddressForm(forms.Form):
    """Where to send a link."""

    email = text(
        "Your e-mail address",
        "Enter your e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"])
        try:
            forms.EmailField().clean(address)
        except forms.ValidationError:
            raise forms.ValidationError(
                "Enter an e-mail address in the correct format, like name@example.com"
            ) from None
        return address


class RemoveForm(forms.Form):
    """Which of one's own to take away."""

    factor = choice(
        "Which do you want to remove?",
        "Select which one to remove",
        (),
        widget=forms.RadioSelect,
    )

    def __init__(self, held: list[Factor], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["factor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), one.words) for one in held]


class ResetForm(forms.Form):
    """Why an officer takes a second factor from somebody."""

    reason = text(
        "Why is it reset, and how do you know who asked?",
        "Enter why it is reset and how you know who asked",
        max_length=300,
        help_text="For example: new phone, asked in person at the office. They will see it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
