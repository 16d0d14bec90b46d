"""No surprises: how long members have what names their ward before it is published.

No Django, no clock, no database. Days are working days of England, and clear: neither the
day on which the members got it nor the day of publication counts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list, plural
from wardmote.kernel.periods import day_words
from wardmote.law.holidays import is_working_day

DAY = timedelta(days=1)
LONGEST = 20
NAMED = 4  # wards that a refusal spells out; the rest are counted


class Standing(StrEnum):
    """How the members of a ward stand to what is to be published."""

    EXEMPT = "exempt"
    NOT_GIVEN = "not given"
    RUNNING = "running"
    GIVEN = "given"


def publish_from(had_on: date, days: int) -> date:
    """The first day on which what members have had since `had_on` may be published."""
    day = had_on
    for _ in range(days):
        day += DAY
        while not is_working_day(day):
            day += DAY
    return day + DAY if days else day


@dataclass(frozen=True, slots=True)
class HasIt:
    """A member, and since which day this text stands on their page; None: not yet."""

    name: str
    since: date | None
    through: str = ""
    acknowledged: date | None = None


@dataclass(frozen=True, slots=True)
class WardNotice:
    """One ward that an item names, with all its members of today."""

    code: str
    name: str
    members: tuple[HasIt, ...]
    days: int

    @property
    def acknowledged(self) -> int:
        """How many have said that they read it. Nobody has to."""
        return sum(one.acknowledged is not None for one in self.members)

    @property
    def opens_on(self) -> date | None:
        """When it may be published; None where somebody has not been given it."""
        had = [one.since for one in self.members if one.since is not None]
        if not had or len(had) < len(self.members):
            return None
        return publish_from(max(had), self.days)

    @property
    def last_day(self) -> date | None:
        """The last day of the notice."""
        return None if self.opens_on is None else self.opens_on - DAY

    def standing(self, today: date) -> Standing:
        if not self.members:
            return Standing.EXEMPT
        if self.opens_on is None:
            return Standing.NOT_GIVEN
        return Standing.GIVEN if self.opens_on <= today else Standing.RUNNING


@dataclass(frozen=True, slots=True)
class NoticePage:
    """Whom an item was given to; before it is published also who still lacks it, and from
    when on it may be."""

    item: str
    wards: list[WardNotice]
    today: date
    is_draft: bool

    @property
    def lines(self) -> list[tuple[WardNotice, Standing]]:
        return [(one, one.standing(self.today)) for one in self.wards]

    @property
    def lacking(self) -> int:
        """Wards whose members have not been given the words as they are now."""
        return sum(standing == Standing.NOT_GIVEN for _, standing in self.lines)

    @property
    def opens_on(self) -> date | None:
        """When the last of them have had it long enough; None while somebody lacks it."""
        running = [one for one, standing in self.lines if standing != Standing.EXEMPT]
        days = [one.opens_on for one in running if one.opens_on is not None]
        return max(days, default=self.today) if len(days) == len(running) else None

    @property
    def last_day(self) -> date | None:
        return None if self.opens_on is None else self.opens_on - DAY

    @property
    def may_publish(self) -> bool:
        return self.opens_on is not None and self.opens_on <= self.today


def short_wards(wards: Sequence[WardNotice], today: date) -> list[WardNotice]:
    """The wards whose members have not had it long enough."""
    enough = (Standing.EXEMPT, Standing.GIVEN)
    return [one for one in wards if one.standing(today) not in enough]


def check_notice(wards: Sequence[WardNotice], today: date, reason: str) -> None:
    """RuleBroken unless all have had it long enough, or somebody says why they need not."""
    short = short_wards(wards, today)
    if not short or reason.strip():
        return
    lacking = [one.name for one in short if one.opens_on is None]
    if lacking:
        names, more = lacking[:NAMED], len(lacking) - NAMED
        if more > 0:
            names = [*names, plural(more, "other ward")]
        raise RuleBroken(
            f"The councillors of {and_list(names)} have not been given this text. Give them "
            "notice first, or enter why it cannot wait",
            about="cannot_wait",
        )
    latest = max(one.opens_on for one in short if one.opens_on is not None)
    raise RuleBroken(
        f"The wards’ councillors have not had this long enough. Publish it from "
        f"{day_words(latest)}, or enter why it cannot wait",
        about="cannot_wait",
    )


def wards_named(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of the places (code -> name) whose names stand in this text, as words.

    A longer name that holds a shorter one ("Market Ward North") is not the shorter one.
    """
    by_name: dict[str, set[str]] = {}
    for code, name in names.items():
        if name.strip():
            by_name.setdefault(" ".join(name.split()), set()).add(code)
    if not by_name:
        return ()
    longest_first = sorted(by_name, key=len, reverse=True)
    any_of = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    found = re.findall(rf"(?<!\w)(?:{any_of})(?!\w)", text)
    return tuple(sorted(set().union(*(by_name[" ".join(one.split())] for one in found))))
