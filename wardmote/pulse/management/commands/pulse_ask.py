"""wardmote pulse ask"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.timezone import localdate, now

from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Month, day_words
from wardmote.pulse.jobs import mail_waiting
from wardmote.pulse.queries import held_until
from wardmote.pulse.usecases import open_if_due


class Command(BaseCommand):
    help = (
        "Ask councillors the quarter’s question, from the first day of the quarter’s last "
        "month unless an officer has asked before, and mail it where mail is set up. Meant "
        "for every day: a second run asks and mails nobody."
    )

    def handle(self, **_: Any) -> None:
        pulse = open_if_due(by=COMMAND_LINE, now=now())
        asked = pulse.questions.count() if pulse else 0
        self.stdout.write(f"{plural(asked, 'member')} asked")
        until = held_until(Month.of(localdate()).quarter, localdate())
        if until is not None:
            self.stdout.write(f"The question waits for a poll on {day_words(until)}")
        if not settings.MAIL_IS_ON:
            self.stdout.write("No mail is set up: the question stands on “My ward”")
            return
        self.stdout.write(f"{plural(mail_waiting(), 'mail')} sent")
