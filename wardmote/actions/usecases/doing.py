"""What owners say: done, not done yet, our part is done."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.actions.access import may_tell, may_tick, reader_of, require
from wardmote.actions.models import Action, Share
from wardmote.actions.rules import Deed, State, after, check_all_ticked
from wardmote.actions.usecases.common import done_to, held_action
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User

NOT_YOURS = "Only its owner and the partnership officer can say how far an action is"
NOT_YOUR_PART = "Only the organisation’s own people and the partnership officer tick its part"


@transaction.atomic
def report_done(
    action_id: int,
    words: str = "",
    *,
    by: User,
    now: datetime,
    version: int | None = None,
    checked: bool = False,
) -> Action:
    """It is done, says its owner. It stays before its meeting until that accepts it."""
    action = held_action(action_id, version)
    require(may_tell(reader_of(by, localdate(now)), action), NOT_YOURS)
    after(State(action.state), Deed.REPORT)
    check_all_ticked([str(one.organisation) for one in _missing(action)])
    return done_to(action, Deed.REPORT, words, by=by, now=now, checked=checked)


@transaction.atomic
def tell(
    action_id: int,
    words: str,
    *,
    by: User,
    now: datetime,
    version: int | None = None,
    checked: bool = False,
) -> Action:
    """It is not done yet, says its owner, and how far it is."""
    action = held_action(action_id, version)
    require(may_tell(reader_of(by, localdate(now)), action), NOT_YOURS)
    return done_to(action, Deed.TELL, words, by=by, now=now, checked=checked)


@transaction.atomic
def tick(share_id: int, *, by: User, now: datetime) -> Action:
    """An organisation has done its part. The last tick reports the action done."""
    action, share = _held_share(share_id, by=by, now=now)
    after(State(action.state), Deed.TICK)
    if share.ticked_at is not None:
        raise RuleBroken(f"{share.organisation} has ticked its part already")
    share.ticked_at, share.ticked_by = now, by
    share.save()
    ticked = done_to(action, Deed.TICK, by=by, now=now, about=str(share.organisation))
    if _missing(action):
        return ticked
    return done_to(action, Deed.REPORT, by=by, now=now, about="every part is ticked")


@transaction.atomic
def untick(
    share_id: int, words: str, *, by: User, now: datetime, checked: bool = False
) -> Action:
    """An organisation's part is open again, and with it the action."""
    action, share = _held_share(share_id, by=by, now=now)
    if share.ticked_at is None:
        raise RuleBroken(f"{share.organisation} has not ticked its part yet")
    share.ticked_at = share.ticked_by = None
    share.save()
    body = str(share.organisation)
    return done_to(action, Deed.UNTICK, words, by=by, now=now, about=body, checked=checked)


def _held_share(share_id: int, *, by: User, now: datetime) -> tuple[Action, Share]:
    """The action, locked, and the part, for somebody who may tick it."""
    action = held_action(Share.objects.values_list("action", flat=True).get(pk=share_id))
    share = action.shares.select_related("organisation").get(pk=share_id)
    require(may_tick(reader_of(by, localdate(now)), share), NOT_YOUR_PART)
    return action, share


def _missing(action: Action) -> list[Share]:
    return list(action.shares.filter(ticked_at=None).select_related("organisation"))
