"""wardmote pulse ask"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Month, day_words
from wardmote.pulse.jobs import ask_in_time
from wardmote.pulse.queries import held_until


class Command(BaseCommand):
    help = (
        "Ask councillors the quarter’s question, from the first day of the quarter’s last "
        "month unless an officer has asked before, and mail it where mail is set up. `serve` "
        "and `work` do it by themselves; a second run asks and mails nobody."
    )

    def handle(self, **_: Any) -> None:
        pulse, sent = ask_in_time(COMMAND_LINE)
        asked = pulse.questions.count() if pulse else 0
        self.stdout.write(f"{plural(asked, 'member')} asked")
        until = held_until(Month.of(localdate()).quarter, localdate())
        if until is not None:
            self.stdout.write(f"The question waits for a poll on {day_words(until)}")
        if sent is None:
            self.stdout.write("No mail is set up: the question stands on “My ward”")
        else:
            self.stdout.write(f"{plural(sent, 'mail')} sent")
