"""Terms of reference in clauses: read from a text, written back, two versions compared.

No Django, no clock, no database. A clause begins with its number on a line of its own words;
a short line without a full stop is its heading:

    7. Membership
    7.1 Each responsible authority names one person.
    7.2 At least one elected member takes part in every decision.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import day_words
from wardmote.meetings.notice import REGIME_NAMES, Regime

LONGEST_HEADING, MOST = 80, 300
LIKE = 0.6  # of their words alike: two clauses are the same clause, changed
_START = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}\.|\d{1,2}(?=\s+[A-Z]))(?:\s+(.*))?")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its number, a heading if it has one, its words by lines."""

    number: str
    heading: str = ""
    words: str = ""

    @property
    def name(self) -> str:
        return f"{self.number} {self.heading}".strip()

    @property
    def text(self) -> str:
        """All of it but the number."""
        return "\n".join(one for one in (self.heading, self.words) if one)


def read_clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text. RuleBroken, naming the line, where it has no such shape."""
    found: list[tuple[str, list[str], list[str]]] = []
    for line in (one.strip() for one in text.splitlines()):
        start = _START.fullmatch(line)
        if start:
            number, rest = start[1].rstrip("."), (start[2] or "").strip()
            heading = [rest] if _is_heading(rest) else []
            found.append((number, heading, [rest] if rest and not heading else []))
        elif line and found:
            _go_on(found[-1][2], line)
        elif line:
            raise RuleBroken(
                f"“{line[:40]}” stands before the first number. Begin with a clause, such as "
                "“1. Name”",
                about="text",
            )
    clauses = tuple(
        Clause(number, "".join(heading), "\n".join(words)) for number, heading, words in found
    )
    _check(clauses)
    return clauses


def _go_on(words: list[str], line: str) -> None:
    """A line that goes on with a sentence, as text copied from a page has them, is joined;
    not where the whole would read as the beginning of a clause."""
    goes_on = words and words[-1][-1] not in ".;:" and line[0] not in "(-•–"
    if goes_on and not _START.fullmatch(f"{words[-1]} {line}"):
        words[-1] += f" {line}"
    else:
        words.append(line)


def _is_heading(line: str) -> bool:
    return 0 < len(line) <= LONGEST_HEADING and line[-1] not in ".;:,"


def _check(clauses: Sequence[Clause]) -> None:
    if not clauses:
        raise RuleBroken("Enter the clauses, each beginning with its number", about="text")
    if len(clauses) > MOST:
        raise RuleBroken(f"Terms of reference have at most {MOST} clauses", about="text")
    for before, after in pairwise(clauses):
        if _order(after) <= _order(before):
            raise RuleBroken(
                f"Clause {after.number} comes after {before.number}: number them in order",
                about="text",
            )
    for one in clauses:
        if not one.text:
            raise RuleBroken(f"Clause {one.number} says nothing", about="text")


def _order(clause: Clause) -> tuple[int, ...]:
    return tuple(map(int, clause.number.split(".")))


def written_out(clauses: Iterable[Clause]) -> str:
    """The text that `read_clauses` reads as these clauses."""
    return "\n\n".join(map(_written, clauses))


def _written(clause: Clause) -> str:
    number = clause.number if "." in clause.number else f"{clause.number}."
    if clause.heading:
        lines = [f"{number} {clause.heading}", clause.words]
    elif _is_heading(clause.words.partition("\n")[0]):
        lines = [number, clause.words]
    else:
        lines = [f"{number} {clause.words}"]
    return "\n".join(one for one in lines if one)


class Kind(StrEnum):
    """What became of a clause from one version to the next."""

    SAME = "same"
    CHANGED = "changed"
    RENUMBERED = "renumbered"
    ADDED = "added"
    LEFT_OUT = "left out"


KIND_NAMES = {
    Kind.SAME: "The same",
    Kind.CHANGED: "Changed",
    Kind.RENUMBERED: "Renumbered",
    Kind.ADDED: "New",
    Kind.LEFT_OUT: "Left out",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A clause in the version before and in the one after."""

    old: Clause | None
    new: Clause | None

    @property
    def kind(self) -> Kind:
        if self.old is None:
            return Kind.ADDED
        if self.new is None:
            return Kind.LEFT_OUT
        if self.old.text != self.new.text:
            return Kind.CHANGED
        return Kind.SAME if self.old.number == self.new.number else Kind.RENUMBERED


def compare(old: Sequence[Clause], new: Sequence[Clause]) -> list[Change]:
    """Every clause of both, in the order of the new version; what is left out stands where
    it stood. A clause is known again by its words, its heading, by most of its words, and
    last by its number, so that one put in above does not make all others look changed.
    """
    pairs = _pairs(old, new)
    found: list[Change] = []
    gone = [one for one in old if one not in pairs.values()]
    for one in new:
        before = pairs.get(one)
        if before is not None:
            while gone and _order(gone[0]) < _order(before):
                found.append(Change(gone.pop(0), None))
        found.append(Change(before, one))
    return [*found, *(Change(one, None) for one in gone)]


