"""Running the batch counts over the warehouse's rows, by DuckDB here or by Spark.

Ibis and Spark are optional (`pip install 'wardmote[batch]'`, `'wardmote[spark]'`) and are
imported when a batch is asked for, so that nothing else waits for them.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from wardmote.datasets.placement import OUTSIDE, place
from wardmote.datasets.tallies import NOWHERE
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends import BaseBackend

LOOPBACK = "127.0.0.1"
RISERS = 100


class Engine(StrEnum):
    """What runs the expressions."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Format(StrEnum):
    """What an export is written as."""

    PARQUET = "parquet"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a batch counts: files of rows, and the places in the order of their codes."""

    rows: Sequence[Path]
    codes: Sequence[str]
    districts: Sequence[str]
    shapes: Sequence[shapely.Geometry]
    first: Month
    last: Month


@contextmanager
def engine(which: Engine, master: str = "local[*]") -> Iterator["BaseBackend"]:
    """A connection of Ibis. RuleBroken, saying what to install, where one is missing."""
    try:
        import ibis

        if which is Engine.DUCKDB:
            settings = {"autoinstall_known_extensions": False}
            connection = ibis.duckdb.connect(":memory:", **settings)
            try:
                yield connection
            finally:
                connection.disconnect()
        else:
            with _spark(master) as session:
                yield ibis.pyspark.connect(session)
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("ibis", "pyspark"):
            raise
        extra = "spark" if which is Engine.SPARK else "batch"
        raise RuleBroken(
            f"This needs more packages. Install them with: pip install 'wardmote[{extra}]'"
        ) from error


@contextmanager
def _spark(master: str) -> Iterator[Any]:
    """A Spark session; unless its master is elsewhere, it listens on this machine alone."""
    from pyspark.errors import PySparkException, PySparkRuntimeError
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("wardmote").master(master)
    settings = {"spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC"}
    if is_here(master):
        os.environ["SPARK_LOCAL_IP"] = LOOPBACK
        settings |= {"spark.driver.host": LOOPBACK, "spark.driver.bindAddress": LOOPBACK}
    try:
        session = builder.config(map=dict(settings)).getOrCreate()
    except (PySparkException, PySparkRuntimeError, OSError) as error:
        raise RuleBroken(
            "Spark did not start. It needs a Java runtime (17 or newer; on Debian "
            f"`apt-get install default-jre-headless`) and its master {master}"
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def is_here(master: str) -> bool:
    """Whether a Spark master is this process or a server on this machine's loopback."""
    return master.startswith("local") or master.startswith(f"spark://{LOOPBACK}:")


def tables(
    connection: "BaseBackend", inputs: Inputs, folder: Path
) -> tuple["ir.Table", "ir.Table", "ir.Table"]:
    """rows, points and places, as `expressions` describes them.

    Each distinct point is placed once, here; `folder` must be one that the engine can
    read, for a cluster a shared one.
    """
    rows = _rows(connection, inputs.rows)
    found = connection.to_pyarrow(rows.select("point").distinct())
    points = np.sort(found.column("point").to_numpy())
    points = points[points != NOWHERE].astype(np.int64)
    where = place(points, inputs.shapes)
    inside = where != OUTSIDE
    names = np.array([*inputs.codes, ""], dtype=object)[where[inside]]
    placed = _written(folder / "points.parquet", point=points[inside], place=names)
    whole = {"place": list(inputs.codes), "district": list(inputs.districts)}
    known = _written(folder / "places.parquet", **whole)
    return rows, connection.read_parquet(placed), connection.read_parquet(known)


def _written(path: Path, **columns: Any) -> Path:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.table(columns), path)
    return path


def _rows(connection: "BaseBackend", paths: Sequence[Path]) -> "ir.Table":
    """The street rows, each with its packed point."""
    import ibis

    from wardmote.datasets.tallies import packed

    names = [str(path) for path in paths]
    if connection.name == "duckdb":
        raw = connection.read_parquet(names)
    else:
        frame = connection._session.read.parquet(*names)
        frame.createOrReplaceTempView("street_rows")
        raw = connection.table("street_rows")
    east, north = (raw.lon * 1e6).round().cast("int64"), (raw.lat * 1e6).round().cast("int64")
    point = ibis.ifelse(raw.lon.isnull(), NOWHERE, packed(east, north)).cast("int64")
    return raw.select(month=raw.month, point=point, type=raw.type)


def results(
    rows: "ir.Table", points: "ir.Table", places: "ir.Table", inputs: Inputs
) -> dict[str, "ir.Table"]:
    """File name -> expression, each in a settled order and with months in words."""
    from wardmote.datasets import expressions

    counted = expressions.counts(rows, points)
    first, last = inputs.first.index, inputs.last.index
    by_district = expressions.years(counted, places, first, last)
    risers = expressions.risers(counted, places, last, RISERS)
    return {
        "counts": named(counted).order_by("place", "month", "type"),
        "districts": named(by_district).order_by("district", "type", "month"),
        "risers": risers.order_by("rank"),
    }


def named(table: "ir.Table") -> "ir.Table":
    """Months as 2025-04 in the place of their number."""
    year = (table.month // 12).cast("int32").cast("string")
    number = (table.month % 12 + 1).cast("int32").cast("string").lpad(2, "0")
    return table.mutate(month=year + "-" + number)


def write(connection: "BaseBackend", found: "ir.Table", path: Path, form: Format) -> int:
    """Write one result to a file in one step; give back its lines."""
    from pyarrow import csv, parquet

    table = connection.to_pyarrow(found)
    aside = path.with_name(f".{path.name}")
    if form is Format.CSV:
        csv.write_csv(table, aside)
    else:
        parquet.write_table(table, aside)
    aside.replace(path)
    return int(table.num_rows)
