"""wardmote init [--name NAME] [--district E07000012] [--officer EMAIL]"""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.timezone import now

from wardmote.desk.usecases import set_up
from wardmote.kernel.actors import COMMAND_LINE


class Command(BaseCommand):
    help = "Set up a partnership in the home folder, or change its name or district."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", default="", help="the partnership's name")
        parser.add_argument("--district", default="", help="the district's ONS code")
        parser.add_argument("--officer", default="", help="the first officer's e-mail address")

    def handle(self, *, name: str, district: str, officer: str, **_: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        done = set_up(by=COMMAND_LINE, now=now(), name=name, district=district, officer=officer)
        self.stdout.write(f"{done.partnership.name} lives in {settings.WARDMOTE_HOME}")
        if done.token:
            port = os.environ.get("WARDMOTE_PORT") or os.environ.get("PORT") or "8000"
            self.stdout.write(
                "After `wardmote serve` the first officer opens this link, once, "
                "within 7 days:\n"
                f"  http://127.0.0.1:{port}/link/{done.token}/"
            )
