"""The register: agreements, their versions and who must sign."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.agreements.models import Agreement, Party, Version
from wardmote.agreements.rules import LONGEST_TERM, AgreementKind
from wardmote.audit.usecases import record
from wardmote.groups.models import Group
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import Organisation, User


@transaction.atomic
def add_agreement(
    name: str,
    kind: AgreementKind,
    groups: Iterable[Group],
    *,
    in_force_on: date,
    months: int,
    sign_by: date,
    by: Actor,
    now: datetime,
    review_on: date | None = None,
    summary: str = "",
    kept_at: str = "",
) -> Agreement:
    """A new agreement with its first version. Nobody is its party yet."""
    covered = list(groups)
    if kind == AgreementKind.SHARING and not covered:
        raise RuleBroken("Choose at least one group that it covers", about="groups")
    agreement = Agreement.objects.create(name=_free_name(name), kind=kind)
    agreement.groups.set(covered)
    record("agreement.added", agreement.pk, by=by, at=now, name=agreement.name, kind=kind)
    add_version(
        agreement,
        in_force_on=in_force_on,
        months=months,
        sign_by=sign_by,
        review_on=review_on,
        summary=summary,
        kept_at=kept_at,
        by=by,
        now=now,
    )
    return agreement


def _free_name(name: str, but: Agreement | None = None) -> str:
    name = " ".join(name.split())[:160]
    if not name:
        raise RuleBroken("Enter what the agreement is called", about="name")
    same = Agreement.objects.filter(name__iexact=name)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise RuleBroken(f"There is an agreement called {name} already", about="name")
    return name


@transaction.atomic
def change_agreement(
    agreement_id: int, *, name: str, groups: Iterable[Group], by: Actor, now: datetime
) -> Agreement:
    """Another name, or other groups that it covers, from the next request."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    covered = list(groups)
    if agreement.kind == AgreementKind.SHARING and not covered:
        raise RuleBroken("Choose at least one group that it covers", about="groups")
    agreement.name = _free_name(name, but=agreement)
    agreement.save(update_fields=["name"])
    agreement.groups.set(covered)
    named = [group.pk for group in covered]
    record("agreement.changed", agreement.pk, by=by, at=now, name=agreement.name, groups=named)
    return agreement


@transaction.atomic
def add_version(
    agreement: Agreement,
    *,
    in_force_on: date,
    months: int,
    sign_by: date,
    by: Actor,
    now: datetime,
    review_on: date | None = None,
    summary: str = "",
    kept_at: str = "",
) -> Version:
    """A new text. Signatures of earlier versions hold until `sign_by`, then no more."""
    if not 1 <= months <= LONGEST_TERM:
        raise RuleBroken(f"A signature may run from 1 to {LONGEST_TERM} months", about="months")
    if sign_by < in_force_on:
        raise RuleBroken(
            "The last day to sign must not be before it comes into force", about="sign_by"
        )
    if review_on is not None and review_on < in_force_on:
        raise RuleBroken("The review must not be before it comes into force", about="review_on")
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    newest = agreement.versions.first()
    if newest is not None and in_force_on < newest.in_force_on:
        raise RuleBroken(
            "It must not come into force before the version that it follows",
            about="in_force_on",
        )
    version = agreement.versions.create(
        number=newest.number + 1 if newest else 1,
        in_force_on=in_force_on,
        months=months,
        sign_by=sign_by,
        review_on=review_on,
        summary=summary.strip(),
        kept_at=kept_at.strip()[:300],
    )
    record("agreement.version_added", agreement.pk, by=by, at=now, number=version.number)
    return version


@transaction.atomic
def record_review(
    agreement_id: int, *, reviewed_on: date, review_on: date, by: Actor, now: datetime
) -> Version:
    """The newest text was looked at and stands; the day on which it is looked at next."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    version = agreement.versions.first()
    if version is None or agreement.closed_on is not None:
        raise RuleBroken("This agreement has ended")
    if reviewed_on > localdate(now):
        raise RuleBroken("The review must not be in the future", about="reviewed_on")
    if review_on <= reviewed_on:
        raise RuleBroken("The next review must be after this one", about="review_on")
    version.review_on = review_on
    version.save(update_fields=["review_on"])
    told = {"reviewed_on": reviewed_on.isoformat(), "review_on": review_on.isoformat()}
    record("agreement.reviewed", agreement.pk, by=by, at=now, number=version.number, **told)
    return version


@transaction.atomic
def close_agreement(agreement_id: int, *, by: Actor, now: datetime, on: date) -> Agreement:
    """It ends for all; what it opened closes from the next request."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    if agreement.closed_on is not None:
        raise RuleBroken("This agreement has been closed already")
    agreement.closed_on = on
    agreement.save(update_fields=["closed_on"])
    record("agreement.closed", agreement.pk, by=by, at=now)
    return agreement


@transaction.atomic
def add_party(
    agreement: Agreement,
    organisation: Organisation,
    *,
    signatory: User | None = None,
    by: Actor,
    now: datetime,
) -> Party:
    """An organisation must sign. One that left comes back with its signatures."""
    party = agreement.parties.filter(organisation=organisation).first()
    if party is not None and party.left_on is None:
        raise RuleBroken(f"{organisation} must sign this already", about="organisation")
    if party is None:
        party = agreement.parties.create(organisation=organisation)
    party.left_on, party.signatory = None, signatory
    party.save(update_fields=["left_on", "signatory"])
    record("party.added", agreement.pk, by=by, at=now, organisation=organisation.pk)
    return party


@transaction.atomic
def name_signatory(party_id: int, signatory: User | None, *, by: Actor, now: datetime) -> Party:
    """Somebody else signs for the organisation from now on. What was signed holds on."""
    party = Party.objects.select_for_update().get(pk=party_id)
    party.signatory = signatory
    party.save(update_fields=["signatory"])
    whom = signatory.pk if signatory else None
    record("party.signatory_named", party.agreement_id, by=by, at=now, party=party.pk, to=whom)
    return party


@transaction.atomic
def end_party(party_id: int, *, by: Actor, now: datetime, on: date) -> Party:
    """The organisation leaves the agreement: what it opened closes at the next request."""
    party = Party.objects.select_for_update().get(pk=party_id)
    if party.left_on is not None:
        raise RuleBroken("This organisation has left the agreement already")
    party.left_on = on
    party.save(update_fields=["left_on"])
    record("party.left", party.agreement_id, by=by, at=now, organisation=party.organisation_id)
    return party
