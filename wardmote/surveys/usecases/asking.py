"""Writing a survey, opening it, stopping it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.groups.naming import check_names_no_person
from wardmote.kernel.errors import Stale
from wardmote.people.models import User
from wardmote.preelection.queries import check_may_go_out
from wardmote.surveys.access import Asker, asker_of, surveys_of
from wardmote.surveys.clearance import piece_asked
from wardmote.surveys.models import Survey, SurveyPlace, SurveyQuestion
from wardmote.surveys.refusing import check_asks_nothing_personal
from wardmote.surveys.rules import (
    Asks,
    check_dates,
    check_handing_in,
    check_opening,
    check_places,
    check_question,
    check_stopping,
    check_written,
    options_of,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a survey is, before its questions."""

    title: str
    why: str
    use: str
    places: tuple[str, ...]
    opens_on: date
    closes_on: date


@transaction.atomic
def make_survey(plan: Plan, *, by: User, now: datetime, checked: bool = False) -> Survey:
    """Begin a survey. Nobody but who may make it sees it."""
    asker = _asker(by, now)
    _check_plan(plan, asker, now, checked)
    made = Survey.objects.create(
        title=plan.title.strip(),
        why=plan.why.strip(),
        use=plan.use.strip(),
        opens_on=plan.opens_on,
        closes_on=plan.closes_on,
        by=by,
        by_clerk=not asker.is_officer,
        made_at=now,
    )
    _keep_places(made, plan, asker)
    record("survey.made", made.subject, by=by, at=now, places=plan.places)
    return made


@transaction.atomic
def change_survey(
    survey_id: int, version: int, plan: Plan, *, by: User, now: datetime, checked: bool = False
) -> Survey:
    """Say otherwise what it is about, until it is opened."""
    asker, held = held_survey(survey_id, version, by=by, now=now)
    check_written(held.state(localdate(now)))
    _check_plan(plan, asker, now, checked)
    held.title, held.why, held.use = plan.title.strip(), plan.why.strip(), plan.use.strip()
    held.opens_on, held.closes_on = plan.opens_on, plan.closes_on
    held.places.all().delete()
    _keep_places(held, plan, asker)
    return _rewritten(held, "survey.changed", by=by, now=now)


def _check_plan(plan: Plan, asker: Asker, now: datetime, checked: bool) -> None:
    check_places(plan.places, asker.places)
    check_dates(plan.opens_on, plan.closes_on, localdate(now))
    for field, text in (("title", plan.title), ("why", plan.why), ("use", plan.use)):
        check_names_no_person(text, checked, field)


def _keep_places(survey: Survey, plan: Plan, asker: Asker) -> None:
    for key in plan.places:
        kind, _, code = key.partition(":")
        SurveyPlace.objects.create(survey=survey, kind=kind, code=code, name=asker.places[key])


@transaction.atomic
def put_question(
    survey_id: int,
    version: int,
    asks: Asks,
    text: str,
    listed: Sequence[str] = (),
    *,
    number: int | None = None,
    by: User,
    now: datetime,
    checked: bool = False,
) -> SurveyQuestion:
    """Add a question, or word this one anew. It is looked through for what is not asked."""
    _, held = held_survey(survey_id, version, by=by, now=now)
    check_written(held.state(localdate(now)))
    options = options_of(asks, listed)
    others = held.questions.exclude(number=number) if number else held.questions.all()
    check_question(asks, options, others.count())
    check_asks_nothing_personal([text], about="text")
    check_asks_nothing_personal(options, about="options")
    check_names_no_person(text, checked, "text")
    check_names_no_person("\n".join(options), checked, "options")
    last = max(held.questions.values_list("number", flat=True), default=0)
    said = {"asks": asks, "text": text.strip(), "options": list(options)}
    made, _ = held.questions.update_or_create(number=number or last + 1, defaults=said)
    _rewritten(held, "survey.question_put", by=by, now=now, number=made.number)
    return made


