"""What the PSG does with a concern: take up, send on, make an issue of, answer, end."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.groups.naming import check_names_no_person
from wardmote.issues.access import acts_for, reader_of
from wardmote.issues.clearing import Ruling
from wardmote.issues.concerns import (
    ConcernState,
    Onward,
    check_answering,
    check_clearing,
    check_closing,
    check_open,
    check_sending_on,
    check_taking_up,
)
from wardmote.issues.hearing import chairs, has_chair, is_past, opens_words
from wardmote.issues.models import Concern, Issue
from wardmote.issues.rules import Origin
from wardmote.issues.usecases.raising import Raised, raise_issue
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.people.models import User
from wardmote.restricted.usecases import erase, forget_now, forget_soon


def held_concern(concern_id: int, version: int, *, by: User, now: datetime) -> Concern:
    """The concern, locked, for a person who acts for its group.

    Raises PermissionDenied, or Stale if somebody has done something since the page.
    """
    held = Concern.objects.select_for_update().get(pk=concern_id)
    if not acts_for(reader_of(by, localdate(now)), held.group_id):
        raise PermissionDenied("Only the group that hears concerns can do this")
    if version != held.version:
        raise Stale(
            "Somebody has done something with this concern since you opened the page. See "
            "what they did first"
        )
    return held


@transaction.atomic
def take_up(concern_id: int, version: int, *, by: User, now: datetime) -> Concern:
    """Somebody looks at it: whoever told it sees that. What was sent on to the chair is
    taken up by the chair, and its text erased."""
    held = held_concern(concern_id, version, by=by, now=now)
    if held.sent_to == Onward.CHAIR and held.restricted is not None:
        check_open(ConcernState(held.state))
        if not chairs(by, held.group_id, now):
            raise PermissionDenied("Only the chair of the group can do this")
        _erase(held, by=by, now=now)
        return _kept(held, "concern.taken-up", by=by, now=now)
    check_taking_up(ConcernState(held.state))
    held.state = ConcernState.LOOKED_AT
    return _kept(held, "concern.taken-up", by=by, now=now)


@transaction.atomic
def send_on(
    concern_id: int,
    version: int,
    to: Onward | None,
    *,
    by: User,
    now: datetime,
    has_it: bool = False,
) -> Concern:
    """A concern about a named person goes to those whose work it is.

    Receipt and route stay. The text is erased as soon as they have taken it up: at once,
    but for the chair of the group, who reads it here first.
    """
    held = held_concern(concern_id, version, by=by, now=now)
    check_sending_on(
        to,
        is_there=opens_words(reader_of(by, localdate(now)), held, now),
        has_it=has_it,
        has_chair=has_chair(held.group_id, now),
        state=ConcernState(held.state),
    )
    held.state, held.sent_to, held.sent_at = ConcernState.LOOKED_AT, str(to), now
    if to is not Onward.CHAIR:
        _erase(held, by=by, now=now)
    return _kept(held, "concern.sent-on", by=by, now=now, to=to)


@transaction.atomic
def raise_from_concern(
    concern_id: int, version: int, raised: Raised, *, by: User, now: datetime
) -> Issue:
    """The problem becomes an issue, whose restricted text begins with what was told."""
    held = held_concern(concern_id, version, by=by, now=now)
    check_open(ConcernState(held.state))
    if held.issue_id is not None:
        raise RuleBroken("This concern is an issue already")
    if not opens_words(reader_of(by, localdate(now)), held, now):
        raise RuleBroken("Its text is not open to you: there is nothing to make an issue of")
    told = replace(raised, origin=Origin.CONCERN, holder=held.group)
    made = raise_issue(told, by=by, now=now)
    held.state, held.issue = ConcernState.LOOKED_AT, made
    _kept(held, "concern.raised", by=by, now=now, number=made.number)
    return made


@transaction.atomic
def write_answer(
    concern_id: int,
    version: int,
    text: str,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
) -> Concern:
    """Put an answer before a second person. Whoever told the concern does not see it yet."""
    held = held_concern(concern_id, version, by=by, now=now)
    check_answering(text, ConcernState(held.state))
    check_names_no_person(text, checked, "text")
    held.answer, held.answered_at, held.answered_by = text.strip(), now, by
    held.mend, held.state = "", ConcernState.LOOKED_AT
    return _kept(held, "concern.answered", by=by, now=now)


@transaction.atomic
def rule_on_answer(
    concern_id: int,
    version: int,
    ruling: Ruling | None,
    reason: str,
    *,
    by: User,
    now: datetime,
) -> Concern:
    """Let the answer out, which ends the concern, or say what has to be mended."""
    held = held_concern(concern_id, version, by=by, now=now)
    author = held.answered_by_id
    check_clearing(ruling, reason, by.pk, author, waits=held.answer_waits)
    if ruling is Ruling.CLEARED:
        held.cleared_at, held.cleared_by = now, by
        _end(held, by=by, now=now)
    else:
        held.mend = reason.strip()
    return _kept(held, "concern.ruled", by=by, now=now, ruling=ruling, author=author)


@transaction.atomic
def close_concern(concern_id: int, version: int, *, by: User, now: datetime) -> Concern:
    """End what others have taken up, without an answer."""
    held = held_concern(concern_id, version, by=by, now=now)
    is_there = held.restricted is not None
    check_closing(ConcernState(held.state), is_sent_on=bool(held.sent_to), is_there=is_there)
    _end(held, by=by, now=now)
    return _kept(held, "concern.closed", by=by, now=now)


@transaction.atomic
def erase_due(*, by: Actor, now: datetime) -> int:
    """Erase the text of every concern that has been kept as long as it may; of how many."""
    kept = Concern.objects.select_for_update().filter(restricted__isnull=False)
    due = [one for one in kept if is_past(one, now)]
    for one in due:
        _throw_away(one, by=by, now=now)
        one.version += 1
        one.save()
    if due:
        forget_soon()
    return len(due)


def _end(held: Concern, *, by: User, now: datetime) -> None:
    held.state, held.done_at = ConcernState.DONE, now
    if held.restricted is not None:
        _erase(held, by=by, now=now)


def _erase(held: Concern, *, by: Actor, now: datetime) -> None:
    """The words go, from the database's journal too; that there were some, and when they
    went, stays."""
    _throw_away(held, by=by, now=now)
    forget_soon()


def _throw_away(held: Concern, *, by: Actor, now: datetime) -> None:
    assert held.restricted is not None
    erase(held.restricted, by=by, now=now)
    held.restricted, held.erased_at = None, now


def _kept(held: Concern, verb: str, *, by: User, now: datetime, **details: object) -> Concern:
    held.version += 1
    held.save()
    record(verb, held.subject, by=by, at=now, receipt=held.receipt, **details)
    return held


def forget_erased() -> None:
    """What was erased while somebody read the database leaves its journal, too."""
    forget_now()
