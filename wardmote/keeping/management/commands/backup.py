"""wardmote backup PATH [--secret FILE] [--keys FILE]"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from wardmote.keeping.encryption import read_secret
from wardmote.keeping.usecases import take_backup
from wardmote.kernel.actors import COMMAND_LINE


class Command(BaseCommand):
    help = (
        "Write the records, the warehouse and all files of this home into one new file, in "
        "one state, while people go on working. Keys and sessions are never in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a new file, or a folder to make one in")
        parser.add_argument(
            "--secret", type=Path, help="encrypt it with the first line of this file"
        )
        parser.add_argument(
            "--keys", type=Path, help="also write the home's keys to this file; keep it apart"
        )

    def handle(self, *, path: Path, secret: Path | None, keys: Path | None, **_: Any) -> None:
        read = read_secret(secret) if secret else None
        taken = take_backup(path, by=COMMAND_LINE, now=now(), secret=read, keys=keys)
        kind = "encrypted" if read else "not encrypted"
        self.stdout.write(
            f"{taken.path}: {taken.rows:,} rows and {taken.files:,} files in "
            f"{taken.size / 1e6:,.1f} MB, {kind}"
        )
        if keys:
            self.stdout.write(f"{keys}: the keys. Keep them where the backup is not")
