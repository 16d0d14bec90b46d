"""Telling what people said, once; erasing single answers."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User
from wardmote.preelection.models import GoAhead
from wardmote.preelection.queries import check_may_go_out
from wardmote.preelection.usecases import ask_go_ahead
from wardmote.releases.models import Release
from wardmote.releases.rules import ReleaseKind
from wardmote.releases.usecases import (
    Draft,
    end_notice,
    give_notice,
    release,
    take_notice_back,
    withdraw,
)
from wardmote.search.schema import forget_after_commit, forget_erased, overwrite_deleted
from wardmote.surveys.clearance import piece_asked, piece_told
from wardmote.surveys.models import Survey, SurveyAnswer, SurveyText
from wardmote.surveys.queries import content_of, notices_of_survey, title_of
from wardmote.surveys.rules import ASKING, State, check_told_once
from wardmote.surveys.usecases.asking import kept, run_by_officer

#: what holds what people answered and wrote, until it is erased
ANSWERS_AND_TEXTS = (SurveyAnswer._meta.db_table, SurveyText._meta.db_table)


def _closed(survey_id: int, *, by: User, now: datetime) -> Survey:
    held = run_by_officer(survey_id, None, by=by, now=now)
    check_told_once(held.state(localdate(now)), is_erased=held.erased_at is not None)
    return held


@transaction.atomic
def ask_survey_go_ahead(survey_id: int, why: str, *, by: User, now: datetime) -> GoAhead:
    """Ask the monitoring officer about what would go out next: the questions, the results."""
    held = run_by_officer(survey_id, None, by=by, now=now)
    if held.state(localdate(now)) in ASKING:
        return ask_go_ahead(piece_asked(held), why, by=by, now=now)
    held = _closed(survey_id, by=by, now=now)
    return ask_go_ahead(piece_told(held, content_of(held)), why, by=by, now=now)


@transaction.atomic
def give_survey_notice(survey_id: int, *, by: User, now: datetime) -> int:
    """Put the results before the members of its wards, before the public."""
    held = _closed(survey_id, by=by, now=now)
    return give_notice(notices_of_survey(held, content_of(held)), held.subject, by=by, now=now)


@transaction.atomic
def take_survey_notice_back(survey_id: int, *, by: User, now: datetime) -> None:
    """They will not be published: they leave the members' pages."""
    held = _closed(survey_id, by=by, now=now)
    take_notice_back(held.subject, by=by, now=now)


@transaction.atomic
def publish_survey(
    survey_id: int, *, cannot_wait: str = "", by: User, now: datetime
) -> Release:
    """Tell everybody the guarded results, once: they stand as they are."""
    held = _closed(survey_id, by=by, now=now)
    content = content_of(held)
    wards = tuple(ward["code"] for ward in content["wards"])
    check_may_go_out(piece_told(held, content), localdate(now))
    notices, title = notices_of_survey(held, content), title_of(held)
    end_notice(notices, held.subject, title, cannot_wait=cannot_wait, by=by, now=now)
    draft = Draft(
        kind=ReleaseKind.SURVEY,
        slot=f"{ReleaseKind.SURVEY} {held.pk}",
        title=title,
        content=content,
        source=held.subject,
        wards=wards,
        material=True,
    )
    (made,) = release([draft], by=by, now=now)
    held.release = made.pk
    kept(held, "survey.published", by=by, now=now, release=made.pk)
    return made


@transaction.atomic
def withdraw_survey(survey_id: int, reason: str, *, by: User, now: datetime) -> None:
    """Take published results back, from the next request. They are never told again."""
    held = run_by_officer(survey_id, None, by=by, now=now)
    if held.release is None:
        raise RuleBroken("Nothing has been published of this survey")
    withdraw(held.release, reason, by=by, now=now)
    kept(held, "survey.withdrawn", by=by, now=now, reason=reason.strip())


@transaction.atomic
def erase_due(*, by: Actor, now: datetime) -> int:
    """Erase single answers and texts of surveys that closed long enough ago; of how many."""
    today = localdate(now)
    opened = Survey.objects.select_for_update().filter(erased_at=None, opened_at__isnull=False)
    ended = (State.CLOSED, State.PUBLISHED)
    overwrite_deleted(connection)
    due = [one for one in opened if one.state(today) in ended and one.erased_from <= today]
    for one in due:
        SurveyText.objects.filter(question__survey=one).delete()
        SurveyAnswer.objects.filter(survey=one).delete()
        one.erased_at = now
        one.version += 1
        one.save(update_fields=["erased_at", "version"])
        record("survey.erased", one.subject, by=by, at=now)
    if due:
        forget_after_commit(connection, *ANSWERS_AND_TEXTS)
    return len(due)


def forget_now() -> None:
    """What was erased leaves the database's journal: where it was being read at the time."""
    forget_erased(connection, *ANSWERS_AND_TEXTS)
