"""wardmote demo [--serve] [--port 8000] [--reset]"""

import os
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections
from django.utils.timezone import now

from wardmote.demo import cast, peopling, usecases
from wardmote.desk.management.commands.serve import usual_port
from wardmote.desk.server import check_port


class Command(BaseCommand):
    help = (
        "Make Wendle Vale, a fictional district, and load it as real data is loaded. A "
        "start that was cut short is taken up where it was; a home that holds other data "
        "is refused."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--serve", action="store_true", help="then open its pages")
        parser.add_argument(
            "--port", type=int, default=None, help="WARDMOTE_PORT or PORT, else 8000"
        )
        parser.add_argument(
            "--reset", action="store_true", help="throw the demo away first and begin again"
        )

    def handle(self, *, serve: bool, port: int | None, reset: bool, **_: Any) -> None:
        chosen = usual_port() if port is None else port
        if serve:
            check_port(chosen)
        home = Path(settings.WARDMOTE_HOME)
        if reset:
            usecases.reset(home)
        began = time.monotonic()

        def say(words: str) -> None:
            self.stderr.write(f"[{time.monotonic() - began:4.1f} s] {words}")

        state = usecases.make(home, now=now(), say=say)
        self.stdout.write(sign_ins(home, state.month.words))
        self.stdout.flush()
        if serve:
            become_server(chosen)


def become_server(port: int) -> None:
    """Go on as `wardmote serve`, in a process that has done nothing yet.

    The server forks its worker. What drew PDFs in here has threads, which a fork leaves behind:
    a page that asked for a PDF would wait for them for ever.
    """
    connections.close_all()
    served = [sys.executable, "-m", "wardmote.cli", "serve", "--port", str(port)]
    os.execv(sys.executable, served)  # noqa: S606 - our own interpreter, and a number


def sign_ins(home: Path, last_month: str) -> str:
    """Who can sign in, one for each role, as a table for a terminal."""
    shown = [person for person in cast.people() if person.shown_as]
    roles = max(len(person.shown_as) for person in shown)
    names = max(len(person.name) for person in shown)
    rows = [
        f"  {person.shown_as:<{roles}}  {person.name:<{names}}  {person.email}"
        for person in shown
    ]
    return "\n".join(
        [
            f"{cast.PARTNERSHIP}: fictional, three years to {last_month}",
            f"It lives in {home}",
            "",
            "Sign in as",
            *rows,
            "",
            f"Password for all of them: {peopling.PASSWORD}",
        ]
    )