@transaction.atomic
def drop_question(
    survey_id: int, version: int, number: int, *, by: User, now: datetime
) -> Survey:
    """Take a question out."""
    _, held = held_survey(survey_id, version, by=by, now=now)
    check_written(held.state(localdate(now)))
    held.questions.filter(number=number).delete()
    return _rewritten(held, "survey.question_dropped", by=by, now=now, number=number)


@transaction.atomic
def move_question(
    survey_id: int, version: int, number: int, *, up: bool, by: User, now: datetime
) -> Survey:
    """One place up or down; at the end it stays."""
    _, held = held_survey(survey_id, version, by=by, now=now)
    check_written(held.state(localdate(now)))
    asked = list(held.questions.all())
    at = next(place for place, one in enumerate(asked) if one.number == number)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(asked):
        return held
    for one, takes in (  # two never share a number: the database refuses it
        (asked[at], 0),
        (asked[to], asked[at].number),
        (asked[at], asked[to].number),
    ):
        held.questions.filter(pk=one.pk).update(number=takes)
    return _rewritten(held, "survey.question_moved", by=by, now=now, number=number)


def _rewritten(
    held: Survey, verb: str, *, by: User, now: datetime, **details: object
) -> Survey:
    """What is written anew has to be handed in anew."""
    held.handed_in_at = None
    return kept(held, verb, by=by, now=now, **details)


@transaction.atomic
def hand_in(survey_id: int, version: int, *, by: User, now: datetime) -> Survey:
    """A clerk asks the officer to open it."""
    _, held = held_survey(survey_id, version, by=by, now=now)
    check_handing_in(held.state(localdate(now)), held.questions.count())
    held.handed_in_at = now
    return kept(held, "survey.handed_in", by=by, now=now)


@transaction.atomic
def open_survey(survey_id: int, version: int, *, by: User, now: datetime) -> Survey:
    """Freeze what it asks and give it a link. A clerk's is opened by somebody else."""
    held = run_by_officer(survey_id, version, by=by, now=now)
    today = localdate(now)
    check_opening(
        held.state(today), held.questions.count(), by.pk, held.by_id, by_clerk=held.by_clerk
    )
    check_dates(held.opens_on, held.closes_on, today)
    check_may_go_out(piece_asked(held), held.opens_on)
    held.key = secrets.token_urlsafe(16)
    held.opened_at, held.opened_by = now, by
    return kept(held, "survey.opened", by=by, now=now, until=held.closes_on)


@transaction.atomic
def stop_survey(survey_id: int, version: int, *, by: User, now: datetime) -> Survey:
    """Take no more answers, before its time."""
    held = run_by_officer(survey_id, version, by=by, now=now)
    check_stopping(held.state(localdate(now)))
    held.stopped_at = now
    return kept(held, "survey.stopped", by=by, now=now)


def _asker(by: User, now: datetime) -> Asker:
    asker = asker_of(by, localdate(now))
    if asker is None:
        raise PermissionDenied("Only the partnership officer and parish clerks make surveys")
    return asker


def held_survey(
    survey_id: int, version: int | None, *, by: User, now: datetime
) -> tuple[Asker, Survey]:
    """The survey, locked, for who may write it, as their page showed it."""
    asker = _asker(by, now)
    if not surveys_of(asker).filter(pk=survey_id).exists():
        raise PermissionDenied("Only who makes a survey, and the officer, can change it")
    held = Survey.objects.select_for_update().get(pk=survey_id)
    if version is not None and version != held.version:
        raise Stale("The survey has changed since you opened this page. Read it again")
    return asker, held


def run_by_officer(survey_id: int, version: int | None, *, by: User, now: datetime) -> Survey:
    """The same, for the officer alone."""
    asker, held = held_survey(survey_id, version, by=by, now=now)
    if not asker.is_officer:
        raise PermissionDenied("Only a partnership officer can do this")
    return held


def kept(held: Survey, verb: str, *, by: User, now: datetime, **details: object) -> Survey:
    held.version += 1
    held.save()
    record(verb, held.subject, by=by, at=now, **details)
    return held
