"""A group's terms of reference: versions, each with its clauses and the rules it sets."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from wardmote.groups.models import Group
from wardmote.kernel.periods import day_words
from wardmote.meetings.clauses import Rules
from wardmote.meetings.models.decision import Decision
from wardmote.meetings.notice import LONGEST, REGIME_NAMES, Regime

USER = settings.AUTH_USER_MODEL


class TermsVersion(models.Model):
    """One text of a group's terms of reference. Its words do not change once it is in force.

    Proposed: no day and no decision yet. In force from `since`: agreed by `decision`, or
    entered from elsewhere with its `source`. Taken back: `withdrawn_why` says why.
    `revision` grows with every change of a proposal. `standing_items`: one title to a line.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="terms")
    since = models.DateField(null=True, blank=True)
    asked_from = models.DateField(null=True, blank=True)
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="terms"
    )
    source = models.CharField(max_length=300, blank=True)
    why = models.TextField(blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    regime = models.CharField(
        max_length=10, choices=REGIME_NAMES.items(), default=Regime.PRINCIPAL
    )
    notice_days = models.PositiveSmallIntegerField(
        default=5, validators=[MaxValueValidator(LONGEST)]
    )
    quorum = models.PositiveSmallIntegerField(default=0)
    least_members = models.PositiveSmallIntegerField(default=0)
    least_organisations = models.PositiveSmallIntegerField(default=0)
    standing_items = models.TextField(blank=True)

    class Meta:
        ordering = ["group", "-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(regime__in=list(Regime)), name="terms_regime_known"
            ),
            models.CheckConstraint(
                condition=Q(since=None, decision=None, source="")
                | Q(since__isnull=False, decision__isnull=False, source="")
                | (Q(since__isnull=False, decision=None) & ~Q(source="")),
                name="terms_agreed_or_entered",
            ),
            models.CheckConstraint(
                condition=Q(decision=None) | Q(withdrawn_why=""),
                name="agreed_terms_are_not_taken_back",
            ),
            models.UniqueConstraint(
                fields=["group", "since"],
                condition=Q(withdrawn_why=""),
                name="terms_start_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Terms of reference of the {self.group}, {self.words}"

    @property
    def words(self) -> str:
        if self.since is not None:
            return f"in force from {day_words(self.since)}"
        return "proposed"

    @property
    def is_proposed(self) -> bool:
        return self.since is None and not self.withdrawn_why

    @property
    def reference(self) -> str:
        """What an item of an agenda and the audit trail call it."""
        return f"terms {self.pk}"

    @property
    def rules(self) -> Rules:
        return Rules(
            Regime(self.regime),
            self.notice_days,
            self.quorum,
            self.least_members,
            tuple(self.standing_items.splitlines()),
            self.least_organisations,
        )


class TermsClause(models.Model):
    """One clause of a version. `order` is its place; `number` what people call it."""

    version = models.ForeignKey(TermsVersion, models.CASCADE, related_name="clauses")
    order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=12)
    heading = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="clause_number_once"),
            models.CheckConstraint(
                condition=~Q(heading="") | ~Q(words=""), name="clause_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()
