"""One person answers a survey. Nothing of them is kept, so the audit trail has no entry:
it would say at which moment each answer came."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.personal import check_points_to_nobody
from wardmote.surveys.clearance import paused_until
from wardmote.surveys.models import Survey, SurveyAnswer, SurveyText
from wardmote.surveys.queries import answers_on, place_names, questions_of
from wardmote.surveys.rules import A_DAY, IN_ALL, Said, State, check_said

SHUT = "This survey takes no answers now. Nothing was sent"
FULL = "This survey has had as many answers as it takes today. Please come back tomorrow"


@transaction.atomic
def answer_survey(
    survey_id: int,
    said: Said,
    form: str,
    *,
    known: tuple[str, ...] = (),
    checked: bool = False,
    now: datetime,
) -> bool:
    """Keep an answer; False if this very form was sent before, which then counts once.

    `form` is the digest of the form it came by, `known` are names of places and bodies.
    """
    held = Survey.objects.select_for_update().prefetch_related("places").get(pk=survey_id)
    today = localdate(now)
    if held.state(today) is not State.OPEN or paused_until(held, today):
        raise RuleBroken(SHUT)
    check_said(said, questions_of(held), place_names(held))
    if not checked:
        for number, text in said.words.items():
            check_points_to_nobody(text, known, about=f"q{number}")
    if SurveyAnswer.objects.filter(survey=held, form=form).exists():
        return False
    if answers_on(held, today) >= A_DAY or held.answers.count() >= IN_ALL:
        raise RuleBroken(FULL)
    chosen = {str(number): list(picked) for number, picked in said.chosen.items() if picked}
    SurveyAnswer.objects.create(
        survey=held, form=form, on=today, place=said.place, chosen=chosen
    )
    numbers = {one.number: one for one in held.questions.all()}
    for number, text in said.words.items():
        if text.strip():
            SurveyText.objects.create(question=numbers[number], text=text.strip())
    return True
