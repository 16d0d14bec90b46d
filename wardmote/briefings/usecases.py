"""What a member says of their briefing."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.briefings.models import ReadBriefing
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User


@transaction.atomic
def say_read(ward: str, on: date, *, by: User, now: datetime) -> None:
    """They have read about this ward up to this day: what came since is what changed."""
    if on > localdate(now):
        raise RuleBroken("The day must be today or in the past", about="on")
    ReadBriefing.objects.update_or_create(person=by, ward=ward, defaults={"on": on})
    record("briefing.read", ward, by=by, at=now)


@transaction.atomic
def say_all_read(wards: Iterable[str], on: date, *, by: User, now: datetime) -> None:
    """The same of all these wards at once."""
    for ward in wards:
        say_read(ward, on, by=by, now=now)
