"""Meetings, who is asked to them and who comes: shape and constraints."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wardmote.groups.models import Group
from wardmote.kernel.periods import day_words
from wardmote.meetings.rules import (
    COMING_NAMES,
    MODE_NAMES,
    PAST,
    STATE_NAMES,
    Asking,
    Coming,
    Mode,
    State,
)
from wardmote.people.models import Organisation, User
from wardmote.people.reminding import Reminding

USER = settings.AUTH_USER_MODEL


class Meeting(models.Model):
    """A group meets on a day. Its reference elsewhere is "meeting" and its key.

    `version` grows with every deed: a page that shows an older one is refused. `approved_in`
    is the meeting at which its minutes were approved; then nothing of it changes. Old minutes
    read out of a file may have been approved at a meeting that is not kept here: then
    `approved_on` is its day. Only they may leave open when the meeting began.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings")
    on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    mode = models.CharField(max_length=10, choices=MODE_NAMES.items(), default=Mode.PERSON)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    #: codes of the wards that it is about, where it is about some
    wards = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, choices=STATE_NAMES.items(), default=State.PLANNED)
    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    why_called_off = models.TextField(blank=True)
    arranged_at = models.DateTimeField()
    arranged_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: who drafted its minutes or wrote one of their items: others publish them
    minuted_by = models.ManyToManyField(User, blank=True, related_name="+")
    approved_in = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="approves"
    )
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "on", "starts_at"],
                condition=~Q(state=State.CALLED_OFF),
                name="group_meets_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="meeting_state"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state=State.APPROVED, approved_in__isnull=False, approved_on=None)
                | Q(state=State.APPROVED, approved_in=None, approved_on__isnull=False)
                | (~Q(state=State.APPROVED) & Q(approved_in=None, approved_on=None)),
                name="meeting_approved_whole",
            ),
            models.CheckConstraint(
                condition=Q(circulated_at=None, circulated_by=None)
                | Q(circulated_at__isnull=False, circulated_by__isnull=False),
                name="meeting_circulated_whole",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=False) | Q(state__in=PAST),
                name="meeting_ahead_says_when_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CALLED_OFF) | ~Q(why_called_off=""),
                name="meeting_called_off_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {day_words(self.on)}"

    @property
    def reference(self) -> str:
        """What other apps and the audit trail call it."""
        return f"meeting {self.pk}"


class Invitation(Reminding):
    """One person was asked to a meeting, or told that it is off; mailed once.

    `edition` of the agenda; `sequence` of the calendar entry: the highest counts.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    asking = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Asking])
    edition = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "to", "sequence"], name="invited_once_by_a_deed"
            ),
            models.CheckConstraint(condition=Q(asking__in=list(Asking)), name="asking_known"),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.meeting}, {self.asking}"


class Attendance(models.Model):
    """Who came, sent apologies or stayed away; people without an account by name."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=120, blank=True)
    coming = models.CharField(max_length=12, choices=COMING_NAMES.items())
    substitute_for = models.CharField(max_length=120, blank=True)
    is_remote = models.BooleanField(default=False)
    is_seated = models.BooleanField(default=False)
    is_member = models.BooleanField(default=False)

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name"], name="attends_once"),
            models.CheckConstraint(condition=Q(coming__in=list(Coming)), name="coming_known"),
            models.CheckConstraint(
                condition=~Q(coming=Coming.SUBSTITUTE) | ~Q(substitute_for=""),
                name="substitute_stands_for_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.meeting}"
