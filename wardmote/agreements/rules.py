"""What a signature opens, and for how long. No Django, no clock.

An organisation that never signed reads nothing that partners share. One whose signature
has run out keeps reading for some days (amber), then nothing new; what it wrote, does and
leads stays its own. Two people together may keep the door open for 30 days more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken

WARN_DAYS = 30
CHASE_DAYS = (30, 14, 0)
EXTENSION_DAYS = 30
LONGEST_TERM = 120  # months
#: how long the text of a concern is kept at most; a setting may shorten it
CONCERN_DAYS = 28


class AgreementKind(StrEnum):
    """What is agreed."""

    SHARING = "sharing"
    SERVICE = "service"


KIND_NAMES = {
    AgreementKind.SHARING: "Information sharing agreement",
    AgreementKind.SERVICE: "Service level agreement",
}


class State(StrEnum):
    """How an organisation stands to an agreement on a day, best last."""

    NEVER = "never"
    SHUT = "shut"
    EXTENDED = "extended"
    AMBER = "amber"
    LAPSING = "lapsing"
    SIGNED = "signed"


STATE_NAMES = {
    State.NEVER: "Not signed",
    State.SHUT: "Ran out: shut",
    State.EXTENDED: "Ran out: extended",
    State.AMBER: "Ran out: amber",
    State.LAPSING: "Signed, runs out soon",
    State.SIGNED: "Signed",
}

#: the colour of each state's tag, always beside its words
STATE_COLOURS = {
    State.NEVER: "red",
    State.SHUT: "red",
    State.EXTENDED: "orange",
    State.AMBER: "yellow",
    State.LAPSING: "yellow",
    State.SIGNED: "green",
}

_RANK = {state: rank for rank, state in enumerate(State)}


@dataclass(frozen=True, slots=True)
class Term:
    """One signature: the day it was given and the last day that it holds."""

    signed_on: date
    until: date


@dataclass(frozen=True, slots=True)
class Text:
    """One version: from when it is in force, until when signatures of earlier ones hold."""

    number: int
    in_force_on: date
    sign_by: date


@dataclass(frozen=True, slots=True)
class Given:
    """One signature as it was given: of which version, on which day, for how long."""

    number: int
    signed_on: date
    until: date


@dataclass(frozen=True, slots=True)
class Extension:
    """Two people kept the door open after the term that ended on `lapsed_on`."""

    lapsed_on: date
    until: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How an organisation stands: `holds_until` by signature, `open_until` in all."""

    state: State
    holds_until: date | None = None
    open_until: date | None = None

    @property
    def has_signed(self) -> bool:
        """Partner text is open, as it stays when a signature runs out."""
        return self.state is not State.NEVER

    @property
    def is_open(self) -> bool:
        """New restricted text is open."""
        return self.state not in (State.NEVER, State.SHUT)

    @property
    def words(self) -> str:
        return STATE_NAMES[self.state]

    @property
    def colour(self) -> str:
        return STATE_COLOURS[self.state]

    def opens(self, written_on: date, *, is_theirs: bool = False) -> bool:
        """May this restricted text be read? Their own may, once they have signed."""
        if self.state is State.NEVER or self.open_until is None:
            return False
        return is_theirs or self.is_open or written_on <= self.open_until


NEVER = Standing(State.NEVER)


def terms(given: Iterable[Given], texts: Iterable[Text], on: date) -> list[Term]:
    """A signature holds until its term ends, or a later version had to be signed."""
    in_force = [one for one in texts if one.in_force_on <= on]
    return [
        Term(
            one.signed_on,
            min([one.until, *(text.sign_by for text in in_force if text.number > one.number)]),
        )
        for one in given
    ]


def standing(
    terms: Iterable[Term],
    extensions: Iterable[Extension],
    on: date,
    *,
    amber_days: int,
) -> Standing:
    """How an organisation that gave these signatures stands on a day.

    Terms that begin later do not count yet.
    """
    given = [term for term in terms if term.signed_on <= on and term.until >= term.signed_on]
    if not given:
        return NEVER
    holds = max(term.until for term in given)
    amber_until = holds + timedelta(days=amber_days)
    extended = [one.until for one in extensions if one.lapsed_on == holds]
    open_until = max([amber_until, *extended])
    if on <= holds:
        soon = holds - on <= timedelta(days=WARN_DAYS)
        state = State.LAPSING if soon else State.SIGNED
    elif any(on <= until for until in extended):
        state = State.EXTENDED
    else:
        state = State.AMBER if on <= amber_until else State.SHUT
    return Standing(state, holds, open_until)


def best(standings: Iterable[Standing]) -> Standing:
    """The one that opens most, of several agreements."""
    return max(
        standings, key=lambda one: (_RANK[one.state], one.open_until or date.min), default=NEVER
    )


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the month's last: 31 January + 1 is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def last_day(signed_on: date, months: int) -> date:
    """The last day of a term: two years from 1 May 2026 end on 30 April 2028."""
    return add_months(signed_on, months) - timedelta(days=1)


def check_signature(
    signed_on: date, name: str, capacity: str, *, today: date, in_force_on: date
) -> None:
    """RuleBroken, saying what to mend, unless this can be a signature."""
    if not name.strip():
        raise RuleBroken("Enter the name of who signed", about="name")
    if not capacity.strip():
        raise RuleBroken("Enter in what capacity they signed", about="capacity")
    if signed_on > today:
        raise RuleBroken("The day of signing must not be in the future", about="signed_on")
    if add_months(signed_on, 12) < in_force_on:
        raise RuleBroken(
            "It was signed more than a year before this version. Choose the version that "
            "was signed",
            about="signed_on",
        )


def check_extension(held: Standing, reason: str, extensions: Sequence[Extension]) -> None:
    """RuleBroken unless the signature has run out and was not extended before."""
    if held.state is State.NEVER:
        raise RuleBroken("They have never signed: there is nothing to extend")
    if held.state in (State.SIGNED, State.LAPSING):
        raise RuleBroken("Their signature still holds. Ask them to sign again")
    if any(one.lapsed_on == held.holds_until for one in extensions):
        raise RuleBroken(
            "This has been extended once. Ask them to sign again: it cannot be extended twice"
        )
    if not reason.strip():
        raise RuleBroken("Enter why it should be extended", about="reason")


def extended_until(agreed_on: date) -> date:
    """30 days after the day of agreeing."""
    return agreed_on + timedelta(days=EXTENSION_DAYS)


def chase_day(due_on: date, on: date) -> int | None:
    """Which of the 30, 14 and 0 days' notices is due; None before the first."""
    left = (due_on - on).days
    return min((days for days in CHASE_DAYS if left <= days), default=None)
