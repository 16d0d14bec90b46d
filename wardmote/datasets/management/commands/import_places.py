"""wardmote import places FILE.geojson --kind ward --edition 2025-05"""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import now

from wardmote.datasets.stores import prepare_shapes
from wardmote.datasets.usecases import release_open_figures
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.answers import DONE_WITH_REJECTS, rejected_lines
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import plural
from wardmote.places.geojson import read_boundaries
from wardmote.places.rules import KIND_NAMES, KIND_PLURALS, Kind
from wardmote.places.usecases import load_boundaries


class Command(BaseCommand):
    help = "Load the boundaries of wards, parishes or other areas from a GeoJSON file (WGS84)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="GeoJSON, longitude before latitude")
        parser.add_argument("--kind", required=True, choices=[kind.value for kind in Kind])
        parser.add_argument("--edition", default="", help="for example 2025-05")
        parser.add_argument("--code-field", default="", help="such as WD25CD")
        parser.add_argument("--name-field", default="", help="such as WD25NM")

    def handle(
        self, *, file: Path, kind: str, edition: str, code_field: str, name_field: str, **_: Any
    ) -> None:
        found = read_boundaries(file, Kind(kind), code_field=code_field, name_field=name_field)
        edition = edition or edition_of(found.code_field)
        with transaction.atomic():
            loaded = load_boundaries(found, Kind(kind), edition, by=COMMAND_LINE, now=now())
            release_open_figures(by=COMMAND_LINE, now=now())
        prepare_shapes(Kind(kind), edition)
        self.stdout.write(
            f"{file.name}: {_counted(len(found.places), Kind(kind))} of edition "
            f"{edition}: {loaded.added} new, {loaded.changed} changed, "
            f"{loaded.unchanged} as they were"
        )
        if found.mended:
            self.stdout.write(f"  mended crossing lines in {', '.join(found.mended)}")
        if found.rejected:
            self.stderr.write("\n".join(rejected_lines(file.name, found.rejected)))
            raise CommandError(
                f"{plural(len(found.rejected), 'place')} left out", returncode=DONE_WITH_REJECTS
            )


def _counted(places: int, kind: Kind) -> str:
    return plural(places, KIND_NAMES[kind], KIND_PLURALS[kind])


def edition_of(field: str) -> str:
    """2025 for WD25CD. RuleBroken where the column names no year."""
    year = re.search(r"\d{2}", field)
    if not year:
        raise RuleBroken("Name the edition of these boundaries, for example --edition 2025-05")
    return f"20{year[0]}"
