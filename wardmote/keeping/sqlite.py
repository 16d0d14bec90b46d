"""The records of a home on SQLite: copied by its own online backup, one file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

from wardmote.keeping.facts import Facts, facts_of, not_kept

#: beside the database while it is open
COMPANIONS = ("-wal", "-shm", "-journal")


def database_file() -> Path:
    return Path(str(settings.DATABASES["default"]["NAME"]))


def dump(folder: Path) -> tuple[list[str], Facts]:
    """Copy the database as it is now; writers go on. Nobody's session is kept."""
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / "database.sqlite3")) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        copy.execute("PRAGMA secure_delete=ON").fetchall()
        names = copy.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        tables = sorted(name for (name,) in names)
        for table in not_kept() & {*tables}:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        copy.commit()
        columns = {
            table: [one[1] for one in copy.execute(f"PRAGMA table_info({table})")]
            for table in tables
        }
        return ["database.sqlite3"], facts_of(
            lambda query: copy.execute(query).fetchall(), columns
        )


def is_free() -> bool:
    """No database is there, or an empty file."""
    path = database_file()
    return not path.exists() or path.stat().st_size == 0


def put_back(folder: Path) -> None:
    """The database appears, whole, in one step."""
    connection.close()
    target = database_file()
    for ending in COMPANIONS:
        target.with_name(target.name + ending).unlink(missing_ok=True)
    (folder / "database.sqlite3").replace(target)
