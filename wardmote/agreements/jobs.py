"""Chasing signatures: by the command, or by the worker each morning."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.timezone import localdate, now

from wardmote.agreements.usecases import mail_chases, write_chases
from wardmote.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class Chased:
    """How many reminders were written, and mailed; None where no mail is set up."""

    written: int
    sent: int | None


def chase_signatures(by: Actor) -> Chased:
    """Write what is due today and mail what waits; a second time there is neither."""
    made = write_chases(on=localdate(), by=by, now=now())
    if not settings.MAIL_IS_ON:
        return Chased(len(made), None)
    return Chased(len(made), mail_chases(sender=settings.DEFAULT_FROM_EMAIL, now=now()))
