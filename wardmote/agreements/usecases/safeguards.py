"""Recording what restricted text waits for, and switching it on and off."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.agreements.models import Safeguards
from wardmote.agreements.queries import preconditions, restricted_is_on
from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list


def _held() -> Safeguards:
    Safeguards.objects.get_or_create(pk=1)
    return Safeguards.objects.select_for_update().get(pk=1)


@transaction.atomic
def change_safeguards(*, by: Actor, now: datetime, **changes: Any) -> Safeguards:
    """Record the assessment, hosting, controller, lead or amber days."""
    held = _held()
    for name, value in changes.items():
        setattr(held, name, value)
    held.save()
    record("safeguards.changed", "restricted text", by=by, at=now, **changes)
    return held


@transaction.atomic
def switch_on_restricted(*, by: Actor, now: datetime) -> Safeguards:
    """Restricted text may be written and read. RuleBroken while anything is missing."""
    missing = [one.words for one in preconditions(localdate(now)) if not one.is_met]
    if missing:
        raise RuleBroken(f"Still missing: {and_list(missing)}. Record it first")
    return _switch(True, by=by, now=now)


@transaction.atomic
def switch_off_restricted(*, by: Actor, now: datetime) -> Safeguards:
    """Nobody reads or writes restricted text from the next request; what there is stays."""
    return _switch(False, by=by, now=now)


def _switch(is_on: bool, *, by: Actor, now: datetime) -> Safeguards:
    held = _held()
    if held.restricted_on == is_on:
        raise RuleBroken(f"Restricted text is {'on' if is_on else 'off'} already")
    held.restricted_on = is_on
    held.save(update_fields=["restricted_on"])
    verb = "restricted.switched_on" if is_on else "restricted.switched_off"
    record(verb, "restricted text", by=by, at=now)
    return held


@transaction.atomic
def switch_on_concerns(*, by: Actor, now: datetime) -> Safeguards:
    """Councillors and clerks may tell the PSG something. RuleBroken while restricted text is
    off: what they tell is restricted text."""
    if not restricted_is_on(localdate(now)):
        raise RuleBroken("Switch restricted text on first: a concern is restricted text")
    return _switch_concerns(True, by=by, now=now)


@transaction.atomic
def switch_off_concerns(*, by: Actor, now: datetime) -> Safeguards:
    """Nobody tells anything new; what there is goes on to its end and is erased in time."""
    return _switch_concerns(False, by=by, now=now)


def _switch_concerns(is_on: bool, *, by: Actor, now: datetime) -> Safeguards:
    held = _held()
    if held.concerns_on == is_on:
        raise RuleBroken(f"Concerns are {'on' if is_on else 'off'} already")
    held.concerns_on = is_on
    held.save(update_fields=["concerns_on"])
    verb = "concerns.switched_on" if is_on else "concerns.switched_off"
    record(verb, "concerns", by=by, at=now)
    return held
