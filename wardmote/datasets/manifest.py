"""Which files have been read, by checksum, and which force-months each of them held.

A file once read need not be read again while its force-months lie on the shelf: loading
the same archive twice reads nothing, a newer archive only what is new in it, and an import
that was stopped or killed goes on where it was. The manifest is only a memory: where a
line of it is lost, its file is read again. Only sound files are remembered, so that the
bad lines of the others are named every time.
"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from wardmote.datasets.shelf import Shelf, aside


@dataclass(frozen=True, slots=True)
class Found:
    """A force-month in a file that was read, and where its rows lie on the shelf."""

    month: str
    force: str
    rows: int
    no_location: int
    fingerprint: str
    batch: str
    part: int


@dataclass(frozen=True, slots=True)
class Known:
    """What a file was found to hold: force-months, or (`skipped`) no street rows."""

    found: tuple[Found, ...] = ()
    skipped: str = ""


class Manifest:
    """The manifest of one shelf, in memory; `write` adds what was learnt to its file."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._path = shelf.root / "manifest.jsonl"
        self._known: dict[str, Known] = {}
        self._same: dict[str, str] = {}  # a file where it lies -> its content
        self._places: dict[str, tuple[str, int]] = {}
        self._held: dict[str, bool] = {}
        self._unwritten: list[str] = []
        if self._path.exists():
            for line in self._path.read_text("utf-8").splitlines():
                self._take(line)

    def _take(self, line: str) -> None:
        try:
            said = json.loads(line)
        except ValueError:
            return  # cut off by a kill
        if "same" in said:
            self._same[said["key"]] = said["same"]
            return
        found = tuple(Found(**one) for one in said["found"])
        self._keep(said["key"], Known(found, said["skipped"]))

    def _keep(self, key: str, known: Known) -> None:
        self._known[key] = known
        for one in known.found:
            self._places[one.fingerprint] = (one.batch, one.part)

    def get(self, key: str) -> Known | None:
        """What the file with this checksum (or in this place, unchanged) held."""
        known = self._known.get(self._same.get(key, key))
        if known is None or not all(self._holds(one.batch) for one in known.found):
            return None
        return known

    def place_of(self, fingerprint: str) -> tuple[str, int] | None:
        """The batch and part where these rows lie already."""
        place = self._places.get(fingerprint)
        return place if place and self._holds(place[0]) else None

    def _holds(self, batch: str) -> bool:
        if batch not in self._held:
            self._held[batch] = self._shelf.holds(batch)
        return self._held[batch]

    def learn(self, some: Iterable[tuple[str, Known]], same: dict[str, str]) -> None:
        """Remember what files held, and where files lie whose content is known."""
        for key, known in some:
            self._keep(key, known)
            self._held |= {one.batch: True for one in known.found}
            self._unwritten.append(json.dumps({"key": key, **asdict(known)}))
        for key, content in same.items():
            self._same[key] = content
            self._unwritten.append(json.dumps({"key": key, "same": content}))

    def unwritten(self) -> list[str]:
        """What has been learnt since this was asked last, for `write`."""
        lines, self._unwritten = self._unwritten, []
        return lines

    def write(self, lines: Sequence[str]) -> None:
        """Add to the file: only once all that the lines speak of lies on the shelf."""
        if lines:
            self._shelf.root.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write("".join(f"\n{line}" for line in lines))
                file.flush()
                os.fsync(file.fileno())

    def forget_lost(self) -> None:
        """Write the manifest anew without the files whose force-months are gone."""
        kept = {key: known for key, known in self._known.items() if self.get(key)}
        lines = [json.dumps({"key": key, **asdict(known)}) for key, known in kept.items()]
        lines += [
            json.dumps({"key": key, "same": content})
            for key, content in self._same.items()
            if content in kept and Path(key.rsplit("|", 3)[0]).exists()
        ]
        with aside(self._path) as file:
            file.write("\n".join(lines).encode())
