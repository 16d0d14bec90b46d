"""One step of the street bench in a process of its own: python -m bench.street_home STEP ...

WARDMOTE_HOME names the home. Prints one line of JSON: seconds of the step without the
start of the interpreter, and what the step found.

    places GEO          load the synthetic wards, parishes and districts
    load PATH...        import street files, the cubes of all three layers included
    counts              make the three cubes again; scan three columns of the rows
    check               every cell of every cube against SQL over the rows
    placing GEO         place all snap points in parishes; geopandas beside it
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def places(geo: str) -> dict[str, Any]:
    """Through the ORM: a GeoJSON of the whole country is a matter of minutes."""
    import pyarrow.parquet as pq
    import shapely
    from django.utils.timezone import now

    from wardmote.datasets.stores import prepare_shapes
    from wardmote.places.models import Edition, Place, Shape
    from wardmote.places.rules import Kind

    for kind in Kind.WARD, Kind.PARISH, Kind.DISTRICT:
        table = pq.read_table(Path(geo) / f"{kind}.parquet", columns=["code", "wkb"])
        edition = Edition.objects.create(kind=kind, name="2025-05", imported_at=now())
        codes = table["code"].to_pylist()
        made = Place.objects.bulk_create(
            [Place(edition=edition, code=code, name=code) for code in codes], 2000
        )
        texts = shapely.to_geojson(shapely.from_wkb(table["wkb"].to_pylist()))
        Shape.objects.bulk_create(
            [
                Shape(place=place, geometry=json.loads(text))
                for place, text in zip(made, texts, strict=True)
            ],
            500,
        )
        prepare_shapes(kind, "2025-05")
    return {}


def load(*paths: str) -> dict[str, Any]:
    from django.utils.timezone import now

    from wardmote.datasets.usecases import import_street
    from wardmote.kernel.actors import COMMAND_LINE

    one = import_street([Path(path) for path in paths], by=COMMAND_LINE, now=now())
    return {"rows": one.rows, "placed": one.placed, "changes": one.changes}


def counts() -> dict[str, Any]:
    import duckdb
    from django.conf import settings

    from wardmote.datasets.holdings import batches_in_use
    from wardmote.datasets.stores import prepare_counts

    store = Path(settings.WAREHOUSE)
    for path in store.glob("counts/*"):
        path.unlink()
    began = time.perf_counter()
    prepare_counts()
    ours = time.perf_counter() - began
    with duckdb.connect(config={"threads": "2"}) as engine:
        asked = "SELECT count(DISTINCT month), max(type), sum(point) FROM read_parquet(?)"
        files = [str(store / "rows" / f"{batch}.parquet") for batch in batches_in_use()]
        engine.execute(asked, [files]).fetchall()
        began = time.perf_counter()
        engine.execute(asked, [files]).fetchall()
    return {"ours": ours, "scan": time.perf_counter() - began}


def check() -> dict[str, Any]:
    """Cells that differ between each cube and a join in SQL; and the sum of all cells."""
    import duckdb
    import numpy as np
    from django.conf import settings

    from wardmote.datasets.models import ForceMonth
    from wardmote.datasets.stores import boundaries_of, cubes, held_as
    from wardmote.datasets.street import TYPES
    from wardmote.places.queries import edition_in_use
    from wardmote.places.rules import Kind

    store = Path(settings.WAREHOUSE)
    held = held_as(ForceMonth.objects.all())
    current = [(one.batch, str(one.month), one.force) for one in held]
    labels = {label: at for at, label in enumerate(TYPES.values())}
    wrong, total = 0, 0
    with duckdb.connect(config={"threads": "2"}) as engine:
        engine.execute(
            "CREATE TABLE held AS SELECT unnest(?) AS batch, unnest(?) AS month, "
            "unnest(?) AS force",
            [list(one) for one in zip(*current, strict=True)],
        )
        files = [str(store / "rows" / f"{batch}.parquet") for batch in {c[0] for c in current}]
        for kind in Kind.WARD, Kind.PARISH, Kind.DISTRICT:
            boundaries = boundaries_of(edition_in_use(kind))
            cube = cubes().get(boundaries, held)
            known = np.load(store / "placed" / f"{boundaries.name}.npy")
            placed = {"point": known[0], "place": known[1]}  # noqa: F841 - the query reads it
            found = engine.execute(
                "SELECT place, rows.month, type, count(*) "
                "FROM read_parquet(?, filename = true) rows JOIN placed USING (point) "
                "JOIN held ON rows.month = held.month AND lower(rows.force) = held.force "
                "AND contains(filename, batch) WHERE place >= 0 GROUP BY ALL",
                [files],
            ).fetchall()
            again = np.zeros_like(cube.counts)
            months = {str(month): at for month, at in cube.months.items()}
            for at, month, label, n in found:
                again[at, months[month], labels[label]] += n
            wrong += int((again != cube.counts).sum())
            wrong += int((cube.across.transpose(2, 0, 1) != cube.counts).sum())
            total += int(cube.counts.sum())
    return {"wrong": wrong, "total": total}


def placing(geo: str) -> dict[str, Any]:
    import geopandas
    import numpy as np
    import pyarrow.parquet as pq
    import shapely

    from wardmote.datasets.placement import place

    snap = pq.read_table(Path(geo) / "snap.parquet", columns=["lon", "lat"])
    lon, lat = (
        np.rint(snap[name].to_numpy() * 1e6).astype(np.int64) for name in snap.column_names
    )
    points = np.unique((lon + 180_000_000) * 2**32 + lat + 90_000_000)
    table = pq.read_table(Path(geo) / "parish.parquet", columns=["code", "wkb"])
    shapes = list(shapely.from_wkb(table["wkb"].to_pylist()))
    began = time.perf_counter()
    ours = place(points, shapes)
    spent = time.perf_counter() - began
    x, y = (points // 2**32) / 1e6 - 180, (points % 2**32) / 1e6 - 90
    left = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y), crs=4326)
    right = geopandas.GeoDataFrame(geometry=shapes, crs=4326)
    began = time.perf_counter()
    joined = geopandas.sjoin(left, right, predicate="intersects")
    theirs = time.perf_counter() - began
    lowest = joined["index_right"].groupby(level=0).min()
    expected = np.full(len(points), -1)
    expected[lowest.index.to_numpy()] = lowest.to_numpy()
    return {
        "points": len(points),
        "ours": spent,
        "geopandas": theirs,
        "differ": int((expected != ours).sum()),
    }


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "places": places,
    "load": load,
    "counts": counts,
    "check": check,
    "placing": placing,
}


def main() -> None:
    step, *rest = sys.argv[1:]
    os.environ["WARDMOTE_DATABASE_URL"] = ""
    os.environ["DJANGO_SETTINGS_MODULE"] = "wardmote.config.settings"
    import django

    django.setup()
    if step == "places":
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
    import wardmote.datasets.usecases  # noqa: F401 - imports are not what is timed

    began, worked = time.perf_counter(), time.process_time()
    said = STEPS[step](*rest)
    spent = {"seconds": time.perf_counter() - began, "processor": time.process_time() - worked}
    print(json.dumps({**spent, **said}))


if __name__ == "__main__":
    main()
