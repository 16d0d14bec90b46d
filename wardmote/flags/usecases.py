"""Marking a flag as led elsewhere."""

from datetime import date, datetime

from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.flags.models import LedElsewhere
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.people.models import User


@transaction.atomic
def lead_elsewhere(
    ward: str,
    dataset: str,
    *,
    since: Quarter,
    until: date,
    reason: str,
    lead: str,
    contact: str,
    by: User,
    now: datetime,
) -> LedElsewhere:
    """Say that a ward's flag in a data set is for someone else to act on, until a day.

    It is shown from this quarter's figures on and does not count towards a category.
    Raises RuleBroken unless a lead is named, with a way to reach them and a reason.
    """
    lead, contact, reason = lead.strip(), contact.strip(), reason.strip()
    if not lead:
        raise RuleBroken("Enter who leads on it: a name or a post", about="lead")
    if not contact:
        raise RuleBroken("Enter how to reach the lead", about="contact")
    if not reason:
        raise RuleBroken("Enter why it is led elsewhere", about="reason")
    if until <= now.date():
        raise RuleBroken("Enter a day in the future to look at it again", about="until")
    mark = LedElsewhere.objects.create(
        ward=ward,
        dataset=dataset,
        since=str(since),
        until=until,
        reason=reason,
        lead=lead,
        contact=contact,
        by=by,
        at=now,
    )
    record(
        "flag.led_elsewhere",
        f"{ward} {dataset}",
        by=by,
        at=now,
        since=str(since),
        until=until,
        lead=lead,
        reason=reason,
    )
    return mark
