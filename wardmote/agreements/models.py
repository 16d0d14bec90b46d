"""Agreements, their versions and parties, signatures, extensions and what was chased."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from wardmote.agreements.rules import (
    CHASE_DAYS,
    CONCERN_DAYS,
    KIND_NAMES,
    LONGEST_TERM,
    AgreementKind,
)
from wardmote.groups.models import Group
from wardmote.people.models import Organisation
from wardmote.people.reminding import Reminding

PERSON = settings.AUTH_USER_MODEL


class Agreement(models.Model):
    """Something that organisations sign, for the groups that it covers."""

    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(
        max_length=10, choices=[(kind.value, words) for kind, words in KIND_NAMES.items()]
    )
    groups = models.ManyToManyField(Group, related_name="agreements", blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in AgreementKind]),
                name="agreement_kind_known",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """One text of an agreement. A signature runs `months` from the day it is given."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    summary = models.TextField(blank=True)
    kept_at = models.CharField(max_length=300, blank=True)
    in_force_on = models.DateField()
    months = models.PositiveSmallIntegerField(
        default=24, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_TERM)]
    )
    review_on = models.DateField(null=True, blank=True)
    #: the last day on which signatures of earlier versions still hold
    sign_by = models.DateField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="version_once"),
            models.CheckConstraint(condition=Q(months__gte=1), name="version_has_a_term"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}, version {self.number}"


class Party(models.Model):
    """An organisation that must sign, and the person who signs for it here."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="party_to")
    signatory = models.ForeignKey(
        PERSON, models.SET_NULL, null=True, blank=True, related_name="signs_for"
    )
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__name", "pk"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.agreement}"


class Signature(models.Model):
    """Who signed a version for an organisation, in what capacity, and until when."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="signatures")
    version = models.ForeignKey(Version, models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=120)
    capacity = models.CharField(max_length=120)
    signed_on = models.DateField()
    until = models.DateField()
    is_on_paper = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    #: the signed copy in the files of the home: its digest and ending, empty without one
    copy = models.CharField(max_length=80, blank=True)
    copy_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("signed_on")), name="signature_holds_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} for {self.party}"


class Extension(models.Model):
    """Asked by an officer, agreed by the data protection lead: 30 days more."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="extensions")
    lapsed_on = models.DateField()
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["party", "lapsed_on"], name="extended_once"),
            models.CheckConstraint(
                condition=~Q(agreed_by=F("asked_by")), name="extended_by_two"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None, until=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, until__isnull=False),
                name="extension_agreed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}, 30 days from {self.lapsed_on}"


class Chase(Reminding):
    """A reminder to one person that an organisation's signature is due; mailed once."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="chases")
    due_on = models.DateField()
    days = models.PositiveSmallIntegerField(choices=[(days, str(days)) for days in CHASE_DAYS])

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "to", "due_on", "days"], name="chased_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.party}, {self.days} days"


class ReviewChase(Reminding):
    """A reminder to one officer that a version is to be reviewed; mailed once."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="+")
    due_on = models.DateField()
    days = models.PositiveSmallIntegerField(choices=[(days, str(days)) for days in CHASE_DAYS])

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "to", "due_on", "days"], name="review_chased_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.to}: review of {self.version}, {self.days} days"


class Safeguards(models.Model):
    """One row: what must be recorded before restricted text is switched on."""

    assessment = models.CharField(max_length=200, blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    hosting = models.CharField(max_length=200, blank=True)
    hosting_on = models.DateField(null=True, blank=True)
    controller = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lead = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    restricted_on = models.BooleanField(default=False)
    amber_days = models.PositiveSmallIntegerField(
        default=14, validators=[MaxValueValidator(60)]
    )
    concerns_on = models.BooleanField(default=False)
    #: for how many days the text of a concern is kept at most; fewer, never more
    concern_days = models.PositiveSmallIntegerField(
        default=CONCERN_DAYS, validators=[MinValueValidator(1), MaxValueValidator(CONCERN_DAYS)]
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_safeguards"),
            models.CheckConstraint(
                condition=Q(concern_days__gte=1, concern_days__lte=CONCERN_DAYS),
                name="concern_days_at_most_28",
            ),
        ]
        verbose_name_plural = "safeguards"

    def __str__(self) -> str:
        return "what restricted text waits for"
