"""Taking a backup while the home is in use, and restoring one into an empty home."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from wardmote.audit.queries import Checked, check
from wardmote.audit.usecases import record
from wardmote.datasets.shelf import aside
from wardmote.datasets.stores import shelf
from wardmote.keeping import postgresql, sqlite
from wardmote.keeping.archive import DATABASE, Manifest, Writer, unpack, writing
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken

VERSION = version("wardmote")
RESTORING = ".restoring"
KEYS = "*.key"


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was taken."""

    path: Path
    size: int
    files: int
    rows: int


def take_backup(
    to: Path, *, by: Actor, now: datetime, secret: bytes | None = None, keys: Path | None = None
) -> Taken:
    """Write everything of this home into one new file; it appears once it is whole.

    The records are copied first, in one state; the warehouse's files never change and are
    kept for a day after the last record lets go of them, so what the records name is there.
    """
    target = _new_file(to, now)
    if keys:
        _write_keys(keys)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".wardmote-") as staged:
        folder = Path(staged)
        vendor = connection.vendor
        names, facts = (sqlite if vendor == "sqlite" else postgresql).dump(folder)
        with aside(target) as sink, writing(sink, secret) as archive:
            for name in names:
                archive.add(name, folder / name)
            for name, path in _files():
                _add(archive, name, path)
            manifest = Manifest(
                version=VERSION,
                made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
                partnership=facts.partnership,
                database=vendor,
                migrations=facts.migrations,
                tables=facts.tables,
                audit=facts.audit,
            )
            archive.finish(manifest)
    taken = Taken(
        target,
        target.stat().st_size,
        len(manifest.files),
        sum(one["rows"] for one in facts.tables.values()),
    )
    record(
        "backup.taken",
        target.name,
        by=by,
        at=now,
        size=taken.size,
        encrypted=secret is not None,
        head=facts.audit,
    )
    return taken


def _new_file(to: Path, now: datetime) -> Path:
    """The file to write: `to`, or one named by the moment in the folder `to`."""
    target = to.expanduser().resolve()
    if target.is_dir():
        target /= f"wardmote-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.backup"
    if target.is_relative_to(settings.WARDMOTE_HOME):
        raise RuleBroken(
            "A backup inside the home folder is lost with it. Choose another place, best on "
            "another machine"
        )
    if target.exists():
        raise RuleBroken(f"{target} is there already. Choose another name; nothing was changed")
    if not target.parent.is_dir():
        raise RuleBroken(f"There is no folder {target.parent}")
    return target


def _files() -> Iterator[tuple[str, Path]]:
    """(name in the archive, path) of each file outside the database, keys never."""
    warehouse, files = Path(settings.WAREHOUSE), Path(settings.FILES)
    for path in shelf().kept():
        yield f"warehouse/{path.relative_to(warehouse).as_posix()}", path
    for path in sorted(files.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"files/{path.relative_to(files).as_posix()}", path


def _add(archive: Writer, name: str, path: Path) -> None:
    try:
        archive.add(name, path)
    except FileNotFoundError:  # an upload whose import has ended, or swept from the warehouse
        return


def _write_keys(to: Path) -> None:
    """The home's keys, for a safe place of their own."""
    found = {one.name: one.read_text() for one in Path(settings.WARDMOTE_HOME).glob(KEYS)}
    try:
        handle = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise RuleBroken(f"{to} cannot be written ({error.strerror})") from error
    with os.fdopen(handle, "w") as file:
        json.dump(found, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored."""

    manifest: Manifest
    checked: Checked


def restore(
    source: Path,
    *,
    by: Actor,
    now: datetime,
    secret: bytes | None = None,
    keys: Path | None = None,
) -> Restored:
    """Put a backup into this empty home: verified whole first, visible in one step.

    The database comes last. A restore that is cut off leaves a home that the next one
    clears. RuleBroken, having changed nothing that can be seen.
    """
    home = Path(settings.WARDMOTE_HOME)
    given = _read_keys(keys) if keys else {}
    _check_empty(home)
    staged = home / RESTORING
    staged.mkdir(mode=0o700)
    try:
        manifest = _verified(source, staged, secret)
        for name in "warehouse", "files":
            if (staged / name).exists():
                (staged / name).replace(home / name)
        for name, text in given.items():
            with aside(home / name) as file:
                file.write(text.encode())
        _flush(home)
        _put_back(staged, manifest)
    except BaseException:
        if _is_free():
            _clear(home)
        raise
    shutil.rmtree(staged)
    call_command("migrate", verbosity=0, interactive=False)
    checked = check()
    record("backup.restored", source.name, by=by, at=now, made_at=manifest.made_at)
    return Restored(manifest, checked)


def _is_free() -> bool:
    return sqlite.is_free() if connection.vendor == "sqlite" else postgresql.is_free()


def _check_empty(home: Path) -> None:
    """RuleBroken where anything is kept; what a cut-off restore left is cleared."""
    if not _is_free():
        raise RuleBroken(
            "There is a database here already. Restore into an empty home: name one with "
            "WARDMOTE_HOME (and an empty database with WARDMOTE_DATABASE_URL)"
        )
    if (home / RESTORING).exists():
        _clear(home)
    known = {one.name for one in home.glob(KEYS)} | {sqlite.database_file().name}
    if strange := sorted({one.name for one in home.iterdir()} - known):
        raise RuleBroken(
            f"The home folder {home} is not empty: it holds {strange[0]}. Restore into an "
            "empty one: WARDMOTE_HOME=/path/to/folder"
        )


def _clear(home: Path) -> None:
    for name in ("warehouse", "files", RESTORING):
        shutil.rmtree(home / name, ignore_errors=True)


def _verified(source: Path, staged: Path, secret: bytes | None) -> Manifest:
    try:
        with source.open("rb") as file:
            manifest = unpack(file, staged, secret)
    except OSError as error:
        raise RuleBroken(f"{source} cannot be read ({error})") from error
    if manifest.database != connection.vendor:
        raise RuleBroken(
            f"This backup was taken from {manifest.database}, and this home is on "
            f"{connection.vendor}. Set or leave out WARDMOTE_DATABASE_URL to match"
        )
    tables = {f"tables/{name}.copy" for name in manifest.tables}
    wanted = {DATABASE} if connection.vendor == "sqlite" else tables
    if not wanted <= {one.path for one in manifest.files}:
        raise RuleBroken("The backup was changed: its database is not in it")
    known = MigrationLoader(None).graph.nodes
    newer = [one for one in manifest.migrations if tuple(one) not in known]
    if newer:
        raise RuleBroken(
            f"Wardmote {manifest.version} made this backup, which is newer than this one "
            f"({VERSION}). Install that version first"
        )
    return manifest


def _put_back(staged: Path, manifest: Manifest) -> None:
    if connection.vendor == "sqlite":
        sqlite.put_back(staged)
    else:
        postgresql.put_back(staged, manifest.migrations, manifest.tables)
    _flush(Path(settings.WARDMOTE_HOME))


def _read_keys(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise RuleBroken(f"The keys in {path} cannot be read ({error})") from error
    names = found if isinstance(found, dict) else {"": ""}
    if not all(Path(name).match(KEYS) and Path(name).name == name for name in names):
        raise RuleBroken(f"{path} is not a file of keys that `wardmote backup --keys` wrote")
    return {str(name): str(text) for name, text in names.items()}


def _flush(folder: Path) -> None:
    """Files and names last through a power cut."""
    os.sync()
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
