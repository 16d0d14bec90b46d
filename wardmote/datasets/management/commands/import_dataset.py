"""wardmote import dataset FILE.csv --dataset deliberate-fires"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from wardmote.datasets.partner import Columns
from wardmote.datasets.receipts import receipt_json, receipt_lines, reject_lines
from wardmote.datasets.usecases import import_dataset
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.answers import DONE_WITH_REJECTS
from wardmote.kernel.numbers import plural


class Command(BaseCommand):
    help = (
        "Load a partner's counts: a CSV of place code, month or quarter, and count. The "
        "periods in the file are replaced as a whole."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dataset", required=True, metavar="SLUG", help="such as deliberate-fires"
        )
        for what, example in ("code", "ward_code"), ("period", "month"), ("count", "fires"):
            parser.add_argument(
                f"--{what}-column",
                default="",
                metavar="HEADING",
                help=f"the column of the {what}, such as {example}",
            )
        parser.add_argument(
            "--blank-is-zero",
            action="store_true",
            help="a ward that the file leaves out had none (else: not reported)",
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="let a period be replaced by one with under half its wards",
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(
        self,
        *,
        file: Path,
        dataset: str,
        code_column: str,
        period_column: str,
        count_column: str,
        blank_is_zero: bool,
        replace: bool,
        as_json: bool,
        **_: Any,
    ) -> None:
        receipt = import_dataset(
            file,
            dataset,
            by=COMMAND_LINE,
            now=now(),
            columns=Columns(code_column, period_column, count_column),
            replace=replace,
            blank_is_zero=blank_is_zero,
        )
        if as_json:
            self.stdout.write(json.dumps(receipt_json(receipt)))
        else:
            self.stdout.write("\n".join(receipt_lines(receipt)))
        if receipt.rejected:
            self.stderr.write("\n".join(reject_lines(receipt)))
            words = f"Done. {plural(receipt.rejected, 'row was', 'rows were')} left out"
            raise CommandError(words, returncode=DONE_WITH_REJECTS)
