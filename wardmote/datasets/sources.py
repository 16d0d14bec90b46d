"""Which street files lie behind the paths that a person gave.

A path is a CSV, a .csv.gz, a folder (read to its depths) or a zip as data.police.uk
publishes it. What is not a street file is named for the receipt. A file that the manifest
knows is not even opened.
"""

import gzip
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from wardmote.datasets.archives import (
    BAD_ARCHIVE,
    BAD_LIST,
    CHUNK,
    MOST_ENTRIES,
    Packed,
    check_directory,
    check_inflated,
    content_key,
    damaged,
    entries_of,
)
from wardmote.datasets.manifest import Known, Manifest
from wardmote.datasets.street import Kind, Look, look
from wardmote.kernel.errors import RuleBroken

FIRST_LOOK = 8192

WHAT_TO_IMPORT = "Import the street files of data.police.uk: their names end in -street.csv"
LINK = "is a link, which is not followed"
CSV_ENDINGS = (".csv", ".csv.gz")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
OTHER_POLICE_FILES = (Kind.OUTCOMES, Kind.STOP_AND_SEARCH)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One street file: its name on the receipt, its look, and how to read it."""

    name: str
    stored: int  # bytes where it lies, perhaps compressed
    key: str  # its checksum, else its place on disk with the time of its last change
    opener: Callable[[], BinaryIO]
    look: Look = field(default=Look(Kind.STREET))
    plain: Path | None = None  # where it can be read as it lies
    packed: Packed | None = None  # where it can be inflated fast
    known: Known | None = None  # what it held when it was last read

    def write_to(self, path: Path) -> int:
        """Put the file, inflated and checked, at `path`; give back its bytes."""
        written = 0
        try:
            with path.open("wb") as out:
                for piece in self._pieces():
                    written += len(piece)
                    check_inflated(self.name, self.stored, written)
                    out.write(piece)
        except BAD_ARCHIVE as error:
            raise damaged(self.name) from error
        return written

    def _pieces(self) -> Iterator[bytes]:
        if self.packed is not None:
            yield from self.packed.inflate()
            return
        with self.opener() as source:
            while piece := source.read(CHUNK):
                yield piece


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left alone; `why` finishes "It ..."."""

    name: str
    why: str


