"""wardmote meetings invite"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from wardmote.kernel.numbers import plural
from wardmote.meetings.jobs import mail_waiting
from wardmote.meetings.models import Invitation


class Command(BaseCommand):
    help = (
        "Mail the invitations that wait: after an agenda was sent out, a meeting was moved "
        "or called off. The background jobs do so by themselves; this mails what they could "
        "not. A second run mails nothing."
    )

    def handle(self, **_: Any) -> None:
        if not settings.MAIL_IS_ON:
            waiting = Invitation.objects.filter(mailed_at=None).count()
            self.stdout.write(f"No mail is set up: {plural(waiting, 'invitation')} not sent")
            return
        self.stdout.write(f"{plural(mail_waiting(), 'mail')} sent")
