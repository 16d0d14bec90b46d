"""Mailing the quarter's question, at once in the background or by the daily job."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django_tasks import task

from wardmote.digests.jobs import site
from wardmote.kernel.actors import Actor
from wardmote.pulse.mailing import Addresses, mail_questions
from wardmote.pulse.models import Pulse
from wardmote.pulse.usecases import open_if_due


def address_of(token: str) -> str:
    """The whole address of a link: a mail has no page to be relative to."""
    return f"{settings.ADDRESS}{reverse('pulse-link', args=[token])}"


def mail_waiting() -> int:
    """Mail the questions that wait; how many."""
    ours = site()
    return mail_questions(Addresses(ours.sender, address_of, ours.stop), now=now())


def ask_in_time(by: Actor) -> tuple[Pulse | None, int | None]:
    """Ask if the day has come and nobody has, and mail what waits: what was asked now, how
    many mails went; None where no mail is set up."""
    opened = open_if_due(by=by, now=now())
    return opened, mail_waiting() if settings.MAIL_IS_ON else None


@task()
def mail_all() -> None:
    """The same in the background."""
    mail_waiting()
