"""wardmote fetch street [--month 2026-07 | --all]"""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from wardmote.datasets.intake import Progress
from wardmote.datasets.receipts import receipt_json, receipt_lines, reject_lines
from wardmote.datasets.usecases import fetch_street
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.answers import DONE_WITH_REJECTS
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Month


class Command(BaseCommand):
    help = (
        "Fetch months of the district from data.police.uk's own API, for as long as the "
        "archive does not have them: the newest month, or the one named, or all."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--month", metavar="MONTH", help="this month, such as 2026-07")
        which.add_argument(
            "--all", action="store_true", dest="every", help="all months not held yet"
        )
        parser.add_argument(
            "--force",
            default="",
            dest="police_force",
            metavar="SLUG",
            help="the district's police force, such as cambridgeshire; else it is found",
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="let a month be replaced by one with under half its rows",
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(
        self,
        *,
        month: str | None,
        every: bool,
        police_force: str,
        replace: bool,
        as_json: bool,
        **_: Any,
    ) -> None:
        receipt = fetch_street(
            by=COMMAND_LINE,
            now=now(),
            month=Month.parse(month) if month else None,
            every=every,
            force=police_force,
            replace=replace,
            progress=progress_line() if sys.stderr.isatty() else None,
        )
        if as_json:
            self.stdout.write(json.dumps(receipt_json(receipt)))
        else:
            self.stdout.write("\n".join(receipt_lines(receipt)))
        if receipt.rejected:
            self.stderr.write("\n".join(reject_lines(receipt)))
            words = f"Done. {plural(receipt.rejected, 'row was', 'rows were')} left out"
            raise CommandError(words, returncode=DONE_WITH_REJECTS)


def progress_line() -> Progress:
    """Months and rows so far, on one line of the terminal."""

    def show(done: int, total: int, rows: int) -> None:
        end = "\n" if done >= total else ""
        sys.stderr.write(f"\r{done:>3} of {plural(total, 'month')}  {rows:>9,} rows {end}")
        sys.stderr.flush()

    return show
