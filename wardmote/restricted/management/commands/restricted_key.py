"""wardmote restricted key NAME"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from wardmote.restricted.sealing import check_name, new_key_line


class Command(BaseCommand):
    help = (
        "Print a new key as a line for the key file that WARDMOTE_TEXT_KEYS names. The first "
        "line of that file seals; the others still open. It is kept nowhere: put it there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="such as 2026-11; the name is no secret")

    def handle(self, *, name: str, **_: Any) -> None:
        check_name(name)
        self.stdout.write(new_key_line(name))
