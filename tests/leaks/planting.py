"""What is planted where, and who may find it."""

from collections.abc import Set
from dataclasses import dataclass

OWN_MEMBERS = {"own councillor", "board councillor", "vice-chair councillor",
               "analyst councillor", "county councillor"}  # fmt: skip
NOBODY: set[str] = set()


@dataclass(frozen=True)
class Field:
    """One thing that is not public: what to look for, who may find it."""

    name: str
    readers: Set[str]
    canaries: tuple[str, ...]
    #: whether a page shows it to its readers at all
    is_shown: bool = True
    #: the column that holds it, "app.Model.field", where that is checked
    kept_in: str = ""


def canary(name: str) -> str:
    """A word that stands nowhere else."""
    return f"canary{name.title().replace(' ', '')}4711"
