"""Background jobs of meetings: mails, and throwing away what nobody saved in time."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django_tasks import task

from wardmote.kernel.actors import Machine
from wardmote.meetings.models import Meeting
from wardmote.meetings.usecases.council import throw_away_unconfirmed
from wardmote.meetings.usecases.inviting import mail_invitations
from wardmote.meetings.usecases.recalling import throw_away_old

WORKER = Machine("the worker")


def address_of(meeting: Meeting) -> str:
    """The whole address of a meeting's page: a mail has no page to be relative to."""
    return f"{settings.ADDRESS}{reverse('meeting', args=[meeting.pk])}"


def mail_waiting() -> int:
    """Mail the invitations that wait; how many."""
    sender = settings.DEFAULT_FROM_EMAIL
    return mail_invitations(sender=sender, now=now(), address_of=address_of)


@task()
def mail_all() -> None:
    """The same in the background."""
    mail_waiting()


@task()
def throw_away_unsaved() -> int:
    """Files of old minutes, and pages of the council, that were put in too long ago."""
    at = now()
    return throw_away_old(by=WORKER, now=at) + throw_away_unconfirmed(by=WORKER, now=at)
