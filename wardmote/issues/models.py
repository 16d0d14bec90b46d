"""Issues, their journey and what was done: shape and constraints."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wardmote.groups.models import Group
from wardmote.issues.rules import (
    ORIGIN_NAMES,
    OUTCOME_NAMES,
    REACH_NAMES,
    STATE_NAMES,
    Deed,
    Outcome,
    State,
)
from wardmote.kernel.themes import THEME_NAMES
from wardmote.people.models import Organisation

USER = settings.AUTH_USER_MODEL


class IssueYear(models.Model):
    """The last number given in a year. Numbers may have gaps, never twins."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Issue(models.Model):
    """A problem in a place, never a named person.

    The title is written to be read by councillors. `version` grows with every deed: a
    page that shows an older one is refused. `origin_of` says which flag or signal:
    {"ward", "dataset", "quarter"}.
    """

    number = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=120)
    theme = models.CharField(max_length=20, choices=THEME_NAMES.items())
    origin = models.CharField(max_length=20, choices=ORIGIN_NAMES.items())
    origin_of = models.JSONField(default=dict, blank=True)
    reach = models.CharField(max_length=10, choices=REACH_NAMES.items())
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="leads")
    holder = models.ForeignKey(Group, models.PROTECT, related_name="issues")
    state = models.CharField(max_length=10, choices=STATE_NAMES.items(), default=State.WAITING)
    held_since = models.DateTimeField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=OUTCOME_NAMES.items(), blank=True)
    result = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False, outcome__gt="")
                | (~Q(state=State.CLOSED) & Q(closed_at=None, outcome="")),
                name="issue_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(State)), name="issue_state_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *Outcome]), name="issue_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def subject(self) -> str:
        """What its restricted text and audit entries are filed under."""
        return f"issue {self.pk}"


class IssueWard(models.Model):
    """An issue is about this ward."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="wards")
    code = models.CharField(max_length=20, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "code"], name="issue_ward_once")
        ]

    def __str__(self) -> str:
        return self.code


class Reference(models.Model):
    """Where people are worked on: another system's number, never its content."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="references")
    system = models.CharField(max_length=80)
    number = models.CharField(max_length=80)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.system} {self.number}"


class Hop(models.Model):
    """One leg of an issue's journey round the figure of eight. Never edited."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="hops")
    giver = models.ForeignKey(Group, models.PROTECT, related_name="+")
    taker = models.ForeignKey(Group, models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="hop_changes_group")
        ]

    def __str__(self) -> str:
        return f"{self.issue}: {self.giver} to {self.taker}"


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
