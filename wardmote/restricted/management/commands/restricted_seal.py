"""wardmote restricted seal [--open]"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils.timezone import now

from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import plural
from wardmote.restricted.queries import keys
from wardmote.restricted.usecases import INDEX_AND_TEXTS, seal_anew
from wardmote.search.schema import forget_deleted


class Command(BaseCommand):
    help = (
        "Seal all restricted text with the first key of the key file, in one step; what was "
        "plain leaves its index and the database's files. Safe to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--open",
            action="store_true",
            dest="in_plain",
            help="the other way: keep it as plain text that can be searched",
        )

    def handle(self, *, in_plain: bool, **_: Any) -> None:
        held = keys()
        if not held.seals:
            raise RuleBroken(
                "No key file is named. Put a line of `wardmote restricted key NAME` into a "
                "file outside the home and name it in WARDMOTE_TEXT_KEYS"
            )
        done = seal_anew(by=COMMAND_LINE, now=now(), in_plain=in_plain, tell=self._tell)
        if in_plain:
            self.stdout.write(f"{plural(done, 'text')} opened. Unset WARDMOTE_TEXT_KEYS now")
            return
        self.stdout.write(f"{plural(done, 'text')} sealed with the key “{held.current}”")
        self._forget()

    def _tell(self, done: int, of: int) -> None:
        if sys.stderr.isatty():
            end = "\n" if done == of else ""
            self.stderr.write(f"\r{done:,} of {of:,}", ending=end)

    def _forget(self) -> None:
        if connection.in_atomic_block:  # a caller that goes on holds the files
            return
        try:
            forget_deleted(connection, *INDEX_AND_TEXTS)
        except DatabaseError as busy:
            raise RuleBroken(
                f"Sealed, but the database could not be written anew ({busy}), so earlier "
                "plain words may still lie in its files. Run it again when nobody works"
            ) from busy
