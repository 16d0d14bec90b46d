"""wardmote status: what is loaded, what is missing, how to mend it."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from wardmote.desk.queries.holdings import holdings, holdings_lines


class Command(BaseCommand):
    help = "Say what is loaded, what is missing, and the command that mends it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, as_json: bool, **_: Any) -> None:
        held = holdings()
        if as_json:
            self.stdout.write(json.dumps(held))
        else:
            self.stdout.write("\n".join(holdings_lines(held, settings.WARDMOTE_HOME)))
