"""The pulse: what may be answered until when, what the Board may see, what is suggested.

No Django, no clock, no database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month, Quarter, day_words

QUESTION = "Do you feel you know what is going on in your ward?"
SCALE = {
    1: "1, not at all",
    2: "2, only a little",
    3: "3, partly",
    4: "4, mostly",
    5: "5, yes, fully",
}
NO_SCORE = "Select how far you know what is going on"
#: all that a member is asked, as a mail says it: what the monitoring officer would let out
ASKED = (
    f"{QUESTION} From 1 to 5, whether they would like to hear more or less, and why. Asked of "
    "every councillor of a ward, in one mail and on “My ward”."
)
OPEN_DAYS = 21
#: with fewer answers no score of the district is shown to anybody but the officer
FEWEST_SHOWN = 5
TOO_FEW = "too few answers to show"
LONGEST_WHY = 1000
LONGEST_WHAT = 300
#: this score or less says “too little”
LITTLE = 2


class Wish(StrEnum):
    """What a member asks for beside the score."""

    MORE = "more"
    SAME = "same"
    LESS = "less"


WISHES = {
    Wish.MORE: "I would like to hear more",
    Wish.SAME: "About right",
    Wish.LESS: "I get too much",
}


class Direction(StrEnum):
    """Which way an adjustment goes."""

    MORE = "more"
    LESS = "less"
    OTHER = "other"


DIRECTIONS = {
    Direction.MORE: "They are told more, or more often",
    Direction.LESS: "They are told less, or less often",
    Direction.OTHER: "They are told differently",
}


class Suggests(StrEnum):
    """What the rule says of a ward."""

    MORE = "more"
    LESS = "less"
    DIFFER = "differ"


SUGGESTS = {
    Suggests.MORE: "says it hears too little: mail its members more often, or ask them what "
    "they missed",
    Suggests.LESS: "says it gets too much: mail its members less often, or ask them what they "
    "could do without",
    Suggests.DIFFER: "has members who differ, one too little and one too much: speak with them",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One member's answer without its words."""

    score: int
    wish: Wish = Wish.SAME


def closes_on(opened_on: date) -> date:
    """The last day on which the question may be answered."""
    return opened_on + timedelta(days=OPEN_DAYS)


def opens_by_itself_on(quarter: Quarter) -> date:
    """From then on the daily job asks if nobody has: the quarter's last month."""
    last: Month = quarter.months[-1]
    return last.first_day


def is_skipped(quarter: Quarter, held_until: date) -> bool:
    """Held to the quarter's last day: it is not asked in it at all."""
    return held_until >= quarter.months[-1].last_day


def is_open(closes: date, on: date) -> bool:
    return on <= closes


def check_open(closes: date, on: date) -> None:
    if not is_open(closes, on):
        raise RuleBroken(
            f"The question closed on {day_words(closes)}. The next one comes next quarter"
        )


def check_answer(said: Said, why: str) -> None:
    """A score of the scale, and words that are not too long."""
    if said.score not in SCALE:
        raise RuleBroken(NO_SCORE, about="score")
    if len(why) > LONGEST_WHY:
        raise RuleBroken(f"Why must be {LONGEST_WHY:,} characters or fewer", about="why")


def check_adjustment(what: str, reason: str) -> None:
    if not what.strip():
        raise RuleBroken("Enter what was changed", about="what")
    if len(what.strip()) > LONGEST_WHAT:
        raise RuleBroken(f"Say it in {LONGEST_WHAT} characters or fewer", about="what")
    check_reason(reason)


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken("Enter why", about="reason")


def says(said: Said) -> Suggests | None:
    """Too little, too much, or neither. What is asked for outweighs the score."""
    if said.wish is Wish.LESS:
        return Suggests.LESS
    if said.wish is Wish.MORE or said.score <= LITTLE:
        return Suggests.MORE
    return None


def suggested(answers: Iterable[Said]) -> Suggests | None:
    """What the answers of one ward's members suggest together."""
    found = {says(one) for one in answers} - {None}
    if len(found) > 1:
        return Suggests.DIFFER
    return found.pop() if found else None


def suggestions(by_ward: Mapping[str, Sequence[Said]]) -> dict[str, Suggests]:
    """Ward -> what is suggested; wards of which nothing is are left out."""
    found = {ward: suggested(answers) for ward, answers in by_ward.items()}
    return {ward: one for ward, one in found.items() if one is not None}


def asks_for_more(answers: Iterable[Said]) -> bool:
    """Whether any member of a ward says too little: all that the Board hears of a ward."""
    return any(says(one) is Suggests.MORE for one in answers)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were asked, and the scores of those who answered."""

    asked: int
    scores: tuple[int, ...] = ()

    @property
    def answered(self) -> int:
        return len(self.scores)

    @property
    def mean(self) -> float | None:
        return round(sum(self.scores) / self.answered, 1) if self.scores else None

    @property
    def response(self) -> str:
        """21 of 34 answered."""
        return f"{self.answered} of {self.asked} answered"

    @property
    def words(self) -> str:
        """3.9 of 5 (21 of 34 answered)."""
        return self.response if self.mean is None else f"{self.mean:.1f} of 5 ({self.response})"


def shown_mean(tally: Tally, closes: date, on: date) -> float | None:
    """The district's score as the Board may see it, else None.

    Not while answers come in: from one day to the next it would tell the score of whoever
    answered in between.
    """
    is_shown = tally.answered >= FEWEST_SHOWN and not is_open(closes, on)
    return tally.mean if is_shown else None


def shown_words(tally: Tally, closes: date, on: date) -> str:
    """The same in words, with why there is none."""
    if is_open(closes, on):
        return f"Open until {day_words(closes)}; {tally.response} so far"
    if tally.answered < FEWEST_SHOWN:
        return f"{tally.response}: {TOO_FEW}"
    return tally.words


def moved(before: Tally, since: Tally) -> str:
    """Whether the score is higher, lower or the same, by the means that are shown."""
    if before.mean is None or since.mean is None:
        return ""
    step = round(since.mean - before.mean, 1)
    if not step:
        return "The score is the same"
    return f"The score is {abs(step):.1f} {'higher' if step > 0 else 'lower'}"
