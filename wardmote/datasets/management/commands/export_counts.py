"""wardmote export counts --to FOLDER [--engine spark]"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from wardmote.datasets.batch import Engine, Format
from wardmote.datasets.usecases import export_counts
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.numbers import plural
from wardmote.places.rules import Kind


class Command(BaseCommand):
    help = (
        "Write the counts of all police rows held, as files for other tools: by place, "
        "month and type; by district with twelve-month sums; and the largest rises."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", required=True, type=Path, metavar="FOLDER")
        parser.add_argument("--kind", choices=list(Kind), default=Kind.WARD, type=Kind)
        parser.add_argument("--edition", default="", help="else the latest")
        parser.add_argument(
            "--format", choices=list(Format), default=Format.PARQUET, type=Format, dest="form"
        )
        parser.add_argument(
            "--engine",
            choices=list(Engine),
            default=Engine.DUCKDB,
            type=Engine,
            help="duckdb (this machine) or spark (a cluster); the results are the same",
        )
        parser.add_argument(
            "--master",
            default="local[*]",
            help="of Spark, such as spark://host:7077; else this machine alone",
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(
        self,
        *,
        to: Path,
        kind: Kind,
        edition: str,
        form: Format,
        engine: Engine,
        master: str,
        as_json: bool,
        **_: Any,
    ) -> None:
        done = export_counts(
            to,
            by=COMMAND_LINE,
            now=now(),
            kind=kind,
            edition=edition,
            form=form,
            engine=engine,
            master=master,
        )
        if as_json:
            said = {"edition": done.edition, "first": str(done.first), "last": str(done.last)}
            self.stdout.write(json.dumps(said | {"files": done.files}))
            return
        for name, lines in done.files.items():
            self.stdout.write(f"{to / name}: {plural(lines, 'line')}")
