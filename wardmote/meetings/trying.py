"""A new way of working under review: what its users are asked, and what they said in sum.

No Django, no clock, no database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import mean

from wardmote.kernel.errors import RuleBroken

QUESTIONS = {
    "moves": "Issues move on better than before",
    "clear": "I know what to do and by when",
    "worth": "It is worth the time it takes me",
}
SCALE = {
    5: "Strongly agree",
    4: "Agree",
    3: "Neither agree nor disagree",
    2: "Disagree",
    1: "Strongly disagree",
}


class Outcome(StrEnum):
    """What a review comes to."""

    KEEP = "keep"
    AGAIN = "again"
    END = "end"


OUTCOME_NAMES = {
    Outcome.KEEP: "Keep it: it is how the group works now",
    Outcome.AGAIN: "Go on, changed or not, and look at it again",
    Outcome.END: "End it",
}


@dataclass(frozen=True, slots=True)
class Score:
    """One question: how many answered, and their mean."""

    question: str
    count: int
    mean: float

    @property
    def words(self) -> str:
        if not self.count:
            return "nobody has answered"
        return f"{self.mean} of 5 ({self.count} answered)"


def scores(answers: Iterable[Mapping[str, int]]) -> list[Score]:
    """The answers to each fixed question, in the order in which they are asked."""
    given = list(answers)
    return [
        Score(words, len(given), round(mean(one[key] for one in given), 1) if given else 0)
        for key, words in QUESTIONS.items()
    ]


def check_answers(answers: Mapping[str, int]) -> None:
    for key, words in QUESTIONS.items():
        if answers.get(key) not in SCALE:
            raise RuleBroken(f"Select how far you agree: “{words}”", about=key)


def check_begun(title: str, text: str, since: date, review_on: date, today: date) -> None:
    """A way of working says what it is and when it is looked at again."""
    if not title.strip():
        raise RuleBroken("Enter what it is called", about="title")
    if not text.strip():
        raise RuleBroken("Enter what is done differently", about="text")
    if review_on <= max(since, today):
        raise RuleBroken("Enter a day of review that is still to come", about="review_on")


def check_review(outcome: Outcome | None, text: str, next_on: date | None, today: date) -> None:
    """A review says what comes of it and why; one that goes on, when it is looked at again."""
    if outcome is None:
        raise RuleBroken("Select what comes of the review", about="outcome")
    if not text.strip():
        raise RuleBroken("Enter what was found", about="text")
    if outcome is Outcome.AGAIN and (next_on is None or next_on <= today):
        raise RuleBroken("Enter a day that is still to come", about="next_on")
