"""wardmote import street PATH..."""

import json
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from wardmote.datasets.intake import Progress
from wardmote.datasets.receipts import receipt_json, receipt_lines, reject_lines
from wardmote.datasets.usecases import import_street
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.answers import DONE_WITH_REJECTS
from wardmote.kernel.numbers import plural


def iso_date(text: str) -> date:
    """A day such as 2025-11-02."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a date such as 2025-11-02") from None


class Command(BaseCommand):
    help = (
        "Load street files of data.police.uk: CSV, .csv.gz, a folder or a zip. Each "
        "month of a force is replaced as a whole, or not at all."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--published",
            type=iso_date,
            metavar="DATE",
            help="when the police published these files; without it, today. An older "
            "publication never replaces a newer one",
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
        paths: list[Path],
        published: date | None,
        replace: bool,
        as_json: bool,
        **_: Any,
    ) -> None:
        receipt = import_street(
            paths,
            by=COMMAND_LINE,
            now=now(),
            published=published,
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
    """Rows, rate and time left, on one line of the terminal."""
    began = time.monotonic()

    def show(done: int, total: int, rows: int) -> None:
        spent = max(time.monotonic() - began, 0.001)
        left = spent * (total - done) / max(done, 1)
        end = "\n" if done >= total else ""
        line = f"\r{rows:>12,} rows  {rows / spent:>9,.0f} a second  {left:>4.0f} s left "
        sys.stderr.write(line + end)
        sys.stderr.flush()

    return show
