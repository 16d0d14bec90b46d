"""Surveys: what is asked of whom and until when; single answers, until they are erased."""

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from wardmote.places.rules import Kind
from wardmote.surveys.rules import (
    ASKS_NAMES,
    LONGEST_QUESTION,
    LONGEST_TITLE,
    STATE_NAMES,
    Asks,
    Dates,
    Question,
    State,
    erased_from,
    place_words,
    state_of,
)

USER = settings.AUTH_USER_MODEL


class Survey(models.Model):
    """A few questions to people of some parishes or wards, open by its link for a while.

    `key` stands in the link once an officer has opened it; from then on nothing that it
    asks is changed. `release` is what was told of it, once.
    """

    title = models.CharField(max_length=LONGEST_TITLE)
    why = models.TextField()
    use = models.TextField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    by_clerk = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=22, unique=True, null=True)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    stopped_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    release = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="survey_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(key=None, opened_at=None, opened_by=None)
                | Q(key__gt="", opened_at__isnull=False, opened_by__isnull=False),
                name="survey_opened_whole",
            ),
            models.CheckConstraint(
                condition=Q(by_clerk=False) | ~Q(opened_by=F("by")),
                name="survey_of_clerk_opened_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """What its audit entries and notices are filed under."""
        return f"survey {self.pk}"

    @property
    def dates(self) -> Dates:
        return Dates(
            self.opens_on,
            self.closes_on,
            is_handed_in=self.handed_in_at is not None,
            is_opened=self.opened_at is not None,
            is_stopped=self.stopped_at is not None,
            is_published=self.release is not None,
        )

    def state(self, today: date) -> State:
        return state_of(self.dates, today)

    @property
    def state_words(self) -> str:
        return STATE_NAMES[self.state(localdate())]

    @property
    def closed_on(self) -> date:
        """The day after which nobody answers any more."""
        return localdate(self.stopped_at) if self.stopped_at else self.closes_on

    @property
    def erased_from(self) -> date:
        return erased_from(self.closed_on)


class SurveyPlace(models.Model):
    """A parish or ward that a survey is about, by the name it had."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="places")
    kind = models.CharField(max_length=10, choices=[(one, one.value) for one in Kind])
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "kind", "code"], name="survey_place_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.code}"

    @property
    def words(self) -> str:
        return place_words(self.kind, self.name)


class SurveyQuestion(models.Model):
    """One question of a survey, with the answers that it offers."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    asks = models.CharField(max_length=10, choices=ASKS_NAMES.items())
    text = models.CharField(max_length=LONGEST_QUESTION)
    options = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="survey_number_once"),
            models.CheckConstraint(condition=Q(asks__in=list(Asks)), name="survey_asks_known"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def asked(self) -> Question:
        return Question(self.number, Asks(self.asks), self.text, tuple(self.options))


class SurveyAnswer(models.Model):
    """What one person chose. Of whom nothing is kept: no name, no address, no hour.

    `form` is a digest of the form it came by, so that one sent twice counts once. Its number
    is drawn at random: by the order of coming texts could be lined up with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answers")
    form = models.CharField(max_length=64)
    on = models.DateField()
    place = models.CharField(max_length=40, blank=True)
    chosen = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "form"], name="survey_form_once")
        ]

    def __str__(self) -> str:
        return f"answer to {self.survey_id}"


class SurveyText(models.Model):
    """What somebody wrote, apart from what else they answered. Officers alone read it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    question = models.ForeignKey(SurveyQuestion, models.CASCADE, related_name="texts")
    text = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="survey_text_says_something")
        ]

    def __str__(self) -> str:
        return f"text {self.pk}"
