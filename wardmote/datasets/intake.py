"""From files to force-months: read in batches, set aside what is new, check the rest.

Sound files are read by the warehouse, many at once. A file that is not sound is read
again line by line, its bad lines named, and its good ones written plainly and read like
any other. Nothing here is visible to a reader: `usecases` moves it into place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np

from wardmote.datasets import street
from wardmote.datasets.cleaning import clean
from wardmote.datasets.shelf import Shelf, settle
from wardmote.datasets.sources import Skipped, SourceFile, street_files
from wardmote.datasets.street import REJECTS_KEPT, Reject
from wardmote.datasets.tallies import NOWHERE, TALLY, Tally
from wardmote.datasets.warehouse import Bench, Part, Unreadable, opened
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month

BATCH = 32 * 1024**2  # bytes of CSV read at once


class Progress(Protocol):
    """Told now and then how far an import is."""

    def __call__(self, done: int, total: int, rows: int) -> None:
        """`done` of `total` bytes are read, `rows` rows so far."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One force-month that came in, and the first file that it came from."""

    month: Month
    force: str
    rows: int
    no_location: int
    fingerprint: str
    file: str


@dataclass(slots=True)
class Intake:
    """What one command brought."""

    taken: dict[tuple[str, str], Taken] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)
    other_labels: set[str] = field(default_factory=set)
    repeated: int = 0  # files, or parts of them, that came twice

    @property
    def rows(self) -> int:
        return sum(taken.rows for taken in self.taken.values())


@dataclass(frozen=True, slots=True)
class _Laid:
    """A file laid out to be read: its name on the receipt, and where it is."""

    source: SourceFile
    path: Path


def take_in(paths: Sequence[Path], folder: Path, shelf: Shelf, progress: Progress) -> Intake:
    """Read every street file behind the paths; set rows and tallies aside in `folder`.

    What lies on the shelf already is not written again.
    Raises RuleBroken, with nothing changed, for files that cannot be what they should.
    """
    intake = Intake()
    with street_files(paths) as found, opened(folder / "spill") as bench:
        intake.skipped = found.skipped
        done = 0
        for batch in _batches(found.files, folder):
            _read(batch, bench, intake, folder)
            _set_aside(batch, bench, intake, folder, shelf)
            for laid in batch:
                done += laid.source.stored
                if laid.path != laid.source.plain:
                    laid.path.unlink()
            progress(done, found.stored, intake.rows + intake.rejected)
    intake.rejects.sort(key=lambda reject: (reject.file, reject.line))
    if not intake.taken:
        raise RuleBroken("There are no rows in the files. Nothing was imported")
    return intake


def _batches(files: Sequence[SourceFile], folder: Path) -> Iterator[list[_Laid]]:
    batch: list[_Laid] = []
    size = 0
    for number, source in enumerate(files):
        if source.plain is not None:
            path, length = source.plain, source.stored
        else:
            path = folder / f"{number}.csv"
            length = source.write_to(path)
        batch.append(_Laid(source, path))
        size += length
        if size > BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(batch: list[_Laid], bench: Bench, intake: Intake, folder: Path) -> None:
    """Bring the batch's rows to the bench; name the lines that cannot be read."""
    bench.clear()
    intake.files += [laid.source.name for laid in batch]
    slow = [laid for laid in batch if not laid.source.look.is_plain]
    plain = [laid for laid in batch if laid.source.look.is_plain]
    for has_context in True, False:
        slow += _load(
            [one for one in plain if ("context" in one.source.look.heading) == has_context],
            bench,
            has_context=has_context,
        )
    doubtful = _doubtful(bench)
    for laid in plain:
        if str(laid.path) in doubtful:
            bench.drop(laid.path)
            slow.append(laid)
    for number, laid in enumerate(slow):
        _load_slowly(laid, bench, intake, folder / f"clean-{number}.csv")


