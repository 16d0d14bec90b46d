"""What the meeting says: accepted, sent back, another day, another owner, dropped."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.actions.access import may_settle, reader_of, require
from wardmote.actions.due import Due, check_due
from wardmote.actions.models import Action
from wardmote.actions.rules import NO_SOURCE, Deed, Source, State, after
from wardmote.actions.usecases.common import done_to, held_action, set_due
from wardmote.actions.usecases.recording import Owner, give_to
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User

NOT_YOURS = "Only the officer and the group’s chair speak for its meeting"


@transaction.atomic
def accept(
    action_id: int,
    source: Source = NO_SOURCE,
    *,
    by: User,
    now: datetime,
    version: int | None = None,
) -> Action:
    """The meeting (`source`) accepts that it is done, reported or told there and then."""
    action = _held(action_id, version, by=by, now=now)
    return done_to(action, Deed.ACCEPT, by=by, now=now, about=source.words)


@transaction.atomic
def send_back(
    action_id: int,
    reason: str,
    *,
    by: User,
    now: datetime,
    version: int | None = None,
    checked: bool = False,
) -> Action:
    """Not done after all: it is open again, and its owner reads why."""
    action = _held(action_id, version, by=by, now=now)
    return done_to(action, Deed.SEND_BACK, reason, by=by, now=now, checked=checked)


@transaction.atomic
def move_due(
    action_id: int,
    due: Due,
    reason: str,
    *,
    by: User,
    now: datetime,
    version: int | None = None,
    checked: bool = False,
) -> Action:
    """It is due another day, and why. What it was due before stays in its history."""
    action = _held(action_id, version, by=by, now=now)
    after(State(action.state), Deed.MOVE)
    check_due(due)
    if due == action.due:
        raise RuleBroken("It is due then already", about="kind")
    before = action.due_words
    set_due(action, due)
    about = f"{before} → {action.due_words}"
    return done_to(action, Deed.MOVE, reason, by=by, now=now, about=about, checked=checked)


@transaction.atomic
def reassign(
    action_id: int,
    owner: Owner,
    reason: str,
    *,
    by: User,
    now: datetime,
    version: int | None = None,
    checked: bool = False,
) -> Action:
    """Somebody else answers for it from now on, or nobody yet."""
    action = _held(action_id, version, by=by, now=now)
    after(State(action.state), Deed.REASSIGN)
    before = action.owner_words or "nobody"
    if owner == (action.owner or action.owner_body):
        raise RuleBroken(f"It is with {before} already", about="owner")
    give_to(action, owner)
    about = f"{before} → {action.owner_words or 'nobody'}"
    return done_to(action, Deed.REASSIGN, reason, by=by, now=now, about=about, checked=checked)


@transaction.atomic
def drop(
    action_id: int,
    reason: str,
    *,
    by: User,
    now: datetime,
    version: int | None = None,
    checked: bool = False,
) -> Action:
    """It is no longer needed, and why."""
    action = _held(action_id, version, by=by, now=now)
    return done_to(action, Deed.DROP, reason, by=by, now=now, checked=checked)


def _held(action_id: int, version: int | None, *, by: User, now: datetime) -> Action:
    action = held_action(action_id, version)
    require(may_settle(reader_of(by, localdate(now)), action), NOT_YOURS)
    return action
