"""Minutes as they were approved, what corrects them, and files of old ones."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.groups.models import Group
from wardmote.meetings.exempt import LEVEL_NAMES, Level
from wardmote.meetings.models.decision import Decision
from wardmote.meetings.models.meeting import Meeting
from wardmote.meetings.old import REVIEW_DAYS, SOURCE_NAMES

USER = settings.AUTH_USER_MODEL


class Minutes(models.Model):
    """Minutes as they were approved: frozen, with the digest of their content.

    `decision`: that of the meeting which approved them, if it is kept here.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="approved_minutes")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return f"minutes of {self.meeting}"


class Correction(models.Model):
    """A later meeting decided that approved minutes were wrong: they stay, with this beside."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="corrections")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="correction")
    text = models.TextField()
    level = models.CharField(max_length=10, choices=LEVEL_NAMES.items())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"correction of {self.meeting}"


class OldMinutes(models.Model):
    """A file of old minutes being read in, seen by nobody but who put it in.

    `text` and `found` are what the reader made of it, `typed` the review page as it was left.
    Once it is saved as `meeting` they are emptied, and the file is what those minutes were
    read from. `level` is then the narrowest of their items: who reads all of them reads it.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=5, choices=SOURCE_NAMES.items())
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    text = models.TextField(blank=True)
    found = models.JSONField(default=dict)
    typed = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    meeting = models.OneToOneField(Meeting, models.PROTECT, null=True, related_name="read_from")
    level = models.CharField(max_length=10, choices=LEVEL_NAMES.items(), default=Level.GROUP)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "old minutes"
        constraints = [
            models.UniqueConstraint(
                fields=["group", "digest"],
                condition=Q(meeting__isnull=False),
                name="old_minutes_saved_once",
            ),
            models.CheckConstraint(
                condition=Q(level__in=list(Level)), name="old_minutes_level_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(SOURCE_NAMES)), name="old_minutes_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def thrown_away_at(self) -> datetime:
        """When it is thrown away if nobody has saved it."""
        return self.at + timedelta(days=REVIEW_DAYS)
