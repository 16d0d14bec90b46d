"""The issue's journey: passed on, taken on, held, resumed, closed, reopened."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.groups.naming import check_names_no_person
from wardmote.groups.queries import routes_from
from wardmote.issues.access import reader_of, require_had
from wardmote.issues.models import Hop, Issue
from wardmote.issues.rules import (
    Deed,
    Level,
    Outcome,
    Passing,
    Route,
    State,
    check_ending,
    check_nothing_asked,
    check_passing,
    moved,
)
from wardmote.issues.usecases.common import held_issue, kept, kept_at
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.people.models import User


@transaction.atomic
def pass_issue(
    issue_id: int,
    passing: Passing,
    version: int,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
    level: Level = Level.PARTNER,
) -> Issue:
    """Hand the issue to another group along a route. The hop and its reason are kept.

    A restricted reason is read by the groups that give and take it. Raises
    PermissionDenied, Stale or RuleBroken, having changed nothing.
    """
    issue = held_issue(issue_id, version, by=by, now=now)
    onward = routes_from(issue.holder, localdate(now))
    known = [Route(one.giver_id, one.taker_id) for one in onward]
    check_passing(passing, holder=issue.holder_id, state=State(issue.state), routes=known)
    _guard(level, passing.reason, checked, "reason")
    Hop.objects.create(
        issue=issue,
        giver_id=passing.giver,
        taker_id=passing.taker,
        reason=passing.reason.strip() if level is Level.PARTNER else "",
        at=now,
        by=by,
    )
    issue.state = moved(State(issue.state), Deed.PASS)
    issue.holder_id, issue.held_since = passing.taker, now
    legs: dict[str, object] = {"giver": passing.giver, "taker": passing.taker}
    if level is Level.PARTNER:  # the hop has the words
        kept(issue, Deed.PASS, by=by, now=now, details=legs)
    else:
        kept_at(level, issue, Deed.PASS, passing.reason, by=by, now=now, details=legs)
    return issue


def take_on(issue_id: int, version: int, *, by: User, now: datetime) -> Issue:
    """The group takes the issue on."""
    return _move(issue_id, version, Deed.TAKE_ON, "", by=by, now=now)


def hold(
    issue_id: int,
    version: int,
    text: str,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
    level: Level = Level.PARTNER,
) -> Issue:
    """Put the issue on hold, saying what it waits for."""
    if not text.strip():
        raise RuleBroken("Enter what the issue is waiting for", about="text")
    return _move(
        issue_id, version, Deed.HOLD, text, by=by, now=now, checked=checked, level=level
    )


def resume(issue_id: int, version: int, *, by: User, now: datetime) -> Issue:
    """Go on with an issue that was on hold."""
    return _move(issue_id, version, Deed.RESUME, "", by=by, now=now)


@transaction.atomic
def _move(
    issue_id: int,
    version: int,
    deed: Deed,
    text: str,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
    level: Level = Level.PARTNER,
) -> Issue:
    issue = held_issue(issue_id, version, by=by, now=now)
    issue.state = moved(State(issue.state), deed)
    _guard(level, text, checked, "text")
    kept_at(level, issue, deed, text, by=by, now=now)
    return issue


@transaction.atomic
def close_issue(
    issue_id: int,
    version: int,
    outcome: Outcome | None,
    result: str,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
    level: Level = Level.PARTNER,
) -> Issue:
    """Close the issue with how it ended and what happened because of it.

    How it ended is partner text always; what happened may be restricted.
    """
    issue = held_issue(issue_id, version, by=by, now=now)
    check_ending(outcome, result)
    check_nothing_asked(issue.asks.filter(answered_at=None).count())
    _guard(level, result, checked, "result")
    issue.state = moved(State(issue.state), Deed.CLOSE)
    issue.closed_at, issue.outcome = now, str(outcome)
    issue.result = result.strip() if level is Level.PARTNER else ""
    kept_at(level, issue, Deed.CLOSE, result, by=by, now=now, details={"outcome": outcome})
    return issue


@transaction.atomic
def reopen_issue(
    issue_id: int,
    version: int,
    text: str,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
    level: Level = Level.PARTNER,
) -> Issue:
    """Open a closed issue again: any group that held it may, and so may the officer."""
    issue = Issue.objects.select_for_update().get(pk=issue_id)
    require_had(reader_of(by, localdate(now)), issue)
    if version != issue.version:
        raise Stale("Somebody has changed this issue since you opened the page")
    if not text.strip():
        raise RuleBroken("Enter why it is opened again", about="text")
    _guard(level, text, checked, "text")
    issue.state = moved(State(issue.state), Deed.REOPEN)
    issue.closed_at, issue.outcome, issue.held_since = None, "", now
    kept_at(level, issue, Deed.REOPEN, text, by=by, now=now)
    return issue


def _guard(level: Level, text: str, checked: bool, about: str) -> None:
    """Words that all agencies read name nobody; restricted ones may have to."""
    if level is Level.PARTNER:
        check_names_no_person(text, checked, about)
