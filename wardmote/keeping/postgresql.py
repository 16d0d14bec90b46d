"""The records of a home on PostgreSQL: COPY of every table, in one snapshot.

No program but ours is needed (pg_dump must match its server's version, and be there).
Restoring makes the tables by the migrations that the archive names, so the archive holds
rows only.
"""

from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from wardmote.keeping.facts import Facts, facts_of, not_kept
from wardmote.kernel.errors import RuleBroken

AT_ONCE = 1024 * 1024


def dump(folder: Path) -> tuple[list[str], Facts]:
    """Write each table's rows; what is committed meanwhile is not in it, whole or in part."""
    (folder / "tables").mkdir()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        columns, left_out = _columns(cursor), not_kept()
        kept = {name: own for name, own in columns.items() if name not in left_out}
        for table, own in kept.items():
            query = f"COPY (SELECT {_list(own)} FROM {table} ORDER BY 1) TO STDOUT"  # noqa: S608
            with (
                (folder / "tables" / f"{table}.copy").open("wb") as out,
                cursor.copy(query) as rows,
            ):
                for part in rows:
                    out.write(part)

        def ask(query: str) -> list[Any]:
            cursor.execute(query)
            return list(cursor.fetchall())

        return [f"tables/{name}.copy" for name in kept], facts_of(ask, kept)


def _columns(cursor: Any) -> dict[str, list[str]]:
    """Every table of the database, its columns in order."""
    names = sorted(connection.introspection.table_names(cursor))
    return {
        name: [one.name for one in connection.introspection.get_table_description(cursor, name)]
        for name in names
    }


def _list(columns: list[str]) -> str:
    return ", ".join(connection.ops.quote_name(one) for one in columns)


def is_free() -> bool:
    """The database has no tables yet."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def put_back(folder: Path, migrations: list[list[str]], tables: dict[str, Any]) -> None:
    """Tables as the archive's version had them, its rows in them: all in one transaction."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        executor = MigrationExecutor(connection)
        executor.migrate(_leaves(executor, migrations))
        with connection.cursor() as cursor:
            _fill(cursor, folder, tables)
            _move_sequences_on(cursor)
            _compare(cursor, tables)


def _leaves(executor: MigrationExecutor, migrations: list[list[str]]) -> list[tuple[str, str]]:
    """The last of the archive's migrations in each app."""
    applied = {(app, name) for app, name in migrations}
    graph = executor.loader.graph
    return [
        node
        for node in sorted(applied)
        if not any(
            child.key in applied
            for child in graph.node_map[node].children
            if child.key[0] == node[0]
        )
    ]


def _fill(cursor: Any, folder: Path, tables: dict[str, Any]) -> None:
    there = _columns(cursor)
    if missing := tables.keys() - there.keys():
        raise RuleBroken(f"This version has no place for {', '.join(sorted(missing))}")
    guarded = _with_triggers(cursor)
    for table in guarded:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(f"TRUNCATE {', '.join(there)}")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for table, one in tables.items():
        query = f"COPY {table} ({_list(one['columns'])}) FROM STDIN"
        with (
            (folder / "tables" / f"{table}.copy").open("rb") as rows,
            cursor.copy(query) as into,
        ):
            while part := rows.read(AT_ONCE):
                into.write(part)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in guarded:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _with_triggers(cursor: Any) -> list[str]:
    cursor.execute(
        """SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid
           WHERE NOT tgisinternal AND pg_table_is_visible(pg_class.oid)"""
    )
    return [name for (name,) in cursor.fetchall()]


def _move_sequences_on(cursor: Any) -> None:
    """The next row of each table gets a key of its own."""
    cursor.execute(
        """SELECT table_name, column_name FROM information_schema.columns
           WHERE table_schema = current_schema()
           AND (is_identity = 'YES' OR column_default LIKE 'nextval%%')""",
        [],
    )
    for table, column in cursor.fetchall():
        name = connection.ops.quote_name(column)
        cursor.execute(
            f"""SELECT setval(pg_get_serial_sequence(%s, %s),
                COALESCE(MAX({name}), 1), MAX({name}) IS NOT NULL) FROM {table}""",  # noqa: S608
            [table, column],
        )


def _compare(cursor: Any, tables: dict[str, Any]) -> None:
    for table, one in tables.items():
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608
        if cursor.fetchone()[0] != one["rows"]:
            raise RuleBroken(f"The backup was changed: {table} has other rows than it says")
