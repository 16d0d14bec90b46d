"""wardmote agreements chase"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.timezone import localdate, now

from wardmote.agreements.queries import chase_list
from wardmote.agreements.usecases import mail_chases, write_chases
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import day_words

#: the back-end that prints mail instead of sending it
PRINTS = "django.core.mail.backends.console.EmailBackend"


class Command(BaseCommand):
    help = (
        "Write the reminders that are due to signatories and officers (30, 14 and 0 days "
        "before a signature is), and mail them where mail is set up. Meant for every day: "
        "a second run the same day writes and mails nothing."
    )

    def handle(self, **_: Any) -> None:
        today = localdate()
        made = write_chases(on=today, by=COMMAND_LINE, now=now())
        self.stdout.write(f"{plural(len(made), 'reminder')} written")
        for line in chase_list(today):
            words = line.standing.words.lower()
            due = f", by {day_words(line.due_on)}" if line.due_on else ""
            self.stdout.write(f"  {line.party.organisation}: {words}{due}")
        if settings.EMAIL_BACKEND == PRINTS:
            self.stdout.write("No mail is set up: the reminders stand on the start page")
            return
        sent = mail_chases(sender=settings.DEFAULT_FROM_EMAIL, now=now())
        self.stdout.write(f"{plural(sent, 'mail')} sent")
