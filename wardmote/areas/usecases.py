"""Proposing and deciding which wards are priority areas."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.areas.access import require_decider, require_proposer
from wardmote.areas.evidence import Reasoned, reasoned
from wardmote.areas.models import Decision, Proposal
from wardmote.areas.queries import decisions_on, ward_named
from wardmote.areas.rules import CATEGORY_NAMES, Category, DecisionKind, Rule
from wardmote.audit.usecases import record
from wardmote.flags.models import LedElsewhere
from wardmote.flags.usecases import lead_elsewhere
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month, Quarter
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
    _check_begun(quarter, now)
    reason = _reason(reason, "Enter what you know that the data does not show")
    if decision := decisions_on(quarter).get(code):
        raise RuleBroken(_already(name, decision), about="category")
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


@transaction.atomic
def confirm(
    code: str,
    quarter: Quarter,
    *,
    by: User,
    now: datetime,
    category: Category | None = None,
    reason: str = "",
    seen: str = "",
) -> Decision:
    """Decide as proposed. `category` and `seen`, if given, must be the proposal's.

    Raises RuleBroken if nothing is proposed, it is decided already, or the proposal is
    not the one that the person saw.
    """
    require_decider(by, localdate(now))
    name = ward_named(code)
    proposal = _locked(code, quarter)
    if proposal is None:
        raise RuleBroken(
            f"Nothing is proposed for {name} in {quarter}. Propose first: "
            f"`wardmote areas propose --quarter {quarter}`"
        )
    if decision := decisions_on(quarter).get(code):
        raise RuleBroken(_already(name, decision))
    _check_seen(proposal, seen)
    proposed = Category(proposal.category)
    if category not in (None, proposed):
        raise RuleBroken(
            f"{CATEGORY_NAMES[proposed]} is proposed for {name}. To decide otherwise, "
            "override it with a reason",
            about="category",
        )
    is_judgment = proposal.rule == Rule.JUDGMENT
    return _decide(
        code,
        quarter,
        proposed,
        kind=DecisionKind.JUDGMENT if is_judgment else DecisionKind.CONFIRM,
        reason=reason.strip() or (proposal.because if is_judgment else ""),
        proposal=proposal,
        by=by,
        now=now,
    )


@transaction.atomic
def override(
    code: str,
    quarter: Quarter,
    *,
    category: Category,
    reason: str,
    by: User,
    now: datetime,
    seen: str = "",
) -> Decision:
    """Decide otherwise than proposed, or without a proposal, or once more; with a reason."""
    require_decider(by, localdate(now))
    ward_named(code)
    _check_begun(quarter, now)
    reason = _reason(reason, "Enter why you decide otherwise: the reason is kept")
    proposal = _locked(code, quarter)
    if proposal is not None:
        _check_seen(proposal, seen)
    kind = DecisionKind.OVERRIDE if proposal else DecisionKind.JUDGMENT
    return _decide(
        code,
        quarter,
        category,
        kind=kind,
        reason=reason,
        proposal=proposal,
        by=by,
        now=now,
    )


def _decide(
    code: str,
    quarter: Quarter,
    category: Category,
    *,
    kind: DecisionKind,
    reason: str,
    proposal: Proposal | None,
    by: User,
    now: datetime,
) -> Decision:
    flags = proposal.evidence.get("flags", []) if proposal else []
    decision = Decision.objects.create(
        quarter=str(quarter),
        ward=code,
        category=category,
        kind=kind,
        proposed=proposal.category if proposal else "",
        because=proposal.because if proposal else "",
        counted_flags=sum(not flag["led_elsewhere"] for flag in flags),
        reason=reason,
        by=by,
        at=now,
    )
    record(
        "area.decided",
        f"{code} {quarter}",
        by=by,
        at=now,
        category=category,
        proposed=decision.proposed,
        kind=kind,
        reason=reason,
    )
    return decision


def _locked(code: str, quarter: Quarter) -> Proposal | None:
    held = Proposal.objects.select_for_update()
    return held.filter(quarter=str(quarter), ward=code).first()


def _check_seen(proposal: Proposal, seen: str) -> None:
    if seen and seen != proposal.version:
        raise RuleBroken(
            "The proposal has changed since you opened this page. Read it again, then decide"
        )


def _check_begun(quarter: Quarter, now: datetime) -> None:
    if quarter > Month.of(localdate(now)).quarter:
        raise RuleBroken(f"{quarter.words} has not begun. Choose a quarter up to now")


def _reason(text: str, otherwise: str) -> str:
    if not text.strip():
        raise RuleBroken(otherwise, about="reason")
    return text.strip()


def _already(name: str, decision: Decision) -> str:
    return (
        f"{name} was decided already: {decision.get_category_display()}, by {decision.by} "
        f"on {decision.at:%-d %B %Y}. To change it, override it with a reason"
    )


@transaction.atomic
def leave_to_others(
    code: str,
    *,
    dataset: str,
    since: Quarter,
    until: date,
    reason: str,
    lead: str,
    contact: str,
    by: User,
    now: datetime,
) -> LedElsewhere:
    """Mark a ward's flag as led elsewhere, and propose the quarter anew if it was."""
    require_decider(by, localdate(now))
    ward_named(code)
    mark = lead_elsewhere(
        code,
        dataset,
        since=since,
        until=until,
        reason=reason,
        lead=lead,
        contact=contact,
        by=by,
        now=now,
    )
    if Proposal.objects.filter(quarter=str(since)).exists():
        propose_quarter(since, by=by, now=now)
    return mark
