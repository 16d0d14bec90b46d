"""What a command answers: exit codes, and receipts of rejected rows."""

from collections.abc import Iterable
from typing import Protocol

DONE, REFUSED, USAGE, DONE_WITH_REJECTS = 0, 1, 2, 3
STOPPED = 130  # as a shell says of a command that Ctrl-C ended
SHOWN = 20


class RejectedRow(Protocol):
    """A row that could not be used, and why."""

    @property
    def row(self) -> int: ...
    @property
    def reason(self) -> str: ...


def rejected_lines(file: str, rejected: Iterable[RejectedRow]) -> list[str]:
    """`file:row: reason` for the first ones, then how many more there are."""
    every = list(rejected)
    lines = [f"  {file}:{one.row}: {one.reason}" for one in every[:SHOWN]]
    if len(every) > SHOWN:
        lines.append(f"  and {len(every) - SHOWN:,} more")
    return lines
