"""A plain mail, sent in the background."""

from django.core.mail import send_mail
from django_tasks import task


@task()
def mail_text(to: str, subject: str, text: str) -> None:
    """Send one plain mail."""
    send_mail(subject, text, None, [to])
