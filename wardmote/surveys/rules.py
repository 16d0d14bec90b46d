"""A survey: what it asks of whom and until when, and what an answer may be.

No Django, no clock, no database.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import day_words
from wardmote.releases.rules import check_second

MOST_QUESTIONS = 10
FEWEST_OPTIONS, MOST_OPTIONS = 2, 8
LONGEST_TITLE, LONGEST_WHY, LONGEST_QUESTION, LONGEST_OPTION = 100, 600, 200, 80
LONGEST_WORDS = 500  # of one free text
LONGEST_DAYS = 92  # that it may stay open
#: single answers and free text are gone so many days after it has closed
KEPT_DAYS = 90
#: answers that one survey takes within a day, and in all
A_DAY, IN_ALL = 1_000, 20_000
#: answers to one survey from one network address within a day: a household, a library
FROM_ONE_PLACE = 30
#: somebody who reads the questions takes longer than this
QUICKEST = timedelta(seconds=4)
FORM_LIVES = timedelta(hours=12)
ELSEWHERE = "elsewhere"


class Asks(StrEnum):
    """What kind of answer a question takes."""

    ONE = "one"
    SEVERAL = "several"
    SCALE = "scale"
    YES_NO = "yes_no"
    WORDS = "words"


ASKS_NAMES = {
    Asks.YES_NO: "Yes, no or don’t know",
    Asks.SCALE: "A scale from 1 to 5",
    Asks.ONE: "One of several answers",
    Asks.SEVERAL: "Any of several answers",
    Asks.WORDS: "A short text, read by officers alone and never published",
}
SCALE = ("1, not at all", "2", "3", "4", "5, very much")
YES_NO = ("Yes", "No", "Don’t know")
LISTED = (Asks.ONE, Asks.SEVERAL)


class State(StrEnum):
    """Where a survey stands."""

    DRAFT = "draft"
    WAITS = "waits"
    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


STATE_NAMES = {
    State.DRAFT: "Being written",
    State.WAITS: "Waits for an officer to open it",
    State.AHEAD: "Opens later",
    State.OPEN: "Open",
    State.CLOSED: "Closed",
    State.PUBLISHED: "Published",
}
WRITTEN = (State.DRAFT, State.WAITS)
OPENED = (State.AHEAD, State.OPEN)
#: its questions are what goes out, not its results
ASKING = (*WRITTEN, *OPENED)


@dataclass(frozen=True, slots=True)
class Dates:
    """What has happened to a survey, and from when until when it asks."""

    opens_on: date
    closes_on: date
    is_handed_in: bool = False
    is_opened: bool = False
    is_stopped: bool = False
    is_published: bool = False


def state_of(dates: Dates, today: date) -> State:
    """Where it stands on this day."""
    if dates.is_published:
        return State.PUBLISHED
    if not dates.is_opened:
        return State.WAITS if dates.is_handed_in else State.DRAFT
    if dates.is_stopped or today > dates.closes_on:
        return State.CLOSED
    return State.OPEN if today >= dates.opens_on else State.AHEAD


def check_dates(opens_on: date, closes_on: date, today: date) -> None:
    if opens_on < today:
        raise RuleBroken("It can open today at the earliest", about="opens_on")
    if closes_on < opens_on:
        raise RuleBroken("It must close on the day it opens, or later", about="closes_on")
    if closes_on - opens_on > timedelta(days=LONGEST_DAYS):
        last = opens_on + timedelta(days=LONGEST_DAYS)
        raise RuleBroken(f"It must close by {day_words(last)}: three months", about="closes_on")


def check_places(places: Collection[str], ours: Collection[str]) -> None:
    """At least one, of those that this person may ask about."""
    if not places:
        raise RuleBroken("Select which parishes or wards it is about", about="places")
    if set(places) - set(ours):
        raise RuleBroken("Select only places that you act for", about="places")
    if len({one.partition(":")[0] for one in places}) > 1:
        raise RuleBroken("Select parishes or wards, not both: they overlap", about="places")


def check_question(asks: Asks, options: Sequence[str], others: int) -> None:
    """RuleBroken unless a question of this kind may be asked beside so many others."""
    if others >= MOST_QUESTIONS:
        raise RuleBroken(f"A survey has {MOST_QUESTIONS} questions at most: take one out")
    if asks in LISTED:
        _check_options(options)


def _check_options(options: Sequence[str]) -> None:
    if len(options) < FEWEST_OPTIONS:
        raise RuleBroken("Enter at least two answers, one a line", about="options")
    if len(options) > MOST_OPTIONS:
        raise RuleBroken(f"Enter {MOST_OPTIONS} answers at most", about="options")
    if len({one.casefold() for one in options}) < len(options):
        raise RuleBroken("Two of the answers are the same", about="options")
    if any(len(one) > LONGEST_OPTION for one in options):
        limit = f"Each answer must be {LONGEST_OPTION} characters or fewer"
        raise RuleBroken(limit, about="options")


def options_of(asks: Asks, listed: Sequence[str]) -> tuple[str, ...]:
    """The answers that are offered; none for free text."""
    fixed = {Asks.SCALE: SCALE, Asks.YES_NO: YES_NO, Asks.WORDS: ()}
    return fixed.get(asks, tuple(listed))


def check_written(state: State) -> None:
    """Once it is opened nobody changes what is asked."""
    if state not in WRITTEN:
        raise RuleBroken("It has been opened: what it asks is frozen")


def check_handing_in(state: State, questions: int) -> None:
    check_written(state)
    if not questions:
        raise RuleBroken("Add a question first")
    if state is State.WAITS:
        raise RuleBroken("It waits for an officer already")


def check_opening(
    state: State, questions: int, opener: int, maker: int, *, by_clerk: bool
) -> None:
    """RuleBroken unless this officer may open it: a clerk's is opened by somebody else."""
    check_written(state)
    if not questions:
        raise RuleBroken("Add a question first")
    if by_clerk:
        check_second(opener, {maker}, "questions")
        if state is not State.WAITS:
            raise RuleBroken("The clerk is still writing it, and hands it in when it is ready")


