"""The meeting's rules: its states, what is asked of attendance, how items are numbered.

No Django, no clock, no database: callers pass in every fact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken


class State(StrEnum):
    """How far a meeting has come."""

    PLANNED = "planned"
    AGENDA_OUT = "agenda_out"
    HELD = "held"
    DRAFT = "draft"
    CIRCULATED = "circulated"
    APPROVED = "approved"
    CALLED_OFF = "called_off"


STATE_NAMES = {
    State.PLANNED: "Planned",
    State.AGENDA_OUT: "Agenda out",
    State.HELD: "Held",
    State.DRAFT: "Minutes drafted",
    State.CIRCULATED: "Minutes circulated",
    State.APPROVED: "Minutes approved",
    State.CALLED_OFF: "Called off",
}
#: before and while people meet: the agenda and what is said may be written
OPEN = (State.PLANNED, State.AGENDA_OUT)
#: people met
PAST = (State.HELD, State.DRAFT, State.CIRCULATED, State.APPROVED)
#: the minutes are with everybody who was there
TOLD = (State.CIRCULATED, State.APPROVED)


class Deed(StrEnum):
    """What moves a meeting on."""

    SEND = "send"
    END = "end"
    DRAFT = "draft"
    CIRCULATE = "circulate"
    REVISE = "revise"
    APPROVE = "approve"
    FIND_APPROVED = "find_approved"
    CALL_OFF = "call_off"


_MOVES: dict[Deed, tuple[tuple[State, ...], State, str]] = {
    Deed.SEND: (OPEN, State.AGENDA_OUT, "The meeting is over: its agenda stays as it was"),
    Deed.END: (
        (State.AGENDA_OUT,),
        State.HELD,
        "Send the agenda out before you hold the meeting",
    ),
    Deed.DRAFT: (
        (State.HELD,),
        State.DRAFT,
        "Minutes are drafted once, when the meeting is over",
    ),
    Deed.CIRCULATE: (
        (State.DRAFT,),
        State.CIRCULATED,
        "Draft the minutes before you circulate them",
    ),
    Deed.REVISE: (
        (State.CIRCULATED,),
        State.DRAFT,
        "Only minutes that are circulated and not yet approved are taken back",
    ),
    Deed.APPROVE: (
        (State.CIRCULATED,),
        State.APPROVED,
        "Circulate the minutes before they are approved",
    ),
    Deed.FIND_APPROVED: (
        (State.DRAFT,),
        State.APPROVED,
        "Only minutes that are being read in were approved elsewhere",
    ),
    Deed.CALL_OFF: (OPEN, State.CALLED_OFF, "The meeting has been held"),
}


def moved(state: State, deed: Deed) -> State:
    """The state after this deed. RuleBroken, saying what to do, where it is not its turn."""
    before, after, otherwise = _MOVES[deed]
    if state not in before:
        raise RuleBroken(otherwise)
    return after


class Mode(StrEnum):
    """How people meet."""

    PERSON = "person"
    REMOTE = "remote"
    BOTH = "both"


MODE_NAMES = {
    Mode.PERSON: "In person",
    Mode.REMOTE: "Remotely",
    Mode.BOTH: "In person, and remotely for those who ask",
}


class Asking(StrEnum):
    """What a mailed invitation says: come, or do not."""

    REQUEST = "request"
    CANCEL = "cancel"


class Purpose(StrEnum):
    """What an item is there for."""

    DECISION = "decision"
    DISCUSSION = "discussion"
    INFORMATION = "information"


PURPOSE_NAMES = {
    Purpose.DECISION: "For decision",
    Purpose.DISCUSSION: "For discussion",
    Purpose.INFORMATION: "For information",
}


#: the item under which an agenda lists what the last meeting asked for
MATTERS_ARISING = "Matters arising"


class Coming(StrEnum):
    """How somebody stands to a meeting that is held."""

    PRESENT = "present"
    SUBSTITUTE = "substitute"
    APOLOGIES = "apologies"
    ABSENT = "absent"


COMING_NAMES = {
    Coming.PRESENT: "Present",
    Coming.SUBSTITUTE: "Present as a substitute",
    Coming.APOLOGIES: "Apologies",
    Coming.ABSENT: "Absent",
}
HERE = (Coming.PRESENT, Coming.SUBSTITUTE)


class Called(StrEnum):
    """What is answered for somebody when the roll is called."""

    HERE = "here"
    REMOTE = "remote"
    APOLOGIES = "apologies"
    ABSENT = "absent"


CALLED_NAMES = {
    Called.HERE: "Here",
    Called.REMOTE: "Remote",
    Called.APOLOGIES: "Apologies",
    Called.ABSENT: "Absent",
}


class DecisionKind(StrEnum):
    """What became of what was put to the meeting."""

    AGREED = "agreed"
    NOTED = "noted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    ELECTED = "elected"
    RESOLVED = "resolved"


DECISION_NAMES = {
    DecisionKind.AGREED: "Agreed",
    DecisionKind.NOTED: "Noted",
    DecisionKind.DEFERRED: "Deferred",
    DecisionKind.REFUSED: "Refused",
    DecisionKind.ELECTED: "Elected",
    DecisionKind.RESOLVED: "Resolved",
}
#: those a person picks on the page of the meeting; the others come about by themselves
PICKED = (
    DecisionKind.AGREED,
    DecisionKind.NOTED,
    DecisionKind.DEFERRED,
    DecisionKind.REFUSED,
)


@dataclass(frozen=True, slots=True)
class Attending:
    """One person at a meeting, as far as the body's own rules ask."""

    is_seated: bool  # holds a seat, or stands in for somebody who does
    is_member: bool  # an elected councillor
    organisation: int | None = None  # for which they came


