"""wardmote work: run background jobs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from wardmote.desk.server import end_with_parent


class Command(BaseCommand):
    help = "Run background jobs, such as imports asked for on a page, until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is waiting, then end")
        parser.add_argument(
            "--tied", action="store_true", help="end with the process that started it (`serve`)"
        )

    def handle(self, *, once: bool, tied: bool, **_: Any) -> None:
        if tied:
            end_with_parent()
        call_command("db_worker", batch=once, startup_delay=False, reload=False, verbosity=0)
