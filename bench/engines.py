"""The batch expressions on DuckDB and on Spark: start, first run, run again, and equality.

Each engine is a process of its own, in the environment that `python3 bootstrap.py spark`
makes. Two cores of one machine: what a cluster costs to run, not what it can do.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.harness import AbsentError
from bench.rows import SEEDS, Claim, Size, figure, not_run, spread

TITLE = "Batch counts on one machine and on a cluster's engine"
ABOUT = (
    "The same Ibis expressions over the same seeded rows, DuckDB beside Spark local[2]. "
    "Nothing is demanded of the ratio: Spark is for those who have a cluster. Equal means "
    "every cell of every result."
)
NATIONAL = True

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "spark" / "bin" / "python"
#: rows, distinct points, places
SIZES = {
    Size.TINY: (20_000, 2_000, 50),
    Size.SMALL: (2_000_000, 100_000, 2_000),
    Size.NATIONAL: (18_000_000, 750_000, 10_500),
}
RUNS = 3  # the first is cold
MONTHS = 36


def run(size: Size) -> list[Claim]:
    """Rows for each expression, and whether the results are equal."""
    if not PYTHON.exists():
        raise AbsentError("Spark is not installed: `python3 bootstrap.py spark` does it")
    with tempfile.TemporaryDirectory(prefix="wardmote-engines-") as folder:
        _worker("make", folder, size)
        ours = _worker("duckdb", folder, size)
        try:
            theirs = _worker("spark", folder, size)
        except subprocess.CalledProcessError as error:
            why = (error.stderr or "").strip().splitlines()[-1:] or ["it did not run"]
            return [not_run("Spark local[2]", why[0][:200])]
    claims = [_claim("start", [ours["start"]], [theirs["start"]])]
    for name in ours["times"]:
        mine, its = ours["times"][name], theirs["times"][name]
        claims.append(_claim(f"{name}, first", mine[:1], its[:1]))
        claims.append(_claim(f"{name}, again", mine[1:], its[1:]))
    equal = ours["results"] == theirs["results"]
    rows = f"{figure(SIZES[size][0])} rows, seed {SEEDS[0]}"
    claims.append(
        Claim("results equal", "every cell", "yes" if equal else "no", met=equal, note=rows)
    )
    return claims


def _claim(name: str, ours: list[float], theirs: list[float]) -> Claim:
    ratio = [its / mine for mine, its in zip(ours, theirs, strict=True)]
    return Claim(
        name,
        ours=f"DuckDB {spread(ours, ' s')}",
        peers=f"Spark {spread(theirs, ' s')}",
        ratio=f"Spark takes {spread(ratio, ' x')}",
    )


def _worker(what: str, folder: str, size: Size) -> Any:
    command = [str(PYTHON), "-m", "bench.engines", what, folder, size.value]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _make(folder: Path, size: Size) -> dict[str, Any]:
    """Seeded rows, points and places, as `wardmote.datasets.expressions` describes them."""
    import numpy as np
    import pyarrow as pa
    from pyarrow import parquet

    from wardmote.datasets.street import TYPES

    many, points, places = SIZES[size]
    chance = np.random.default_rng(SEEDS[0])
    months = np.array([f"{2023 + at // 12}-{at % 12 + 1:02}" for at in range(MONTHS)])
    labels = np.array([*TYPES.values(), "Something new"])
    codes = np.array([f"E{number:08}" for number in range(places)])
    rows = {
        "month": pa.array(months).take(pa.array(chance.integers(0, MONTHS, many))),
        "point": chance.integers(0, points, many),
        "type": pa.array(labels).take(pa.array(chance.integers(0, len(labels), many))),
    }
    known = np.arange(points * 99 // 100)  # some lie nowhere
    placed = {"point": known, "place": codes[chance.integers(0, places, len(known))]}
    named = {"place": codes, "district": [f"D{number % 330:03}" for number in range(places)]}
    for name, columns in ("rows", rows), ("points", placed), ("places", named):
        parquet.write_table(pa.table(columns), folder / f"{name}.parquet")
    return {}


def _measure(which: str, folder: Path) -> dict[str, Any]:
    from wardmote.datasets import batch

    began = time.monotonic()
    with batch.engine(batch.Engine(which), "local[2]") as connection:
        connection.raw_sql("SELECT 1")
        start = time.monotonic() - began
        times: dict[str, list[float]] = {}
        results = {}
        for name, expression in _expressions(connection, folder).items():
            for _ in range(RUNS):
                began = time.monotonic()
                table = connection.to_pyarrow(expression)
                times.setdefault(name, []).append(time.monotonic() - began)
            cells = json.dumps(table.to_pydict()).encode()
            results[name] = [table.num_rows, hashlib.sha256(cells).hexdigest()]
    return {"start": start, "times": times, "results": results}


def _expressions(connection: Any, folder: Path) -> dict[str, Any]:
    from wardmote.datasets import expressions

    paths = (folder / f"{name}.parquet" for name in ("rows", "points", "places"))
    rows, points, places = (connection.read_parquet(path) for path in paths)
    counted = expressions.counts(rows, points)
    first = 2023 * 12
    last = first + MONTHS - 1
    by_district = expressions.years(counted, places, first, last)
    return {
        "counts": counted.order_by("place", "month", "type"),
        "twelve-month sums": by_district.order_by("district", "type", "month"),
        "largest rises": expressions.risers(counted, places, last, 100).order_by("rank"),
    }


if __name__ == "__main__":
    asked, where, how_much = sys.argv[1:]
    if asked == "make":
        said = _make(Path(where), Size(how_much))
    else:
        said = _measure(asked, Path(where))
    print(json.dumps(said))
