"""What is planted where, and who may find it."""

import re
from collections.abc import Set
from dataclasses import dataclass

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

    def stands_in(self, told: str) -> bool:
        """Whether it can be found; a number on its own, not as part of some token."""
        return any(
            re.search(rf"(?<!\w){re.escape(one)}(?!\w)", told)
            if one.replace(",", "").isdigit()
            else one in told
            for one in self.canaries
        )


def canary(name: str) -> str:
    """A word that stands nowhere else."""
    return f"canary{name.title().replace(' ', '')}4711"
