"""Concerns: what a councillor or parish clerk tells the PSG, and what becomes of it.

One way: whoever tells it sees their own words until it is done, where it stands and the
answer, and nothing that others add. No Django, no clock, no database.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from wardmote.issues.clearing import LONGEST, Ruling
from wardmote.kernel.errors import RuleBroken
from wardmote.releases.rules import check_second

A_DAY = 10  # concerns that one person may tell within a day
#: letters and digits of a receipt: none that are taken for another
ALPHABET = "23456789" + "BCDFGHJKMNPQRTVWXY"
RECEIPT = 8  # characters of a receipt


class ConcernState(StrEnum):
    """What whoever told it sees of it."""

    RECEIVED = "received"
    LOOKED_AT = "looked_at"
    DONE = "done"


CONCERN_STATE_NAMES = {
    ConcernState.RECEIVED: "Received",
    ConcernState.LOOKED_AT: "Being looked at",
    ConcernState.DONE: "Done",
}


class Onward(StrEnum):
    """Who looks after a concern about a named person."""

    ADULTS = "adults"
    CHILDREN = "children"
    POLICE = "police"
    CHAIR = "chair"


ONWARD_NAMES = {
    Onward.ADULTS: "Adult safeguarding",
    Onward.CHILDREN: "Child safeguarding",
    Onward.POLICE: "The police, 101",
    Onward.CHAIR: "The chair of the group",
}


def receipt_words(letters: str) -> str:
    """Eight letters as they are read aloud: C-7KMP-QXB4."""
    return f"C-{letters[:4]}-{letters[4:]}"


def erase_at(told_at: datetime, days: int) -> datetime:
    """The moment by which the text is gone, whatever has become of the concern."""
    return told_at + timedelta(days=days)


def check_telling(
    text: str, places: Collection[str], ours: Collection[str], told_lately: int
) -> None:
    """RuleBroken unless this person may tell this, now."""
    if not places:
        raise RuleBroken("Select where it is", about="places")
    if set(places) - set(ours):
        raise RuleBroken("Select a ward or parish that you act for", about="places")
    if not text.strip():
        raise RuleBroken("Enter what the group should know", about="text")
    if told_lately >= A_DAY:
        raise RuleBroken(
            f"You have told the group {A_DAY} things since yesterday. Ring the partnership’s "
            "officer instead. In danger ring 999"
        )


def check_open(state: ConcernState) -> None:
    if state is ConcernState.DONE:
        raise RuleBroken("This concern is done")


def check_taking_up(state: ConcernState) -> None:
    """It can be taken up once."""
    check_open(state)
    if state is not ConcernState.RECEIVED:
        raise RuleBroken("Somebody has taken this concern up already")


def check_sending_on(
    to: Onward | None, *, is_there: bool, has_it: bool, has_chair: bool, state: ConcernState
) -> None:
    """RuleBroken unless the concern may go there.

    `is_there`: its text has not been erased; `has_it`: whoever sends it says that the
    people it goes to have taken it up, for then the text is gone here.
    """
    check_open(state)
    if not is_there:
        raise RuleBroken("The text is gone: there is nothing left to send on")
    if to is None:
        raise RuleBroken("Select who looks after it", about="to")
    if to is Onward.CHAIR and not has_chair:
        raise RuleBroken("The group has no chair now. Select another way", about="to")
    if to is not Onward.CHAIR and not has_it:
        raise RuleBroken(
            "Tell them first, in their own way. Then tick that they have taken it up: the "
            "text is erased here at that moment",
            about="has_it",
        )


def check_answering(text: str, state: ConcernState) -> None:
    """An answer has words, as many as may be released."""
    check_open(state)
    if not text.strip():
        raise RuleBroken("Enter the answer", about="text")
    if len(text) > LONGEST:
        raise RuleBroken(f"The answer must be {LONGEST:,} characters or fewer", about="text")


def check_clearing(
    ruling: Ruling | None, reason: str, person: int, author: int | None, *, waits: bool
) -> None:
    """RuleBroken unless this person may let this answer out, or send it back, now."""
    if not waits or author is None:
        raise RuleBroken("No answer waits for a second person")
    check_second(person, {author})
    if ruling is None:
        raise RuleBroken("Select whether the answer may go out", about="ruling")
    if ruling is Ruling.REFUSED and not reason.strip():
        raise RuleBroken("Enter what has to be mended", about="reason")


def check_closing(state: ConcernState, *, is_sent_on: bool, is_there: bool) -> None:
    """Only what others have taken up ends without an answer."""
    check_open(state)
    if not is_sent_on:
        raise RuleBroken("Answer it: whoever told it waits for that")
    if is_there:
        raise RuleBroken("The chair must take it up first")
