"""The force-months in a batch of files, and the names that their content gives them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

FORMAT = "2"  # part of every name: raise it when the columns or the tally change


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one force-month that one file of the batch holds."""

    file: int
    month: str
    force_key: str  # in lower case: forces are the same whatever the case of their name
    force: str  # as published
    rows: int
    no_location: int
    fingerprint: str

    @property
    def key(self) -> tuple[str, str]:
        return self.month, self.force_key


def batch_name(parts: Sequence[Part]) -> str:
    """Names a batch by what is in it, in its order."""
    text = "\x1f".join([FORMAT, *(part.fingerprint for part in parts)])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def fingerprint(month: str, force_key: str, rows: int, total: int) -> str:
    """Names the rows of a force-month: the same in any order, another if one differs."""
    text = "\x1f".join((FORMAT, month, force_key, str(rows), str(total)))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
