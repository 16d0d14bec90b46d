"""What may be told of one survey, once, by whoever knows these rules and all that was told.

The 10-5 rule: a count under 10 is hidden, any other rounded to the nearest 5; so is the
number of people who answered. Percentages are worked out of what is told, so they say
nothing more.

Nobody has to answer a question, and how many left one out is never told. So a hidden count
is held down by one thing: of a question with one answer each, what is told cannot be more
than the number of people. It is held up by two: everybody answers something, so all answers
together are no fewer than the people; and somebody may take it that nobody left this
question out. All are reckoned with, as if nobody had sent words alone. A question of which
fewer than `FEWEST_LEFT` numbers would stay possible for a hidden count is not told at all.

A survey of several places is told place by place or as a whole, never both: nothing can be
taken away from anything. By place only where each has `FEWEST_APART` answers or more.

No Django, no clock, no database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wardmote.kernel.disclosure import FEWEST_LEFT, Range, possible
from wardmote.kernel.numbers import SMALLEST_SHOWN, Guarded, guard
from wardmote.surveys.rules import Asks, Question

FEWEST_APART = 20
TOO_FEW = f"Fewer than {SMALLEST_SHOWN} people answered"

#: the answers of one person: question number -> places of the options they chose
Answer = Mapping[int, Sequence[int]]
Cells = Sequence[Guarded]


@dataclass(frozen=True, slots=True)
class Line:
    """One answer that was offered, how many chose it, and which share of all that is."""

    words: str
    shown: Guarded
    percent: int | None


@dataclass(frozen=True, slots=True)
class ToldQuestion:
    """A question with its lines; none where they would say too much."""

    text: str
    asks: Asks
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What people of one place said; `place` empty: everybody together."""

    place: str
    answered: Guarded
    questions: tuple[ToldQuestion, ...]

    @property
    def is_told(self) -> bool:
        return self.answered.value is not None


def columns(
    answers: Sequence[tuple[str, Answer]],
    questions: Sequence[Question],
    places: Mapping[str, str],
) -> list[Column]:
    """What may be told: `answers` are (place, choices), `places` are key -> name."""
    closed = [one for one in questions if one.asks is not Asks.WORDS]
    by_place = {key: [said for at, said in answers if at == key] for key in places}
    if len(places) > 1 and all(len(said) >= FEWEST_APART for said in by_place.values()):
        return [_column(places[key], said, closed) for key, said in by_place.items()]
    return [_column("", [said for _, said in answers], closed)]


def _column(place: str, answers: Sequence[Answer], questions: Sequence[Question]) -> Column:
    answered = guard(len(answers))
    if answered.value is None:
        return Column(place, answered, ())
    shown = [[guard(count) for count in counted(one, answers)] for one in questions]
    singles = [one.asks is not Asks.SEVERAL for one in questions]
    people = people_possible(answered, list(zip(shown, singles, strict=True)))
    most = sum(_together(cells).high for cells in shown)
    told = (
        _told(one, cells, answered, is_told=holds(cells, people, most, is_single=is_single))
        for one, cells, is_single in zip(questions, shown, singles, strict=True)
    )
    return Column(place, answered, tuple(told))


def _told(
    question: Question, shown: Sequence[Guarded], answered: Guarded, *, is_told: bool
) -> ToldQuestion:
    lines = (
        Line(words, one, _percent(one, answered))
        for words, one in zip(question.options, shown, strict=True)
    )
    return ToldQuestion(question.text, question.asks, tuple(lines) if is_told else ())


def counted(question: Question, answers: Sequence[Answer]) -> list[int]:
    """How many people chose each of the answers that were offered."""
    counts = [0] * len(question.options)
    for said in answers:
        for at in set(said.get(question.number, ())):
            counts[at] += 1
    return counts


def people_possible(answered: Guarded, questions: Sequence[tuple[Cells, bool]]) -> Range:
    """How many people there may be, by all that might be told beside each other.

    `questions`: what each might show, and whether it takes one answer of each person. Nobody
    is told fewer people than answers of one each; nor more than answers, if nobody left a
    question out.
    """
    whole = possible(answered)
    singles = [_together(cells).low for cells, is_single in questions if is_single]
    chosen = [
        possible(one).low for cells, is_single in questions if not is_single for one in cells
    ]
    low = max([whole.low, *singles, *chosen])
    highs = [_together(cells).high for cells, _ in questions]
    return Range(low, min([whole.high, *(one for one in highs if one >= low)]))


def _together(cells: Cells) -> Range:
    each = [possible(one) for one in cells]
    return Range(sum(one.low for one in each), sum(one.high for one in each))


def holds(cells: Cells, people: Range, most: int, *, is_single: bool) -> bool:
    """Whether every hidden count may still be one of `FEWEST_LEFT` numbers.

    `most`: the answers to all questions together, at most. Who answers gives one or more.
    Of several answers each, one may be chosen by all: nothing but that holds it.
    """
    whole = _together(cells)
    small = [possible(one) for one in cells if one.value is None]
    is_complete = whole.high >= people.low  # nobody need have left it out
    answers = whole.high if is_complete else most
    return all(
        Range(
            max(0, people.low - (answers - one.high)),
            min(one.high, people.high - whole.low) if is_single else one.high,
        ).left
        >= FEWEST_LEFT
        for one in small
    )


def _percent(one: Guarded, answered: Guarded) -> int | None:
    """Worked out of the two numbers that are told."""
    if one.value is None or not answered.value:
        return None
    return min(100, (200 * one.value + answered.value) // (2 * answered.value))
