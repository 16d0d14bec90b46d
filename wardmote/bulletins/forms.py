"""What an officer is asked for a bulletin."""

from collections.abc import Mapping
from typing import Any

from django import forms

from wardmote.bulletins.rules import AREA_KINDS, LONGEST_ADDRESS, LONGEST_TITLE, AreaKind
from wardmote.people.forms import Guarded, words
from wardmote.people.pages import choice, text


def _several(label: str, choices: Mapping[Any, str]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list"},
    )


class AreaForm(forms.Form):
    """What it is about."""

    kind = choice(
        "What is it about?",
        "Select what it is about",
        AREA_KINDS.items(),
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, wards: Mapping[str, str], parishes: Mapping[str, str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields[AreaKind.WARDS] = _several("Which wards?", wards)
        self.fields[AreaKind.PARISHES] = _several("Which parishes?", parishes)

    def chosen(self) -> tuple[AreaKind, list[str]]:
        """The kind, and the codes that were ticked for it."""
        kind = AreaKind(self.cleaned_data["kind"])
        return kind, self.cleaned_data.get(kind, [])


class WordsForm(Guarded):
    """Title, introduction, and who gets it by mail."""

    title = text("Title", "Enter a title", max_length=LONGEST_TITLE)
    introduction = words(
        "Introduction",
        "Enter a short introduction",
        "A few sentences in plain text; an empty line begins a new paragraph. Web addresses "
        "become links and are shown in full. Name nobody.",
        rows=6,
    )
    what_changed = text(
        "What this edition corrects",
        "Enter what this edition corrects",
        max_length=300,
        help_text="Readers see it at the top",
    )
    to_clerks = forms.BooleanField(
        label="Mail it to the clerks of the area’s parishes", required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, bodies: Mapping[int, str], is_correction: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["organisations"] = _several("To the people of which organisations?", bodies)
        if not is_correction:
            del self.fields["what_changed"]
        order = ("title", "what_changed", "introduction", "to_clerks", "organisations")
        self.order_fields([*order, "checked"])


class ParagraphForm(Guarded):
    """A paragraph of the officer's own."""

    text = words(
        "Paragraph",
        "Enter the paragraph",
        "Plain text; an empty line begins a new paragraph. Web addresses become links and "
        "are shown in full. Name nobody.",
        rows=8,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class LinkForm(forms.Form):
    """A link at the foot."""

    words = text(
        "What it leads to",
        "Enter what the link leads to",
        max_length=200,
        help_text="For example, Your neighbourhood on police.uk",
    )
    address = text(
        "Address",
        "Enter the address",
        max_length=LONGEST_ADDRESS,
        help_text="Copy it from the browser’s address line. A page of ours may begin with /",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class PublishForm(forms.Form):
    """What must be said before it goes out, where anything must."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    cannot_wait = forms.CharField(
        label="Why it cannot wait (only if it cannot)",
        help_text="The wards’ councillors see this reason",
        max_length=300,
        required=False,
        error_messages={"max_length": "Why it cannot wait must be 300 characters or fewer"},
    )
    seen = forms.BooleanField(
        label="I have opened each of these links myself, and it shows what it should",
        required=False,
    )

    def __init__(self, *args: Any, has_notice: bool, is_sure: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if has_notice:
            del self.fields["cannot_wait"]
        if is_sure:
            del self.fields["seen"]


class GoAheadForm(forms.Form):
    """Why it should go out before the poll."""

    why = words("Why should it go out now?", "Enter why", "The monitoring officer reads it.", 4)
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    reason = text("Why it is withdrawn", "Enter why it is withdrawn", max_length=300)
