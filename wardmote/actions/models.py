"""Actions, their parts, what was said of them, and who was reminded."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.actions.due import DUE_NAMES, Due, DueKind, due_words
from wardmote.actions.rules import DEED_TITLES, LIVE, STATE_NAMES, State
from wardmote.groups.models import Group
from wardmote.kernel.periods import Month
from wardmote.partnership.numbering import YearCount
from wardmote.people.models import Organisation
from wardmote.people.reminding import Reminding

USER = settings.AUTH_USER_MODEL


class ActionYear(YearCount):
    """The last action number given in a year."""


class MeetingDay(models.Model):
    """A day on which a group meets, as told by whoever keeps the meetings.

    `meeting` is their reference ("meeting 3"): a meeting that is moved keeps it.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="meeting_days")
    meeting = models.CharField(max_length=40, unique=True)
    on = models.DateField()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.group}, {self.on}"


class Action(models.Model):
    """A line in minutes: what is to be done, by whom, when. Partner text, never restricted.

    `due_*` say when as it was said; `due_on` is the day by which it is due, worked out
    anew whenever a meeting is arranged. `recorded_on`: the day of the meeting it comes from.
    `version` grows with every deed: a page that shows an older one is refused.
    """

    number = models.CharField(max_length=20, unique=True)
    text = models.TextField()
    group = models.ForeignKey(Group, models.PROTECT, related_name="actions")
    owner = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    owner_body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    due_kind = models.CharField(max_length=10, choices=DUE_NAMES.items(), default=DueKind.NONE)
    due_day = models.DateField(null=True, blank=True)
    due_month = models.CharField(max_length=7, blank=True)
    due_group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_body = models.CharField(max_length=120, blank=True)
    due_meeting = models.ForeignKey(
        MeetingDay, models.SET_NULL, null=True, blank=True, related_name="actions"
    )
    due_on = models.DateField(null=True, blank=True, db_index=True)
    source = models.CharField(max_length=40, blank=True, db_index=True)
    source_words = models.CharField(max_length=200, blank=True)
    source_address = models.CharField(max_length=200, blank=True)
    item = models.CharField(max_length=200, blank=True)
    recorded_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=STATE_NAMES.items(), default=State.OPEN)
    reported_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner=None) | Q(owner_body=None), name="action_one_owner"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(State)), name="action_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_at=None)
                | (~Q(state__in=LIVE) & Q(ended_at__isnull=False)),
                name="action_ended_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REPORTED) | Q(reported_at__isnull=False),
                name="action_reported_whole",
            ),
            models.CheckConstraint(
                condition=Q(due_kind__in=(DueKind.NONE, DueKind.SOON), due_on=None)
                | Q(due_kind=DueKind.DAY, due_day__isnull=False)
                | (Q(due_kind=DueKind.MONTH) & ~Q(due_month=""))
                | (Q(due_kind=DueKind.MEETING, due_group__isnull=False) & ~Q(due_month=""))
                | Q(due_kind=DueKind.NEXT, due_group__isnull=False)
                | (Q(due_kind=DueKind.OUTSIDE) & ~Q(due_month="") & ~Q(due_body="")),
                name="action_due_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """What its audit entries are filed under."""
        return f"action {self.pk}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_of_the_group(self) -> bool:
        """Recorded before the group: councillors on it read it (`access.OF_THE_GROUP`)."""
        return not self.source or self.source.startswith("meeting ")

    @property
    def was_done(self) -> bool:
        """Minuted as done already: it ended as it was recorded."""
        return self.state == State.ACCEPTED and self.ended_at == self.recorded_at

    @property
    def due(self) -> Due:
        month = Month.parse(self.due_month) if self.due_month else None
        kind = DueKind(self.due_kind)
        return Due(kind, self.due_day, month, self.due_group_id, self.due_body)

    @property
    def due_words(self) -> str:
        """As people say it, with the day once that is known."""
        group = str(self.due_group or "")
        settled = self.due_meeting.on if self.due_meeting else None
        return due_words(self.due, group, settled)

    @property
    def owner_words(self) -> str:
        """Who answers for it; empty while nobody does."""
        return str(self.owner or self.owner_body or "")


class Share(models.Model):
    """One organisation's part of an action that is for each of them, with its tick."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="shares")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="shares")
    ticked_at = models.DateTimeField(null=True, blank=True)
    ticked_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "organisation"], name="share_once"),
            models.CheckConstraint(
                condition=Q(ticked_at=None, ticked_by=None)
                | Q(ticked_at__isnull=False, ticked_by__isnull=False),
                name="share_ticked_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.action}"


class Progress(models.Model):
    """What was done to or said of an action, in order. Never edited. Partner text."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="progress")
    deed = models.CharField(max_length=10, choices=DEED_TITLES.items())
    words = models.TextField(blank=True)
    #: what it was and became: due words, owners, an organisation, the meeting that accepted
    about = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "progress"

    def __str__(self) -> str:
        return f"{self.action}: {self.deed}"


class Reminder(Reminding):
    """One person was reminded that an action is due; mailed once."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="reminders")
    due_on = models.DateField()
    #: days from the day it is due: -7, 0, 21
    point = models.SmallIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "to", "due_on", "point"], name="reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.action}, {self.point:+} days"
