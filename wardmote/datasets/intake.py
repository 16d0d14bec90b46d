"""From files to force-months: read in batches, put on the shelf what is new, check the rest.

Sound files are read by the warehouse, many at once. A file that is not sound is read
again line by line, its bad lines named, and its good ones written plainly and read like
any other. A file that the manifest knows is not read at all. Nothing here is visible to a
reader: what lies on the shelf counts only when `usecases` makes it current.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wardmote.datasets import street
from wardmote.datasets.archives import checksum_of
from wardmote.datasets.layers import Held
from wardmote.datasets.manifest import Found, Known, Manifest
from wardmote.datasets.parts import Part, batch_name
from wardmote.datasets.reading import Laid, Reader, Seen
from wardmote.datasets.shelf import Shelf, settle
from wardmote.datasets.sources import Skipped, SourceFile, street_files
from wardmote.datasets.street import Reject
from wardmote.datasets.warehouse import Bench, opened
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Month

BATCH = 128 * 1024**2  # bytes of CSV read at once: about a month of the whole country
MOST_AT_ONCE = 2_000  # files
THREADS = 2


class Progress(Protocol):
    """Told now and then how far an import is; may raise to stop it."""

    def __call__(self, done: int, total: int, rows: int) -> None:
        """`done` of `total` bytes are read, `rows` rows so far.

        The first call, before anything is read, tells what was read by an earlier import.
        """


@dataclass(frozen=True, slots=True)
class Taken:
    """One force-month that came in, the first file that it came from, where it lies."""

    month: Month
    force: str
    rows: int
    no_location: int
    fingerprint: str
    file: str
    batch: str
    part: int

    @property
    def key(self) -> tuple[str, str]:
        return str(self.month), self.force.lower()


@dataclass(slots=True)
class Intake:
    """What one command brought."""

    taken: dict[tuple[str, str], Taken] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    read: int = 0  # of the files, those that were read and not remembered
    skipped: list[Skipped] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)
    repeated: int = 0  # files, or parts of them, that came twice

    @property
    def rows(self) -> int:
        return sum(taken.rows for taken in self.taken.values())

    @property
    def held(self) -> list[Held]:
        """The force-months as the cubes will know them."""
        return [
            Held(one.month, one.force, one.fingerprint, one.batch, one.part)
            for one in self.taken.values()
        ]

    @property
    def rejected(self) -> int:
        return self.seen.rejected

    @property
    def rejects(self) -> list[Reject]:
        return self.seen.rejects

    @property
    def notes(self) -> list[str]:
        """What the receipt should say of the rows."""
        said = []
        if self.seen.other_labels:
            labels = ", ".join(sorted(self.seen.other_labels)[:20])
            said.append(f"Counted in all crime only, being none of the 14 types: {labels}")
        if self.repeated:
            times = plural(self.repeated, "force-month came", "force-months came")
            said.append(f"{times} more than once with the same rows and count once")
        return said


def take_in(
    paths: Sequence[Path],
    folder: Path,
    shelf: Shelf,
    progress: Progress,
    *,
    latest: str = "2999-12",
    ahead: Callable[[NDArray[np.int64]], None] = lambda points: None,
) -> Intake:
    """Read every street file behind the paths; lay their force-months on the shelf.

    `folder` is for what is half done. Rows of a month after `latest` are rejected. `ahead`
    is given the points of each batch as it comes in.
    Raises RuleBroken for files that cannot be what they should.
    """
    manifest = Manifest(shelf)
    with street_files(paths, manifest) as found:
        work = _Work(Intake(skipped=found.skipped), folder, shelf, manifest)
        manifest.learn(found.others, {})
        known = [file for file in found.files if file.known is not None]
        fresh = [file for file in found.files if file.known is None]
        for file in known:
            work.remember(file, file.known or Known())
        done = sum(file.stored for file in known)
        progress(done, found.stored, work.rows)
        if fresh:
            with opened(folder / "spill") as bench:
                reader = Reader(bench, folder, latest, work.intake.seen)
                for batch in _batches(fresh, folder):
                    work.take(batch, reader)
                    ahead(work.points)
                    done += sum(laid.source.stored for laid in batch)
                    progress(done, found.stored, work.rows)
    intake = work.intake
    intake.files.sort()
    intake.rejects.sort(key=lambda reject: (reject.file, reject.line))
    if not intake.taken:
        raise RuleBroken("There are no rows in the files. Nothing was imported")
    return intake


def _batches(files: Sequence[SourceFile], folder: Path) -> Iterator[list[Laid]]:
    """Files laid out to be read, inflated and checked, so many at once."""

    def lay(numbered: tuple[int, SourceFile]) -> Laid:
        number, source = numbered
        path = source.plain or folder / f"{number}.csv"
        if source.plain is None:
            source.write_to(path)
        checksum = source.key if source.packed else checksum_of(path)
        return Laid(source, path, checksum)

    with ThreadPoolExecutor(THREADS) as pool:
        for group in _groups(files):
            yield list(pool.map(lay, group))


def _groups(files: Sequence[SourceFile]) -> Iterator[list[tuple[int, SourceFile]]]:
    group: list[tuple[int, SourceFile]] = []
    size = 0
    for number, source in enumerate(files):
        group.append((number, source))
        size += source.packed.entry.file_size if source.packed else source.stored
        if size > BATCH or len(group) == MOST_AT_ONCE:
            yield group
            group, size = [], 0
    if group:
        yield group


@dataclass(slots=True)
class _Work:
    """One command's work on its files; `points` are those of the batch laid down last."""

    intake: Intake
    folder: Path
    shelf: Shelf
    manifest: Manifest
    points: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    @property
    def rows(self) -> int:
        return self.intake.rows + self.intake.rejected

    def remember(self, source: SourceFile, known: Known) -> None:
        """Take in a file that was read before."""
        self.intake.files.append(source.name)
        self._admit(source, known)

    def _admit(self, source: SourceFile, known: Known) -> None:
        for one in known.found:
            self._note(
                Taken(
                    street.as_month(one.month),
                    one.force,
                    one.rows,
                    one.no_location,
                    one.fingerprint,
                    source.name,
                    one.batch,
                    one.part,
                )
            )
        if not known.found:
            self.intake.skipped.append(Skipped(source.name, "has a heading but no rows"))

    def take(self, batch: list[Laid], reader: Reader) -> None:
        """Read a batch of files that are not known where they lie."""
        fresh = []
        for laid in batch:
            known = self.manifest.get(laid.checksum)
            if known is None or known.skipped:
                fresh.append(laid)
            else:
                self.remember(laid.source, known)
        moved = {
            laid.source.key: laid.checksum for laid in batch if laid.checksum != laid.source.key
        }
        if fresh:
            self.intake.read += len(fresh)
            self.intake.files += [laid.source.name for laid in fresh]
            reader.read(fresh)
            self._shelve(fresh, reader.bench)
        self.manifest.learn([], moved)
        for laid in batch:
            if laid.path != laid.source.plain:
                laid.path.unlink()

    def _shelve(self, batch: list[Laid], bench: Bench) -> None:
        """Put the batch's force-months on the shelf and remember what its files held."""
        parts = bench.parts()
        new = [part for part in parts if self._is_new(part)]
        distinct = list({part.fingerprint: part for part in new}.values())
        if distinct:
            self._put(distinct, bench)
        found: dict[int, list[Found]] = {at: [] for at in range(len(batch))}
        fresh = {part.fingerprint: at for at, part in enumerate(distinct)}
        name = batch_name(distinct)
        for part in parts:
            at = fresh.get(part.fingerprint)
            place = self.manifest.place_of(part.fingerprint) if at is None else (name, at)
            if place is None:  # pragma: no cover - `_is_new` says otherwise
                raise AssertionError(part)
            found[part.file].append(
                Found(
                    part.month,
                    part.force,
                    part.rows,
                    part.no_location,
                    part.fingerprint,
                    *place,
                )
            )
        for number, laid in enumerate(batch):
            self._admit(laid.source, Known(tuple(found[number])))
        self.manifest.learn(
            [
                (laid.checksum, Known(tuple(found[number])))
                for number, laid in enumerate(batch)
                if laid.is_sound
            ],
            {},
        )

    def _is_new(self, part: Part) -> bool:
        return self.manifest.place_of(part.fingerprint) is None

    def _put(self, parts: list[Part], bench: Bench) -> None:
        name = batch_name(parts)
        rows = self.folder / "rows.parquet"
        points, cells = self.folder / "points.npy", self.folder / "cells.npy"
        tally = bench.write(parts, rows)
        tally.write(points, cells)
        self.points = tally.somewhere
        targets = self.shelf.rows(name), *self.shelf.tally(name)
        for source, target in zip((rows, points, cells), targets, strict=True):
            settle(source, target)
        self.shelf.flush()

    def _note(self, taken: Taken) -> None:
        """Count a force-month once.

        The same rows may come twice. Other rows for the same force-month are refused:
        they are two publications, and only the person knows which is the newer.
        """
        before = self.intake.taken.get(taken.key)
        if before is None:
            self.intake.taken[taken.key] = taken
        elif before.fingerprint != taken.fingerprint:
            first, second = sorted((before.file, taken.file))
            raise RuleBroken(
                f"{first} and {second} both hold {taken.force} for "
                f"{taken.month.words}, with different rows. Import them one after the "
                "other, the older first, each with --published DATE"
            )
        else:
            self.intake.repeated += 1
