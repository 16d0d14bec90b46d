"""A meeting's page in the council's committee system, as it was read back."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.meetings.models.agenda import Item
from wardmote.meetings.models.meeting import Meeting
from wardmote.meetings.old import REVIEW_DAYS
from wardmote.meetings.reading.council import LONGEST_TITLE
from wardmote.meetings.reading.listing import LONGEST_ADDRESS

USER = settings.AUTH_USER_MODEL
LONGEST_NUMBER = 40


class CouncilPage(models.Model):
    """What a page of the council lists. Its items are the council's, and public there.

    `entries` are what a person still goes through: once it is confirmed they are emptied, and
    what was chosen stands in its `items`. A meeting has one confirmed page.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    name = models.CharField(max_length=160)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    address = models.URLField(max_length=LONGEST_ADDRESS, blank=True)
    entries = models.JSONField(default=list, blank=True)
    left_out = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(confirmed_at__isnull=False),
                name="council_page_confirmed_once",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def thrown_away_at(self) -> datetime:
        """When it is thrown away if nobody has confirmed it."""
        return self.at + timedelta(days=REVIEW_DAYS)


class CouncilItem(models.Model):
    """An item of ours as the council's page has it: its number there, its link, its files."""

    page = models.ForeignKey(CouncilPage, models.CASCADE, related_name="items")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    number = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    link = models.URLField(max_length=LONGEST_ADDRESS, blank=True)
    documents = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["item__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "item"], name="council_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.number}".strip(" :")
