"""The figure of eight: how one issue passes between groups, is worked on, and ends.

No Django, no clock, no database. Callers pass in every fact, so each rule can be read
aloud in a meeting and tested by table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken


class Origin(StrEnum):
    """Where an issue came from."""

    FLAG = "flag"
    SIGNAL = "signal"
    JUDGMENT = "judgment"
    GROUP = "group"
    MEETING = "meeting"
    OFFICER = "officer"
    CONCERN = "concern"


ORIGIN_NAMES = {
    Origin.FLAG: "A ward’s flag",
    Origin.SIGNAL: "A change signal",
    Origin.JUDGMENT: "Professional judgment alone",
    Origin.GROUP: "A group’s discussion",
    Origin.MEETING: "A meeting",
    Origin.OFFICER: "The partnership’s office",
    Origin.CONCERN: "A councillor’s or clerk’s concern",
}


class Reach(StrEnum):
    """What an issue is about, when it is not a few wards."""

    PLACES = "places"
    DISTRICT = "district"
    ONLINE = "online"


REACH_NAMES = {
    Reach.PLACES: "Certain wards",
    Reach.DISTRICT: "The whole district",
    Reach.ONLINE: "Online, in no one place",
}


class Level(StrEnum):
    """Who may read a text that has not been released."""

    PARTNER = "partner"
    RESTRICTED = "restricted"


LEVEL_NAMES = {
    Level.PARTNER: "All agencies that signed",
    Level.RESTRICTED: "Restricted: agencies on the groups that hold or held the issue",
}


#: in place of a reason that this reader may not have
WITHHELD = "the reason is restricted text"


class State(StrEnum):
    """Where the work stands with the group that holds the issue."""

    WAITING = "waiting"
    WORKED_ON = "worked_on"
    ON_HOLD = "on_hold"
    CLOSED = "closed"


STATE_NAMES = {
    State.WAITING: "Waiting to be taken on",
    State.WORKED_ON: "Being worked on",
    State.ON_HOLD: "On hold",
    State.CLOSED: "Closed",
}


class Deed(StrEnum):
    """What can be done to an issue as a whole."""

    RAISE = "raise"
    PASS = "pass"  # noqa: S105 - a verb
    TAKE_ON = "take_on"
    UPDATE = "update"
    HOLD = "hold"
    RESUME = "resume"
    CLOSE = "close"
    REOPEN = "reopen"
    CORRECT = "correct"


DEED_TITLES = {
    Deed.RAISE: "Raised",
    Deed.PASS: "Passed on",
    Deed.TAKE_ON: "Taken on",
    Deed.UPDATE: "What was done",
    Deed.HOLD: "Put on hold",
    Deed.RESUME: "Gone on with",
    Deed.CLOSE: "Closed",
    Deed.REOPEN: "Opened again",
    Deed.CORRECT: "Corrected",
}


class Outcome(StrEnum):
    """How an issue ended."""

    SOLVED = "solved"
    EASED = "eased"
    HANDED_OVER = "handed_over"
    GONE = "gone"
    NOT_SOLVED = "not_solved"


OUTCOME_NAMES = {
    Outcome.SOLVED: "Solved",
    Outcome.EASED: "Better, though not solved",
    Outcome.HANDED_OVER: "Another body deals with it",
    Outcome.GONE: "No longer a problem",
    Outcome.NOT_SOLVED: "Not solved, and nothing more can be done",
}

OPEN = frozenset({State.WAITING, State.WORKED_ON, State.ON_HOLD})

#: deed -> (the states in which it can be done, the state after it; None: as before)
MOVES: dict[Deed, tuple[frozenset[State], State | None]] = {
    Deed.PASS: (OPEN, State.WAITING),
    Deed.TAKE_ON: (frozenset({State.WAITING}), State.WORKED_ON),
    Deed.UPDATE: (OPEN, None),
    Deed.HOLD: (frozenset({State.WAITING, State.WORKED_ON}), State.ON_HOLD),
    Deed.RESUME: (frozenset({State.ON_HOLD}), State.WORKED_ON),
    Deed.CLOSE: (OPEN, State.CLOSED),
    Deed.REOPEN: (frozenset({State.CLOSED}), State.WAITING),
    Deed.CORRECT: (frozenset(State), None),
}

_TOO_LATE = {
    State.WAITING: "Take the issue on first",
    State.WORKED_ON: "The issue is being worked on already",
    State.ON_HOLD: "The issue is on hold. Resume it first",
    State.CLOSED: "The issue is closed. Reopen it first",
}


def moved(state: State, deed: Deed) -> State:
    """The state after a deed. RuleBroken, saying what to do first, where it cannot be done."""
    allowed, after = MOVES[deed]
    if state not in allowed:
        if deed is Deed.REOPEN:
            raise RuleBroken("The issue is open")
        raise RuleBroken(_TOO_LATE[state])
    return state if after is None else after


@dataclass(frozen=True, slots=True)
class Route:
    """A way from one group to another, by their numbers. Routes are rows, not code."""

    giver: int
    taker: int


@dataclass(frozen=True, slots=True)
class Passing:
    """One leg of an issue's journey: who hands it to whom, and why."""

    giver: int
    taker: int
    reason: str


