"""Telling those who may clear words that they wait: by the worker, or by the command."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now

from wardmote.issues.models import Clearance
from wardmote.issues.usecases.chasing import mail_clearance_letters, write_clearance_letters
from wardmote.kernel.actors import Machine

WORKER = Machine("the worker")


def address_of(held: Clearance) -> str:
    """The whole address of its page: a mail has no page to be relative to."""
    return f"{settings.ADDRESS}{reverse('clear-issue', args=[held.issue.number, held.pk])}"


def mail_clearances() -> int:
    """Write and mail what is due; how many went."""
    write_clearance_letters(by=WORKER, now=now())
    sender = settings.DEFAULT_FROM_EMAIL
    return mail_clearance_letters(sender=sender, now=now(), address_of=address_of)
