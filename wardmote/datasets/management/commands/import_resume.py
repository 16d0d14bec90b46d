"""wardmote import resume [IMPORT]"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from wardmote.datasets.management.commands.import_street import (
    progress_line,
    show_receipt,
    stoppable,
)
from wardmote.datasets.queries import latest_import
from wardmote.datasets.rules import State, Stopped
from wardmote.datasets.usecases import close_dead_imports, resume_import, run_import
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken


class Command(BaseCommand):
    help = "Let a stopped import of street files go on with those it has not read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "number", nargs="?", type=int, metavar="IMPORT", help="else the latest stopped"
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, number: int | None, as_json: bool, **_: Any) -> None:
        close_dead_imports(at=now())
        number = number or latest_import(State.STOPPED)
        resume_import(number, by=COMMAND_LINE, now=now())
        with stoppable():
            one = run_import(number, now=now(), progress=progress_line())
            if one.state == State.STOPPED:
                raise Stopped(f"Stopped again. `wardmote import resume {one.pk}` goes on")
        if one.state == State.REFUSED:
            raise RuleBroken(one.refusal)
        show_receipt(self, one, as_json=as_json)
