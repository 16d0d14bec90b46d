"""Which street files lie behind the paths that a person gave.

A path is a CSV, a .csv.gz, a folder (read to its depths) or a zip as data.police.uk
publishes it. Nothing is ever written under a name from an archive, and what is not a
street file is named for the receipt. Archives are hostile until shown otherwise.
"""

import gzip
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from wardmote.datasets.street import Kind, Look, look
from wardmote.kernel.errors import RuleBroken

MOST_ENTRIES = 50_000
MOST_DIRECTORY = 16 * 1024**2  # bytes of a zip's own list of entries
MOST_INFLATED = 32 * 1024**3
LARGEST_FILE = 2 * 1024**3
SUSPICIOUS_RATIO = 200
SUSPICIOUS_SIZE = 32 * 1024**2
FIRST_LOOK = 8192
CHUNK = 1024**2

WHAT_TO_IMPORT = "Import the street files of data.police.uk: their names end in -street.csv"
CSV_ENDINGS = (".csv", ".csv.gz")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
BAD_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    gzip.BadGzipFile,
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One street file: its name on the receipt, its look, and how to read it."""

    name: str
    stored: int  # bytes where it lies, perhaps compressed
    opener: Callable[[], BinaryIO]
    look: Look
    plain: Path | None = None  # where it can be read as it lies

    def write_to(self, path: Path) -> int:
        """Put the file, inflated and checked, at `path`; give back its bytes."""
        written = 0
        try:
            with self.opener() as source, path.open("wb") as out:
                while chunk := source.read(CHUNK):
                    written += len(chunk)
                    _check_inflated(self.name, self.stored, written)
                    out.write(chunk)
        except BAD_ARCHIVE as error:
            raise _damaged(self.name) from error
        return written


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left alone; `why` finishes "It ..."."""

    name: str
    why: str


@dataclass(slots=True)
class Found:
    """What lies behind the paths of one command."""

    files: list[SourceFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def stored(self) -> int:
        return sum(file.stored for file in self.files)


@contextmanager
def street_files(paths: Sequence[Path]) -> Iterator[Found]:
    """The street files behind the paths, open to be read until the end of the block."""
    with ExitStack() as stack:
        found = Found()
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


def _take(path: Path, found: Found, stack: ExitStack) -> None:
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
            _sort_out(_on_disk(path, path.name), found, is_named=True)
    except OSError as error:
        raise RuleBroken(f"{path} cannot be read: {error.strerror or error}") from error


def _take_folder(folder: Path, found: Found, stack: ExitStack) -> None:
    for number, (place, names, files) in enumerate(os.walk(folder, onerror=_give_up), start=1):
        names.sort()
        for name in [one for one in names if (Path(place) / one).is_symlink()]:
            found.skipped.append(Skipped(name, "is a link, which is not followed"))
        for file in sorted(files):
            path = Path(place) / file
            name = str(path.relative_to(folder.parent))
            if path.is_symlink():
                found.skipped.append(Skipped(name, "is a link, which is not followed"))
            elif not path.is_file():
                found.skipped.append(Skipped(name, "is not a file"))
            elif file.lower().endswith(".zip"):
                _take_zip(path, name, found, stack)
            elif file.lower().endswith(CSV_ENDINGS):
                _sort_out(_on_disk(path, name), found)
            else:
                found.skipped.append(Skipped(name, "is not a CSV file"))
        if number > MOST_ENTRIES or len(found.skipped) > MOST_ENTRIES:
            raise RuleBroken(f"{folder} holds too many files. Name a smaller folder")


def _give_up(error: OSError) -> None:
    raise error


def _on_disk(path: Path, name: str) -> SourceFile:
    packed = path.name.lower().endswith(".gz")

    def opener() -> BinaryIO:
        return gzip.open(path, "rb") if packed else path.open("rb")  # type: ignore[return-value]

    return SourceFile(
        name,
        path.stat().st_size,
        opener,
        _first_look(opener, name),
        None if packed else path,
    )


def _sort_out(file: SourceFile, found: Found, *, is_named: bool = False) -> None:
    """Keep a street file; skip the police's other files, by name and reason.

    Any other file is skipped in a folder or zip, and refused when a person named it or
    when its own name says that it is a street file.
    """
    kind = file.look.kind
    is_meant = is_named or "-street." in file.name.lower()
    if kind is Kind.STREET:
        found.files.append(file)
    elif is_meant and kind not in (Kind.OUTCOMES, Kind.STOP_AND_SEARCH):
        raise RuleBroken(_wrong_file(file.name, kind))
    else:
        found.skipped.append(Skipped(file.name, kind.value))


def _first_look(opener: Callable[[], BinaryIO], name: str) -> Look:
    try:
        with opener() as source:
            return look(source.read(FIRST_LOOK))
    except BAD_ARCHIVE as error:
        raise _damaged(name) from error


def _take_zip(path: Path, name: str, found: Found, stack: ExitStack) -> None:
    _check_directory(path, name)
    try:
        archive = stack.enter_context(zipfile.ZipFile(path))
    except (*BAD_ARCHIVE, struct.error, ValueError) as error:
        raise _damaged(name) from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _too_many(name)
    for entry in entries:
        _check_entry(entry, name)
    if sum(entry.file_size for entry in entries) > MOST_INFLATED:
        raise RuleBroken(f"{name} would unpack to more than 32 GB. Import it in parts")
    for entry in entries:
        if not entry.is_dir():
            _take_entry(archive, entry, f"{name}/{entry.filename}", found)


def _take_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, found: Found
) -> None:
    lower = entry.filename.lower()
    if lower.endswith(".zip"):
        found.skipped.append(Skipped(name, "is a zip inside a zip: unpack it first"))
    elif not lower.endswith(CSV_ENDINGS) or lower.startswith("__macosx/"):
        found.skipped.append(Skipped(name, "is not a CSV file"))
    else:

        def opener() -> BinaryIO:
            raw = archive.open(entry)
            packed = lower.endswith(".gz")
            return gzip.open(raw, "rb") if packed else raw  # type: ignore[return-value]

        file = SourceFile(name, entry.compress_size, opener, _first_look(opener, name))
        _sort_out(file, found)


