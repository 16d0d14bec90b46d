"""Exporting counts of the whole warehouse, for an organisation's own analysts."""

import json
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wardmote.audit.usecases import record
from wardmote.datasets import batch
from wardmote.datasets.batch import Engine, Format, Inputs
from wardmote.datasets.holdings import RowsHeld, rows_held
from wardmote.datasets.models import DistrictMonth
from wardmote.datasets.queries import boundaries_of, shelf
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.places.models import Edition
from wardmote.places.queries import edition_in_use
from wardmote.places.rules import Kind


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: file name -> lines."""

    edition: str
    first: Month
    last: Month
    files: dict[str, int]


def export_counts(
    folder: Path,
    *,
    by: Actor,
    now: datetime,
    kind: Kind = Kind.WARD,
    edition: str = "",
    engine: Engine = Engine.DUCKDB,
    master: str = "local[*]",
    form: Format = Format.PARQUET,
) -> Exported:
    """Write counts by place, by district and the largest rises into a folder.

    Of every place of the edition, ours or not. Either engine gives the same lines.
    """
    found = edition_in_use(kind, edition)
    held = rows_held()
    if not held:
        raise RuleBroken("No police rows are held. Load some with `wardmote import street`")
    inputs = _inputs(found, held)
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    with (
        tempfile.TemporaryDirectory(dir=folder, prefix=".working-") as working,
        batch.engine(engine, master) as connection,
    ):
        tables = batch.tables(connection, inputs, Path(working))
        for name, result in batch.results(*tables, inputs).items():
            path = folder / f"{name}.{form}"
            files[path.name] = batch.write(connection, result, path, form)
    _say_what_it_is(folder, found, held, inputs, engine, now)
    done = Exported(found.name, inputs.first, inputs.last, files)
    record("counts.exported", str(found), by=by, at=now, engine=engine.value, **files)
    return done


def _inputs(edition: Edition, held: list[RowsHeld]) -> Inputs:
    codes, shapes = boundaries_of(edition).load()
    districts = dict(edition.places.values_list("code", "district_code"))
    months = [Month.parse(one.month) for one in held]
    return Inputs(
        rows=[shelf().rows(one.month, one.fingerprint) for one in held],
        codes=codes,
        districts=[districts[code] for code in codes],
        shapes=shapes,
        first=min(months),
        last=max(months),
    )


def _say_what_it_is(
    folder: Path,
    edition: Edition,
    held: list[RowsHeld],
    inputs: Inputs,
    engine: Engine,
    now: datetime,
) -> None:
    fetched = sorted({one.month for one in held if isinstance(one, DistrictMonth)})
    about = {
        "kind": edition.kind,
        "edition": edition.name,
        "first": str(inputs.first),
        "last": str(inputs.last),
        "rows": sum(one.rows for one in held),
        "forces": sorted({one.force for one in held}),
        "months_from_api": fetched,
        "engine": engine.value,
        "made": now.isoformat(timespec="seconds"),
        "source": "data.police.uk, Open Government Licence v3.0",
    }
    (folder / "about.json").write_text(json.dumps(about, indent=1) + "\n")
