"""Chasing actions: by the command, or by the worker each morning."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate, now

from wardmote.actions.models import Reminder
from wardmote.actions.usecases import mail_reminders, write_reminders
from wardmote.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class Chased:
    """How many reminders were written, and mailed; None where no mail is set up."""

    written: int
    sent: int | None


def address_of(reminder: Reminder, token: str) -> str:
    """The whole address of a reminder’s link: a mail has no page to be relative to."""
    return f"{settings.ADDRESS}{reverse('action-link', args=[token])}"


def chase_actions(by: Actor) -> Chased:
    """Write what is due today and mail what waits; a second time there is neither."""
    made = write_reminders(on=localdate(), by=by, now=now())
    if not settings.MAIL_IS_ON:
        return Chased(len(made), None)
    sender = settings.DEFAULT_FROM_EMAIL
    sent = mail_reminders(sender=sender, now=now(), address_of=address_of)
    return Chased(len(made), sent)
