"""wardmote concerns erase"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from wardmote.issues.usecases.hearing import erase_due, forget_erased
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.numbers import plural


class Command(BaseCommand):
    help = (
        "Erase the text of concerns that has been kept as long as it may be (28 days, or "
        "fewer by the setting). Meant for every day; the pages show nothing past that "
        "day in any case. Safe to run again."
    )

    def handle(self, **_: Any) -> None:
        done = erase_due(by=COMMAND_LINE, now=now())
        self.stdout.write(f"The text of {plural(done, 'concern')} erased")
        forget_erased()
