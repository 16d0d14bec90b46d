"""Background jobs of meetings: mails, so that no page waits for the post."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django_tasks import task

from wardmote.meetings.models import Meeting
from wardmote.meetings.usecases.inviting import mail_invitations


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
