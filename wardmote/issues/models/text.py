"""What partners write about an issue, what is cleared for others, a group's quarter."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wardmote.groups.models import Group
from wardmote.issues.clearing import RULING_NAMES
from wardmote.issues.models.issue import Issue
from wardmote.issues.rules import Deed
from wardmote.kernel.periods import Quarter
from wardmote.people.models import Organisation
from wardmote.people.reminding import Reminding
from wardmote.releases.rules import Audience

USER = settings.AUTH_USER_MODEL


class Update(models.Model):
    """What was done or said on an issue, in order. Never edited.

    Partner text, unless `restricted` holds the number of a text in the restricted store;
    then `text` is empty.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="updates")
    deed = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Deed])
    text = models.TextField(blank=True)
    restricted = models.BigIntegerField(null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey(Group, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(restricted=None) | Q(text=""), name="update_restricted_elsewhere"
            )
        ]

    def __str__(self) -> str:
        return f"{self.issue}: {self.deed}"


class PartnerText(models.Model):
    """What all signatories may know of an issue; the newest is the one that stands."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="partner_texts")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"partner text {self.pk} of {self.issue}"


class Clearance(models.Model):
    """Words about an issue on their way out: written by one person, cleared by another.

    `release` is the number of the release that came of it. Never edited but to be ruled on.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="clearances")
    text = models.TextField()
    audience = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Audience]
    )
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    ruling = models.CharField(max_length=10, choices=RULING_NAMES.items(), blank=True)
    reason = models.TextField(blank=True)
    ruled_at = models.DateTimeField(null=True, blank=True)
    ruled_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    release = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(ruled_by=F("by")), name="cleared_by_another_person"
            ),
            models.CheckConstraint(
                condition=Q(ruling="", ruled_at=None, ruled_by=None)
                | (~Q(ruling="") & Q(ruled_at__isnull=False, ruled_by__isnull=False)),
                name="clearance_ruled_whole",
            ),
            models.UniqueConstraint(
                fields=["issue"], condition=Q(ruling=""), name="one_clearance_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"words of {self.issue} for {self.audience}"

    @property
    def is_open(self) -> bool:
        return self.ruled_at is None


class ClearanceLetter(Reminding):
    """One person is told, once, that words wait for them as a second person."""

    clearance = models.ForeignKey(Clearance, models.CASCADE, related_name="letters")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["clearance", "to"], name="clearance_letter_once")
        ]

    def __str__(self) -> str:
        return f"{self.clearance} to {self.to}"


class QuarterlyUpdate(models.Model):
    """What a group tells the Board of a quarter: section -> text, for all signatories.

    Drafted from what moved, then written; once sent it is never changed.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="updates_given")
    quarter = models.CharField(max_length=6)
    texts = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    sent_to = models.ForeignKey(
        Group, models.PROTECT, null=True, related_name="updates_received"
    )
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-quarter", "group"]
        constraints = [
            models.UniqueConstraint(fields=["group", "quarter"], name="update_once"),
            models.CheckConstraint(
                condition=Q(sent_to=None, sent_at=None, sent_by=None)
                | Q(sent_to__isnull=False, sent_at__isnull=False, sent_by__isnull=False),
                name="update_sent_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"update of {self.group}, {self.quarter}"

    @property
    def period(self) -> Quarter:
        return Quarter.parse(self.quarter)
