"""What is asked of old minutes: the file; then each thing that was found in it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from django import forms

from wardmote.meetings.exempt import LEVEL_NAMES, Level
from wardmote.meetings.forms.planning import clock, in_line, long_text
from wardmote.meetings.known import EACH, Known
from wardmote.meetings.old import BECAME_NAMES, MOST_SAID, Became
from wardmote.meetings.rules import (
    COMING_NAMES,
    DECISION_NAMES,
    MODE_NAMES,
    Coming,
    DecisionKind,
    Mode,
)
from wardmote.people.days import DayField
from wardmote.people.pages import choice
from wardmote.people.pages import text as line

AS_WRITTEN = "as-written"
CAME = (Coming.PRESENT, Coming.APOLOGIES, Coming.ABSENT)
LEVELS = LEVEL_NAMES | {
    Level.EXEMPT: "Exempt by paragraph 2: people could be known from it",
}
Choices = list[tuple[str, Any]]


class OldFileForm(forms.Form):
    """A file of old minutes."""

    file = forms.FileField(
        label="The minutes",
        help_text="Word (.docx), PDF, a saved web page or plain text, of up to 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.html,.htm,.txt"}),
        error_messages={
            "required": "Select the file with the minutes",
            "empty": "That file is empty. Select the file with the minutes",
        },
    )


class ApprovedForm(forms.Form):
    """The day on which minutes were approved elsewhere."""

    approved_on = DayField(
        label="Day of the meeting that approved them",
        missing="Enter the day on which they were approved",
        help_text="Nobody changes them after that; a correction stands beside them.",
    )


class AboutForm(forms.Form):
    """When and where the meeting was, and what holds for all of it."""

    on = DayField(label="Date", missing="Enter the day of the meeting")
    starts_at = clock("Started at (optional)", "", required=False)
    mode = forms.TypedChoiceField(
        label="How did people meet?",
        choices=MODE_NAMES.items(),
        coerce=Mode,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how people met"},
    )
    place = line("Where (optional)", "", required=False, max_length=200)
    approved = choice(
        "Were these minutes approved?",
        "Select whether these minutes were approved",
        [("yes", "Yes, at a later meeting"), ("no", "Not yet, or nobody knows: a draft")],
        widget=in_line(),
    )
    approved_on = DayField(
        label="If they were: on which day?",
        required=False,
        help_text="The day of the meeting that approved them. They are locked then.",
    )
    rest = forms.TypedChoiceField(
        label="What became of the actions for which you choose nothing below?",
        choices=BECAME_NAMES.items(),
        coerce=Became,
        widget=forms.RadioSelect,
        required=False,
        empty_value=None,
    )
    checked = forms.BooleanField(
        label="I have looked through the actions: whoever reads actions may read them",
        help_text="Every agency that signed reads actions, and councillors on the group.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("approved") == "yes" and given.get("approved_on", "wrong") is None:
            self.add_error("approved_on", "Enter the day on which they were approved")
        return given


class RowForm(forms.Form):
    """One thing that was found. Left out, or emptied, it is not looked at any further."""

    main: ClassVar[str]
    #: what its line says when it is folded, and what must be there for that
    told: ClassVar[tuple[str, ...]]
    needed: ClassVar[tuple[str, ...]]
    leave_out = forms.BooleanField(label="Leave out", required=False)

    @property
    def is_out(self) -> bool:
        """Whether what was sent leaves this row out."""
        said = {name: self[name].value() for name in (self.main, "leave_out")}
        return bool(said["leave_out"]) or not str(said[self.main] or "").strip()

    @property
    def is_sure(self) -> bool:
        """Nothing is missing, refused or to be confirmed: a line will do, with “Change”."""
        return not self.errors and all(_words(self[name]) for name in self.needed)

    @property
    def line(self) -> str:
        """What it says, in one line."""
        said = [words for name in self.told if (words := _words(self[name]))]
        return ", ".join([*said, "left out"] if self["leave_out"].value() else said)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.is_out:
            self.errors.clear()


class PersonRow(RowForm):
    """Somebody who came or did not."""

    main, needed = "name", ("name",)
    told = ("name", "coming", "role", "who")
    name = line("Name", "Enter who it is")
    coming = forms.TypedChoiceField(
        label="Attendance",
        choices=[(one.value, COMING_NAMES[one]) for one in CAME],
        coerce=Coming,
    )
    role = line("Office (optional)", "", required=False)
    is_member = forms.BooleanField(label="Elected councillor", required=False)
    field_order = ("name", "coming", "role", "who", "is_member", "leave_out")

    def __init__(self, *args: Any, who: Choices, perhaps: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.perhaps = perhaps
        self.is_twice = False
        self.fields["who"] = forms.ChoiceField(
            label="In Wardmote (optional)",
            help_text=f"Perhaps {perhaps}." if perhaps else "",
            choices=[("", "Nobody known: the name stays as written"), *who],
            required=False,
        )
        self.order_fields(self.field_order)

    @property
    def is_sure(self) -> bool:
        """Nobody is suggested whom somebody still has to confirm, and nobody stands twice."""
        is_known = bool(self["who"].value() or not self.perhaps)
        return super().is_sure and is_known and not self.is_twice


class ItemRow(RowForm):
    """A heading of the agenda."""

    main, needed = "title", ("title",)
    told = ("number", "title", "level")
    number = line("Number (optional)", "", required=False, max_length=12)
    title = line("Title", "Enter what the item is called", max_length=200)
    level = forms.TypedChoiceField(
        label="Who may read it?", choices=LEVELS.items(), coerce=Level, initial=Level.GROUP
    )
    said = long_text("What was said (optional)", rows=6, most=MOST_SAID)

    field_order = ("number", "title", "level", "said", "leave_out")


class UnderItem(RowForm):
    """Something that was minuted under an item of this page."""

    def __init__(self, *args: Any, items: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["item"] = forms.ChoiceField(
            label="Under which item?",
            choices=[("", "Under none of them"), *items],
            required=False,
        )
        self.order_fields(self.field_order)


class DecisionRow(UnderItem):
    """Something the meeting decided."""

    main, needed = "text", ("kind", "text")
    told = ("kind", "text")
    kind = forms.TypedChoiceField(
        label="What was decided?",
        choices=[("", "Choose"), *((one.value, name) for one, name in DECISION_NAMES.items())],
        coerce=DecisionKind,
        error_messages={"required": "Select what was decided"},
    )
    text = long_text("The decision in words", "Enter the decision in words", rows=3)

    field_order = ("kind", "text", "item", "leave_out")


class ActionRow(UnderItem):
    """Something that was to be done."""

    main, needed = "text", ("text", "owners", "due")
    told = ("text", "owners", "due", "became")
    text = long_text("What was to be done?", "Enter what was to be done", rows=3)
    owners = line(
        "By whom (optional)",
        "",
        required=False,
        max_length=300,
        help_text="As the minutes have it; a comma between two.",
    )
    due = line("By when (optional)", "", required=False)
    became = forms.TypedChoiceField(
        label="What became of it?",
        choices=[("", "As chosen above for all"), *BECAME_NAMES.items()],
        coerce=Became,
        required=False,
        empty_value=None,
    )

    field_order = ("text", "owners", "due", "became", "item", "leave_out")


def _words(field: forms.BoundField) -> str:
    """What stands in a field, as people read it."""
    value = str(field.value() or "").strip()
    choices = getattr(field.field, "choices", None)
    if choices is None or not value:
        return value
    return next((str(name) for key, name in _flat(choices) if str(key) == value), "")


def _flat(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    for key, name in choices:
        if isinstance(name, (list, tuple)):
            yield from name
        else:
            yield key, name


class WhoForm(forms.Form):
    """Who an owner in the minutes is; where somebody is suggested, a person confirms."""

    def __init__(
        self, *args: Any, words: str, suggestions: Sequence[str], who: Choices, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.words = words
        nobody = (AS_WRITTEN, "Nobody known: it stays as written")
        each = "Each organisation on the group that day"
        last = [(EACH, each)]
        first = [("", "Choose")] if suggestions else []
        if EACH in suggestions:
            first, last = [*first, (EACH, f"{each} (suggested)")], []
        self.fields["who"] = forms.ChoiceField(
            label=f"“{words}” is",
            choices=[*first, *who, nobody, *last],
            initial="" if suggestions else AS_WRITTEN,
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"), f"Confirm or choose who “{words}” is"
            ),
        )


def options(known: Iterable[Known], suggestions: Sequence[str]) -> Choices:
    """Whom a name may be: those suggested first, then everybody."""
    every = list(known)
    names = {one.key: one.name for one in every} | {EACH: "Each organisation on the group"}
    first = [(key, f"{names[key]} (suggested)") for key in suggestions if key != EACH]
    people = [(one.key, one.name) for one in every if not one.is_body]
    bodies = [(one.key, one.name) for one in every if one.is_body]
    groups = [("Suggested", first), ("People", people), ("Organisations", bodies)]
    return [(label, some) for label, some in groups if some]
