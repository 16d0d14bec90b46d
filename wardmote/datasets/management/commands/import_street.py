"""wardmote import street PATH..."""

import json
import signal
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import now

from wardmote.datasets.intake import Progress
from wardmote.datasets.jobs import carry_out_import
from wardmote.datasets.models import Import
from wardmote.datasets.receipts import receipt_json, receipt_lines, reject_lines
from wardmote.datasets.rules import Stopped
from wardmote.datasets.usecases import await_street, import_street
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.answers import DONE_WITH_REJECTS, STOPPED
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
        parser.add_argument(
            "--background",
            action="store_true",
            help="leave it to `wardmote serve` or `wardmote work`, and watch its page",
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(
        self,
        *,
        paths: list[Path],
        published: date | None,
        replace: bool,
        background: bool,
        as_json: bool,
        **_: Any,
    ) -> None:
        wish: dict[str, Any] = {
            "by": COMMAND_LINE,
            "now": now(),
            "published": published,
            "replace": replace,
        }
        if background:
            with transaction.atomic():
                one = await_street([path.resolve() for path in paths], **wish)
                carry_out_import.enqueue(one.pk)
            self.stdout.write(f"Import {one.pk} waits. Its page is /data/imports/{one.pk}/")
            return
        with stoppable():
            receipt = import_street(paths, **wish, progress=progress_line())
        show_receipt(self, receipt, as_json=as_json)


def show_receipt(command: BaseCommand, receipt: Import, *, as_json: bool) -> None:
    """Print the receipt; bad lines go aside and make the exit code 3."""
    if as_json:
        command.stdout.write(json.dumps(receipt_json(receipt)))
    else:
        command.stdout.write("\n".join(receipt_lines(receipt)))
    if receipt.rejected:
        command.stderr.write("\n".join(reject_lines(receipt)))
        words = f"Done. {plural(receipt.rejected, 'row was', 'rows were')} left out"
        raise CommandError(words, returncode=DONE_WITH_REJECTS)


@contextmanager
def stoppable() -> Iterator[None]:
    """Ctrl-C or SIGTERM stops an import so that it can be resumed; exit code 130."""
    before = signal.getsignal(signal.SIGTERM)
    with suppress(ValueError):  # not in the main thread: then nobody sends us signals
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except Stopped as stop:
        raise CommandError(str(stop), returncode=STOPPED) from stop
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGTERM, before)


def progress_line() -> Progress | None:
    """Rows, rate and time left, on one line of the terminal; None where there is none."""
    if not sys.stderr.isatty():
        return None
    began = time.monotonic()
    known: list[int] = []  # bytes and rows that an earlier import has read

    def show(done: int, total: int, rows: int) -> None:
        known[:] = known or [done, rows]
        spent = max(time.monotonic() - began, 0.001)
        left = spent * (total - done) / max(done - known[0], 1)
        rate = (rows - known[1]) / spent
        end = "\n" if done >= total else ""
        said = f"{left:>6.0f} s left" if done > known[0] else ""
        line = f"\r{100 * done // max(total, 1):>3} % {rows:>12,} rows {rate:>9,.0f} a second"
        sys.stderr.write(f"{line}{said} {end}")
        sys.stderr.flush()

    return show
