"""Mailing the quarter's question, at once in the background or by the daily job."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django_tasks import task

from wardmote.pulse.usecases import mail_questions


def address_of(token: str) -> str:
    """The whole address of a link: a mail has no page to be relative to."""
    return f"{settings.ADDRESS}{reverse('pulse-link', args=[token])}"


def mail_waiting() -> int:
    """Mail the questions that wait; how many."""
    return mail_questions(sender=settings.DEFAULT_FROM_EMAIL, now=now(), address_of=address_of)


@task()
def mail_all() -> None:
    """The same in the background."""
    mail_waiting()
