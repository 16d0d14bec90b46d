"""A new way of working: begun, answered by its users, looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.http import Http404
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.groups.models import Group
from wardmote.groups.naming import check_names_no_person
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.meetings.access import group_for
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Decision, WayAnswer, WayOfWorking, WayReview
from wardmote.meetings.trying import Outcome, check_answers, check_begun, check_review
from wardmote.meetings.usecases.common import check_keeper
from wardmote.people.models import User


@dataclass(frozen=True, slots=True)
class Trial:
    """What is done differently, since when, and when it is looked at."""

    title: str
    text: str
    since: date
    review_on: date
    decision: Decision | None = None


@transaction.atomic
def begin_way(group: Group, trial: Trial, *, by: User, now: datetime) -> WayOfWorking:
    """Record a way of working that the group agreed, with the day of its review."""
    check_keeper(group, by=by, now=now)
    check_begun(trial.title, trial.text, trial.since, trial.review_on, localdate(now))
    decision = trial.decision
    if decision is not None and decision.meeting.group_id != group.pk:
        raise RuleBroken("Select a decision of this group", about="decision")
    way = WayOfWorking.objects.create(
        group=group,
        title=trial.title.strip()[:160],
        text=trial.text.strip(),
        decision=decision,
        since=trial.since,
        review_on=trial.review_on,
        at=now,
        by=by,
    )
    record("way.begun", way.reference, by=by, at=now, group=group.pk)
    return way


@transaction.atomic
def answer_way(
    way_id: int,
    answers: Mapping[str, int],
    text: str = "",
    *,
    by: User,
    now: datetime,
    checked: bool = False,
) -> WayAnswer:
    """One user's feedback; given again in the same round, it replaces what they said."""
    way = WayOfWorking.objects.select_for_update().get(pk=way_id)
    _, _, levels = group_for(by, way.group_id, localdate(now))
    if Level.GROUP not in levels:
        raise Http404
    if way.review_on is None:
        raise RuleBroken("Its review is over: there is nothing to answer any more")
    check_answers(answers)
    check_names_no_person(text, checked, "text")
    made, _ = WayAnswer.objects.update_or_create(
        way=way,
        round=way.round,
        by=by,
        defaults={**answers, "text": text.strip(), "at": now},
    )
    record("way.answered", way.reference, by=by, at=now, round=way.round)
    return made


@transaction.atomic
def review_way(
    way_id: int,
    outcome: Outcome | None,
    text: str,
    next_on: date | None,
    round_shown: int,
    *,
    by: User,
    now: datetime,
) -> WayReview:
    """The group looked at it: it is kept, goes on until another review, or ends."""
    way = WayOfWorking.objects.select_for_update().get(pk=way_id)
    check_keeper(way.group, by=by, now=now)
    if way.review_on is None or way.round != round_shown:
        raise Stale("Somebody has recorded this review since you opened the page")
    check_review(outcome, text, next_on, localdate(now))
    made = WayReview.objects.create(
        way=way, round=way.round, outcome=str(outcome), text=text.strip(), at=now, by=by
    )
    way.review_on = next_on if outcome is Outcome.AGAIN else None
    way.ended_on = localdate(now) if outcome is Outcome.END else None
    way.round += 1
    way.save(update_fields=["review_on", "ended_on", "round"])
    record("way.reviewed", way.reference, by=by, at=now, outcome=made.outcome)
    return made