@dataclass(frozen=True, slots=True)
class Asked:
    """What the terms of reference ask of attendance; 0 asks nothing."""

    quorum: int = 0
    least_members: int = 0
    least_organisations: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """One rule on attendance, and whether it is met."""

    words: str
    is_met: bool


def attendance_checks(here: Iterable[Attending], asked: Asked) -> list[Check]:
    """Every rule of the body on who must be there, with how it stands."""
    seated = [one for one in here if one.is_seated]
    members = sum(one.is_member for one in seated)
    found = []
    if asked.quorum:
        words = f"Quorum: {len(seated)} of {asked.quorum} needed"
        found.append(Check(words, len(seated) >= asked.quorum))
    if asked.least_members:
        needed = asked.least_members
        noun = "elected member" if needed == 1 else "elected members"
        words = f"At least {needed} {noun}: {members} present"
        found.append(Check(words, members >= needed))
    if asked.least_organisations:
        needed = asked.least_organisations
        came = len({one.organisation for one in seated} - {None})
        noun = "organisation" if needed == 1 else "different organisations"
        words = f"At least {needed} {noun}: {came} present"
        found.append(Check(words, came >= needed))
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: its number if one was sent out with it."""

    key: int
    number: str = ""


def numbers(places: Sequence[Place]) -> dict[int, str]:
    """key -> number, in the order of the agenda.

    Before an agenda goes out items are simply counted. A number that has been sent out
    never changes: what is put in later takes the number before it and a letter (4A, 4B).
    """
    if not any(one.number for one in places):
        return {one.key: str(count) for count, one in enumerate(places, start=1)}
    taken = {one.number for one in places if one.number}
    found: dict[int, str] = {}
    last = "0"
    for one in places:
        if one.number:
            last = one.number.rstrip(_LETTERS)
        number = one.number or _free_after(last, taken)
        taken.add(number)
        found[one.key] = number
    return found


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _free_after(number: str, taken: set[str]) -> str:
    """The first of 4A, 4B ... that no item has. After the last item: the next number."""
    whole = max((int(one.rstrip(_LETTERS) or 0) for one in taken), default=0)
    if number == str(whole):
        return str(whole + 1)
    letters = [*_LETTERS, *(a + b for a in _LETTERS for b in _LETTERS)]
    return next(f"{number}{one}" for one in letters if f"{number}{one}" not in taken)


def check_times(starts_at: time | None, ends_at: time | None) -> None:
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise RuleBroken("The meeting must end after it starts", about="ends_at")


def check_decision(kind: DecisionKind | None, text: str) -> None:
    """A decision is of a kind and says what it is."""
    if kind is None:
        raise RuleBroken("Select what was decided", about="kind")
    if not text.strip():
        raise RuleBroken("Enter the decision in words", about="text")


def check_approval(minutes_of: date, at: date, *, same_group: bool) -> None:
    """Minutes are approved at a later meeting of the same group."""
    if not same_group or at <= minutes_of:
        raise RuleBroken("Minutes are approved at a later meeting of the same group")


def check_agenda(items: int) -> None:
    if not items:
        raise RuleBroken("Put at least one item on the agenda before you send it out")
