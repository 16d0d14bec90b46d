"""Zips and gzip files: hostile until shown otherwise, inflated no further than they say.

Nothing is ever written under a name from an archive. Inflating is Intel's isa-l where a
zip's entry allows, several entries at once, each checked against its own checksum.
"""

import gzip
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from isal import isal_zlib

from wardmote.kernel.errors import RuleBroken

MOST_ENTRIES = 50_000
MOST_DIRECTORY = 16 * 1024**2  # bytes of a zip's own list of entries
MOST_INFLATED = 32 * 1024**3
LARGEST_FILE = 2 * 1024**3
SUSPICIOUS_RATIO = 200
SUSPICIOUS_SIZE = 32 * 1024**2
CHUNK = 1024**2
LOCAL_HEADER = 30  # bytes before an entry's name

BAD_ARCHIVE: tuple[type[BaseException], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    isal_zlib.error,  # type: ignore[assignment] # its stub says that it is an instance
    EOFError,
    NotImplementedError,
    gzip.BadGzipFile,
)
BAD_LIST: tuple[type[BaseException], ...] = (*BAD_ARCHIVE, struct.error, ValueError)


@dataclass(frozen=True, slots=True)
class Packed:
    """A deflated entry of a zip, by where its bytes begin in the zip."""

    path: Path
    entry: zipfile.ZipInfo

    def inflate(self) -> Iterator[bytes]:
        """Its content in pieces. BadZipFile if it is not as long, or not what, it says."""
        left, total = self.entry.compress_size, 0
        inflater, checksum = isal_zlib.decompressobj(wbits=-15), 0
        with self.path.open("rb") as file:
            file.seek(self._start(file))
            while not inflater.eof:
                packed = inflater.unconsumed_tail
                if not packed:
                    packed = file.read(min(left, CHUNK))
                    left -= len(packed)
                piece = inflater.decompress(packed, CHUNK)
                if not piece and not packed:
                    break
                total += len(piece)
                if total > self.entry.file_size:
                    break
                checksum = isal_zlib.crc32(piece, checksum)
                yield piece
        if not inflater.eof or (total, checksum) != (self.entry.file_size, self.entry.CRC):
            raise zipfile.BadZipFile(f"{self.entry.filename} is damaged")

    def _start(self, file: BinaryIO) -> int:
        file.seek(self.entry.header_offset)
        header = file.read(LOCAL_HEADER)
        if len(header) < LOCAL_HEADER or header[:4] != b"PK\x03\x04":
            raise zipfile.BadZipFile(f"{self.entry.filename} is damaged")
        name, extra = struct.unpack("<HH", header[26:30])
        return int(self.entry.header_offset) + LOCAL_HEADER + int(name) + int(extra)


def checksum_of(path: Path) -> str:
    """The content of a file in a word, as a zip has it in its list: CRC-32 and length."""
    checksum, length = 0, 0
    with path.open("rb", buffering=0) as file:
        while piece := file.read(CHUNK):
            checksum = isal_zlib.crc32(piece, checksum)
            length += len(piece)
    return content_key(checksum, length)


def content_key(checksum: int, length: int) -> str:
    return f"{checksum:08x}-{length}"


def entries_of(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """The files in a zip, each checked by what the zip's list says of it."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise too_many(name)
    for entry in entries:
        _check_entry(entry, name)
    if sum(entry.file_size for entry in entries) > MOST_INFLATED:
        raise RuleBroken(f"{name} would unpack to more than 32 GB. Import it in parts")
    return [entry for entry in entries if not entry.is_dir()]


def check_directory(path: Path, name: str) -> None:
    """Refuse a zip by the size of its own list before that list is read.

    `zipfile` would build an object for each entry that the list names.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        end = file.read()
        at = end.rfind(b"PK\x05\x06")
        if at < 0 or len(end) < at + 22:
            raise damaged(name)
        entries, length = struct.unpack("<HI", end[at + 10 : at + 16])
        big = end.rfind(b"PK\x06\x07", 0, at)
        if big >= 0 and len(end) >= big + 16:
            file.seek(min(struct.unpack("<Q", end[big + 8 : big + 16])[0], size))
            record = file.read(56)
            if len(record) == 56 and record[:4] == b"PK\x06\x06":
                entries, length = struct.unpack("<QQ", record[32:48])
    if entries > MOST_ENTRIES or length > MOST_DIRECTORY:
        raise too_many(name)


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
    check_inflated(f"{archive}/{name[:80]}", entry.compress_size, entry.file_size)


def check_inflated(name: str, stored: int, inflated: int) -> None:
    """Refuse what unpacks to far more than a street file holds."""
    bomb = inflated > SUSPICIOUS_SIZE and inflated > SUSPICIOUS_RATIO * max(stored, 1)
    if bomb or inflated > LARGEST_FILE:
        raise RuleBroken(
            f"{name} unpacks to far more than a street file holds. "
            "Get a new copy from data.police.uk"
        )


def damaged(name: str) -> RuleBroken:
    return RuleBroken(f"{name} is damaged or was cut short. Download or copy the file again")


def too_many(name: str) -> RuleBroken:
    return RuleBroken(
        f"{name} holds more than {MOST_ENTRIES:,} entries, which no archive of "
        "data.police.uk does. Unpack it and import the street files"
    )
