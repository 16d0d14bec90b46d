"""Items of an agenda, their papers, and the editions in which it went out."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.meetings.exempt import LEVEL_NAMES, Level
from wardmote.meetings.models.meeting import Meeting
from wardmote.meetings.rules import PURPOSE_NAMES, Purpose

USER = settings.AUTH_USER_MODEL


class Item(models.Model):
    """One item of an agenda, and later its minute.

    `number` is empty until it has been sent out, then it never changes. `source` is what it
    came from ("ask 3", "issue 5", "minutes 11"). `minute` is the draft text of the minutes.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    order = models.PositiveIntegerField()
    number = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=200)
    purpose = models.CharField(
        max_length=12, choices=PURPOSE_NAMES.items(), default=Purpose.DISCUSSION
    )
    lead = models.CharField(max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    source = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=10, choices=LEVEL_NAMES.items(), default=Level.PUBLIC)
    paragraph = models.PositiveSmallIntegerField(null=True, blank=True)
    exempt_reason = models.TextField(blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    struck_why = models.CharField(max_length=300, blank=True)
    minute = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=list(Level)), name="item_level_known"),
            models.CheckConstraint(
                condition=~Q(level=Level.EXEMPT)
                | (Q(paragraph__range=(1, 7)) & ~Q(exempt_reason="")),
                name="item_exempt_with_paragraph_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, struck_why="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_why="")),
                name="item_struck_with_reason",
            ),
            models.UniqueConstraint(
                fields=["meeting", "number"],
                condition=~Q(number=""),
                name="item_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.title}"


class Paper(models.Model):
    """A file for an item. Its number ("4.2") stays, so that its pages can be cited.

    `kept` is its name in the files of the home.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="papers")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    name = models.CharField(max_length=160)
    kept = models.CharField(max_length=80)
    pages = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["item", "order"]
        constraints = [
            models.UniqueConstraint(fields=["item", "order"], name="paper_number_once")
        ]

    def __str__(self) -> str:
        return self.title


class AgendaEdition(models.Model):
    """An agenda as it was sent out. Never edited: a change is another edition."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    what_changed = models.TextField(blank=True)
    clear_days = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_edition_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(what_changed=""),
                name="later_agenda_says_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"agenda of {self.meeting}, edition {self.number}"
