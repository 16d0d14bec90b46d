"""From files to force-months: read in batches, put on the shelf what is new, check the rest.

Sound files are read by the warehouse, many at once. A file that is not sound is read
again line by line, its bad lines named, and its good ones written plainly and read like
any other. A file that the manifest knows is not read at all. Nothing here is visible to a
reader: what lies on the shelf counts only when `usecases` makes it current.
"""

import tempfile
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wardmote.datasets import street
from wardmote.datasets.laying import batches
from wardmote.datasets.manifest import Found, Known, Manifest
from wardmote.datasets.parts import Part, batch_name
from wardmote.datasets.reading import Laid, Reader
from wardmote.datasets.settling import Job, settling
from wardmote.datasets.shelf import Shelf, settle
from wardmote.datasets.sources import Skipped, SourceFile, street_files
from wardmote.datasets.taken import Intake, Taken
from wardmote.datasets.warehouse import Bench, opened
from wardmote.kernel.errors import RuleBroken


class Progress(Protocol):
    """Told now and then how far an import is; may raise to stop it."""

    def __call__(self, done: int, total: int, rows: int) -> None:
        """`done` of `total` bytes are read, `rows` rows so far.

        The first call, before anything is read, tells what was read by an earlier import.
        """


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
    with street_files(paths, manifest) as found, settling() as later:
        work = _Work(Intake(skipped=found.skipped), folder, shelf, manifest, later)
        manifest.learn(found.others, {})
        known = [file for file in found.files if file.known is not None]
        fresh = [file for file in found.files if file.known is None]
        for file in known:
            work.remember(file, file.known or Known())
        done = sum(file.stored for file in known)
        progress(done, found.stored, work.rows)
        if fresh:
            with closing(_shelved(fresh, work, latest)) as shelved:
                for batch in shelved:
                    ahead(work.points)
                    done += sum(laid.source.stored for laid in batch)
                    progress(done, found.stored, work.rows)
        work.settle({})
    intake = work.intake
    intake.files.sort()
    intake.rejects.sort(key=lambda reject: (reject.file, reject.line))
    if not intake.taken:
        raise RuleBroken("There are no rows in the files. Nothing was imported")
    return intake


def _shelved(files: Sequence[SourceFile], work: "_Work", latest: str) -> Generator[list[Laid]]:
    """Read files batch after batch; lay each on the shelf while the next one is read.

    Gives each batch back when it lies there: until it is asked for the next, nothing of
    `work` changes.
    """
    shelving: Future[list[Laid]] | None = None
    with (
        ThreadPoolExecutor(1) as thread,
        opened(work.folder / "spill") as bench,
        closing(batches(files, work.folder)) as laid_out,
    ):
        for batch, own in zip(laid_out, cycle((bench, bench.twin())), strict=False):
            fresh = work.unknown(batch)
            if fresh:
                Reader(own, work.folder, latest, work.intake.seen).read(fresh)
            for laid in batch:
                if laid.path != laid.source.plain:
                    laid.path.unlink()
            if shelving is not None:
                yield shelving.result()
            shelving = thread.submit(work.take, batch, fresh, own)
        if shelving is not None:
            yield shelving.result()


@dataclass(slots=True)
class _Work:
    """One command's work on its files; `points` are those of the batch laid down last.

    `later` does what waits for the disk while more is read.
    """

    intake: Intake
    folder: Path
    shelf: Shelf
    manifest: Manifest
    later: Callable[[Job], None]
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

    def unknown(self, batch: list[Laid]) -> list[Laid]:
        """Those of a batch that must be read."""
        known = [self.manifest.get(laid.checksum) for laid in batch]
        return [
            laid for laid, one in zip(batch, known, strict=True) if one is None or one.skipped
        ]

    def take(self, batch: list[Laid], fresh: list[Laid], bench: Bench) -> list[Laid]:
        """Take in a batch of files, of which the fresh ones have been brought to the bench."""
        numbers = {id(laid) for laid in fresh}
        for laid in batch:
            if id(laid) not in numbers:
                self.remember(laid.source, self.manifest.get(laid.checksum) or Known())
        moved = {
            laid.source.key: laid.checksum for laid in batch if laid.checksum != laid.source.key
        }
        written: dict[Path, Path] = {}
        if fresh:
            self.intake.read += len(fresh)
            self.intake.files += [laid.source.name for laid in fresh]
            written = self._shelve(fresh, bench)
        self.manifest.learn([], moved)
        self.settle(written)
        return batch

    def settle(self, written: dict[Path, Path]) -> None:
        """Move files to their places on the shelf, then let the manifest speak of them."""
        lines = self.manifest.unwritten()

        def job() -> None:
            for source, target in written.items():
                settle(source, target)
            if written:
                self.shelf.flush()
            self.manifest.write(lines)

        if written or lines:
            self.later(job)

    def _shelve(self, batch: list[Laid], bench: Bench) -> dict[Path, Path]:
        """Write the batch's force-months and remember what its files held.

        Gives back where on the shelf the files belong that were written.
        """
        parts = bench.parts()
        new = [part for part in parts if self._is_new(part)]
        distinct = list({part.fingerprint: part for part in new}.values())
        written = self._write(distinct, bench) if distinct else {}
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
        return written

    def _is_new(self, part: Part) -> bool:
        return self.manifest.place_of(part.fingerprint) is None

    def _write(self, parts: list[Part], bench: Bench) -> dict[Path, Path]:
        name = batch_name(parts)
        targets = self.shelf.rows(name), *self.shelf.tally(name)
        aside = Path(tempfile.mkdtemp(dir=self.folder))
        rows, points, cells = sources = [aside / target.name for target in targets]
        tally = bench.write(parts, rows)
        tally.write(points, cells)
        self.points = tally.somewhere
        return dict(zip(sources, targets, strict=True))

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
