"""Issues, their journey and what was done: shape and constraints."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wardmote.groups.models import Group
from wardmote.issues.clearing import RULING_NAMES
from wardmote.issues.rules import (
    ANSWER_NAMES,
    ORIGIN_NAMES,
    OUTCOME_NAMES,
    REACH_NAMES,
    STATE_NAMES,
    Deed,
    Outcome,
    State,
)
from wardmote.kernel.periods import Quarter
from wardmote.kernel.themes import THEME_NAMES
from wardmote.partnership.numbering import YearCount
from wardmote.people.models import Organisation
from wardmote.releases.rules import Audience
from wardmote.search.models import Indexed

USER = settings.AUTH_USER_MODEL


class IssueYear(YearCount):
    """The last issue number given in a year."""


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


class IssueWords(Indexed):
    """What finds an issue: its number and title, its wards and theme, its partner text.

    Written by `usecases.indexing` in the transaction that changes any of them.
    """

    issue = models.OneToOneField(Issue, models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return f"words of {self.issue_id}"


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


class Ask(models.Model):
    """A group asks another to unblock an issue: what is needed, from whom, by when.

    Its text is written to be read by everybody on the asked group, councillors included;
    asking gives that group nothing else of the issue to read.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="asks")
    asked_by_group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    of = models.ForeignKey(Group, models.PROTECT, related_name="asked")
    text = models.TextField()
    needed_from = models.CharField(max_length=120)
    answer_by = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answer_kind = models.CharField(max_length=10, choices=ANSWER_NAMES.items(), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="", answer_kind="")
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(answer="")
                    & ~Q(answer_kind="")
                ),
                name="ask_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by_group=F("of")), name="ask_of_another_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue}: {self.of} asked"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None


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
