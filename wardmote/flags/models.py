"""Flags that the partnership cannot affect: who leads on them instead, and until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class LedElsewhere(models.Model):
    """One ward's flag in one data set is another body's to act on, until a day.

    Never edited: a newer mark for the same ward and data set takes its place.
    """

    ward = models.CharField(max_length=20)
    dataset = models.CharField(max_length=60)
    since = models.CharField(max_length=6)  # the first quarter it covers, as 2025Q2
    until = models.DateField()
    reason = models.TextField()
    lead = models.CharField(max_length=120)
    contact = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["ward", "dataset"], name="led_elsewhere_by_ward")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(lead="") & ~Q(contact="") & ~Q(reason=""),
                name="led_elsewhere_names_a_lead",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dataset} in {self.ward}, led by {self.lead} until {self.until}"
