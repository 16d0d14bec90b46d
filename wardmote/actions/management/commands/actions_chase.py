"""wardmote actions chase"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.timezone import localdate, now

from wardmote.actions.models import Reminder
from wardmote.actions.queries import overdue
from wardmote.actions.usecases import mail_reminders, write_reminders
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import day_words


def address_of(reminder: Reminder, token: str) -> str:
    """The whole address of a reminder's link: a mail has no page to be relative to."""
    return f"{settings.ADDRESS}{reverse('action-link', args=[token])}"


class Command(BaseCommand):
    help = (
        "Write the reminders that are due to the owners of actions (7 days and 1 before the "
        "day, on it, 7 days after and then every 14, unless set otherwise), and mail them "
        "where mail is set up. Meant for every day: a second run the same day writes and "
        "mails nothing."
    )

    def handle(self, **_: Any) -> None:
        today = localdate()
        made = write_reminders(on=today, by=COMMAND_LINE, now=now())
        self.stdout.write(f"{plural(len(made), 'reminder')} written")
        for action in overdue(today):
            assert action.due_on is not None
            owner = action.owner_words or "no owner"
            self.stdout.write(f"  {action.number}: {owner}, due {day_words(action.due_on)}")
        if not settings.MAIL_IS_ON:
            self.stdout.write("No mail is set up: the actions stand on the start page")
            return
        sender = settings.DEFAULT_FROM_EMAIL
        sent = mail_reminders(sender=sender, now=now(), address_of=address_of)
        self.stdout.write(f"{plural(sent, 'mail')} sent")