def check_stopping(state: State) -> None:
    if state not in OPENED:
        raise RuleBroken("Only a survey that is opened can be stopped")


def check_told_once(state: State, *, is_erased: bool) -> None:
    """Results leave once, after closing, while the answers are there."""
    if state is State.PUBLISHED:
        raise RuleBroken("Its results are published: they are told once")
    if state is not State.CLOSED:
        raise RuleBroken("Results are told once it has closed, never while people answer")
    if is_erased:
        raise RuleBroken("Its answers have been erased: there is nothing left to publish")


def erased_from(closed_on: date) -> date:
    """The day from which single answers and free text are gone."""
    return closed_on + timedelta(days=KEPT_DAYS)


def place_words(kind: str, name: str) -> str:
    """Longmere (parish): a ward may have the same name. Market Ward says it by itself."""
    return name if kind in name.casefold() else f"{name} ({kind})"


#: question number -> the places of the answers that were chosen
Chosen = Mapping[int, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Said:
    """What one person answered: where they live, what they chose, what they wrote."""

    place: str = ""
    chosen: Chosen = field(default_factory=dict)
    words: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is asked."""

    number: int
    asks: Asks
    text: str
    options: tuple[str, ...] = ()


def check_said(said: Said, questions: Sequence[Question], places: Collection[str]) -> None:
    """RuleBroken unless these answers can be given to these questions.

    Nothing has to be answered: who leaves a question out is counted nowhere.
    """
    known = {one.number: one for one in questions}
    if said.place and said.place not in {*places, ELSEWHERE}:
        raise RuleBroken("Select one of the places")
    if not any(map(len, said.chosen.values())) and not any(map(str.strip, said.words.values())):
        raise RuleBroken("Answer at least one question before you send it")
    for number, picked in said.chosen.items():
        question = known.get(number)
        many = question is not None and question.asks is Asks.SEVERAL
        if (
            question is None
            or not set(picked) <= set(range(len(question.options)))
            or (len(picked) > 1 and not many)
        ):
            raise RuleBroken("Select one of the answers that are offered")
    for number, text in said.words.items():
        if number not in known or known[number].asks is not Asks.WORDS:
            raise RuleBroken("Answer the questions that are asked")
        if len(text) > LONGEST_WORDS:
            raise RuleBroken(f"Write {LONGEST_WORDS} characters or fewer")
