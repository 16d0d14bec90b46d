"""wardmote bulletins send"""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wardmote.bulletins.jobs import mail_waiting
from wardmote.kernel.numbers import plural


class Command(BaseCommand):
    help = (
        "Mail the bulletins that are published and have not gone out, each once. The "
        "background jobs do it by themselves; this is for what they could not send."
    )

    def handle(self, **_: Any) -> None:
        if not settings.MAIL_IS_ON:
            self.stdout.write("No mail is set up: bulletins stand on the web and in the feed")
            return
        try:
            sent = mail_waiting()
        except (OSError, SMTPException) as wrong:
            raise CommandError(
                f"The mail server could not be reached ({type(wrong).__name__}). What has not "
                "gone goes by the next run"
            ) from wrong
        self.stdout.write(f"{plural(sent, 'mail')} sent")
