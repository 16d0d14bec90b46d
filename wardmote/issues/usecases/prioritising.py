"""The Tasking & Coordinating Group says which issue comes first."""

from datetime import datetime

from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.groups.naming import check_names_no_person
from wardmote.issues.models import Placing, Score
from wardmote.issues.ranking import Marks, check_marks
from wardmote.issues.usecases.common import held_issue
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User


@transaction.atomic
def mark_issue(
    issue_id: int,
    marks: Marks,
    rationale: str,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
) -> Score:
    """Give an issue its marks, with the reason for them. Earlier marks are kept."""
    issue = held_issue(issue_id, None, by=by, now=now)
    if not issue.is_open:
        raise RuleBroken("The issue is closed. Reopen it first")
    check_marks(marks)
    if not rationale.strip():
        raise RuleBroken("Enter why these marks", about="rationale")
    check_names_no_person(rationale, checked, "rationale")
    made = Score.objects.create(
        issue=issue, marks=dict(marks), rationale=rationale.strip(), at=now, by=by
    )
    record("issue.marked", issue.subject, by=by, at=now, number=issue.number, **dict(marks))
    return made


@transaction.atomic
def place_issue(
    issue_id: int,
    place: int | None,
    reason: str,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
) -> Placing:
    """Put an issue at a place by hand, or back to where its score puts it (None)."""
    issue = held_issue(issue_id, None, by=by, now=now)
    if place is not None and place < 1:
        raise RuleBroken("Enter a place from 1 on", about="place")
    if not reason.strip():
        raise RuleBroken("Enter why it stands there", about="reason")
    check_names_no_person(reason, checked, "reason")
    made = Placing.objects.create(
        issue=issue, place=place, reason=reason.strip(), at=now, by=by
    )
    record("issue.placed", issue.subject, by=by, at=now, number=issue.number, place=place)
    return made
