"""wardmote import stop [IMPORT]"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from wardmote.datasets.queries import latest_import
from wardmote.datasets.rules import State
from wardmote.datasets.usecases import stop_import
from wardmote.kernel.actors import COMMAND_LINE


class Command(BaseCommand):
    help = "Stop an import of street files that waits or runs; it can be resumed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "number", nargs="?", type=int, metavar="IMPORT", help="else the latest that runs"
        )

    def handle(self, *, number: int | None, **_: Any) -> None:
        number = number or latest_import(State.QUEUED, State.RUNNING)
        one = stop_import(number, by=COMMAND_LINE, now=now())
        waits = one.state == State.STOPPED
        said = "is stopped" if waits else "stops as soon as the files in hand are read"
        self.stdout.write(f"Import {one.pk} {said}. `wardmote import resume {one.pk}` goes on")
