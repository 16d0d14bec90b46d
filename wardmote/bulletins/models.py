"""Bulletins, their parts and links, whom each was mailed to, and who wants none."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.bulletins.rules import (
    AREA_KINDS,
    DOUBTS,
    LONGEST_ADDRESS,
    LONGEST_TITLE,
    STATES,
    AreaKind,
    State,
)
from wardmote.people.models import Organisation, User
from wardmote.people.reminding import Reminding
from wardmote.releases.models import Release

USER = settings.AUTH_USER_MODEL


class Bulletin(models.Model):
    """One bulletin about an area. What has been published of it is a release."""

    area_kind = models.CharField(max_length=10, choices=AREA_KINDS.items())
    #: codes of its wards or parishes; none for the whole district
    area = models.JSONField()
    area_words = models.CharField(max_length=300)
    title = models.CharField(max_length=LONGEST_TITLE)
    introduction = models.TextField(blank=True)
    #: what the next edition corrects; of the first there is nothing to say
    what_changed = models.CharField(max_length=300, blank=True)
    to_clerks = models.BooleanField(default=True)
    organisations = models.ManyToManyField(Organisation, related_name="+")
    state = models.CharField(max_length=10, choices=STATES.items(), default=State.DRAFT)
    #: how many editions have been published
    editions = models.PositiveSmallIntegerField(default=0)
    #: grows with every change, so that a stale page is refused
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    #: whoever has written words of it
    writers = models.ManyToManyField(User, related_name="+")

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(State)), name="bulletin_state_known"
            ),
            models.CheckConstraint(
                condition=Q(area_kind__in=list(AreaKind)), name="bulletin_area_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(editions__gte=1),
                name="bulletin_published_has_edition",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slot(self) -> str:
        return f"bulletin {self.pk}"

    @property
    def next_edition(self) -> int:
        return self.editions + 1


class Part(models.Model):
    """A released item, or a paragraph of the officer’s own."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "release"], name="item_picked_once"),
            models.CheckConstraint(
                condition=Q(release=None) ^ Q(text=""), name="part_is_item_or_words"
            ),
        ]

    def __str__(self) -> str:
        return f"part {self.place} of {self.bulletin}"


class PublicLink(models.Model):
    """A link at the foot of a bulletin."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="links")
    words = models.CharField(max_length=200)
    address = models.CharField(max_length=LONGEST_ADDRESS)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "address"], name="linked_once")
        ]

    def __str__(self) -> str:
        return self.words


class LinkCheck(models.Model):
    """What an outside address of a bulletin answered when an officer had it asked."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="checks")
    address = models.CharField(max_length=LONGEST_ADDRESS)
    at = models.DateTimeField()
    is_fine = models.BooleanField()
    said = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "address"], name="link_checked_once")
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.said}"


class Letter(Reminding):
    """One edition of a bulletin goes to one person, once."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="letters")
    why = models.CharField(max_length=200)
    #: what the mail server said where it would not take it, or why it is in doubt
    refused = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["release", "to"], name="letter_once")]

    def __str__(self) -> str:
        return f"{self.bulletin} to {self.to}"

    @property
    def is_in_doubt(self) -> bool:
        """Whether nobody knows if it went."""
        return self.refused in DOUBTS


class Unsubscribed(models.Model):
    """This person wants no bulletins by mail."""

    person = models.OneToOneField(USER, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"no bulletins to {self.person}"
