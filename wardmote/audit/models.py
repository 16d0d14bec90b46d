"""The audit trail. The database itself refuses to change or delete any of it."""

from typing import Any

from django.db import models

from wardmote.audit.rules import START, Deed


class Entry(models.Model):
    """One deed: written in the same transaction as what it records."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True, db_index=True)
    actor = models.CharField(max_length=200)
    verb = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=200, db_index=True)
    details = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, default="")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["at"], name="entry_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.verb} {self.subject}"

    @property
    def deed(self) -> Deed:
        """What it says, to work its digest out anew."""
        return Deed(self.at, self.actor_id, self.actor, self.verb, self.subject, self.details)

    @property
    def told(self) -> list[tuple[str, Any]]:
        """The details in their order. A template that asked for `details.items` would be
        given the detail of that name."""
        return list(self.details.items())


class Seal(models.Model):
    """An entry's place in the chain: its number, and a hash over all before it."""

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"


class Head(models.Model):
    """Where the chain has come to: one row, and the lock that writers queue for."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_head")]

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
