"""Clearing words about an issue for councillors, then for everyone: two people, always.

Whatever is said of an issue derives from what partners share, so nobody releases alone:
one person writes, another clears. The second person holds a seat on the group that has the
issue, or works for the organisation that leads on it, or is an officer; never the author.

No Django, no clock, no database.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.releases.rules import check_second

ESCALATED_AFTER = timedelta(days=2)
LONGEST = 4_000  # characters
LONGEST_REFERENCE = 30


class Ruling(StrEnum):
    """What the second person said."""

    CLEARED = "cleared"
    REFUSED = "refused"


RULING_NAMES = {Ruling.CLEARED: "Cleared", Ruling.REFUSED: "Not cleared"}


@dataclass(frozen=True, slots=True)
class Second:
    """Whoever would be the second person, and what makes them one."""

    person: int
    holds_seat: bool
    leads: bool
    is_officer: bool


def may_rule(second: Second, author: int) -> bool:
    """Somebody else than the author, of the group, the lead organisation or the office."""
    return second.person != author and (second.holds_seat or second.leads or second.is_officer)


def check_words(text: str) -> None:
    """There is something to release."""
    if not text.strip():
        raise RuleBroken("Enter the words to release", about="text")
    if len(text) > LONGEST:
        raise RuleBroken(f"The words must be {LONGEST:,} characters or fewer", about="text")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an issue outside the agencies: its title, words and wards."""

    title: str
    text: str
    wards: frozenset[str]


def check_reference(system: str, number: str) -> None:
    """Another system and the number there, which is one word: nothing of what is in it."""
    if not system.strip():
        raise RuleBroken("Enter the name of the system", about="system")
    if not number.strip():
        raise RuleBroken("Enter the number there", about="number")
    if len(number.split()) > 1 or len(number.strip()) > LONGEST_REFERENCE:
        raise RuleBroken(
            f"Enter the number alone: no spaces, and at most {LONGEST_REFERENCE} characters",
            about="number",
        )


def check_order(is_public: bool, said: Said, had: Said | None) -> None:
    """Councillors of its wards read just these words before everyone does.

    `had` is what stands before them now. An issue of no ward has no councillors to wait for.
    """
    if not is_public or not said.wards:
        return
    if had is None:
        raise RuleBroken(
            "Release it to the councillors of the wards first: they hear before everyone "
            "else does",
            about="audience",
        )
    is_theirs = (had.title, had.text.strip()) == (said.title, said.text.strip())
    if not is_theirs or not said.wards <= had.wards:
        raise RuleBroken(
            "The councillors of its wards have other words. Release these to them first: "
            "everyone reads what they have read",
            about="audience",
        )


def check_ruling(
    ruling: Ruling | None, reason: str, second: Second, author: int, *, is_open: bool
) -> None:
    """RuleBroken unless this person may say this, now."""
    if not is_open:
        raise RuleBroken("Somebody has decided on these words already")
    check_second(second.person, {author})
    if not may_rule(second, author):
        raise RuleBroken(
            "Someone of the group that has the issue, of the organisation that leads on it, "
            "or an officer must clear these words"
        )
    if ruling is None:
        raise RuleBroken("Select whether the words may be released", about="ruling")
    if ruling is Ruling.REFUSED and not reason.strip():
        raise RuleBroken("Enter what has to be mended", about="reason")


def is_escalated(asked_at: datetime, now: datetime) -> bool:
    """It has waited two days: the officers see it on their start page."""
    return now - asked_at >= ESCALATED_AFTER