#: by what a clause is known again, the surest first
_ALIKE: tuple[Callable[[Clause, Clause], bool], ...] = (
    lambda a, b: a == b,
    lambda a, b: a.text == b.text,
    lambda a, b: a.heading != "" and a.heading.casefold() == b.heading.casefold(),
)


def _pairs(old: Sequence[Clause], new: Sequence[Clause]) -> dict[Clause, Clause]:
    """New clause -> the old one it comes from."""
    found: dict[Clause, Clause] = {}
    left, fresh = list(old), list(new)

    def pair(before: Clause, after: Clause) -> None:
        found[after] = before
        left.remove(before)
        fresh.remove(after)

    for alike in _ALIKE:
        for after in list(fresh):
            before = next((one for one in left if alike(one, after)), None)
            if before is not None:
                pair(before, after)
    shares = sorted(
        ((_likeness(a, b), a, b) for a in left for b in fresh),
        key=lambda one: (-one[0], _order(one[1]), _order(one[2])),
    )
    for share, before, after in shares:
        if share >= LIKE and before in left and after in fresh:
            pair(before, after)
    for after in list(fresh):
        before = next((one for one in left if one.number == after.number), None)
        if before is not None:
            pair(before, after)
    return found


def _likeness(one: Clause, other: Clause) -> float:
    return SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio()


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that stand in both versions, or in this one alone."""

    words: str
    is_changed: bool


def runs(old: str, new: str) -> tuple[list[Run], list[Run]]:
    """Both texts in runs; put together again they are the texts."""
    before, after = _tokens(old), _tokens(new)
    left: list[Run] = []
    right: list[Run] = []
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for what, a, b, c, d in codes:
        if b > a:
            left.append(Run("".join(before[a:b]), what != "equal"))
        if d > c:
            right.append(Run("".join(after[c:d]), what != "equal"))
    return left, right


def _tokens(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


@dataclass(frozen=True, slots=True)
class Rules:
    """What of the terms of reference the product itself applies to the group's meetings."""

    regime: Regime = Regime.PRINCIPAL
    notice_days: int = 5
    quorum: int = 0
    least_members: int = 0
    standing_items: tuple[str, ...] = ()
    least_organisations: int = 0

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each rule: what it is about, and what it says."""
        own = f"Its own: {self.notice_days} clear days"
        return [
            (
                "Notice of an agenda",
                own if self.regime is Regime.OWN else REGIME_NAMES[self.regime],
            ),
            ("Quorum", f"{self.quorum} with a seat" if self.quorum else "No rule"),
            (
                "Elected members",
                f"At least {self.least_members}" if self.least_members else "No rule",
            ),
            (
                "Organisations",
                f"At least {self.least_organisations} different ones"
                if self.least_organisations
                else "No rule",
            ),
            ("On every agenda", "; ".join(self.standing_items) or "Nothing besides the usual"),
        ]


def compare_rules(old: Rules, new: Rules) -> list[tuple[str, str, str]]:
    """The rules that differ: what, before, after."""
    both = zip(old.lines, new.lines, strict=True)
    return [(what, was, now) for (what, was), (_, now) in both if was != now]


def amendments(changes: Iterable[Change], rules: Iterable[tuple[str, str, str]]) -> str:
    """What a meeting is asked to agree, in words, one amendment to a line."""
    lines = [_amendment(one) for one in changes if one.kind is not Kind.SAME]
    lines += [f"{what}: “{was}” becomes “{now}”." for what, was, now in rules]
    return "\n".join(lines)


def _amendment(change: Change) -> str:
    old, new = change.old, change.new
    if new is None:
        return f"Clause {old.number} is left out: “{_flat(old)}”" if old else ""
    if old is None:
        return f"New clause {new.number}: “{_flat(new)}”"
    moved = "" if old.number == new.number else f", now {new.number}"
    if old.text == new.text:
        return f"Clause {old.number} becomes {new.number}, its words unchanged."
    return f"Clause {old.number}{moved}: “{_flat(old)}” becomes “{_flat(new)}”"


def _flat(clause: Clause) -> str:
    return (
        ". ".join(clause.text.split("\n"))
        if clause.heading
        else " ".join(clause.words.split("\n"))
    )


def starts_on(meets_on: date, asked: date | None = None) -> date:
    """From when a version is in force that a meeting agreed: the day after at the earliest,
    so that no meeting changes the rules it is held by."""
    after = meets_on + timedelta(days=1)
    return after if asked is None else max(asked, after)


def check_start(starts: date, latest: date | None) -> None:
    """RuleBroken unless this version follows on the latest one agreed."""
    if latest is not None and starts <= latest:
        raise RuleBroken(
            f"A version is in force from {day_words(latest)} already: choose a later day",
            about="asked_from",
        )


def check_former(starts: date, first_decided: date | None, today: date) -> None:
    """RuleBroken unless a version entered from elsewhere stood before what was agreed here."""
    if starts > today:
        raise RuleBroken("Enter a day in the past: what is to come is agreed", about="since")
    if first_decided is not None and starts >= first_decided:
        raise RuleBroken(
            f"The first version agreed here is in force from {day_words(first_decided)}. Enter "
            "an earlier day, or propose a new version",
            about="since",
        )
