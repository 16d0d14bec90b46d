"""The raw rows: read from CSV, kept as Parquet, one file for each force-month.

The only module that speaks to DuckDB. A file in the warehouse never changes: it is named
by its content (whatever the order of its rows), written aside, flushed and moved into
place. Which file is the current one for a force-month is a row in the database, so a
reader sees the old month or the new one, and never half of either.

Beside each Parquet lies its tally: how many rows have this point and this type. Counts
for any boundaries come from tallies alone.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from wardmote.datasets.street import type_code
from wardmote.datasets.tallies import TALLY, Tally

FORMAT = "1"  # part of every name: raise it when the columns or the tally change
MEMORY = "1GB"

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
#: everything in a row, in one text: equal rows are equal texts
ROW_TEXT = "concat(" + ", chr(31), ".join(COLUMNS) + ")"
ON_THE_GLOBE = "lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90"
POINT = (
    "CASE WHEN lon IS NULL THEN -1 ELSE (round(lon * 1e6)::BIGINT + 180000000) "
    "* 4294967296 + round(lat * 1e6)::BIGINT + 90000000 END"
)


class Unreadable(Exception):  # noqa: N818 - told to `intake`, which reads it slowly
    """A file is not a sound CSV of the expected columns."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one force-month that one file holds."""

    number: int
    file: str
    month: str
    force_key: str  # in lower case: forces are the same whatever the case of their name
    force: str  # as published
    rows: int
    fingerprint: str

    @property
    def key(self) -> tuple[str, str]:
        return self.month, self.force_key


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
    """A batch of rows in memory on their way into the warehouse."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._run = connection.execute
        columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        self._run(f"CREATE TABLE batch ({columns}, file VARCHAR)")

    def clear(self) -> None:
        self._run("TRUNCATE batch")

    def load(self, files: Sequence[Path], *, has_context: bool) -> None:
        """Read sound CSVs all at once, strictly. Raises Unreadable, having kept none."""
        columns = dict(COLUMNS)
        if not has_context:
            del columns["context"]
        context = "context" if has_context else "NULL"
        named = ", ".join(name for name in COLUMNS if name != "context")
        try:
            self._run(
                f"INSERT INTO batch SELECT {named}, {context}, file FROM "  # noqa: S608
                f"read_csv(?, columns={columns}, auto_detect=false, header=true, "
                "delim=',', quote='\"', escape='\"', strict_mode=true, filename='file')",
                [[str(path) for path in files]],
            )
        except duckdb.Error as error:
            raise Unreadable(str(error)) from error

    def drop(self, file: Path) -> None:
        """Forget the rows of one file."""
        self._run("DELETE FROM batch WHERE file = ?", [str(file)])

    def rename(self, file: Path, to: Path) -> None:
        """Let the rows of one file count as another's."""
        self._run("UPDATE batch SET file = ? WHERE file = ?", [str(to), str(file)])

    def files_with_bad_points(self) -> list[str]:
        """Files with half a point, or one that is not on the globe."""
        found = self._run(
            "SELECT DISTINCT file FROM batch "  # noqa: S608
            f"WHERE NOT coalesce({ON_THE_GLOBE}, lon IS NULL AND lat IS NULL)"
        )
        return [file for (file,) in found.fetchall()]

    def names(self) -> list[tuple[str, str | None, str | None, str | None]]:
        """Each file with each month, force and crime type in it."""
        return self._run("SELECT DISTINCT file, month, force, type FROM batch").fetchall()

    def parts(self) -> list[Part]:
        """The force-months in the batch, each with the fingerprint of its rows."""
        self._run(
            "CREATE OR REPLACE TABLE parts AS SELECT row_number() OVER "  # noqa: S608
            "(ORDER BY month, force_key, file) - 1 AS part, * FROM (SELECT file, month, "
            "lower(force) AS force_key, min(force) AS name, count(*) AS held, "
            f"sum(md5_number_lower({ROW_TEXT})::HUGEINT)::VARCHAR AS total "
            "FROM batch GROUP BY ALL)"
        )
        found = self._run(
            "SELECT part, file, month, force_key, name, held, total FROM parts ORDER BY part"
        )
        return [
            Part(number, file, month, key, name, held, _fingerprint(month, key, held, total))
            for number, file, month, key, name, held, total in found.fetchall()
        ]

    def write(self, part: Part, path: Path) -> None:
        """Put the rows of one part, as published, into a Parquet file."""
        target = str(path).replace("'", "''")
        copy = (
            f"COPY (SELECT {', '.join(COLUMNS)} FROM batch WHERE file = ? "  # noqa: S608
            f"AND month = ? AND lower(force) = ?) TO '{target}' "
            "(FORMAT parquet, COMPRESSION zstd)"
        )
        try:
            self._run(copy, [part.file, *part.key])
        except duckdb.IOException as error:
            raise OSError(str(error)) from error

    def tallies(self) -> dict[int, Tally]:
        """part number -> its tally, ordered by point and type."""
        labels = [one for (one,) in self._run("SELECT DISTINCT type FROM batch").fetchall()]
        self._run("CREATE OR REPLACE TABLE labels (label VARCHAR, code UTINYINT)")
        rows = [(label, type_code(label)) for label in labels]
        if rows:
            self._run(
                "INSERT INTO labels SELECT unnest(?), unnest(?)",
                [[label for label, _ in rows], [code for _, code in rows]],
            )
        found = self._run(
            f"SELECT part, {POINT} AS point, code, count(*) AS n "  # noqa: S608
            "FROM batch JOIN parts ON batch.file = parts.file "
            "AND batch.month = parts.month AND lower(force) = force_key "
            "JOIN labels ON type = label GROUP BY ALL ORDER BY ALL"
        ).fetchnumpy()
        return _split(found)


def _split(found: dict[str, Any]) -> dict[int, Tally]:
    owner = np.asarray(found["part"], np.int64)
    whole = np.empty(len(owner), TALLY)
    for name, column in ("point", "point"), ("type", "code"), ("n", "n"):
        whole[name] = found[column]
    numbers, starts = np.unique(owner, return_index=True)
    ends = [*starts[1:].tolist(), len(whole)]
    spans = zip(numbers.tolist(), starts.tolist(), ends, strict=False)
    return {number: whole[start:end] for number, start, end in spans}


def _fingerprint(month: str, force_key: str, rows: int, total: str) -> str:
    """Names the rows of a force-month: the same in any order, another if one differs."""
    text = "\x1f".join((FORMAT, month, force_key, str(rows), total))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def rows_in(paths: Iterable[Path]) -> list[tuple[Any, ...]]:
    """Every row of these Parquet files, as published, in a settled order."""
    names = [str(path) for path in paths]
    if not names:
        return []
    with duckdb.connect(":memory:") as connection:
        return connection.execute(
            f"SELECT {', '.join(COLUMNS)} FROM read_parquet(?) ORDER BY ALL",  # noqa: S608
            [names],
        ).fetchall()
