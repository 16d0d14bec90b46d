"""What a survey asks, what was answered, and what of it may be told."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from wardmote.kernel.numbers import Guarded
from wardmote.kernel.periods import day_words
from wardmote.kernel.personal import Found, traces
from wardmote.partnership.queries import this_partnership
from wardmote.places.following import former_ward
from wardmote.places.queries import wards
from wardmote.places.rules import Kind
from wardmote.places.shapes import wards_of
from wardmote.releases.models import Release
from wardmote.releases.notice import NoticePage
from wardmote.releases.queries import Notice, wards_given, wards_of_notice
from wardmote.releases.rules import ReleaseKind
from wardmote.surveys.models import Survey, SurveyAnswer, SurveyText
from wardmote.surveys.rules import Question, State
from wardmote.surveys.telling import TOO_FEW, Column, ToldQuestion, columns


def open_survey_by(key: str, today: date) -> Survey | None:
    """The survey of this link, while it stands; whether it takes answers says its state."""
    whole = Survey.objects.select_related("by__organisation").prefetch_related("places")
    found = whole.filter(key=key).first()
    return found if found and found.state(today) is not State.AHEAD else None


def questions_of(survey: Survey) -> list[Question]:
    return [one.asked for one in survey.questions.all()]


def place_names(survey: Survey) -> dict[str, str]:
    """key -> name of the places that it is about."""
    return {one.key: one.name for one in survey.places.all()}


def answers_on(survey: Survey, day: date) -> int:
    return SurveyAnswer.objects.filter(survey=survey, on=day).count()


def told(survey: Survey) -> list[Column]:
    """The table that may be told once it has closed. Never asked for while it is open."""
    rows = SurveyAnswer.objects.filter(survey=survey).values_list("place", "chosen")
    answers = [
        (place, {int(number): picked for number, picked in chosen.items()})
        for place, chosen in rows
    ]
    return columns(answers, questions_of(survey), place_names(survey))


def content_of(survey: Survey) -> dict[str, Any]:
    """What is released of it, once: plain words and numbers as they are told."""
    return {
        "survey": survey.pk,
        "wards": [{"code": code, "name": name} for code, name in wards_named(survey).items()],
        "parishes": [one.code for one in survey.places.all() if one.kind == Kind.PARISH],
        "places": sorted(place_names(survey).values()),
        "why": survey.why,
        "from": survey.opens_on.isoformat(),
        "until": survey.closed_on.isoformat(),
        "columns": [_column(one) for one in told(survey)],
    }


def _column(one: Column) -> dict[str, Any]:
    return {
        "place": one.place,
        "answered": _people(one.answered) if one.is_told else TOO_FEW,
        "questions": [_question(each) for each in one.questions],
    }


def _people(shown: Guarded) -> str:
    return f"{str(shown).capitalize()} people answered"


def _question(one: ToldQuestion) -> dict[str, Any]:
    lines = [
        {"words": line.words, "shown": str(line.shown), "percent": line.percent}
        for line in one.lines
    ]
    return {"text": one.text, "lines": lines}


def wards_named(survey: Survey) -> dict[str, str]:
    """code -> name of the wards that it is about, and of those its parishes touch. Of a
    ward that later boundaries did away with, those where its area is now."""
    places = list(survey.places.all())
    known = dict(wards().values_list("code", "name")) if places else {}
    found: dict[str, str] = {}
    for one in places:
        if one.kind != Kind.WARD:
            found |= wards_of(Kind(one.kind), one.code)
        elif one.code in known:
            found[one.code] = one.name
        elif former := former_ward(one.code):
            found |= {part.code: part.name for part in former.into}
    return {code: name for code, name in sorted(found.items()) if code in known}


def notices_of_survey(survey: Survey, content: dict[str, Any]) -> list[Notice]:
    """One for all its wards, with the results as they will be published."""
    names = {ward["code"]: ward["name"] for ward in content["wards"]}
    if not names:
        return []
    parts = [
        {"heading": heading, "lines": lines}
        for one in content["columns"]
        for heading, lines in _parts(one)
    ]
    said = {"wards": content["wards"], "parts": parts}
    return [Notice(title_of(survey), said, names)]


def _parts(column: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    where = f"{column['place']}: " if column["place"] else ""
    yield f"{where}{column['answered']}", []
    for one in column["questions"]:
        lines = [f"{line['words']}: {shown_words(line)}" for line in one["lines"]]
        yield f"{where}{one['text']}", lines or [NOT_TOLD]


NOT_TOLD = "Not told: some answers were given by so few that the rest would show how many."


def shown_words(line: dict[str, Any]) -> str:
    """The count, and the share beside it where there is one."""
    share = "" if line["percent"] is None else f", {line['percent']} %"
    return f"{line['shown']}{share}"


def title_of(survey: Survey) -> str:
    return f"What people told us: {survey.title}"


def notice_page_of(survey: Survey, today: date) -> NoticePage:
    """How the members of its wards stand to its results."""
    days = this_partnership().notice_days
    item = survey.subject
    if survey.release is not None:
        return NoticePage(item, wards_given(item, days), today, is_draft=False)
    notices = notices_of_survey(survey, content_of(survey))
    return NoticePage(item, wards_of_notice(notices, item, today, days), today, is_draft=True)


def released(survey: Survey) -> Release | None:
    """What was told of it, if it has been and stands."""
    found = Release.objects.filter(pk=survey.release or 0, kind=ReleaseKind.SURVEY)
    return found.filter(withdrawn_at=None).first()


def texts_of(survey: Survey) -> list[tuple[str, list[tuple[str, list[Found]]]]]:
    """Question -> what people wrote, in no order of coming, with what may point to a person."""
    rows = SurveyText.objects.filter(question__survey=survey).order_by("text")
    held: dict[str, list[tuple[str, list[Found]]]] = {}
    for one in rows.select_related("question"):
        held.setdefault(one.question.text, []).append((one.text, traces(one.text)))
    return list(held.items())


def until_words(survey: Survey) -> str:
    return day_words(survey.closes_on)
