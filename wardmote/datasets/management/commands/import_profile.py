"""wardmote import profile FILE.csv"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import now

from wardmote.datasets.usecases import release_open_figures
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.answers import DONE_WITH_REJECTS, rejected_lines
from wardmote.kernel.numbers import plural
from wardmote.places.profile import read_profile
from wardmote.places.usecases import load_profile


class Command(BaseCommand):
    help = "Load residents and households by place from a CSV file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        for column, what in (
            ("code", "place codes"),
            ("residents", "usual residents"),
            ("households", "households"),
        ):
            parser.add_argument(f"--{column}", default="", help=f"the column of {what}")

    def handle(
        self, *, file: Path, code: str, residents: str, households: str, **_: Any
    ) -> None:
        found = read_profile(file, code=code, residents=residents, households=households)
        with transaction.atomic():
            loaded = load_profile(found, file.name, by=COMMAND_LINE, now=now())
            release_open_figures(by=COMMAND_LINE, now=now())
        self.stdout.write(
            f"{file.name}: {plural(len(found.lines), 'place')} from the columns "
            f"{', '.join(found.columns)}: {loaded.added} new, {loaded.changed} changed, "
            f"{loaded.unchanged} as they were"
        )
        if loaded.unknown:
            self.stdout.write(f"  {loaded.unknown} have no boundary loaded (yet): kept")
        if found.rejected:
            self.stderr.write("\n".join(rejected_lines(file.name, found.rejected)))
            raise CommandError(
                f"{plural(len(found.rejected), 'line')} left out", returncode=DONE_WITH_REJECTS
            )
