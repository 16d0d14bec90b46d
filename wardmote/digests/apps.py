"""Where a mail provider tells what came back, listen."""

from django.apps import AppConfig
from django.conf import settings


class DigestsConfig(AppConfig):
    name = "wardmote.digests"

    def ready(self) -> None:
        if settings.MAIL_EVENTS:
            from anymail.signals import tracking

            from wardmote.digests.events import heard

            tracking.connect(heard, dispatch_uid="wardmote.digests")
