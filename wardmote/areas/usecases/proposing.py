"""Proposing priority areas: by the rules, or on professional judgment."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.areas.access import require_proposer
from wardmote.areas.evidence import Reasoned, reasoned
from wardmote.areas.models import Proposal
from wardmote.areas.queries import decisions_on, ward_named
from wardmote.areas.rules import Category, Rule
from wardmote.areas.usecases.checks import already_decided, check_begun, reason_given
from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.people.models import User


@transaction.atomic
def propose_quarter(quarter: Quarter, *, by: Actor, now: datetime) -> list[Proposal]:
    """Propose a category for every ward by the rules; return the quarter's proposals.

    What has been decided, and what a person proposed on judgment, is left as it is; a
    proposal that would say the same is not touched.
    """
    if isinstance(by, User):
        require_proposer(by, localdate(now))
    held = {one.ward: one for one in Proposal.objects.filter(quarter=str(quarter))}
    decided = set(decisions_on(quarter))
    changed = 0
    for found in reasoned(quarter):
        old = held.get(found.code)
        if found.code in decided or (old and old.rule == Rule.JUDGMENT):
            continue
        fresh = _proposal(quarter, found, now)
        if old and _content(old) == _content(fresh):
            continue
        fresh.pk = old.pk if old else None
        fresh.save()
        changed += 1
    record("areas.proposed", quarter, by=by, at=now, changed=changed)
    return list(Proposal.objects.filter(quarter=str(quarter)))


def _proposal(quarter: Quarter, found: Reasoned, now: datetime) -> Proposal:
    return Proposal(
        quarter=str(quarter),
        ward=found.code,
        category=found.suggestion.category,
        rule=found.suggestion.rule,
        because=found.because,
        evidence=found.evidence,
        at=now,
    )


def _content(proposal: Proposal) -> tuple[object, ...]:
    return proposal.category, proposal.rule, proposal.because, proposal.evidence


@transaction.atomic
def propose_on_judgment(
    code: str,
    quarter: Quarter,
    *,
    category: Category,
    reason: str,
    by: User,
    now: datetime,
) -> Proposal:
    """Propose an area for what is not in the data, with a reason. Still to be decided."""
    require_proposer(by, localdate(now))
    name = ward_named(code)
    check_begun(quarter, now)
    reason = reason_given(reason, "Enter what you know that the data does not show")
    if decision := decisions_on(quarter).get(code):
        raise RuleBroken(already_decided(name, decision), about="category")
    proposal, _ = Proposal.objects.update_or_create(
        quarter=str(quarter),
        ward=code,
        defaults={
            "category": category,
            "rule": Rule.JUDGMENT,
            "because": reason,
            "by": by,
            "at": now,
        },
    )
    subject = f"{code} {quarter}"
    record("area.proposed", subject, by=by, at=now, category=category, reason=reason)
    return proposal
