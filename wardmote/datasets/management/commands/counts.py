"""wardmote counts --quarter 2025Q2 [--ward CODE] [--json]"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from wardmote.datasets.queries import QuarterCounts, counts_of
from wardmote.kernel.numbers import and_list
from wardmote.kernel.periods import Quarter


class Command(BaseCommand):
    help = "Count the crimes of a quarter by ward and type."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quarter", required=True, help="for example 2025Q2")
        parser.add_argument("--ward", default="", metavar="CODE", help="this ward alone")
        parser.add_argument("--edition", default="", help="else the latest")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, quarter: str, ward: str, edition: str, as_json: bool, **_: Any) -> None:
        found = counts_of(Quarter.parse(quarter), edition=edition, ward=ward)
        if as_json:
            self.stdout.write(json.dumps(counts_json(found)))
        else:
            self.stdout.write("\n".join(_lines(found)))


def counts_json(found: QuarterCounts) -> dict[str, Any]:
    """The documented, stable format."""
    return {
        "quarter": str(found.quarter),
        "edition": found.edition,
        "months": [str(month) for month in found.months],
        "missing_months": [str(month) for month in found.missing_months],
        "rows": found.rows,
        "no_location": found.no_location,
        "outside": found.outside,
        "wards": [
            {"code": one.code, "name": one.name, "counts": one.counts} for one in found.wards
        ],
    }


def _lines(found: QuarterCounts) -> Iterator[str]:
    yield f"{found.quarter.words}, wards of {found.edition}"
    yield (
        f"{found.rows:,} rows: {found.no_location:,} without location, "
        f"{found.outside:,} outside the area"
    )
    if found.missing_months:
        months = and_list([month.words for month in found.missing_months])
        yield f"Missing, and not to be read as zero: {months}"
    width = max((len(one.name) for one in found.wards), default=0)
    heads = list(found.wards[0].counts) if found.wards else []
    yield ""
    for number, label in enumerate(heads, start=1):
        yield f"  {number:>2} {label}"
    yield ""
    columns = "".join(f"{number:>6}" for number in range(1, len(heads) + 1))
    yield f"{'':<9}  {'':<{width}}{columns}{'all':>8}"
    for one in found.wards:
        cells = "".join(f"{one.counts.get(label, 0):>6,}" for label in heads)
        yield f"{one.code:<9}  {one.name:<{width}}{cells}{sum(one.counts.values()):>8,}"
