"""wardmote audit anchor [--to FILE]"""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from wardmote.audit.queries import head
from wardmote.audit.rules import Anchor
from wardmote.kernel.errors import RuleBroken


class Command(BaseCommand):
    help = (
        "Print the head of the audit chain, to be kept where nobody who can change the "
        "database can change it: mailed, or in a file on another machine."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, help="add it as a line to this file")

    def handle(self, *, to: Path | None, **_: Any) -> None:
        number, seal = head()
        if not number:
            raise RuleBroken("The audit trail is empty: there is nothing to anchor yet")
        line = f"{Anchor(number, seal, now())}\n"
        if to:
            _add(line, to)
        self.stdout.write(line, ending="")


def _add(line: str, to: Path) -> None:
    try:
        with to.open("a") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise RuleBroken(f"{to} cannot be written ({error.strerror})") from error
