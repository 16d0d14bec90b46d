"""Background jobs of this app: mails, so that no page waits for the post."""

from django.utils.timezone import now
from django_tasks import task

from wardmote.signin.usecases.links import send_link


@task()
def mail_link(asked: int, site: str) -> None:
    """Send the link that was asked for, if there is somebody to send it to."""
    send_link(asked, site=site, now=now())
