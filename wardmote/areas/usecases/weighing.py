"""Replacing the table of harm weights."""

from datetime import datetime

from django.db import transaction

from wardmote.areas.harm import Weight, read_weights
from wardmote.areas.models import HarmWeight
from wardmote.audit.usecases import record
from wardmote.groups.access import require_officer
from wardmote.people.models import User


@transaction.atomic
def replace_harm_weights(text: str, *, by: User, now: datetime) -> list[Weight]:
    """Take this table (CSV) in place of the one in use. RuleBroken, naming the line, if it
    cannot be read: then nothing has changed."""
    require_officer(by)
    weights = read_weights(text)
    HarmWeight.objects.all().delete()
    HarmWeight.objects.bulk_create(
        HarmWeight(dataset=one.dataset, days=one.days, basis=one.basis.value, source=one.source)
        for one in weights
    )
    spelt = ", ".join(f"{one.dataset} {one.days:g}" for one in weights)
    record("harm.replaced", "harm weights", by=by, at=now, weights=spelt)
    return weights


@transaction.atomic
def restore_harm_weights(*, by: User, now: datetime) -> None:
    """Go back to the table that comes with Wardmote."""
    require_officer(by)
    HarmWeight.objects.all().delete()
    record("harm.restored", "harm weights", by=by, at=now)
