"""What reports told of partners' counts before there was a ledger stands in it, too.

Each number as it was released first, whatever became of the release: what was told is told.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SMALLEST = 10
SHOWN = re.compile(r"about ([\d,]+)|fewer than (\d+)")
BOUNDARIES = re.compile(r"Wards are those of ([^.]+)\. A point is counted")
Key = tuple[str, str]  # data set, quarter
NEEDED = {"dataset", "quarter", "ward", "shown"}


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add what is not there yet; a data set's quarter that has been told is left alone."""
    cell_of, release_of = (apps.get_model("releases", name) for name in ("ToldCell", "Release"))
    held = set(cell_of.objects.values_list("dataset", "period"))
    papers = _papers(release_of)
    found: dict[Key, dict[str, Any]] = {}
    for one in release_of.objects.filter(kind="partner_figures").order_by("pk"):
        if not one.content.keys() >= NEEDED:
            continue  # no version wrote such a one
        key = (one.content["dataset"], one.content["quarter"])
        if key not in held:
            found.setdefault(key, {}).setdefault(one.content["ward"]["code"], one)
    cells: list[Any] = []
    for (dataset, quarter), wards in found.items():
        first = next(iter(wards.values()))
        edition, totals = papers.get(quarter, ("", {}))
        same = {
            "dataset": dataset,
            "period": quarter,
            "edition": edition,
            "source": first.source,
            "told_at": first.released_at,
        }
        each = {code: read(one.content["shown"]) for code, one in wards.items()}
        least = next((smallest for value, smallest in each.values() if value is None), SMALLEST)
        for code, (value, _) in each.items():
            cells.append(cell_of(place=code, value=value, smallest=least, **same))
        said = totals.get(first.title.rpartition(", ")[0])
        value, smallest = read(said) if said else (None, least)
        cells.append(
            cell_of(place="", value=value, smallest=smallest, is_told=bool(said), **same)
        )
    cell_of.objects.bulk_create(cells)


def read(shown: str) -> tuple[int | None, int]:
    """A guarded count from its words: its value, None if hidden, and the smallest shown.

    What reads otherwise stays hidden: an upgrade stops for nothing, and tells no more.
    """
    said = SHOWN.fullmatch(shown)
    if said is None:
        return None, SMALLEST
    if said[1]:
        return int(said[1].replace(",", "")), SMALLEST
    return None, int(said[2])


def _papers(release_of: Any) -> dict[str, tuple[str, dict[str, str]]]:
    """Quarter -> its boundaries and each data set's total, by its first report."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for one in release_of.objects.filter(kind="report").order_by("pk"):
        if not {"document", "quarter"} <= one.content.keys():
            continue
        rows = list(_rows(one.content["document"]))
        words = " ".join(_words(one.content["document"]))
        edition = BOUNDARIES.search(words)
        totals = {}
        for row in rows:
            name, _, total = row[0].rpartition(": ") if row else ("", "", "")
            if name and SHOWN.fullmatch(total):
                totals[name] = total
        found.setdefault(one.content["quarter"], (edition[1] if edition else "", totals))
    return found


def _rows(part: Any) -> Iterator[list[str]]:
    """Every row of every table of a document."""
    if isinstance(part, dict):
        yield from (row for row in part.get("rows", ()) if row and isinstance(row[0], str))
    if isinstance(part, dict | list):
        for one in part.values() if isinstance(part, dict) else part:
            yield from _rows(one)


def _words(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for one in part.values() if isinstance(part, dict) else part:
            yield from _words(one)


class Migration(migrations.Migration):
    dependencies = [
        ("releases", "0009_survey"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
