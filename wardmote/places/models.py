"""Places by boundary edition, their shapes, their people, who acts for them and works there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wardmote.places.rules import ELECTION_NAMES, KIND_NAMES, LONGEST_WORK, Office

KINDS = [(kind.value, words) for kind, words in KIND_NAMES.items()]


class Edition(models.Model):
    """One set of boundaries of one kind, such as wards of 2025-05."""

    kind = models.CharField(max_length=10, choices=KINDS)
    name = models.CharField(max_length=30)
    imported_at = models.DateTimeField()
    #: rises whenever a shape changes: whoever caches placements keys them by it
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "-name"]
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="edition_once")]

    def __str__(self) -> str:
        return f"{self.kind}s {self.name}"


class Place(models.Model):
    """A ward, parish or other area of one edition. Its shape is in another table."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="places")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    district_code = models.CharField(max_length=9, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="place_once")]

    def __str__(self) -> str:
        return self.name


class Shape(models.Model):
    """A place's boundary as GeoJSON geometry (WGS84, longitude before latitude)."""

    place = models.OneToOneField(Place, models.CASCADE, primary_key=True)
    geometry = models.JSONField()

    def __str__(self) -> str:
        return f"shape of {self.place}"


class Profile(models.Model):
    """Who lives in a place, by its code: the same for every edition that keeps it."""

    code = models.CharField(max_length=20, primary_key=True)
    residents = models.PositiveIntegerField(null=True)
    households = models.PositiveIntegerField(null=True)
    #: other columns of the profile file, as published: {"age 0 to 15": 812, ...}
    makeup = models.JSONField(default=dict)
    source = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"profile of {self.code}"


class Election(models.Model):
    """Councillors of one body were elected, for places of one set of boundaries."""

    body = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=12, choices=[(kind.value, words) for kind, words in ELECTION_NAMES.items()]
    )
    on = models.DateField()
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="elections")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "on", "edition"], name="election_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.get_kind_display().lower()} of {self.on}"


class Representation(models.Model):
    """A person acts for a place: a councillor for a ward, a clerk for a parish."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="represents"
    )
    office = models.CharField(
        max_length=10, choices=[(office.value, office.value) for office in Office]
    )
    kind = models.CharField(max_length=10, choices=KINDS)
    code = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    #: how they came to it, where an election has been entered
    election = models.ForeignKey(
        Election, models.PROTECT, null=True, related_name="representations"
    )

    class Meta:
        ordering = ["code", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "office", "kind", "code", "since"],
                name="representation_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="representation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(office__in=[office.value for office in Office]),
                name="representation_office_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.office} of {self.code}"


class Remit(models.Model):
    """A person works in certain wards or the whole district. It opens nothing to them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="remits")
    #: in a few words, such as neighbourhood sergeant: partners read it
    work = models.CharField(max_length=LONGEST_WORK)
    #: the whole district; else the wards are in RemitWard
    is_whole = models.BooleanField(default=False)
    since = models.DateField()
    #: the first day on which it holds no more
    until = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["user__name", "since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "work"], condition=Q(until=None), name="remit_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="remit_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(work=""), name="remit_says_what_is_done"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.work}"


class RemitWard(models.Model):
    """A remit covers this ward."""

    remit = models.ForeignKey(Remit, models.CASCADE, related_name="wards")
    code = models.CharField(max_length=20, db_index=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["remit", "code"], name="remit_ward_once")
        ]

    def __str__(self) -> str:
        return self.code
