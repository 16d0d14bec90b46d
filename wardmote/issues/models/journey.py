"""How an issue passes from group to group, and what is asked to unblock it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wardmote.groups.models import Group
from wardmote.issues.models.issue import Issue
from wardmote.issues.rules import ANSWER_NAMES, Answer

USER = settings.AUTH_USER_MODEL


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

    @property
    def is_taken_back(self) -> bool:
        return self.answer_kind == Answer.TAKEN_BACK
