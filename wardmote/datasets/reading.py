"""Bringing the rows of street files to the bench, each file the fastest way it can be read.

As promised (strictly, many files at once), as text (a file by itself), or line by line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wardmote.datasets import street
from wardmote.datasets.cleaning import clean
from wardmote.datasets.sources import SourceFile
from wardmote.datasets.street import REJECTS_KEPT, Reject
from wardmote.datasets.warehouse import Bench, Unreadable
from wardmote.kernel.errors import RuleBroken


@dataclass(slots=True)
class Laid:
    """A file laid out to be read: where it is, and what it turned out to be."""

    source: SourceFile
    path: Path
    checksum: str
    is_sound: bool = True


@dataclass(slots=True)
class Seen:
    """What could not be read, or not be counted by type, of all files so far."""

    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)
    other_labels: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads batches of files to one bench. Rows of a month after `latest` are rejected."""

    bench: Bench
    folder: Path
    latest: str
    seen: Seen

    def read(self, batch: list[Laid]) -> None:
        """Bring the batch's rows to the bench; name the lines that cannot be read.

        The batch is put in another order: a file's number is its place in it.
        """
        # by heading, so that files read together have numbers in a row
        batch.sort(key=lambda laid: not laid.source.look.has_context)
        plain = [at for at, laid in enumerate(batch) if self._keeps_promises(laid)]
        firsts = [batch[at].source.look.first for at in plain]
        self.bench.begin([month for month, _ in firsts], [force for _, force in firsts])
        doubtful = {at for at in range(len(batch)) if at not in set(plain)}
        for span in _spans(plain, batch):
            doubtful |= _load(span, batch, self.bench)
        for number in self.bench.doubtful():
            self.bench.drop(number)
            doubtful.add(number)
        for number in sorted(doubtful):
            self._as_text(batch[number], number)

    def _keeps_promises(self, laid: Laid) -> bool:
        seen = laid.source.look
        month, force = seen.first
        return (
            seen.is_plain
            and street.month_fault(month, self.latest) is None
            and street.name_fault("Reported by", force) is None
            and force == street.tidy(force)
        )

    def _as_text(self, laid: Laid, number: int) -> None:
        """Read one file that is not as the others: at once if it is sound, else by line."""
        if laid.source.look.is_plain:
            try:
                self.bench.load_as_text(
                    laid.path, number, has_context=laid.source.look.has_context
                )
            except Unreadable:
                self.bench.drop(number)
            else:
                if number not in self.bench.doubtful() and self._names_are_sound(number):
                    return
                self.bench.drop(number)
        self._slowly(laid, number)

    def _names_are_sound(self, number: int) -> bool:
        return all(
            street.month_fault(month, self.latest) is None
            and street.name_fault("Reported by", force) is None
            and force == street.tidy(force)
            for month, force in self.bench.names(number)
        )

    def _slowly(self, laid: Laid, number: int) -> None:
        path = self.folder / f"clean-{number}.csv"
        name, seen = laid.source.name, self.seen
        with (
            laid.path.open("rb") as source,
            path.open("w", encoding="utf-8", newline="") as out,
        ):
            cleaned = clean(source, name, out, latest=self.latest)
        seen.rejected += cleaned.rejected
        room = REJECTS_KEPT - len(seen.rejects)
        seen.rejects += cleaned.rejects[: max(room, 0)]
        try:
            self.bench.load_as_text(path, number, has_context=True)
        except Unreadable as error:
            raise RuleBroken(
                f"{name} cannot be read as CSV. Open it, save it as “CSV UTF-8” "
                "and import it again"
            ) from error
        path.unlink()
        labels = street.other_labels(self.bench.labels(number))
        seen.other_labels.update(labels)
        laid.is_sound = not (cleaned.rejected or labels)


def _spans(numbers: Sequence[int], batch: list[Laid]) -> list[range]:
    """Runs of consecutive numbers whose files are headed alike."""
    spans: list[range] = []
    for number in numbers:
        last = spans[-1] if spans else None
        if (
            last is not None
            and last.stop == number
            and batch[last.start].source.look.has_context
            == batch[number].source.look.has_context
        ):
            spans[-1] = range(last.start, number + 1)
        else:
            spans.append(range(number, number + 1))
    return spans


def _load(span: range, batch: list[Laid], bench: Bench) -> set[int]:
    """Load files all at once, else by halves; give back those that are not sound."""
    paths = [batch[number].path for number in span]
    try:
        bench.load(paths, span.start, has_context=batch[span.start].source.look.has_context)
    except Unreadable:
        if len(span) == 1:
            return {span.start}
        half = len(span) // 2
        return _load(span[:half], batch, bench) | _load(span[half:], batch, bench)
    return set()
