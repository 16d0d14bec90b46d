"""The raw rows: read from CSV, kept as Parquet, one file for each batch of force-months.

The only module that speaks to DuckDB. A file in the warehouse never changes: it is named
by the content of its parts, written aside, flushed and moved into place. Which part of
which file is the current one for a force-month is a row in the database, so a reader sees
the old month or the new one, and never half of either.

A sound file is read strictly into narrow columns (`load`): its months, forces and crime
types must be those that its first line and the police's list promise. Whatever breaks that
promise is read again as text (`load_as_text`), which is slower and just as strict.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from wardmote.datasets.parts import Part, fingerprint
from wardmote.datasets.street import TYPES, type_code
from wardmote.datasets.tallies import Tally

MEMORY = "1GB"

#: the columns as published, in their order
COLUMNS = {
    "crime_id": "VARCHAR",
    "month": "VARCHAR",
    "force": "VARCHAR",
    "falls_within": "VARCHAR",
    "lon": "DOUBLE",
    "lat": "DOUBLE",
    "location": "VARCHAR",
    "lsoa": "VARCHAR",
    "lsoa_name": "VARCHAR",
    "type": "VARCHAR",
    "outcome": "VARCHAR",
    "context": "VARCHAR",
}
#: the columns of a Parquet file; the others are the same for all rows of a point or force
KEPT = ("crime_id", "month", "force", "point", "location", "type", "outcome")
#: two numbers of a millionth of a degree in one; -1 without location; NULL if it is no point
POINT = (
    "CASE WHEN lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90 THEN "
    "((lon * 1e6)::BIGINT + 180000000) * 4294967296 + (lat * 1e6)::BIGINT + 90000000 "
    "WHEN lon IS NULL AND lat IS NULL THEN -1 END"
)
#: everything kept of a row but its month and force, in one number
ROW = "hash(point, code, outcome, crime_id, location)"
ODD_ROW = f"CASE WHEN code < {len(TYPES)} THEN {ROW} ELSE hash({ROW}, type) END"
#: crime IDs are all different: looking for a dictionary of them ends early
WRITTEN = "FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 5000"
READ = (
    "read_csv(?, columns={columns}, auto_detect=false, header=true, delim=',', "
    "quote='\"', escape='\"', strict_mode=true)"
)


class Unreadable(Exception):  # noqa: N818 - told to `intake`, which reads it more slowly
    """A file is not a sound CSV of the expected columns and values."""


@contextmanager
def opened(spill: Path) -> Iterator["Bench"]:
    """A place to work on rows; what outgrows its memory goes under `spill`."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": MEMORY,
            "temp_directory": str(spill),
            "threads": str(min(4, os.cpu_count() or 1)),
            "preserve_insertion_order": "false",
        },
    )
    try:
        yield Bench(connection)
    finally:
        connection.close()


