"""An issue: its number, places, what the search knows of it, references elsewhere."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.groups.models import Group
from wardmote.issues.rules import (
    ORIGIN_NAMES,
    OUTCOME_NAMES,
    REACH_NAMES,
    STATE_NAMES,
    Outcome,
    State,
)
from wardmote.kernel.themes import THEME_NAMES
from wardmote.partnership.numbering import YearCount
from wardmote.people.models import Organisation
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
