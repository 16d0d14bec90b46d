"""The question of each quarter, who was asked, what they answered, what was changed by it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.digests.models import OFTEN
from wardmote.kernel.periods import Quarter
from wardmote.people.reminding import Reminding
from wardmote.pulse.rules import (
    DIRECTIONS,
    LONGEST_WHAT,
    LONGEST_WHY,
    SCALE,
    WISHES,
    Direction,
    Suggests,
    Wish,
)

USER = settings.AUTH_USER_MODEL


class Pulse(models.Model):
    """The question of one quarter. Nobody opened it: the daily job did."""

    quarter = models.CharField(max_length=6, unique=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    #: the last day on which it may be answered
    closes_on = models.DateField()

    class Meta:
        ordering = ["-quarter"]

    def __str__(self) -> str:
        return f"pulse {self.quarter}"

    @property
    def period(self) -> Quarter:
        return Quarter.parse(self.quarter)


class PulseQuestion(Reminding):
    """One member is asked in one quarter, with the wards they sat for that day; mailed once.

    `mail` is there from when it is begun; without it and `mailed_at` the question waits.
    """

    pulse = models.ForeignKey(Pulse, models.PROTECT, related_name="questions")
    wards = models.JSONField()
    mail = models.OneToOneField("digests.Digest", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["pulse", "to"], name="asked_once_a_quarter")
        ]

    def __str__(self) -> str:
        return f"{self.pulse} to {self.to}"


class PulseAnswer(models.Model):
    """What one member said. Read by the officer and by the member."""

    question = models.OneToOneField(PulseQuestion, models.CASCADE, related_name="answer")
    score = models.PositiveSmallIntegerField(choices=SCALE.items())
    wish = models.CharField(max_length=4, choices=WISHES.items(), default=Wish.SAME)
    why = models.TextField(max_length=LONGEST_WHY, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(score__in=list(SCALE)), name="pulse_score_known"
            ),
            models.CheckConstraint(condition=Q(wish__in=list(Wish)), name="pulse_wish_known"),
        ]

    def __str__(self) -> str:
        return f"answer to {self.question}"


class Adjustment(models.Model):
    """What was changed so that members hear enough, decided by a person. The Board reads it."""

    #: a ward's code; empty: all wards
    ward = models.CharField(max_length=20, blank=True)
    direction = models.CharField(max_length=5, choices=DIRECTIONS.items())
    what = models.CharField(max_length=LONGEST_WHAT)
    #: how often the ward's members hear since who have not chosen; empty: as before
    often = models.CharField(max_length=10, blank=True, choices=OFTEN)
    reason = models.TextField()
    #: the question whose answers suggested it
    pulse = models.ForeignKey(Pulse, models.PROTECT, null=True, related_name="adjustments")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=list(Direction)), name="adjustment_direction_known"
            )
        ]

    def __str__(self) -> str:
        return f"adjustment {self.pk}"


class Dismissal(models.Model):
    """A suggestion that somebody decided against, with the reason. Read by the officer."""

    pulse = models.ForeignKey(Pulse, models.PROTECT, related_name="dismissals")
    ward = models.CharField(max_length=20)
    suggests = models.CharField(max_length=6, choices=[(one, one.value) for one in Suggests])
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pulse", "ward", "suggests"], name="dismissed_once"
            ),
            models.CheckConstraint(
                condition=Q(suggests__in=list(Suggests)), name="dismissal_suggests_known"
            ),
        ]

    def __str__(self) -> str:
        return f"dismissal for {self.ward}, {self.pulse}"
