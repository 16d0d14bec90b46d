"""wardmote digests send"""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime, now

from wardmote.digests.jobs import send_waiting
from wardmote.digests.post import Answer
from wardmote.digests.queries import in_doubt
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import day_words


class Command(BaseCommand):
    help = (
        "Mail members what is new for their wards, each as often as they chose and once a day "
        "at most. `wardmote serve` and `wardmote work` do so every few minutes; run it "
        "yourself where neither runs. A second run, or two at once, sends nothing twice."
    )

    def handle(self, **_: Any) -> None:
        if not settings.MAIL_IS_ON:
            self.stdout.write("No mail is set up: what is new stands on “My ward”")
            return
        try:
            told = send_waiting()
        except (OSError, SMTPException) as wrong:
            raise CommandError(
                f"The mail server could not be reached ({type(wrong).__name__}). What has not "
                "gone goes by the next run"
            ) from wrong
        self.stdout.write(f"{plural(told[Answer.TAKEN], 'mail')} sent")
        for answer, words in (
            (Answer.REFUSED, "refused by the mail server: see “Mail to members”"),
            (Answer.NOT_NOW, "not taken now: the next run tries again"),
        ):
            if told[answer]:
                self.stdout.write(f"{plural(told[answer], 'mail')} {words}")
        for one in in_doubt(now()):
            day = day_words(localtime(one.begun_at).date())
            self.stdout.write(
                f"In doubt: the mail to {one.to} of {day} was begun and not marked as sent. It "
                "is not sent again; say under “Mail to members” whether it went"
            )