def _load(files: list[_Laid], bench: Bench, *, has_context: bool) -> list[_Laid]:
    """Load files all at once, else one by one; give back those that are not sound."""
    if not files:
        return []
    try:
        bench.load([laid.path for laid in files], has_context=has_context)
    except Unreadable:
        if len(files) == 1:
            return files
        half = len(files) // 2
        return _load(files[:half], bench, has_context=has_context) + _load(
            files[half:], bench, has_context=has_context
        )
    return []


def _doubtful(bench: Bench) -> set[str]:
    """The paths of files whose values must be looked at line by line.

    An unknown crime type is a reason: where a stray comma has shifted a row and left
    its last value blank, DuckDB lets it pass.
    """
    doubtful = set(bench.files_with_bad_points())
    for path, month, force, label in bench.names():
        if (
            street.month_fault(month)
            or street.name_fault("Reported by", force)
            or street.type_code(label or "") == street.OTHER_LABEL
            or force != street.tidy(force or "")
        ):
            doubtful.add(path)
    return doubtful


def _load_slowly(laid: _Laid, bench: Bench, intake: Intake, path: Path) -> None:
    with (
        laid.path.open("rb") as source,
        path.open("w", encoding="utf-8", newline="") as out,
    ):
        cleaned = clean(source, laid.source.name, out)
    intake.rejected += cleaned.rejected
    room = REJECTS_KEPT - len(intake.rejects)
    intake.rejects += cleaned.rejects[: max(room, 0)]
    try:
        bench.load([path], has_context=True)
    except Unreadable as error:
        raise RuleBroken(
            f"{laid.source.name} cannot be read as CSV. Open it, save it as “CSV UTF-8” "
            "and import it again"
        ) from error
    bench.rename(path, laid.path)
    path.unlink()


def _set_aside(
    batch: list[_Laid], bench: Bench, intake: Intake, folder: Path, shelf: Shelf
) -> None:
    """Write what the bench holds, a file for each force-month, and note it."""
    names = {str(laid.path): laid.source.name for laid in batch}
    parts = bench.parts()
    with_rows = {part.file for part in parts}
    intake.skipped += [
        Skipped(laid.source.name, "has a heading but no rows")
        for laid in batch
        if str(laid.path) not in with_rows
    ]
    intake.other_labels.update(
        street.other_labels([label or "" for *_, label in bench.names()])
    )
    tallies = bench.tallies()
    for part in parts:
        if _is_new(part, names[part.file], intake):
            tally = tallies.get(part.number, np.empty(0, TALLY))
            if not shelf.holds(part.month, part.fingerprint):
                bench.write(part, folder / f"{part.fingerprint}.parquet")
                np.save(folder / f"{part.fingerprint}.npy", tally, allow_pickle=False)
            intake.taken[part.key] = _taken(part, names[part.file], tally)


def _taken(part: Part, file: str, tally: Tally) -> Taken:
    no_location = int(tally["n"][tally["point"] == NOWHERE].sum())
    month = street.as_month(part.month)
    return Taken(month, part.force, part.rows, no_location, part.fingerprint, file)


def _is_new(part: Part, file: str, intake: Intake) -> bool:
    """Whether the force-month has not come yet in this command.

    The same rows may come twice. Other rows for the same force-month are refused: they
    are two publications, and only the person knows which is the newer.
    """
    before = intake.taken.get(part.key)
    if before is None:
        return True
    if before.fingerprint != part.fingerprint:
        raise RuleBroken(
            f"{before.file} and {file} both hold {part.force} for "
            f"{before.month.words}, with different rows. Import them one after the "
            "other, the older first, each with --published DATE"
        )
    intake.repeated += 1
    return False


def move_into_place(some: Iterable[Taken], folder: Path, shelf: Shelf) -> None:
    """Move what was set aside onto the shelf; what lies there already is the same."""
    for taken in some:
        if shelf.holds(str(taken.month), taken.fingerprint):
            continue
        for ending, target in (
            ("parquet", shelf.rows(str(taken.month), taken.fingerprint)),
            ("npy", shelf.tally(taken.fingerprint)),
        ):
            settle(folder / f"{taken.fingerprint}.{ending}", target)
    shelf.flush()
