"""wardmote serve: open the pages on this machine."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from wardmote.desk.database import bring_up_to_date
from wardmote.desk.server import check_port, serve


def usual_port() -> int:
    """WARDMOTE_PORT, else PORT, else 8000."""
    named = os.environ.get("WARDMOTE_PORT") or os.environ.get("PORT") or "8000"
    return int(named) if named.isdecimal() else 0


class Command(BaseCommand):
    help = (
        "Open Wardmote's pages on this machine (127.0.0.1 only) and run background "
        "jobs beside them. Ctrl-C ends both."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port", type=int, default=None, help="WARDMOTE_PORT or PORT, else 8000"
        )

    def handle(self, *, port: int | None, **_: Any) -> None:
        chosen = usual_port() if port is None else port
        check_port(chosen)
        bring_up_to_date()
        serve(chosen, ready=self._say)

    def _say(self, address: str) -> None:
        self.stdout.write(f"Wardmote is at {address}  Ctrl-C ends it.")
        self.stdout.flush()
