"""The audit chain: what seals an entry, and what a check of the chain finds.

Version 1, frozen: chains that exist were made by it.

- The *digest* of an entry is the SHA-256 of a JSON array: the instant in UTC with
  microseconds (2026-11-02T10:00:00.000000+00:00), the actor's number or null, the
  actor's name, verb, subject, details. Keys sorted, no spaces, everything but ASCII
  escaped; a float that is a whole number is written as one, since a database may read
  1e22 back as an integer.
- Its *seal* is the SHA-256 of `previous:number:entry:digest`: the seal before it (64
  zeros before the first), its number in the chain from 1, the entry's key, its digest.

Order is the number's; no clock takes part.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from itertools import permutations

from wardmote.kernel.errors import RuleBroken

START = "0" * 64
ANCHOR = "wardmote-audit-1"
#: the verb of somebody's reading restricted text; every other verb is a deed
READ = "text.read"
#: entries at fault that are tried in each other's place to see whether they were swapped
TRIED = 30
#: the number and the seal that a chain has come to
Head = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what, when: an entry before it is kept."""

    at: datetime
    actor_id: int | None
    actor: str
    verb: str
    subject: str
    details: Mapping[str, object]

    @property
    def digest(self) -> str:
        whole = [
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.actor_id,
            self.actor,
            self.verb,
            self.subject,
            _settled(self.details),
        ]
        return sha256(
            json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()
        ).hexdigest()


def _settled(value: object) -> object:
    """The same whatever database the value has been through."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list | tuple):
        return [_settled(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _settled(item) for key, item in value.items()}
    return value


def seal_of(previous: str, number: int, entry: int, digest: str) -> str:
    """What seals entry `entry` as the chain's `number`th."""
    return sha256(f"{previous}:{number}:{entry}:{digest}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The chain's head as it was noted outside the database."""

    number: int
    hash: str
    at: datetime

    def __str__(self) -> str:
        return (
            f"{ANCHOR} {self.number} {self.hash} {self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        )


def read_anchors(text: str) -> list[Anchor]:
    """The anchors in a text, one a line; other lines, such as a mail's, are passed over."""
    found = []
    for line in text.splitlines():
        words = line.split()
        if words[:1] != [ANCHOR]:
            continue
        try:
            _, number, seal, at = words
            found.append(Anchor(int(number), seal, datetime.fromisoformat(at)))
        except ValueError as error:
            raise RuleBroken(f"This line is not a whole anchor: {line[:120]}") from error
    if not found:
        raise RuleBroken("There is no anchor in that file. `wardmote audit anchor` writes one")
    return found


class FaultKind(StrEnum):
    """What can be wrong with the chain."""

    EDITED = "edited"
    REMOVED = "removed"
    REORDERED = "reordered"
    INSERTED = "inserted"
    TRUNCATED = "truncated"
    BROKEN = "broken"
    UNGUARDED = "unguarded"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, in words, and the number it has in the chain."""

    kind: FaultKind
    number: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """One link of the chain as it stands: its seal, and its entry's digest worked out anew.

    `digest` is None when the entry is gone; `kept` is the digest written beside the entry.
    """

    number: int
    entry: int
    previous: str
    hash: str
    digest: str | None
    kept: str | None

    @property
    def is_whole(self) -> bool:
        return self.digest is not None and self.kept == self.digest and self.fits(self.digest)

    def fits(self, digest: str) -> bool:
        return self.hash == seal_of(self.previous, self.number, self.entry, digest)


def faults_in(
    chain: Iterable[Sealed], head: Callable[[], Head], anchors: Iterable[Anchor] = ()
) -> Iterator[Fault]:
    """What is wrong with a chain, given in order of its numbers.

    After a fault the walk goes on from the seal as it stands, so one change names one
    entry. The head is asked for before the walk and after it: writers may go on meanwhile.
    """
    before = head()
    wanted: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        wanted.setdefault(anchor.number, []).append(anchor)
    last, seal, unfit = 0, START, []
    for link in chain:
        if link.number != last + 1:
            yield _missing(last + 1, link.number - 1)
        elif link.previous != seal:
            words = f"Entry {link.number} does not follow the one before it: a seal was changed"
            yield Fault(FaultKind.BROKEN, link.number, words)
        if link.digest is None:
            words = f"Entry {link.number} has been removed; its seal is still there"
            yield Fault(FaultKind.REMOVED, link.number, words)
        elif not link.is_whole:
            unfit.append(link)
        yield from _unheld(wanted.pop(link.number, []), link.hash)
        last, seal = link.number, link.hash
    yield from _unfit(unfit)
    yield from _end((last, seal), before, head())
    yield from _unheld([one for late in wanted.values() for one in late], "")


def _missing(first: int, last: int) -> Fault:
    if last < first:
        return Fault(FaultKind.BROKEN, last + 1, f"Entry {last + 1} is there twice")
    words = f"Entry {first} has" if first == last else f"Entries {first} to {last} have"
    return Fault(FaultKind.REMOVED, first, f"{words} been removed with their seals")


def _unfit(links: list[Sealed]) -> Iterator[Fault]:
    """Entries that their seals do not fit: swapped with each other, or edited."""
    swapped = set()
    if len(links) <= TRIED:
        for one, other in permutations(links, 2):
            if other.digest is not None and one.fits(other.digest):
                swapped.add(one.number)
    for link in links:
        if link.number in swapped:
            words = f"Entry {link.number} stands in another’s place: entries were reordered"
            yield Fault(FaultKind.REORDERED, link.number, words)
        else:
            words = f"Entry {link.number} is not what was sealed: it, or its seal, was edited"
            yield Fault(FaultKind.EDITED, link.number, words)


def _end(last: Head, before: Head, after: Head) -> Iterator[Fault]:
    if last[0] < before[0]:
        words = f"The chain ends at entry {last[0]}; it had come to {before[0]}: it was cut off"
        yield Fault(FaultKind.TRUNCATED, last[0] + 1, words)
    elif last[0] > after[0] or any(
        last[0] == one[0] and last[1] != one[1] for one in (before, after)
    ):
        words = f"Entry {last[0]} is not the one that the chain is noted to end with"
        yield Fault(FaultKind.BROKEN, last[0], words)


def _unheld(anchors: Iterable[Anchor], seal: str) -> Iterator[Fault]:
    for anchor in anchors:
        if anchor.hash != seal:
            words = (
                f"Entry {anchor.number}, anchored on {anchor.at:%Y-%m-%d at %H:%M}, is no "
                "longer in the chain: it was cut off or made anew"
            )
            yield Fault(FaultKind.TRUNCATED, anchor.number, words)
