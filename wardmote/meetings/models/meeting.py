"""Meetings, their agendas, what was said at them, and the minutes: shape and constraints."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wardmote.groups.models import Group, Seat
from wardmote.groups.rules import CHAIRS, SEAT_ROLE_NAMES
from wardmote.kernel.periods import day_words
from wardmote.meetings.exempt import LEVEL_NAMES, Level
from wardmote.meetings.old import REVIEW_DAYS, SOURCE_NAMES
from wardmote.meetings.rules import (
    COMING_NAMES,
    DECISION_NAMES,
    MODE_NAMES,
    PAST,
    PURPOSE_NAMES,
    STATE_NAMES,
    Asking,
    Coming,
    Mode,
    Purpose,
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


class Item(models.Model):
    """One item of an agenda, and later its minute.

    `number` is empty until it has been sent out, then it never changes. `source` is what it
    came from ("ask 3", "issue 5", "minutes 11"). `minute` is the draft text of the minutes.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    order = models.PositiveIntegerField()
    number = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=200)
    purpose = models.CharField(
        max_length=12, choices=PURPOSE_NAMES.items(), default=Purpose.DISCUSSION
    )
    lead = models.CharField(max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    source = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=10, choices=LEVEL_NAMES.items(), default=Level.PUBLIC)
    paragraph = models.PositiveSmallIntegerField(null=True, blank=True)
    exempt_reason = models.TextField(blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    struck_why = models.CharField(max_length=300, blank=True)
    minute = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=list(Level)), name="item_level_known"),
            models.CheckConstraint(
                condition=~Q(level=Level.EXEMPT)
                | (Q(paragraph__range=(1, 7)) & ~Q(exempt_reason="")),
                name="item_exempt_with_paragraph_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, struck_why="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_why="")),
                name="item_struck_with_reason",
            ),
            models.UniqueConstraint(
                fields=["meeting", "number"],
                condition=~Q(number=""),
                name="item_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.title}"


class Paper(models.Model):
    """A file for an item. Its number ("4.2") stays, so that its pages can be cited.

    `kept` is its name in the files of the home.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="papers")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    name = models.CharField(max_length=160)
    kept = models.CharField(max_length=80)
    pages = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["item", "order"]
        constraints = [
            models.UniqueConstraint(fields=["item", "order"], name="paper_number_once")
        ]

    def __str__(self) -> str:
        return self.title


class AgendaEdition(models.Model):
    """An agenda as it was sent out. Never edited: a change is another edition."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    what_changed = models.TextField(blank=True)
    clear_days = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_edition_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(what_changed=""),
                name="later_agenda_says_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"agenda of {self.meeting}, edition {self.number}"


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


class Declaration(models.Model):
    """Somebody at the meeting declares an interest, and what follows from it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="declarations")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    text = models.TextField()
    withdrew = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"interest of {self.name}"


class Decision(models.Model):
    """What the meeting decided under an item; `about` names what it was about ("ask 3")."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(Item, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DECISION_NAMES.items())
    text = models.TextField()
    about = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["item__order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(DECISION_NAMES)), name="meeting_decision_kind_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"

    @property
    def reference(self) -> str:
        return f"meeting decision {self.pk}"


class Election(models.Model):
    """The group elected its chair or vice-chair: the seat that has the role from that day."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="elections")
    decision = models.OneToOneField(Decision, models.CASCADE, related_name="election")
    role = models.CharField(
        max_length=10, choices=[(one.value, SEAT_ROLE_NAMES[one]) for one in CHAIRS]
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=list(CHAIRS)), name="elected_to_a_role")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"


class Minutes(models.Model):
    """Minutes as they were approved: frozen, with the digest of their content.

    `decision`: that of the meeting which approved them, if it is kept here.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="approved_minutes")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return f"minutes of {self.meeting}"


class Correction(models.Model):
    """A later meeting decided that approved minutes were wrong: they stay, with this beside."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="corrections")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="correction")
    text = models.TextField()
    level = models.CharField(max_length=10, choices=LEVEL_NAMES.items())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"correction of {self.meeting}"


class OldMinutes(models.Model):
    """A file of old minutes being read in, seen by nobody but who put it in.

    `text` and `found` are what the reader made of it, `typed` the review page as it was left.
    Once it is saved as `meeting` they are emptied, and the file is what those minutes were
    read from. `level` is then the narrowest of their items: who reads all of them reads it.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=5, choices=SOURCE_NAMES.items())
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    text = models.TextField(blank=True)
    found = models.JSONField(default=dict)
    typed = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    meeting = models.OneToOneField(Meeting, models.PROTECT, null=True, related_name="read_from")
    level = models.CharField(max_length=10, choices=LEVEL_NAMES.items(), default=Level.GROUP)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "old minutes"
        constraints = [
            models.UniqueConstraint(
                fields=["group", "digest"],
                condition=Q(meeting__isnull=False),
                name="old_minutes_saved_once",
            ),
            models.CheckConstraint(
                condition=Q(level__in=list(Level)), name="old_minutes_level_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(SOURCE_NAMES)), name="old_minutes_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def thrown_away_at(self) -> datetime:
        """When it is thrown away if nobody has saved it."""
        return self.at + timedelta(days=REVIEW_DAYS)
