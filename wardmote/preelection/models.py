"""Pre-election periods, who the monitoring officer is, and what they were asked to let out."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wardmote.law.elections import Poll
from wardmote.people.models import Organisation
from wardmote.places.models import Edition
from wardmote.preelection.rules import LONGEST, LONGEST_REASON, POLLS, Publicity, Span

PERSON = settings.AUTH_USER_MODEL


class ElectionPeriod(models.Model):
    """From the notice of an election to the close of its poll, and where it applies."""

    poll = models.CharField(
        max_length=12, choices=[(one.value, words) for one, words in POLLS.items()]
    )
    #: the council; none for a mayor, a commissioner or Parliament
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    poll_on = models.DateField()
    #: its first day: that of the notice of election
    notice_on = models.DateField()
    #: with `codes` of its places; none: the whole district
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    codes = models.JSONField(default=list)
    #: nobody votes after all: nothing is held from this day on
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True, max_length=LONGEST_REASON)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-poll_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(poll__in=[one.value for one in Poll]), name="poll_known"
            ),
            models.CheckConstraint(
                condition=Q(notice_on__lt=F("poll_on")), name="notice_before_poll"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None, ended_because="")
                | Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""),
                name="period_ended_by_somebody_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """By-election, Wendle Vale District Council."""
        words = POLLS[Poll(self.poll)]
        if self.body is None:
            return words
        short = words.removesuffix(" of a council").removesuffix(" of a parish council")
        return f"{short}, {self.body}"

    @property
    def span(self) -> Span:
        return Span(self.notice_on, self.poll_on, self.ended_on)

    @property
    def is_whole_district(self) -> bool:
        return self.edition_id is None


class MonitoringOfficer(models.Model):
    """One row: the council's monitoring officer, who alone lets something out."""

    person = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_monitoring_officer")]

    def __str__(self) -> str:
        return f"monitoring officer {self.person_id or 'not named'}"


class GoAhead(models.Model):
    """Somebody asks whether one text may go out before the poll; the answer, with why."""

    publicity = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in Publicity]
    )
    ref = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    words = models.TextField(max_length=LONGEST)
    #: where it goes, as it was asked; null: the whole district
    codes = models.JSONField(null=True)
    digest = models.CharField(max_length=64)
    #: numbers of the periods that it was asked for
    periods = models.JSONField()
    authors = models.JSONField(default=list)
    why = models.TextField(max_length=LONGEST_REASON)
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    #: None while it waits
    is_given = models.BooleanField(null=True)
    reason = models.TextField(blank=True, max_length=LONGEST_REASON)
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    #: asked anew with other words before it was answered
    is_overtaken = models.BooleanField(default=False)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_given=None, answered_by=None, answered_at=None, reason="")
                | Q(
                    is_given__isnull=False,
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                )
                & ~Q(reason=""),
                name="go_ahead_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")),
                name="go_ahead_by_another",
            ),
            models.UniqueConstraint(
                fields=["publicity", "ref"],
                condition=Q(is_given=None, is_overtaken=False),
                name="go_ahead_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"go-ahead {self.pk}"

    @property
    def waits(self) -> bool:
        return self.is_given is None and not self.is_overtaken

    def is_of(self, person: int) -> bool:
        """Whether this person asked for it or wrote it."""
        return person == self.asked_by_id or person in self.authors
