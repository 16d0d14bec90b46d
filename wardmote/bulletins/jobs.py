"""Background jobs: asking links when an officer says so, mailing what is published."""

from django.conf import settings
from django.utils.timezone import now
from django_tasks import task

from wardmote.bulletins.usecases.checking import check_links_of
from wardmote.bulletins.usecases.sending import mail_letters


def mail_waiting() -> int:
    """Mail the letters that wait; how many."""
    return mail_letters(sender=settings.DEFAULT_FROM_EMAIL, now=now())


@task()
def mail_all() -> None:
    """The same in the background."""
    mail_waiting()


@task()
def check_links_in_background(bulletin_id: int) -> None:
    """Ask the outside links of this bulletin; its page shows what they answered."""
    check_links_of(bulletin_id, clock=now)
