"""What the questions about issues share."""

from typing import Any

from django import forms

from wardmote.issues.rules import LEVEL_NAMES, Level

NAME_NO_ONE = (
    "Name no one. People are worked on in the agencies’ own systems: give the number there "
    "instead."
)


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
