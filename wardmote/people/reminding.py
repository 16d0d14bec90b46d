"""Reminders that stand in a table until they are mailed, each exactly once."""

from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPServerDisconnected
from typing import TypeVar

from django.conf import settings
from django.core.mail import get_connection
from django.db import models
from django.db.models import QuerySet


class Reminding(models.Model):
    """One person is reminded of something; mailed once."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    written_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


#: the mail may be on its way: it is not sent again
IN_DOUBT = (SMTPServerDisconnected, TimeoutError, ConnectionResetError, BrokenPipeError)
Row = TypeVar("Row", bound=Reminding)


def mail_each(waiting: QuerySet[Row], send: Callable[[Row], object], *, now: datetime) -> int:
    """Send each its mail, exactly once however many run at a time; how many went.

    A row is claimed before it is mailed, so that no two runs mail it. One that could not be
    sent is given back, and tried again by the next run; one that may have gone is not. While
    the mail server is not there nothing is claimed.
    """
    sent, rows = 0, list(waiting.filter(mailed_at=None))
    if rows:
        server = get_connection()
        server.open()
        server.close()
    for row in rows:
        this = waiting.model._default_manager.filter(pk=row.pk)
        if not this.filter(mailed_at=None).update(mailed_at=now):
            continue
        try:
            send(row)
        except IN_DOUBT:
            raise
        except Exception:
            this.update(mailed_at=None)
            raise
        sent += 1
    return sent
