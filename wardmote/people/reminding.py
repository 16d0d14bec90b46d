"""Reminders that stand in a table until they are mailed, each exactly once."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import QuerySet


class Reminding(models.Model):
    """One person is reminded of something; mailed once."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    written_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Reminding)


def mail_each(waiting: QuerySet[Row], send: Callable[[Row], object], *, now: datetime) -> int:
    """Send each its mail, exactly once however many run at a time; how many went.

    A row is claimed before it is mailed, so that no two runs mail it. One that could not be
    sent is given back, and tried again by the next run.
    """
    sent = 0
    for row in waiting.filter(mailed_at=None):
        this = waiting.model._default_manager.filter(pk=row.pk)
        if not this.filter(mailed_at=None).update(mailed_at=now):
            continue
        try:
            send(row)
        except Exception:
            this.update(mailed_at=None)
            raise
        sent += 1
    return sent