def check_passing(
    passing: Passing, *, holder: int, state: State, routes: Iterable[Route]
) -> None:
    """Raise RuleBroken, saying what to do instead, unless the issue may be passed so.

    `giver` is what the page showed: a page that is out of date is refused, not obeyed.
    """
    moved(state, Deed.PASS)
    if passing.giver != holder:
        raise RuleBroken("Another group has the issue now. Ask them to pass it on")
    if passing.taker == passing.giver:
        raise RuleBroken("Select a different group", about="taker")
    if Route(passing.giver, passing.taker) not in set(routes):
        raise RuleBroken(
            "There is no route between these groups. Select a group that is on the list, or "
            "ask the officer to add the route",
            about="taker",
        )
    if not passing.reason.strip():
        raise RuleBroken("Enter why the next group should have it", about="reason")


def check_about(reach: Reach, wards: Iterable[str]) -> None:
    """An issue about certain wards names them; one about no ward names none."""
    named = bool(set(wards))
    if reach is Reach.PLACES and not named:
        raise RuleBroken("Select the wards that the issue is about", about="wards")
    if reach is not Reach.PLACES and named:
        raise RuleBroken(
            f"{REACH_NAMES[reach]}: select no ward, or select “{REACH_NAMES[Reach.PLACES]}”",
            about="wards",
        )


def check_ending(outcome: Outcome | None, result: str) -> None:
    """A closed issue says how it ended and what happened because of it."""
    if outcome is None:
        raise RuleBroken("Select how the issue ended", about="outcome")
    if not result.strip():
        raise RuleBroken(
            "Enter what happened because of this. Whoever sent it hears that", about="result"
        )


class Answer(StrEnum):
    """What an asked group says, or that it need say nothing any more."""

    UNBLOCKED = "unblocked"
    PARTLY = "partly"
    NO = "no"
    TAKEN_BACK = "taken_back"


ANSWER_NAMES = {
    Answer.UNBLOCKED: "Unblocked",
    Answer.PARTLY: "In part",
    Answer.NO: "No",
    Answer.TAKEN_BACK: "Taken back",
}
#: what the asked group itself can say
GIVEN = (Answer.UNBLOCKED, Answer.PARTLY, Answer.NO)


@dataclass(frozen=True, slots=True)
class Asking:
    """What is needed to unblock an issue, from whom, and by when."""

    of: int
    text: str
    needed_from: str
    answer_by: date | None


def check_asking(asking: Asking, *, state: State, unblockers: Iterable[int], on: date) -> None:
    """RuleBroken unless this can be asked: of a group that a route says unblocks."""
    if state not in OPEN:
        raise RuleBroken("The issue is closed. Reopen it before you ask")
    if asking.of not in set(unblockers):
        raise RuleBroken("Select a group that can unblock", about="of")
    if not asking.text.strip():
        raise RuleBroken("Enter what is needed", about="text")
    if not asking.needed_from.strip():
        raise RuleBroken("Enter from whom it is needed", about="needed_from")
    if asking.answer_by is None:
        raise RuleBroken("Enter when you need the answer by", about="answer_by")
    if asking.answer_by <= on:
        raise RuleBroken("The answer date must be in the future", about="answer_by")


def check_answer(kind: Answer | None, text: str, *, is_open: bool) -> None:
    """RuleBroken unless this answers an ask that waits."""
    if not is_open:
        raise RuleBroken("Somebody has answered this already, or it was taken back")
    if kind not in GIVEN:
        raise RuleBroken("Select what the answer is", about="kind")
    if not text.strip():
        raise RuleBroken("Enter what was decided and what happens next", about="text")


def check_taking_back(reason: str, *, is_open: bool) -> None:
    """RuleBroken unless an ask waits and there is a reason to take it back."""
    if not is_open:
        raise RuleBroken("This has been answered, or taken back, already")
    if not reason.strip():
        raise RuleBroken("Enter why it is taken back", about="reason")


def check_nothing_asked(waiting: int) -> None:
    """An issue ends once nobody is asked to unblock it any more."""
    if waiting:
        asks = "an ask" if waiting == 1 else f"{waiting} asks"
        raise RuleBroken(
            f"The issue has {asks} that nobody has answered. Wait for the answer, or take "
            "the ask back on the issue’s page, then close it"
        )