class Bench:
    """A batch of rows in memory on their way into the warehouse.

    `batch` holds the rows of files read strictly, `odd` those read as text; `_rows` is
    whichever view of them the questions below go to. All tables are this bench's own.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._run = connection.execute
        self._narrow: dict[str, str] = {}
        self._has_rows = self._has_odd = False
        self._groups = 0  # of file, month and force as spelt, in the batch

    def twin(self) -> "Bench":
        """A bench for other rows, which another thread may use; they share their memory."""
        return Bench(self._connection.cursor())

    def begin(self, months: Iterable[str], forces: Iterable[str]) -> None:
        """Start a batch of files that promise to hold these months and forces alone."""
        words = {"month": months, "force": forces, "type": TYPES.values()}
        self._narrow = {name: _enum(sorted(set(some))) for name, some in words.items()}
        month, force, kind = self._narrow.values()
        rest = "point BIGINT, outcome VARCHAR, crime_id VARCHAR, location VARCHAR"
        self._run(
            "CREATE OR REPLACE TEMP TABLE batch "
            f"(file USMALLINT, month {month}, force {force}, type {kind}, {rest})"
        )
        self._run(
            "CREATE OR REPLACE TEMP TABLE odd (file USMALLINT, month VARCHAR, force VARCHAR, "
            f"type VARCHAR, {rest}, code UTINYINT)"
        )
        self._has_rows = self._has_odd = False

    def load(self, files: Sequence[Path], first: int, *, has_context: bool) -> None:
        """Read sound CSVs all at once; they get the numbers from `first` on.

        Raises Unreadable, having kept none, if one is not sound or breaks its promise.
        A table made of what is read costs a fifth less than rows put into one.
        """
        source = READ.format(columns=_columns(self._narrow, has_context=has_context))
        made = (
            "INSERT INTO batch" if self._has_rows else "CREATE OR REPLACE TEMP TABLE batch AS"
        )
        self._insert(
            f"{made} SELECT ({first} + file_index)::USMALLINT AS file, month, force, type, "  # noqa: S608
            f"{POINT} AS point, outcome, crime_id, location FROM {source}",
            [[str(path) for path in files]],
        )
        self._has_rows = True

    def load_as_text(self, file: Path, number: int, *, has_context: bool) -> None:
        """Read one CSV whatever its months, forces and types. Raises Unreadable."""
        source = READ.format(columns=_columns({}, has_context=has_context))
        self._insert(f"CREATE OR REPLACE TEMP TABLE said AS FROM {source}", [[str(file)]])
        found = self._run("SELECT DISTINCT type FROM said WHERE type IS NOT NULL").fetchall()
        codes = [(label, type_code(label)) for (label,) in found]
        self._run(
            "CREATE OR REPLACE TEMP TABLE labels (type VARCHAR, code UTINYINT, name VARCHAR)"
        )
        names = [*TYPES.values()]
        for label, code in codes:
            name = names[code] if code < len(names) else label
            self._run("INSERT INTO labels VALUES (?, ?, ?)", [label, code, name])
        self._insert(
            f"INSERT INTO odd SELECT {number}, month, force, name, {POINT}, outcome, "  # noqa: S608
            "crime_id, location, code FROM said LEFT JOIN labels USING (type)"
        )
        self._has_odd = True

    def _insert(self, command: str, given: list[list[str]] | None = None) -> None:
        try:
            self._run(command, given)
        except duckdb.InterruptException as error:
            raise KeyboardInterrupt from error
        except duckdb.IOException as error:
            raise OSError(str(error)) from error
        except duckdb.Error as error:
            raise Unreadable(str(error)) from error

    @property
    def _rows(self) -> str:
        if not self._has_odd:
            return "(SELECT *, enum_code(type)::UTINYINT AS code FROM batch)"
        return (
            "(SELECT * REPLACE (month::VARCHAR AS month, force::VARCHAR AS force, "
            "type::VARCHAR AS type), enum_code(type)::UTINYINT AS code FROM batch "
            "UNION ALL FROM odd)"
        )

    def drop(self, number: int) -> None:
        """Forget the rows of one file."""
        for table in "batch", "odd":
            self._run(f"DELETE FROM {table} WHERE file = ?", [number])  # noqa: S608

    def doubtful(self) -> set[int]:
        """Files with a value that must be looked at line by line.

        An unknown crime type is a reason: where a stray comma has shifted a row and left
        its last value blank, DuckDB lets it pass.
        """
        found = self._run(
            f"SELECT DISTINCT file FROM {self._rows} WHERE point IS NULL "  # noqa: S608
            f"OR month IS NULL OR force IS NULL OR coalesce(code, 99) >= {len(TYPES)}"
        )
        return {file for (file,) in found.fetchall()}

    def names(self, number: int) -> list[tuple[str, str]]:
        """Each month and force in one file read as text."""
        found = self._run("SELECT DISTINCT month, force FROM odd WHERE file = ?", [number])
        return found.fetchall()

    def labels(self, number: int) -> list[str]:
        """The crime types, as published, of one file read as text."""
        found = self._run("SELECT DISTINCT type FROM odd WHERE file = ?", [number])
        return [label for (label,) in found.fetchall()]

    def parts(self) -> list[Part]:
        """The force-months in the batch, each with the fingerprint of its rows."""
        row = ODD_ROW if self._has_odd else ROW
        found = self._run(
            "SELECT file, month::VARCHAR, force::VARCHAR, held, nowhere, total FROM "  # noqa: S608
            "(SELECT file, month, force, count(*) AS held, "
            f"count(*) FILTER (point = -1) AS nowhere, sum({row}::HUGEINT) AS total "
            f"FROM {self._rows} GROUP BY file, month, force) ORDER BY ALL"
        )
        groups = found.fetchall()
        self._groups = len(groups)
        whole: dict[tuple[str, str, int], tuple[str, int, int, int]] = {}
        for file, month, force, held, nowhere, total in groups:
            key = (month, force.lower(), file)  # whatever the case, it is one force
            name, rows, without, sums = whole.get(key, (force, 0, 0, 0))
            whole[key] = (name, rows + held, without + nowhere, sums + int(total))
        return [
            Part(file, month, key, name, held, nowhere, fingerprint(month, key, held, total))
            for (month, key, file), (name, held, nowhere, total) in sorted(whole.items())
        ]

    def write(self, parts: Sequence[Part], path: Path) -> Tally:
        """Put the rows of these parts into a Parquet file, and give back their tally.

        Where each file is one part and all are wanted, as is usual, rows need no joining.
        The tally is sorted while DuckDB writes. Rows are not packed: most of one is its
        crime ID, which packs to nothing less.
        """
        one_each = {part.file: at for at, part in enumerate(parts)}
        is_whole = not self._has_odd and len(one_each) == len(parts) == self._groups
        joined = "" if is_whole else self._join(parts)
        kept = ", ".join(f"whole.{name}" for name in KEPT)
        target = str(path).replace("'", "''")
        number = "whole.file" if is_whole else "part"
        found = self._run(
            f"SELECT {number} AS part, point, code, count(*)::INTEGER AS n "  # noqa: S608
            f"FROM {self._rows} whole {joined} GROUP BY ALL"
        ).fetchnumpy()
        part = np.asarray(found["part"], np.int32)
        if is_whole:
            part = _renumbered(one_each)[part]
        with ThreadPoolExecutor(1) as beside:
            tally = beside.submit(Tally.of, part, found["point"], found["code"], found["n"])
            try:
                self._run(
                    f"COPY (SELECT {kept} FROM {self._rows} whole {joined}) TO '{target}' "  # noqa: S608
                    f"({WRITTEN})"
                )
            except duckdb.IOException as error:
                raise OSError(str(error)) from error
            return tally.result()

    def _join(self, parts: Sequence[Part]) -> str:
        """Rows of `whole` that belong to these parts, with the `part` of each."""
        self._run(
            "CREATE OR REPLACE TEMP TABLE chosen AS SELECT unnest(?)::USMALLINT AS number, "
            "unnest(?)::VARCHAR AS its_month, unnest(?)::VARCHAR AS force_key, "
            "unnest(?)::INTEGER AS part",
            [
                [part.file for part in parts],
                [part.month for part in parts],
                [part.force_key for part in parts],
                list(range(len(parts))),
            ],
        )
        return (
            "JOIN chosen ON whole.file = number AND whole.month = its_month "
            "AND lower(whole.force) = force_key"
        )


def _renumbered(numbers: dict[int, int]) -> Any:
    """An array from the number of a file to that of its only part."""
    table = np.full(max(numbers) + 1, -1, np.int32)
    table[list(numbers)] = list(numbers.values())
    return table


def _enum(words: Sequence[str]) -> str:
    """The type of a column that holds these words alone, one byte or two each."""
    quoted = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return f"ENUM ({quoted})" if words else "VARCHAR"


def _columns(narrow: dict[str, str], *, has_context: bool) -> str:
    kinds = COLUMNS | narrow
    if not has_context:
        del kinds["context"]
    pairs = (f"'{name}': '" + kind.replace("'", "''") + "'" for name, kind in kinds.items())
    return "{" + ", ".join(pairs) + "}"


def rows_in(parts: Iterable[tuple[Path, str, str]]) -> list[tuple[Any, ...]]:
    """Every row of these parts (file, month, force in lower case), in a settled order.

    crime id, month, force, longitude, latitude, location, type, outcome.
    """
    found: list[tuple[Any, ...]] = []
    east = "CASE WHEN point >= 0 THEN ((point >> 32) - 180000000) / 1e6 END"
    north = "CASE WHEN point >= 0 THEN ((point & 4294967295) - 90000000) / 1e6 END"
    with duckdb.connect(":memory:") as connection:
        for path, month, key in parts:
            found += connection.execute(
                f"SELECT crime_id, month, force, {east}, {north}, location, type, "  # noqa: S608
                "outcome FROM read_parquet(?) WHERE month = ? AND lower(force) = ? "
                "ORDER BY ALL",
                [str(path), month, key],
            ).fetchall()
    return found
