"""The source register, imports with their receipts, and what is held."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.datasets.rules import (
    Cadence,
    Exposure,
    FlagRule,
    ImportKind,
    Source,
    State,
)


def _choices(
    words: type[Cadence | Exposure | FlagRule | ImportKind | Source | State],
) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Dataset(models.Model):
    """One line of the source register: what is counted, whose it is and on what basis."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    owner = models.CharField(max_length=120)
    lawful_basis = models.CharField(max_length=200)
    cadence = models.CharField(max_length=10, choices=_choices(Cadence))
    exposure = models.CharField(max_length=10, choices=_choices(Exposure))
    source = models.CharField(max_length=10, choices=_choices(Source))
    sensitive = models.BooleanField(default=False)
    #: a flag from it is usually for others to act on ("not ours to affect")
    led_elsewhere = models.BooleanField(default=False)
    rule = models.CharField(
        max_length=12, choices=_choices(FlagRule), default=FlagRule.PROBABILITY.value
    )
    #: month or quarter, as its first figures came; blank until then
    period_kind = models.CharField(max_length=7, blank=True)
    last_received_on = models.DateField(null=True, blank=True)
    expected_next_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["source", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cadence__in=[one.value for one in Cadence]),
                name="dataset_cadence_known",
            ),
            models.CheckConstraint(
                condition=Q(exposure__in=[one.value for one in Exposure]),
                name="dataset_exposure_known",
            ),
            models.CheckConstraint(
                condition=Q(source__in=[one.value for one in Source]),
                name="dataset_source_known",
            ),
            models.CheckConstraint(
                condition=Q(rule__in=[one.value for one in FlagRule]),
                name="dataset_rule_known",
            ),
            models.CheckConstraint(
                condition=Q(source=Source.PARTNER.value) | ~Q(rule=FlagRule.LIST.value),
                name="police_data_are_counts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_late(self, on: date) -> bool:
        """Whether a delivery was due before this day and has not come."""
        return self.expected_next_on is not None and self.expected_next_on < on


class Import(models.Model):
    """One import and its receipt."""

    kind = models.CharField(max_length=10, choices=_choices(ImportKind))
    dataset = models.ForeignKey(Dataset, models.PROTECT, null=True, blank=True)
    state = models.CharField(max_length=10, choices=_choices(State), default=State.QUEUED.value)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    #: when this run of it began: later than `started_at` where it waited or was resumed
    running_since = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    #: what was asked: paths, published, replace, columns
    options = models.JSONField(default=dict)
    done = models.BigIntegerField(default=0)  # of `total`, in bytes, while it runs ...
    known = models.BigIntegerField(default=0)  # ... of which these were read before
    total = models.BigIntegerField(default=0)
    files = models.JSONField(default=list)
    rows = models.BigIntegerField(default=0)
    placed = models.BigIntegerField(null=True)  # None: no wards are loaded yet
    no_location = models.BigIntegerField(default=0)
    outside = models.BigIntegerField(null=True)
    rejected = models.BigIntegerField(default=0)
    #: [[file, line, reason], ...], the first 1,000
    rejects = models.JSONField(default=list)
    #: [[file, why], ...]
    skipped = models.JSONField(default=list)
    #: how many force-months (or periods) were new, replaced, unchanged or older
    changes = models.JSONField(default=dict)
    messages = models.JSONField(default=list)
    refusal = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]),
                name="import_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk} of {self.dataset or 'street files'}"


class ForceMonth(models.Model):
    """What one police force reported for one month: where its current rows lie.

    The fingerprint names its rows, whatever batch they lie in.
    """

    month = models.CharField(max_length=7)
    force_key = models.CharField(max_length=100)  # the name in lower case
    force = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=32)
    batch = models.CharField(max_length=32, default="")  # the file that holds its rows ...
    part = models.PositiveIntegerField(default=0)  # ... among those of other force-months
    rows = models.BigIntegerField()
    no_location = models.BigIntegerField()
    published_on = models.DateField()
    received_in = models.ForeignKey(Import, models.PROTECT, related_name="force_months")

    class Meta:
        ordering = ["month", "force_key"]
        constraints = [
            models.UniqueConstraint(fields=["month", "force_key"], name="force_month_once")
        ]

    def __str__(self) -> str:
        return f"{self.force}, {self.month}"


class DistrictMonth(models.Model):
    """Part of a month of one district as fetched from the police's API: one force's rows.

    The parts of a district and month come and go together. They stand beside the
    force-months and are counted only while the archive does not have the month.
    """

    district_code = models.CharField(max_length=9, blank=True)
    month = models.CharField(max_length=7)
    source = models.CharField(max_length=60)  # the host that answered
    force_key = models.CharField(max_length=100)  # who reported these rows, in lower case
    force = models.CharField(max_length=100)
    home_force_key = models.CharField(max_length=100)  # whose district it is
    fingerprint = models.CharField(max_length=32)
    batch = models.CharField(max_length=32, default="")
    part = models.PositiveIntegerField(default=0)
    rows = models.BigIntegerField()
    no_location = models.BigIntegerField()
    published_on = models.DateField()
    received_in = models.ForeignKey(Import, models.PROTECT, related_name="district_months")

    class Meta:
        ordering = ["month", "force_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["district_code", "month", "source", "force_key"],
                name="district_month_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.district_code}, {self.month}, {self.force} from {self.source}"


class DatasetFigure(models.Model):
    """A partner's count for one place in one month or quarter. No row: not reported.

    For a data set whose flags come as a list, 1 where the ward is on it and 0 where not.
    """

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="figures")
    period = models.CharField(max_length=7)  # 2025-04 or 2025Q2
    code = models.CharField(max_length=20)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["dataset", "period", "code"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "period", "code"], name="figure_once")
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.code} {self.period}: {self.count}"
