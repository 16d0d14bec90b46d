"""wardmote import people FILE [--yes]"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate, now

from wardmote.desk.importing import carry_out, cells_of, plan
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.answers import REFUSED, rejected_lines
from wardmote.kernel.numbers import plural


class Command(BaseCommand):
    help = (
        "Invite people and give them seats from a spreadsheet (XLSX or CSV) with the "
        "columns name, e-mail, organisation, group, role and since. Says what it would do; "
        "--yes does it. With a wrong row nothing is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="XLSX or CSV with a heading")
        parser.add_argument("--yes", action="store_true", help="do it")

    def handle(self, *, file: Path, yes: bool, **_: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file at {file}", returncode=REFUSED)
        rows, today = cells_of(file.read_bytes(), file.name), localdate()
        found = plan(rows, file.name, today)
        if found.faults:
            self.stderr.write("\n".join(rejected_lines(file.name, found.faults)))
            wrong = plural(len(found.faults), "row is", "rows are")
            raise CommandError(f"{wrong} wrong. Nothing was written", returncode=REFUSED)
        for line in found.lines:
            self.stdout.write(f"  {file.name}:{line.row}: {line.does}")
        if not yes:
            self.stdout.write("Nothing has been written. Add --yes to do it")
            return
        made = carry_out(rows, file.name, by=COMMAND_LINE, now=now(), on=today)
        self.stdout.write(
            f"{plural(len(made.people), 'person', 'people')} invited, "
            f"{plural(len(made.seats), 'seat')} given, "
            f"{plural(len(made.organisations), 'organisation')} entered"
        )
