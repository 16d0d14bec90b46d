"""What was declared, decided and elected at a meeting."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.groups.models import Seat
from wardmote.groups.rules import CHAIRS, SEAT_ROLE_NAMES
from wardmote.meetings.models.agenda import Item
from wardmote.meetings.models.meeting import Meeting
from wardmote.meetings.rules import DECISION_NAMES

USER = settings.AUTH_USER_MODEL


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
