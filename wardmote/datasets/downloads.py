"""What the police's API sent, kept between being fetched and being made current.

A month is kept once it is complete, so that a fetch that is stopped goes on from there.
Nothing here is visible to a reader. Parts of older tries go when a fetch is done.
"""

import csv
import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wardmote.datasets.police_api import Values
from wardmote.datasets.shelf import Shelf, aside
from wardmote.datasets.street import COLUMNS, Reject
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month


@dataclass(frozen=True, slots=True)
class Download:
    """One complete month of a district."""

    month: Month
    rows: list[Values]
    rejects: list[Reject]


class Downloads:
    """The folder of one warehouse where complete months wait. One fetch at a time."""

    def __init__(self, shelf: Shelf) -> None:
        self._folder = shelf.root / "fetched"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other fetch out; RuleBroken while one is running."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise RuleBroken(
                    "Another fetch is running. Wait until it is done, then try again"
                ) from error
            yield

    def keep(self, name: str, download: Download) -> None:
        """Put a complete month into the folder in one step."""
        whole = {
            "month": str(download.month),
            "rows": download.rows,
            "rejects": [[one.file, one.line, one.reason] for one in download.rejects],
        }
        with aside(self._path(name)) as file:
            file.write(json.dumps(whole).encode())

    def find(self, name: str) -> Download | None:
        """A month that was complete when an earlier fetch stopped."""
        try:
            said = json.loads(self._path(name).read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        rejects = [Reject(*one) for one in said["rejects"]]
        rows = [tuple(one) for one in said["rows"]]
        return Download(Month.parse(said["month"]), rows, rejects)

    def clear(self) -> None:
        for path in self._folder.glob("*.json"):
            path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def write_street_file(download: Download, path: Path) -> None:
    """The rows as a street file, so that they come into the store as any other file does."""
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file).writerow
        write(COLUMNS)
        for row in download.rows:
            write(row)
