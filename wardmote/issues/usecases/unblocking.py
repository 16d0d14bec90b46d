"""The unblock desk: a group asks, the Board answers, the answer goes back to the issue."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.groups.access import acts_as_officer
from wardmote.groups.naming import check_names_no_person
from wardmote.groups.queries import groups_of, routes_from
from wardmote.issues.models import Ask
from wardmote.issues.rules import (
    Answer,
    Asking,
    State,
    check_answer,
    check_asking,
    check_taking_back,
)
from wardmote.issues.usecases.common import held_issue, noted
from wardmote.people.models import User
from wardmote.places.queries import is_councillor


@transaction.atomic
def ask_to_unblock(
    issue_id: int, asking: Asking, *, by: User, now: datetime, checked: bool = False
) -> Ask:
    """Ask another group for what the holder cannot do itself. The issue stays where it is.

    Raises PermissionDenied or RuleBroken, having changed nothing.
    """
    issue = held_issue(issue_id, None, by=by, now=now)
    today = localdate(now)
    onward = routes_from(issue.holder, today).filter(unblocks=True)
    check_asking(
        asking,
        state=State(issue.state),
        unblockers=[route.taker_id for route in onward],
        on=today,
    )
    check_names_no_person(asking.text, checked, "text")
    check_names_no_person(asking.needed_from, checked, "needed_from")
    assert asking.answer_by is not None  # it has been checked
    made = Ask.objects.create(
        issue=issue,
        asked_by_group_id=issue.holder_id,
        of_id=asking.of,
        text=asking.text.strip(),
        needed_from=asking.needed_from.strip(),
        answer_by=asking.answer_by,
        at=now,
        by=by,
    )
    noted("ask.made", issue, by=by, now=now, ask=made.pk)
    return made


@transaction.atomic
def answer_ask(
    ask_id: int,
    kind: Answer | None,
    text: str,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
) -> Ask:
    """Answer for the asked group: its seat holders without elected office, or the officer."""
    ask = Ask.objects.select_for_update().select_related("issue").get(pk=ask_id)
    require_answerer(by, ask, now)
    check_answer(kind, text, is_open=ask.is_open)
    check_names_no_person(text, checked, "text")
    ask.answer, ask.answer_kind = text.strip(), str(kind)
    ask.answered_at, ask.answered_by = now, by
    ask.save()
    noted("ask.answered", ask.issue, by=by, now=now, ask=ask.pk, answer=kind)
    return ask


@transaction.atomic
def take_ask_back(
    ask_id: int, reason: str, *, by: User, now: datetime, checked: bool = False
) -> Ask:
    """The group that has the issue needs no answer any more; the asked group reads why."""
    asked = Ask.objects.get(pk=ask_id)
    issue = held_issue(asked.issue_id, None, by=by, now=now)
    ask = Ask.objects.select_for_update().get(pk=ask_id)
    check_taking_back(reason, is_open=ask.is_open)
    check_names_no_person(reason, checked, "reason")
    ask.answer, ask.answer_kind = reason.strip(), str(Answer.TAKEN_BACK)
    ask.answered_at, ask.answered_by = now, by
    ask.save()
    noted("ask.taken-back", issue, by=by, now=now, ask=ask.pk)
    return ask


def may_answer(user: User, ask: Ask, now: datetime) -> bool:
    """Sits on the asked group and holds no elected office, or runs the office."""
    today = localdate(now)
    sits = ask.of_id in groups_of(user, today) and not is_councillor(user, today)
    return user.is_active and (sits or acts_as_officer(user, today))


def require_answerer(user: User, ask: Ask, now: datetime) -> None:
    if not may_answer(user, ask, now):
        raise PermissionDenied("Only those who sit on the asked group can answer")
