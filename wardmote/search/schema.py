"""The full-text index over an `Indexed` table, kept by the database itself.

SQLite: an FTS5 table (Porter stems) that triggers on the indexed table keep in step.
PostgreSQL: a column of weighted lexemes (English stems) that a trigger fills, under a GIN
index; no generated column, which a restored backup could not be copied into.
"""

from functools import partial

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

COLUMNS = ("title", "about", "words")
VECTOR = "found_by"
JOURNAL_WAITS = 500  # milliseconds


def make_index(connection: BaseDatabaseWrapper, table: str, key: str) -> None:
    """Make it anew over what the table holds. `key`: the column that numbers its rows."""
    made = _postgresql(table) if connection.vendor == "postgresql" else _sqlite(table, key)
    with connection.cursor() as cursor:
        for statement in made:
            cursor.execute(statement)


def _sqlite(table: str, key: str) -> list[str]:
    index, columns = f"{table}_fts", ", ".join(COLUMNS)
    old, new = (", ".join(f"{row}.{one}" for one in COLUMNS) for row in ("old", "new"))
    take = (
        f"INSERT INTO {index} ({index}, rowid, {columns}) VALUES ('delete', old.{key}, {old})"  # noqa: S608
    )
    put = f"INSERT INTO {index} (rowid, {columns}) VALUES (new.{key}, {new})"  # noqa: S608
    deeds = {"insert": [put], "delete": [take], "update": [take, put]}
    return [
        f"DROP TABLE IF EXISTS {index}",
        f"CREATE VIRTUAL TABLE {index} USING fts5({columns}, content='{table}', "
        f"content_rowid='{key}', tokenize='porter unicode61 remove_diacritics 0', "
        f"prefix='2 3 4')",  # "st" would gather every word that begins so, a second's work
        *(f"DROP TRIGGER IF EXISTS {index}_{when}" for when in deeds),
        *(
            f"CREATE TRIGGER {index}_{when} AFTER {when} ON {table} "
            f"BEGIN {'; '.join(done)}; END"
            for when, done in deeds.items()
        ),
        f"INSERT INTO {index} ({index}) VALUES ('rebuild')",  # noqa: S608
    ]


def _postgresql(table: str) -> list[str]:
    weighed = " || ".join(
        f"setweight(to_tsvector('english', NEW.{column}), '{weight}')"
        for column, weight in zip(COLUMNS, "ABD", strict=True)
    )
    return [
        f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {VECTOR} tsvector",
        f"CREATE OR REPLACE FUNCTION {table}_fill() RETURNS trigger LANGUAGE plpgsql AS "
        f"$body$BEGIN NEW.{VECTOR} := {weighed}; RETURN NEW; END$body$",
        f"DROP TRIGGER IF EXISTS {table}_fill ON {table}",
        f"CREATE TRIGGER {table}_fill BEFORE INSERT OR UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_fill()",
        f"CREATE INDEX IF NOT EXISTS {table}_found ON {table} USING gin ({VECTOR})",
        f"UPDATE {table} SET title = title",  # noqa: S608
    ]


def overwrite_deleted(connection: BaseDatabaseWrapper) -> None:
    """From now on what is deleted on this connection does not lie on in freed pages.

    On SQLite; PostgreSQL gives its space up to be overwritten once it has been vacuumed.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")


def forget_erased(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """What was erased from these tables leaves the database's journal, too.

    Outside a transaction; within one nothing is done. On SQLite the journal is emptied unless
    somebody still reads from it: then whoever asks next empties it.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _empty_journal(cursor)
        else:
            cursor.execute(f"VACUUM {', '.join(tables)}")


def _empty_journal(cursor: CursorWrapper) -> None:
    """Waits for readers for a moment only: while it does, nobody can write."""
    cursor.execute("PRAGMA busy_timeout")
    usual = cursor.fetchone()[0]
    cursor.execute(f"PRAGMA busy_timeout={JOURNAL_WAITS}")
    try:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchall()
    finally:
        cursor.execute(f"PRAGMA busy_timeout={usual}")


def forget_after_commit(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """The same as soon as the erasing is committed; should it fail, the erasing stands."""
    transaction.on_commit(partial(forget_erased, connection, *tables), robust=True)


def forget_deleted(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Nothing that these tables held and no longer do stays in the database's files.

    Outside a transaction: the database writes its files anew. An FTS5 index keeps what was
    deleted from it until it is made anew, too.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"VACUUM FULL {table}")
            return
        for index in {f"{table}_fts" for table in tables} & _tables(connection):
            cursor.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _tables(connection: BaseDatabaseWrapper) -> set[str]:
    return set(connection.introspection.table_names())
