"""The folders of the warehouse, and writing into them so that a kill leaves no trace.

rows/      Parquet by batch of force-months, named by content: never changed
tallies/   the tally of each: its points and its cells
manifest.jsonl   which files were read, by checksum
looks.json       what lay behind the paths of the last imports
shapes/    boundaries as geometry and by squares, by edition: made again when missing
counts/    count cubes by boundaries and state of the store: made again when missing
placed/    which place each known point is in, by boundaries
incoming/  what an import is writing; emptied when the next one starts
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from wardmote.kernel.errors import RuleBroken

KEPT_UNUSED = 24 * 60 * 60  # seconds: a reader may still have its old state in hand


class Shelf:
    """Where the files of one warehouse lie."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def rows(self, batch: str) -> Path:
        return self.root / "rows" / f"{batch}.parquet"

    def tally(self, batch: str) -> tuple[Path, Path]:
        """Where the points and the cells of a tally lie."""
        folder = self.root / "tallies"
        return folder / f"points-{batch}.npy", folder / f"cells-{batch}.npy"

    def holds(self, batch: str) -> bool:
        """Whether a batch lies here already; in use from now on, so that it stays."""
        if not self.is_whole(batch):
            return False
        for path in self._files(batch):
            path.touch()
        return True

    def is_whole(self, batch: str) -> bool:
        """Whether a batch lies here with its tally."""
        return all(path.exists() for path in self._files(batch))

    def _files(self, batch: str) -> tuple[Path, ...]:
        return self.rows(batch), *self.tally(batch)

    def counts(self, name: str) -> Path:
        return self.root / "counts" / name

    def placed(self, name: str) -> Path:
        return self.root / "placed" / f"{name}.npy"

    def shapes(self, name: str) -> Path:
        return self.root / "shapes" / f"{name}.npy"

    def squares(self, name: str) -> Path:
        return self.root / "shapes" / f"{name}.squares-1"

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """A folder for one import at a time; whatever is left in it goes."""
        folder = self.root / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise RuleBroken(
                    "Another import is running. Wait until it is done, then try again"
                ) from error
            for stale in folder.iterdir():
                shutil.rmtree(stale, ignore_errors=True)
            with tempfile.TemporaryDirectory(dir=folder) as own:
                yield Path(own)

    def flush(self) -> None:
        """Make the names of files that were moved into place last through a power cut."""
        for folder in self.root / "rows", self.root / "tallies":
            folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def kept(self) -> Iterator[Path]:
        """Every file that a backup must hold; the others are made again when missing.

        The manifest too is only a memory: without it, files are read once more.
        """
        for folder in "rows", "tallies":
            for path in sorted((self.root / folder).rglob("*")):
                if path.is_file() and not path.name.startswith(".writing-"):
                    yield path

    def drop(self, batches: set[str]) -> None:
        """Delete these batches now: nothing refers to them, and nothing will."""
        for folder in "rows", "tallies":
            for path in (self.root / folder).glob("*"):
                if path.stem[-32:] in batches:
                    path.unlink(missing_ok=True)

    def sweep(self, used: set[str]) -> int:
        """Delete batches that no force-month has used for a day, and cubes as old."""
        gone = 0
        for folder in "rows", "tallies", "counts":
            for path in (self.root / folder).glob("*"):
                is_fresh = time.time() - path.stat().st_mtime < KEPT_UNUSED
                if not is_fresh and path.stem[-32:] not in used:
                    path.unlink(missing_ok=True)
                    gone += 1
        return gone


def settle(source: Path, target: Path) -> None:
    """Flush a finished file to disk and move it into place."""
    with source.open("rb") as file:
        os.fsync(file.fileno())
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)


def write_array(path: Path, array: NDArray[np.generic]) -> None:
    """Put an array into a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with aside(path) as file:
        np.save(file, array, allow_pickle=False)


@contextmanager
def aside(path: Path) -> Iterator[BinaryIO]:
    """A file to write that appears at `path`, whole and flushed, at the end of the block."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
