"""The audit trail. The database itself refuses to change or delete an entry."""

from django.db import models


class Entry(models.Model):
    """One deed: written in the same transaction as what it records."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=200)
    verb = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=200, db_index=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.verb} {self.subject}"
