"""What becomes of an action, who may say so, and when its owner is reminded.

No Django, no clock, no database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list


class State(StrEnum):
    """An action is open until its meeting accepts it."""

    OPEN = "open"
    REPORTED = "reported"
    ACCEPTED = "accepted"
    DROPPED = "dropped"


STATE_NAMES = {
    State.OPEN: "Open",
    State.REPORTED: "Reported done, waits for its meeting",
    State.ACCEPTED: "Done",
    State.DROPPED: "Dropped",
}

#: still before its meeting
LIVE = (State.OPEN, State.REPORTED)


class Deed(StrEnum):
    """What can be done to an action."""

    RECORD = "record"
    TELL = "tell"
    REPORT = "report"
    TICK = "tick"
    UNTICK = "untick"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    MOVE = "move"
    REASSIGN = "reassign"
    DROP = "drop"


DEED_TITLES = {
    Deed.RECORD: "Recorded",
    Deed.TELL: "Not done yet",
    Deed.REPORT: "Reported done",
    Deed.TICK: "Its part done",
    Deed.UNTICK: "Its part open again",
    Deed.ACCEPT: "Accepted as done",
    Deed.SEND_BACK: "Sent back",
    Deed.MOVE: "Given another day",
    Deed.REASSIGN: "Given to another owner",
    Deed.DROP: "Dropped",
}

_AFTER = {
    Deed.TELL: {State.OPEN: State.OPEN},
    Deed.REPORT: {State.OPEN: State.REPORTED},
    Deed.TICK: {State.OPEN: State.OPEN},
    Deed.UNTICK: {State.OPEN: State.OPEN, State.REPORTED: State.OPEN},
    Deed.ACCEPT: {State.OPEN: State.ACCEPTED, State.REPORTED: State.ACCEPTED},
    Deed.SEND_BACK: {State.REPORTED: State.OPEN},
    Deed.MOVE: {State.OPEN: State.OPEN},
    Deed.REASSIGN: {State.OPEN: State.OPEN},
    Deed.DROP: {State.OPEN: State.DROPPED, State.REPORTED: State.DROPPED},
}

_REFUSED = {
    State.OPEN: "Nobody has reported it done yet",
    State.REPORTED: "It is reported done. Its meeting accepts it or sends it back",
    State.ACCEPTED: "It was accepted as done already",
    State.DROPPED: "It was dropped. Record a new action if it is needed after all",
}

#: deeds that say why
_REASONS = {
    Deed.TELL: "Enter how far it is and what is still to do",
    Deed.SEND_BACK: "Enter what is still to do",
    Deed.MOVE: "Enter why it is due another day",
    Deed.REASSIGN: "Enter why somebody else has it now",
    Deed.DROP: "Enter why it is no longer needed",
    Deed.UNTICK: "Enter what is still to do",
}


def after(state: State, deed: Deed) -> State:
    """The state after a deed. RuleBroken, saying what holds now, where it cannot be done."""
    found = _AFTER[deed].get(state)
    if found is None:
        raise RuleBroken(_REFUSED[state])
    return found


def check_words(deed: Deed, words: str) -> None:
    """Raise RuleBroken where a deed needs a reason and has none."""
    if deed in _REASONS and not words.strip():
        raise RuleBroken(_REASONS[deed], about="words")


def check_all_ticked(missing: Sequence[str]) -> None:
    """An action for each organisation is done when every one of them has done its part."""
    if missing:
        has = "has" if len(missing) == 1 else "have"
        raise RuleBroken(
            f"{and_list(missing)} {has} not ticked their part yet. Ask them, or tick it for "
            "them if they told you"
        )


def check_owner(has_person: bool, has_body: bool) -> None:
    """One accountable owner: a person or an organisation, or nobody yet."""
    if has_person and has_body:
        raise RuleBroken("Select a person or an organisation, not both", about="owner")


@dataclass(frozen=True, slots=True)
class Source:
    """Where an action came from: a reference ("issue 12"), in words, and its address."""

    reference: str = ""
    words: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        if self.address and not self.address.startswith("/"):
            raise ValueError("the address of a source is a path of ours")


NO_SOURCE = Source()


@dataclass(frozen=True, slots=True)
class Chasing:
    """When an owner is reminded, in days: before, on the day, after it, and from then on."""

    before: tuple[int, ...] = (7, 1)
    after: int = 7
    every: int = 14


def reminder_due(due: date, today: date, chasing: Chasing) -> int | None:
    """Which reminder stands today, in days from the day itself; None before the first.

    -7 and -1 before, 0 on it, then 7, 21, 35 ... after. A day on which nothing ran is
    made good by the next one.
    """
    passed = (today - due).days
    if passed >= chasing.after:
        return passed - (passed - chasing.after) % chasing.every
    points = [*(-days for days in chasing.before), 0]
    return max((point for point in points if point <= passed), default=None)


def tells_office(point: int, chasing: Chasing) -> bool:
    """From the second reminder after the day, the office hears of it too."""
    return point >= chasing.after + chasing.every
