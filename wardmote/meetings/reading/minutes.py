"""What minutes say: the shapes that reading them answers with."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

Span = tuple[int, int]
"""First character and the one after the last, of the extracted text."""


class Kind(StrEnum):
    """What sort of decision it was."""

    AGREED = "agreed"
    NOTED = "noted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    ELECTED = "elected"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named as there, or as sorry not to be. None is what the text does not say."""

    name: str
    role: str | None = None
    organisation: str | None = None
    initials: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A heading of the agenda, as minuted: where it stands, and the words under it.

    `under` ends where the next item starts; it is empty where nothing was said.
    """

    number: str | None
    title: str
    at: Span = (0, 0)
    under: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Decision:
    """Something the meeting decided; `item` is the number (else the title) of its item."""

    text: str
    kind: Kind
    item: str | None
    at: Span


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done. `owners` as the minutes write them; `due` as documented."""

    text: str
    owners: tuple[str, ...]
    due: str | None
    item: str | None
    at: Span


@dataclass(frozen=True, slots=True)
class Next:
    """When the next meeting is: "2020-06-11" and "10:00"."""

    date: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """All that was read in one set of minutes."""

    body: str | None
    date: str | None
    time: str | None
    place: str | None
    chair: str | None
    present: tuple[Person, ...]
    apologies: tuple[Person, ...]
    items: tuple[Item, ...]
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]
    amounts: tuple[float, ...]
    next_meeting: Next

    def as_json(self) -> dict[str, Any]:
        """The documented form: docs/reference/formats.md."""
        return asdict(self)
