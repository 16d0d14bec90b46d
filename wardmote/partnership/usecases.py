"""Changing the partnership's settings."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.partnership.models import Partnership

NOT_SPELT_OUT = {"logo", "report_template"}


@transaction.atomic
def change_settings(*, by: Actor, now: datetime, **changes: Any) -> Partnership:
    """Set these fields. What changed, from what to what, goes into the audit trail.

    Raises RuleBroken about the first field whose value is not allowed.
    """
    Partnership.objects.get_or_create(pk=1)
    partnership = Partnership.objects.select_for_update().get(pk=1)
    changed = {
        name: (getattr(partnership, name), value)
        for name, value in changes.items()
        if getattr(partnership, name) != value
    }
    if not changed:
        return partnership
    for name, (_, value) in changed.items():
        setattr(partnership, name, value)
    _check(partnership)
    partnership.save()
    spelt = {
        name: "changed" if name in NOT_SPELT_OUT else f"{old} → {new}"
        for name, (old, new) in changed.items()
    }
    record("settings.changed", "partnership", by=by, at=now, **spelt)
    return partnership


def _check(partnership: Partnership) -> None:
    try:
        partnership.clean_fields()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise RuleBroken(messages[0], about=field) from error
