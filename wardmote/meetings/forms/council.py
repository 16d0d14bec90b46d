"""What is asked of the council's page: the page itself; then which of its items is which."""

from collections.abc import Sequence
from typing import Any

from django import forms

from wardmote.meetings.forms.planning import long_text
from wardmote.meetings.matching import Titled, matched
from wardmote.meetings.models import CouncilPage, Item
from wardmote.partnership.queries import this_partnership
from wardmote.people.pages import text

#: so much of a page is read
LARGEST_PAGE = 4 * 1024 * 1024
NOT_THERE = "Not on the council’s page"


class CouncilPageForm(forms.Form):
    """The page as a file, or as its source; and where it stands at the council."""

    file = forms.FileField(
        label="The page, as you saved it",
        help_text="Open the meeting at the council, choose “Save page as” and “web page, HTML "
        "only”. Up to 4 MB.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".html,.htm"}),
        error_messages={"empty": "That file is empty. Save the page again"},
    )
    source = long_text(
        "Or its source, pasted",
        hint="“View page source” in the browser; copy all of it.",
        most=LARGEST_PAGE,
    )
    address = text(
        "Its address at the council (optional)",
        "",
        required=False,
        max_length=500,
        help_text="Needed only where the page does not say it: links are read with it. Nothing "
        "is fetched from there.",
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not (given.get("file") or given.get("source")):
            self.add_error("file", "Select the page that you saved, or paste its source")
        return given


class MatchForm(forms.Form):
    """For each of our items the council's, with what seems to be it already chosen."""

    def __init__(
        self, *args: Any, page: CouncilPage, items: Sequence[Item], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.items = list(items)
        theirs = [Titled(one["number"], one["title"]) for one in page.entries]
        ours = [Titled(one.number, one.title) for one in self.items]
        body = f"{page.meeting.group} {this_partnership().name} {page.title}"
        likely = matched(ours, theirs, body)
        every = [(str(at), _named(one)) for at, one in enumerate(theirs)]
        for item, at in zip(self.items, likely, strict=True):
            self.fields[f"item-{item.pk}"] = forms.TypedChoiceField(
                label=_named(Titled(item.number, item.title)),
                choices=[("", NOT_THERE), *every],
                initial="" if at is None else str(at),
                required=False,
                coerce=int,
                empty_value=None,
                help_text="" if at is None else f"Suggested: {_named(theirs[at])}",
                error_messages={"invalid_choice": "Choose an item of the council’s page"},
            )

    @property
    def chosen(self) -> dict[int, int | None]:
        return {one.pk: self.cleaned_data[f"item-{one.pk}"] for one in self.items}


def _named(one: Titled) -> str:
    return f"{one.number}. {one.title}" if one.number else one.title
