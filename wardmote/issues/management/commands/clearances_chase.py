"""wardmote clearances chase"""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wardmote.issues.jobs import mail_clearances
from wardmote.kernel.numbers import plural


class Command(BaseCommand):
    help = (
        "Mail those who may clear words about an issue that these wait, each once: people "
        "of its group and of the organisation that leads at once, officers after two days. "
        "The background jobs do it by themselves; this is for what they could not send."
    )

    def handle(self, **_: Any) -> None:
        if not settings.MAIL_IS_ON:
            self.stdout.write("No mail is set up: words that wait stand on the start page")
            return
        try:
            sent = mail_clearances()
        except (OSError, SMTPException) as wrong:
            raise CommandError(
                f"The mail server could not be reached ({type(wrong).__name__}). What has not "
                "gone goes by the next run"
            ) from wrong
        self.stdout.write(f"{plural(sent, 'mail')} sent")
