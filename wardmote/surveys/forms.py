"""What is asked of whoever makes a survey; and the survey itself, as the public answers it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from wardmote.people.days import DayField
from wardmote.people.forms import Guarded
from wardmote.people.pages import choice
from wardmote.people.pages import text as line
from wardmote.surveys.rules import (
    ASKS_NAMES,
    ELSEWHERE,
    LISTED,
    LONGEST_QUESTION,
    LONGEST_TITLE,
    LONGEST_WHY,
    LONGEST_WORDS,
    MOST_OPTIONS,
    Asks,
    Question,
    Said,
    place_words,
)

NAME_NOBODY = "Please name nobody, and give no telephone number, address or number plate."


def several(label: str, missing: str, hint: str, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": missing,
            "max_length": f"{label} must be {LONGEST_WHY} characters or fewer",
        },
    )


class PlanForm(Guarded):
    """What a survey is about, of whom, why, from when until when."""

    title = line(
        "Title",
        "Enter a title",
        max_length=LONGEST_TITLE,
        help_text="For example: Getting about in Hallowby after dark",
    )
    why = several("Why do you ask?", "Enter why you ask", "People read this first.")
    use = several(
        "What will be done with the answers?",
        "Enter what will be done with the answers",
        "By whom, and by when people hear of it. Say nothing that you may not keep.",
    )
    places = forms.MultipleChoiceField(
        label="Which places is it about?",
        help_text="Parishes or wards, not both. People are asked in which of them they live.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Select which parishes or wards it is about",
            "invalid_choice": "Select only places that you act for",
        },
    )
    opens_on = DayField(label="Opens on", missing="Enter when it opens")
    closes_on = DayField(
        label="Last day for answers",
        missing="Enter the last day",
        help_text="Three months after it opens at the latest",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, places: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [
            (key, place_words(key.partition(":")[0], name)) for key, name in places.items()
        ]
        self.fields["places"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["places"].initial = [choices[0][0]]
        self.order_fields([name for name in self.fields if name != "checked"])


class QuestionForm(Guarded):
    """A question, how it is answered, and the answers that it offers."""

    text = line(
        "The question",
        "Enter the question",
        max_length=LONGEST_QUESTION,
        help_text="One thing at a time, about the place, not about people",
    )
    asks = choice(
        "How is it answered?",
        "Select how it is answered",
        ASKS_NAMES.items(),
        widget=forms.RadioSelect,
    )
    options = forms.CharField(
        label="The answers, one a line",
        help_text=f"Only where people choose from several: two to {MOST_OPTIONS} answers",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def listed(self) -> tuple[str, ...]:
        """The lines that say something; none where the kind has its own."""
        if Asks(self.cleaned_data["asks"]) not in LISTED:
            return ()
        lines = self.cleaned_data["options"].splitlines()
        return tuple(stripped for one in lines if (stripped := one.strip()))


class WithdrawForm(forms.Form):
    """Why published results are taken back."""

    reason = line("Why is it withdrawn?", "Enter why it is withdrawn", max_length=300)


class AnswerForm(Guarded):
    """The whole survey on one page. Nothing has to be answered.

    `website` is shown to nobody: whatever fills it in is no person.
    """

    website = forms.CharField(required=False, max_length=500)

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question],
        places: Mapping[str, str],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.questions = questions
        if len(places) > 1:
            self.fields["place"] = _pick("Where do you live?", _places(places))
        for one in questions:
            self.fields[f"q{one.number}"] = _field(one)
        self.order_fields([name for name in self.fields if name != "checked"])

    def said(self) -> Said:
        """What was answered, as the rules know it."""
        chosen: dict[int, tuple[int, ...]] = {}
        words: dict[int, str] = {}
        for one in self.questions:
            given = self.cleaned_data[f"q{one.number}"]
            if one.asks is Asks.WORDS:
                words[one.number] = given
            else:
                picked = given if isinstance(given, list) else [given] if given else []
                chosen[one.number] = tuple(int(each) for each in picked)
        return Said(self.cleaned_data.get("place", ""), chosen, words)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields that people see."""
        return [self[name] for name in self.fields if name not in ("website", "checked")]


def _places(places: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return [*places.items(), (ELSEWHERE, "Somewhere else")]


WRONG = {"invalid_choice": "Select one of the answers that are offered"}


def _pick(label: str, choices: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages=WRONG,
    )


def _field(question: Question) -> forms.Field:
    choices = [(str(at), words) for at, words in enumerate(question.options)]
    if question.asks is Asks.WORDS:
        return forms.CharField(
            label=question.text,
            help_text=f"Read by the partnership’s officers, never published. {NAME_NOBODY}",
            required=False,
            max_length=LONGEST_WORDS,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={
                "max_length": f"Write {LONGEST_WORDS} characters or fewer",
            },
        )
    if question.asks is Asks.SEVERAL:
        return forms.MultipleChoiceField(
            label=question.text,
            help_text="Select all that apply",
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages=WRONG,
        )
    return _pick(question.text, choices)
