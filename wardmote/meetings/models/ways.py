"""New ways of working: agreed, tried, answered by their users, looked at again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wardmote.groups.models import Group
from wardmote.meetings.models.decision import Decision
from wardmote.meetings.trying import OUTCOME_NAMES, SCALE, Outcome

USER = settings.AUTH_USER_MODEL
ANSWER = [(number, words) for number, words in SCALE.items()]


class WayOfWorking(models.Model):
    """Something a group does differently from a day on. `review_on`: when it comes back to
    the group's agenda; empty once a review kept or ended it. `round`: reviews so far, and one.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="ways")
    title = models.CharField(max_length=160)
    text = models.TextField()
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="ways"
    )
    since = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["group", "-since", "-pk"]
        verbose_name_plural = "ways of working"
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on=None) | Q(review_on__gt=F("since")),
                name="way_reviewed_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(review_on=None), name="ended_way_has_no_review"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """What an item of an agenda and the audit trail call it."""
        return f"way {self.pk}"


class WayAnswer(models.Model):
    """One user's feedback in one round: fixed questions, and a text that partners read."""

    way = models.ForeignKey(WayOfWorking, models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    moves = models.PositiveSmallIntegerField(choices=ANSWER)
    clear = models.PositiveSmallIntegerField(choices=ANSWER)
    worth = models.PositiveSmallIntegerField(choices=ANSWER)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["way", "round", "by"], name="way_answered_once"),
            models.CheckConstraint(
                condition=Q(moves__range=(1, 5), clear__range=(1, 5), worth__range=(1, 5)),
                name="way_answers_on_the_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"answer on {self.way}"


class WayReview(models.Model):
    """The group looked at it: what was found, and what comes of it."""

    way = models.ForeignKey(WayOfWorking, models.PROTECT, related_name="reviews")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=OUTCOME_NAMES.items())
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["way", "round"], name="way_reviewed_once_a_round"),
            models.CheckConstraint(
                condition=Q(outcome__in=list(Outcome)), name="way_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.way}"
