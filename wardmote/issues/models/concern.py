"""A concern: its receipt, where it stands, and the answer. Its words are restricted text."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wardmote.groups.models import Group
from wardmote.issues.concerns import (
    CONCERN_STATE_NAMES,
    ONWARD_NAMES,
    ConcernState,
    Onward,
)
from wardmote.issues.models.issue import Issue

USER = settings.AUTH_USER_MODEL
UNANSWERED = Q(answer="", answered_at=None, answered_by=None, cleared_at=None, cleared_by=None)


class Concern(models.Model):
    """What a councillor or parish clerk told the PSG.

    `restricted` is the number of its text in the restricted store until that is erased.
    The answer is read by whoever told it once a second person has cleared it.
    """

    receipt = models.CharField(max_length=12, unique=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    has_consent = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=CONCERN_STATE_NAMES.items(), default=ConcernState.RECEIVED
    )
    restricted = models.BigIntegerField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.CharField(max_length=10, choices=ONWARD_NAMES.items(), blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    mend = models.TextField(blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(restricted=None, erased_at__isnull=False)
                | Q(restricted__isnull=False, erased_at=None),
                name="concern_kept_or_erased",
            ),
            models.CheckConstraint(
                condition=Q(state=ConcernState.DONE, done_at__isnull=False, restricted=None)
                | (Q(state__in=[ConcernState.RECEIVED, ConcernState.LOOKED_AT], done_at=None)),
                name="concern_done_is_erased",
            ),
            models.CheckConstraint(
                condition=Q(sent_to="", sent_at=None)
                | Q(sent_to__in=list(Onward), sent_at__isnull=False),
                name="concern_sent_whole",
            ),
            models.CheckConstraint(
                condition=UNANSWERED
                | (
                    Q(answer__gt="", answered_at__isnull=False, answered_by__isnull=False)
                    & (
                        Q(cleared_at=None, cleared_by=None)
                        | Q(cleared_at__isnull=False, cleared_by__isnull=False)
                    )
                ),
                name="concern_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(cleared_by=F("answered_by")),
                name="concern_cleared_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def subject(self) -> str:
        """What its text and audit entries are filed under."""
        return f"concern {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state != ConcernState.DONE

    @property
    def answer_waits(self) -> bool:
        """An answer is written, and neither cleared nor sent back."""
        return bool(self.answer) and self.cleared_at is None and not self.mend

    @property
    def answer_heard(self) -> str:
        """What whoever told it reads."""
        return self.answer if self.cleared_at is not None else ""


class ConcernPlace(models.Model):
    """A concern is about this ward or parish, of those that whoever told it acts for."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="places")
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "kind", "code"], name="concern_place_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
