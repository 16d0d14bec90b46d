"""wardmote surveys erase"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.numbers import plural
from wardmote.surveys.usecases import erase_due, forget_now


class Command(BaseCommand):
    help = (
        "Erase what people answered and wrote in surveys that closed 90 days ago or more; "
        "published results stay. Meant for every day; the pages show nothing past that day "
        "in any case. Safe to run again."
    )

    def handle(self, **_: Any) -> None:
        done = erase_due(by=COMMAND_LINE, now=now())
        self.stdout.write(f"The answers of {plural(done, 'survey')} erased")
        forget_now()
