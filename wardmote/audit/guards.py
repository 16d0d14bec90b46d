"""Triggers that make the database itself refuse what must not change, on both databases.

A migration that makes one of the tables anew (SQLite does for most changes) takes them down
first and puts them up afterwards: they go with the table, and those on others name it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Guards:
    """Those of one app: their tables, and by name the statement that makes each.

    `functions`: name -> body, which PostgreSQL's triggers call.
    """

    tables: tuple[str, ...]
    sqlite: Mapping[str, str]
    postgresql: Mapping[str, str]
    functions: Mapping[str, str]

    def put_up(self, connection: BaseDatabaseWrapper) -> None:
        """Make every trigger that is not there; the functions as they are now."""
        is_postgresql = connection.vendor == "postgresql"
        held = self.standing(connection)
        with connection.cursor() as cursor:
            for name, body in self.functions.items() if is_postgresql else ():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger "
                    f"LANGUAGE plpgsql AS $body${body}$body$"
                )
            for name, statement in (self.postgresql if is_postgresql else self.sqlite).items():
                if name not in held:
                    cursor.execute(statement)

    def take_down(self, connection: BaseDatabaseWrapper) -> None:
        """Drop them all. Only for a migration that changes these tables, restore and tests."""
        is_postgresql = connection.vendor == "postgresql"
        with connection.cursor() as cursor:
            for name, table in self.standing(connection).items():
                on = f" ON {table}" if is_postgresql else ""
                cursor.execute(f'DROP TRIGGER "{name}"{on}')

    def standing(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        """The triggers that stand on these tables, enabled: name -> table."""
        places = ", ".join(["%s"] * len(self.tables))
        if connection.vendor == "postgresql":
            query = f"""SELECT tgname, relname FROM pg_trigger
                       JOIN pg_class ON tgrelid = pg_class.oid
                       WHERE NOT tgisinternal AND tgenabled <> 'D'
                       AND relname IN ({places}) AND pg_table_is_visible(pg_class.oid)"""  # noqa: S608
        else:
            query = f"""SELECT name, tbl_name FROM sqlite_master
                       WHERE type = 'trigger' AND tbl_name IN ({places})"""  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(query, self.tables)
            return dict(cursor.fetchall())

    def missing(self, connection: BaseDatabaseWrapper) -> list[str]:
        """The names of triggers that ought to stand and do not."""
        wanted = self.postgresql if connection.vendor == "postgresql" else self.sqlite
        return sorted(wanted.keys() - self.standing(connection).keys())

    @contextmanager
    def aside(self, connection: BaseDatabaseWrapper) -> Iterator[None]:
        """The tables without their triggers, for the length of the block."""
        self.take_down(connection)
        try:
            yield
        finally:
            self.put_up(connection)


def refusing(name: str, when: str, said: str) -> tuple[str, str]:
    """A trigger of SQLite's that refuses with these words: name and statement."""
    return name, f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{said}'); END"
