"""Reports by quarter: the draft's facts and findings, its road, its frozen editions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.kernel.periods import Quarter, day_words
from wardmote.reports.assessment.rules import State as AssessmentState
from wardmote.reports.assessment.rules import year_words
from wardmote.reports.rules import State

USER = settings.AUTH_USER_MODEL


class Report(models.Model):
    """The data report of one quarter, from its first draft on."""

    quarter = models.CharField(max_length=6, unique=True)
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.value) for state in State],
        default=State.DRAFT.value,
    )
    #: the draft's `Facts` as JSON: real counts, so never shown to others than the office
    facts = models.TextField()
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=200)
    #: rises whenever the draft would read otherwise
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-quarter"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="report_state_known",
            )
        ]

    def __str__(self) -> str:
        return f"report {self.quarter}"

    @property
    def words(self) -> str:
        """April to June 2025."""
        return Quarter.parse(self.quarter).words


class Finding(models.Model):
    """A key finding and what is recommended, in the analyst's words."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="findings")
    place = models.CharField(max_length=20)  # a ward's code, "district" or "online"
    heading = models.CharField(max_length=160)
    text = models.TextField()
    recommendation = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.heading


class PublicReason(models.Model):
    """Why an area is what it is, in words for the public."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="reasons")
    code = models.CharField(max_length=20)
    text = models.CharField(max_length=600)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "code"], name="public_reason_once")
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.code}"


class Step(models.Model):
    """A step on the road to one edition: who took it, on which day."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="steps")
    edition = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "edition", "name"], name="step_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}, edition {self.edition}: {self.name}"


class Edition(models.Model):
    """A published edition: never edited. A correction is another edition."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    document = models.TextField()  # papers' JSON
    what_changed = models.TextField(blank=True)
    pdf = models.BinaryField()
    docx = models.BinaryField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(what_changed=""),
                name="correction_says_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, edition {self.number}"


class Assessment(models.Model):
    """The strategic assessment of the year to the end of a quarter, from its first draft on.

    `texts`: section -> what people wrote. `version` rises whenever it would read otherwise;
    `answer` is what a meeting said that did not agree it.
    """

    quarter = models.CharField(max_length=6, unique=True)
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.value) for state in AssessmentState],
        default=AssessmentState.DRAFT.value,
    )
    #: the draft's `Evidence` as JSON: real counts, so never shown to others than the office
    facts = models.TextField()
    texts = models.JSONField(default=dict)
    what_changed = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=200)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["-quarter"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in AssessmentState]),
                name="assessment_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssessmentState.SUBMITTED.value)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="assessment_submitted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"strategic assessment {self.quarter}"

    @property
    def words(self) -> str:
        """October 2024 to September 2025."""
        return year_words(self.period)

    @property
    def period(self) -> Quarter:
        """The last quarter of its year."""
        return Quarter.parse(self.quarter)

    @property
    def reference(self) -> str:
        """What an agenda calls it: the text that was submitted, and no later one."""
        return f"assessment {self.quarter} {self.version}"


class AssessmentEdition(models.Model):
    """An assessment as a meeting agreed it: never edited. A correction is another edition.

    The meeting and its item are named here as they were called; `decision` is its reference.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    document = models.TextField()  # papers' JSON
    digest = models.CharField(max_length=64)
    what_changed = models.TextField(blank=True)
    meeting = models.CharField(max_length=200)
    item = models.CharField(max_length=12)
    decision = models.CharField(max_length=60)
    address = models.CharField(max_length=100)
    agreed_on = models.DateField()
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "number"], name="assessment_edition_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(what_changed=""),
                name="assessment_correction_says_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, edition {self.number}"

    @property
    def agreed_words(self) -> str:
        """Agreed by the Board, 12 November 2026, item 5."""
        item = f", item {self.item}" if self.item else ""
        return f"Agreed by the {self.meeting}{item}"

    @property
    def line(self) -> str:
        """Beside the day on a paper: Edition 1. Agreed by the Board, item 5."""
        day = f", {day_words(self.agreed_on)}"
        return f"Edition {self.number}. {self.agreed_words.replace(day, '', 1)}"
