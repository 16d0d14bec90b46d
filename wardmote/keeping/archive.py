"""The archive: a gzipped tar whose last member lists every other with its checksum.

database.sqlite3            or, from PostgreSQL, tables/NAME.copy for each table
warehouse/..., files/...    as they lie in the home
manifest.json               last: an archive without it was cut off
"""

import gzip
import hashlib
import io
import json
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from wardmote.keeping.encryption import MAGIC, Decrypting, Encrypting
from wardmote.kernel.errors import RuleBroken

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
NAMES = re.compile(r"database\.sqlite3|tables/[a-z0-9_]+\.copy|(warehouse|files)/.+", re.DOTALL)
AT_ONCE = 1024 * 1024
ROOM = 64 * AT_ONCE  # left free on the disk
CUT = "The backup was changed or cut off. Take another copy of it"
FOREIGN = "This is not a backup that Wardmote made"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of the archive."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds and where it comes from."""

    version: str
    made_at: str
    partnership: str
    database: str  # sqlite or postgresql
    migrations: list[list[str]]
    #: table -> its columns and how many rows
    tables: dict[str, dict[str, Any]]
    #: number and seal of the audit trail's head
    audit: list[Any]
    files: list[Kept] = field(default_factory=list)

    def as_json(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1).encode()


def read_manifest(text: bytes) -> Manifest:
    """RuleBroken for anything that `as_json` did not write."""
    try:
        found = json.loads(text)
        if found.pop("format") != FORMAT:
            raise RuleBroken("A newer version of Wardmote made this backup. Install that first")
        files = [Kept(**one) for one in found.pop("files")]
        return Manifest(**found, files=files)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise RuleBroken(FOREIGN) from error


class Writer:
    """Adds files to an archive and remembers their checksums."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: list[Kept] = []

    def add(self, name: str, path: Path) -> None:
        """A file of the disk, as long as it is now."""
        with path.open("rb") as file:
            size = path.stat().st_size
            member = tarfile.TarInfo(name)
            member.size, member.mode = size, 0o600
            hashed = _Hashed(file)
            self._tar.addfile(member, hashed)
        self.files.append(Kept(name, size, hashed.hash.hexdigest()))

    def finish(self, manifest: Manifest) -> None:
        manifest.files.extend(self.files)
        text = manifest.as_json()
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(text), 0o600
        self._tar.addfile(member, io.BytesIO(text))


class _Hashed(io.RawIOBase):
    """A file that is hashed as it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(size)
        self.hash.update(part)
        return part


@contextmanager
def writing(sink: BinaryIO, secret: bytes | None) -> Iterator[Writer]:
    """An archive to add to; whole once the block has ended without an error."""
    outer = Encrypting(sink, secret) if secret else None
    inner = gzip.GzipFile("", "wb", 1, outer or sink, mtime=0)
    with tarfile.open(fileobj=inner, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        yield Writer(tar)  # after an error nothing below happens: no end is written
    inner.close()
    if outer:
        outer.close()


def unpack(source: BinaryIO, folder: Path, secret: bytes | None) -> Manifest:
    """Put every file into the folder, its checksum verified. RuleBroken leaves what it may."""
    try:
        with gzip.GzipFile(fileobj=_plain(source, secret)) as inner:
            with tarfile.open(fileobj=inner, mode="r|") as tar:
                manifest, found = _take(tar, folder)
            while inner.read(AT_ONCE):  # to the end, where gzip's own checksum is
                pass
    except (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise RuleBroken(CUT) from error
    if manifest is None:
        raise RuleBroken(CUT)
    wanted = {one.path: one for one in manifest.files}
    if len(wanted) != len(manifest.files) or wanted != found:
        raise RuleBroken("The backup was changed: its files are not those of its manifest")
    return manifest


def _plain(source: BinaryIO, secret: bytes | None) -> BinaryIO:
    first = source.read(len(MAGIC))
    source.seek(0)
    if first == MAGIC:
        if secret is None:
            raise RuleBroken("This backup is encrypted. Name its secret with --secret FILE")
        return io.BufferedReader(Decrypting(source, secret), AT_ONCE)
    if first[:2] != b"\x1f\x8b":
        raise RuleBroken(FOREIGN)
    if secret is not None:
        raise RuleBroken("This backup is not encrypted. Leave --secret out if it is yours")
    return source


def _take(tar: tarfile.TarFile, folder: Path) -> tuple[Manifest | None, dict[str, Kept]]:
    found: dict[str, Kept] = {}
    for member in tar:
        file = tar.extractfile(member) if member.isreg() else None
        if file is None:
            raise RuleBroken(f"{FOREIGN}: it holds something other than files")
        if member.name == MANIFEST:
            manifest = read_manifest(file.read())
            if tar.next() is not None:
                raise RuleBroken(f"{FOREIGN}: something follows its manifest")
            return manifest, found
        if not _is_ours(member.name) or member.name in found:
            raise RuleBroken(f"{FOREIGN}: it holds {member.name[:80]!r}")
        if shutil.disk_usage(folder).free < member.size + ROOM:
            raise RuleBroken("There is not enough room on the disk to restore this backup")
        path = folder / member.name
        path.parent.mkdir(parents=True, exist_ok=True)
        found[member.name] = _put(file, path, member.name)
    return None, found


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    is_plain = "/".join(parts) == name and not {".", ".."} & {*parts}
    return is_plain and "\\" not in name and "\0" not in name and bool(NAMES.fullmatch(name))


def _put(file: Any, path: Path, name: str) -> Kept:
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as out:
        while part := file.read(AT_ONCE):
            out.write(part)
            digest.update(part)
            size += len(part)
        out.flush()
    return Kept(name, size, digest.hexdigest())