def _check_directory(path: Path, name: str) -> None:
    """Refuse a zip by the size of its own list before that list is read.

    `zipfile` would build an object for each entry that the list names.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        end = file.read()
        at = end.rfind(b"PK\x05\x06")
        if at < 0 or len(end) < at + 22:
            raise _damaged(name)
        entries, length = struct.unpack("<HI", end[at + 10 : at + 16])
        big = end.rfind(b"PK\x06\x07", 0, at)
        if big >= 0 and len(end) >= big + 16:
            file.seek(min(struct.unpack("<Q", end[big + 8 : big + 16])[0], size))
            record = file.read(56)
            if len(record) == 56 and record[:4] == b"PK\x06\x06":
                entries, length = struct.unpack("<QQ", record[32:48])
    if entries > MOST_ENTRIES or length > MOST_DIRECTORY:
        raise _too_many(name)


def _check_entry(entry: zipfile.ZipInfo, archive: str) -> None:
    name = entry.filename.replace("\\", "/")
    where = PurePosixPath(name)
    if where.is_absolute() or ".." in where.parts or ":" in name[:3] or "\x00" in name:
        raise RuleBroken(
            f"{archive} holds a path that climbs out of it ({name[:80]}). "
            "It was not made by data.police.uk: get a new copy from there"
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise RuleBroken(
            f"{archive} holds a link ({name[:80]}). "
            "It was not made by data.police.uk: get a new copy from there"
        )
    if entry.flag_bits & 0x1:
        raise RuleBroken(f"{archive} is locked with a password. Unpack it first")
    _check_inflated(f"{archive}/{name[:80]}", entry.compress_size, entry.file_size)


def _check_inflated(name: str, stored: int, inflated: int) -> None:
    bomb = inflated > SUSPICIOUS_SIZE and inflated > SUSPICIOUS_RATIO * max(stored, 1)
    if bomb or inflated > LARGEST_FILE:
        raise RuleBroken(
            f"{name} unpacks to far more than a street file holds. "
            "Get a new copy from data.police.uk"
        )


def _damaged(name: str) -> RuleBroken:
    return RuleBroken(f"{name} is damaged or was cut short. Download or copy the file again")


def _too_many(name: str) -> RuleBroken:
    return RuleBroken(
        f"{name} holds more than {MOST_ENTRIES:,} entries, which no archive of "
        "data.police.uk does. Unpack it and import the street files"
    )


def _wrong_file(name: str, kind: Kind) -> str:
    if kind is Kind.UTF16:
        return f"{name} {kind.value}. Save it as “CSV UTF-8” and import it again"
    return f"{name} {kind.value}. {WHAT_TO_IMPORT}"


def _nothing_found(found: Found) -> str:
    if not found.skipped:
        return f"There is no street file there. {WHAT_TO_IMPORT}"
    first = found.skipped[0]
    if len(found.skipped) == 1:
        return f"{first.name} {first.why}. {WHAT_TO_IMPORT}"
    more = f", and {len(found.skipped) - 1:,} more" if len(found.skipped) > 1 else ""
    return (
        f"There is no street file there, only files such as {first.name}{more}: it {first.why}"
    )
