"""Scores of an issue, and its place where somebody set it by hand."""

from django.conf import settings
from django.db import models

from wardmote.issues.models.issue import Issue

USER = settings.AUTH_USER_MODEL


class Score(models.Model):
    """The marks a group gave an issue, and why; the newest is the one that stands."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="scores")
    marks = models.JSONField()
    rationale = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"marks of {self.issue}"


class Placing(models.Model):
    """A group put an issue at a place by hand, or took it back to its score (`place` null)."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="placings")
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.issue} at {self.place or 'its score'}"
