"""One thing that waits, and the order in which things are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits: what, where to deal with it, since when."""

    words: str
    href: str
    does: str
    since: date | None = None
    is_urgent: bool = False


def oldest_first(items: Iterable[Item]) -> list[Item]:
    """Set-up first (it has no date), then by age."""
    return sorted(items, key=lambda item: item.since or date.min)
