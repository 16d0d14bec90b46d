"""wardmote restore FILE [--secret FILE] [--keys FILE]"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from wardmote.keeping.encryption import read_secret
from wardmote.keeping.usecases import restore
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.answers import DONE_WITH_REJECTS


class Command(BaseCommand):
    help = (
        "Put a backup into an empty home. Every checksum is verified before anything can "
        "be seen; a backup of an older version is brought up to date."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what `wardmote backup` wrote")
        parser.add_argument("--secret", type=Path, help="the file with the secret it needs")
        parser.add_argument("--keys", type=Path, help="the keys that were kept apart")

    def handle(self, *, file: Path, secret: Path | None, keys: Path | None, **_: Any) -> None:
        read = read_secret(secret) if secret else None
        done = restore(file, by=COMMAND_LINE, now=now(), secret=read, keys=keys)
        rows = sum(one["rows"] for one in done.manifest.tables.values())
        self.stdout.write(
            f"{done.manifest.partnership or 'The home'}, as of {done.manifest.made_at}, lives "
            f"in {settings.WARDMOTE_HOME}: {rows:,} rows and {len(done.manifest.files):,} files"
        )
        self.stdout.write("Everybody signs in again; passwords are as they were")
        if not keys:
            self.stdout.write(
                "The home has new keys: --keys was not given, so second factors no longer open"
            )
        if done.checked.faults:
            for fault in done.checked.faults:
                self.stderr.write(f"{fault.kind}: {fault.words}")
            words = "All is restored, and the audit trail was not whole when it was backed up"
            raise CommandError(words, returncode=DONE_WITH_REJECTS)
        self.stdout.write(f"The audit chain of {done.checked.entries:,} entries is whole")
