"""Signing, on a page or on paper, and keeping a door open together for 30 days more."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.agreements.access import is_lead, may_sign
from wardmote.agreements.copies import keep
from wardmote.agreements.models import Extension, Party, Signature, Version
from wardmote.agreements.queries import standing_of_party
from wardmote.agreements.rules import (
    Extension as Longer,
)
from wardmote.agreements.rules import (
    check_extension,
    check_signature,
    extended_until,
    last_day,
)
from wardmote.audit.usecases import record
from wardmote.groups.access import acts_as_officer
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User


@transaction.atomic
def sign(
    party: Party,
    version: Version,
    *,
    name: str,
    capacity: str,
    signed_on: date,
    by: Actor,
    now: datetime,
    is_on_paper: bool = False,
    copy: bytes | None = None,
    copy_name: str = "",
) -> Signature:
    """Keep that an organisation signed; the door opens at its people's next request.

    On a page only its signatory may; on paper an officer records it, with the copy.
    """
    _check_may_sign(party, by, localdate(now), is_on_paper=is_on_paper)
    if version.agreement_id != party.agreement_id:
        raise RuleBroken("Choose a version of this agreement", about="version")
    check_signature(
        signed_on,
        name,
        capacity,
        today=localdate(now),
        in_force_on=version.in_force_on,
    )
    signature = Signature.objects.create(
        party=party,
        version=version,
        name=" ".join(name.split())[:120],
        capacity=" ".join(capacity.split())[:120],
        signed_on=signed_on,
        until=last_day(signed_on, version.months),
        is_on_paper=is_on_paper,
        recorded_by=by if isinstance(by, User) else None,
        recorded_at=now,
        copy=keep(copy) if copy else "",
        copy_name=copy_name[-120:] if copy else "",
    )
    record(
        "agreement.signed",
        party.agreement_id,
        by=by,
        at=now,
        organisation=party.organisation_id,
        version=version.number,
        name=signature.name,
        capacity=signature.capacity,
        until=signature.until,
        copy=signature.copy,
    )
    return signature


def _check_may_sign(party: Party, by: Actor, on: date, *, is_on_paper: bool) -> None:
    if party.left_on is not None or party.agreement.closed_on is not None:
        raise RuleBroken("This agreement is not to be signed any more")
    if not isinstance(by, User):  # the command line and the demo
        return
    may = acts_as_officer(by, on) if is_on_paper else may_sign(by, party)
    if not may:
        raise PermissionDenied("Only the organisation’s signatory signs on this page")


@transaction.atomic
def ask_extension(party_id: int, reason: str, *, by: User, now: datetime) -> Extension:
    """An officer asks the data protection lead for 30 days more. Opens nothing yet."""
    today = localdate(now)
    if not acts_as_officer(by, today):
        raise PermissionDenied("Only a partnership officer asks for an extension")
    party = Party.objects.select_for_update().get(pk=party_id)
    held = standing_of_party(party, today)
    before = [Longer(one.lapsed_on, one.until or today) for one in party.extensions.all()]
    check_extension(held, reason, before)
    assert held.holds_until is not None
    extension = party.extensions.create(
        lapsed_on=held.holds_until, reason=reason.strip()[:500], asked_by=by, asked_at=now
    )
    record("extension.asked", party.agreement_id, by=by, at=now, party=party.pk)
    return extension


@transaction.atomic
def agree_extension(extension_id: int, *, by: User, now: datetime) -> Extension:
    """The data protection lead agrees: the door stays open for 30 days from today."""
    if not is_lead(by):
        raise PermissionDenied("Only the data protection lead agrees to an extension")
    extension = Extension.objects.select_for_update().get(pk=extension_id)
    if extension.asked_by_id == by.pk:
        raise RuleBroken("You asked for this yourself. It takes two people")
    if extension.agreed_at is not None:
        raise RuleBroken("This has been agreed already")
    extension.agreed_by, extension.agreed_at = by, now
    extension.until = extended_until(localdate(now))
    extension.save(update_fields=["agreed_by", "agreed_at", "until"])
    record(
        "extension.agreed",
        extension.party.agreement_id,
        by=by,
        at=now,
        party=extension.party_id,
        until=extension.until,
        reason=extension.reason,
    )
    return extension