@dataclass(slots=True)
class Sources:
    """What lies behind the paths of one command."""

    manifest: Manifest
    files: list[SourceFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    others: list[tuple[str, Known]] = field(default_factory=list)  # not seen before

    @property
    def stored(self) -> int:
        return sum(file.stored for file in self.files)


@contextmanager
def street_files(paths: Sequence[Path], manifest: Manifest) -> Iterator[Sources]:
    """The street files behind the paths, open to be read until the end of the block."""
    with ExitStack() as stack:
        found = Sources(manifest)
        for path in paths:
            if _ADDRESS.match(str(path)):
                raise RuleBroken(
                    f"{path} is an address. Wardmote fetches nothing: download it first"
                )
        for path in dict.fromkeys(path.resolve() for path in paths):
            _take(path, found, stack)
        if not found.files:
            raise RuleBroken(_nothing_found(found))
        found.files.sort(key=lambda file: file.name)
        yield found


def _take(path: Path, found: Sources, stack: ExitStack) -> None:
    if not path.exists():
        raise RuleBroken(f"There is nothing at {path}. Check the path")
    try:
        if path.is_dir():
            _take_folder(path, found, stack)
        elif not path.is_file():
            raise RuleBroken(f"{path} is neither a file nor a folder")
        elif path.suffix.lower() == ".zip":
            _take_zip(path, path.name, found, stack)
        else:
            _sort_out(_on_disk(path, path.name, path.stat()), found, is_named=True)
    except OSError as error:
        raise RuleBroken(f"{path} cannot be read: {error.strerror or error}") from error


def _take_folder(folder: Path, found: Sources, stack: ExitStack) -> None:
    beside = len(str(folder)) - len(folder.name)
    for number, (place, names, files) in enumerate(os.walk(folder, onerror=_give_up), start=1):
        names.sort()
        inside = place[beside:]
        for name in names:
            if Path(place, name).is_symlink():
                found.skipped.append(Skipped(f"{inside}/{name}", LINK))
        for file in sorted(files):
            path, name = Path(place, file), f"{inside}/{file}"
            about = path.lstat()
            if stat.S_ISLNK(about.st_mode):
                found.skipped.append(Skipped(name, LINK))
            elif not stat.S_ISREG(about.st_mode):
                found.skipped.append(Skipped(name, "is not a file"))
            elif file.lower().endswith(".zip"):
                _take_zip(path, name, found, stack)
            elif file.lower().endswith(CSV_ENDINGS):
                _sort_out(_on_disk(path, name, about), found)
            else:
                found.skipped.append(Skipped(name, "is not a CSV file"))
        if number > MOST_ENTRIES or len(found.skipped) > MOST_ENTRIES:
            raise RuleBroken(f"{folder} holds too many files. Name a smaller folder")


def _give_up(error: OSError) -> None:
    raise error


def _on_disk(path: Path, name: str, about: os.stat_result) -> SourceFile:
    packed = path.name.lower().endswith(".gz")

    def opener() -> BinaryIO:
        return gzip.open(path, "rb") if packed else path.open("rb")  # type: ignore[return-value]

    key = f"{path}|{about.st_size}|{about.st_mtime_ns}|{about.st_ctime_ns}"
    return SourceFile(name, about.st_size, key, opener, plain=None if packed else path)


def _sort_out(file: SourceFile, found: Sources, *, is_named: bool = False) -> None:
    """Keep a street file; skip the police's other files, by name and reason.

    Any other file is skipped in a folder or zip, and refused when a person named it or
    when its own name says that it is a street file.
    """
    known = found.manifest.get(file.key)
    if known is not None and known.skipped:
        found.skipped.append(Skipped(file.name, known.skipped))
        return
    if known is not None:
        found.files.append(replace(file, known=known))
        return
    seen = _first_look(file.opener, file.name)
    is_meant = is_named or "-street." in file.name.lower()
    if seen.kind is Kind.STREET:
        found.files.append(replace(file, look=seen))
    elif is_meant and seen.kind not in OTHER_POLICE_FILES:
        raise RuleBroken(_wrong_file(file.name, seen.kind))
    else:
        found.skipped.append(Skipped(file.name, seen.kind.value))
        if seen.kind in OTHER_POLICE_FILES:
            found.others.append((file.key, Known(skipped=seen.kind.value)))


def _first_look(opener: Callable[[], BinaryIO], name: str) -> Look:
    try:
        with opener() as source:
            return look(source.read(FIRST_LOOK))
    except BAD_ARCHIVE as error:
        raise damaged(name) from error


def _take_zip(path: Path, name: str, found: Sources, stack: ExitStack) -> None:
    check_directory(path, name)
    try:
        archive = stack.enter_context(zipfile.ZipFile(path))
    except BAD_LIST as error:
        raise damaged(name) from error
    for entry in entries_of(archive, name):
        _take_entry(archive, path, entry, f"{name}/{entry.filename}", found)


def _take_entry(
    archive: zipfile.ZipFile, path: Path, entry: zipfile.ZipInfo, name: str, found: Sources
) -> None:
    lower = entry.filename.lower()
    if lower.endswith(".zip"):
        found.skipped.append(Skipped(name, "is a zip inside a zip: unpack it first"))
    elif not lower.endswith(CSV_ENDINGS) or lower.startswith("__macosx/"):
        found.skipped.append(Skipped(name, "is not a CSV file"))
    else:
        is_gzip = lower.endswith(".gz")

        def opener() -> BinaryIO:
            raw = archive.open(entry)
            return gzip.open(raw, "rb") if is_gzip else raw  # type: ignore[return-value]

        is_plain = entry.compress_type == zipfile.ZIP_DEFLATED and not is_gzip
        file = SourceFile(
            name,
            entry.compress_size,
            content_key(entry.CRC, entry.file_size),
            opener,
            packed=Packed(path, entry) if is_plain else None,
        )
        _sort_out(file, found)


def _wrong_file(name: str, kind: Kind) -> str:
    if kind is Kind.UTF16:
        return f"{name} {kind.value}. Save it as “CSV UTF-8” and import it again"
    return f"{name} {kind.value}. {WHAT_TO_IMPORT}"


def _nothing_found(found: Sources) -> str:
    if not found.skipped:
        return f"There is no street file there. {WHAT_TO_IMPORT}"
    first = found.skipped[0]
    if len(found.skipped) == 1:
        return f"{first.name} {first.why}. {WHAT_TO_IMPORT}"
    more = f", and {len(found.skipped) - 1:,} more" if len(found.skipped) > 1 else ""
    return (
        f"There is no street file there, only files such as {first.name}{more}: it {first.why}"
    )
