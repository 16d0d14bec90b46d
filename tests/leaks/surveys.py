"""A clerk's survey that is not opened; what somebody wrote in one that has closed."""

from django.utils.timezone import now as clock

from tests.leaks.planting import Field, canary
from tests.surveys.district import plan
from tests.test_permissions import ASKERS, OFFICER
from wardmote.surveys.models import Survey, SurveyText
from wardmote.surveys.rules import Asks
from wardmote.surveys.usecases import Plan, make_survey, put_question


def surveys(district: object) -> list[Field]:
    """A draft: whoever made it and the officer. Words of the public: officers alone."""
    names = ("title", "why", "use")
    parts = [_field(name, f"Survey.{name}", ASKERS) for name in names]
    text = _field("question", "SurveyQuestion.text", ASKERS)
    options = _field("option", "SurveyQuestion.options", ASKERS)
    words = _field("words", "SurveyText.text", OFFICER)
    now, clerk = clock(), district["clerk"]
    usual = plan(now)
    said = (part.canaries[0] for part in parts)
    draft = Plan(*said, usual.places, usual.opens_on, usual.closes_on)
    made = make_survey(draft, by=clerk, now=now, checked=True)
    listed = (options.canaries[0], "Another")
    given = {"by": clerk, "now": now, "checked": True}
    put_question(made.pk, made.version, Asks.ONE, text.canaries[0], listed, **given)
    closed = Survey.objects.get(pk=district.given_to["survey-results"]["pk"])
    asked = closed.questions.get(asks=Asks.WORDS)
    SurveyText.objects.create(question=asked, text=words.canaries[0])
    for page in ("survey", "preview-survey", "change-survey", "change-question"):
        district.also.setdefault(page, []).append({"pk": made.pk, "number": 1})
    return [*parts, text, options, words]


def _field(name: str, kept: str, readers: set[str]) -> Field:
    word = canary(f"survey {name}")
    return Field(f"survey {name}", readers, (word,), kept_in=f"surveys.{kept}")
