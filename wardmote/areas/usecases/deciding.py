"""Deciding which wards are priority areas, and who leads on a flag instead."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.areas.access import require_decider
from wardmote.areas.models import Decision, Proposal
from wardmote.areas.queries import decisions_on, standings, ward_named
from wardmote.areas.rules import CATEGORY_NAMES, Category, DecisionKind, Rule
from wardmote.areas.usecases.checks import (
    already_decided,
    check_begun,
    check_seen,
    reason_given,
)
from wardmote.areas.usecases.proposing import propose_quarter
from wardmote.audit.usecases import record
from wardmote.flags.models import LedElsewhere
from wardmote.flags.usecases import lead_elsewhere
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.people.models import User


@transaction.atomic
def confirm(
    code: str,
    quarter: Quarter,
    *,
    by: User,
    now: datetime,
    category: Category | None = None,
    reason: str = "",
    work: str | None = None,
    seen: str = "",
) -> Decision:
    """Decide as proposed. `category` and `seen`, if given, must be the proposal's.

    `work` says what is being done there now; None leaves what was recorded before.

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
        raise RuleBroken(already_decided(name, decision))
    check_seen(proposal, seen)
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
        work=work,
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
    work: str | None = None,
    seen: str = "",
) -> Decision:
    """Decide otherwise than proposed, or without a proposal, or once more; with a reason."""
    require_decider(by, localdate(now))
    ward_named(code)
    check_begun(quarter, now)
    reason = reason_given(reason, "Enter why you decide otherwise: the reason is kept")
    proposal = _locked(code, quarter)
    if proposal is not None:
        check_seen(proposal, seen)
    kind = DecisionKind.OVERRIDE if proposal else DecisionKind.JUDGMENT
    return _decide(
        code,
        quarter,
        category,
        kind=kind,
        reason=reason,
        proposal=proposal,
        work=work,
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
    work: str | None,
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
        work=_work_before(code, quarter) if work is None else work.strip(),
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
        work=decision.work,
    )
    return decision


def _work_before(code: str, quarter: Quarter) -> str:
    """What was being done there by the decision before this one."""
    if decision := decisions_on(quarter).get(code):
        return decision.work
    standing = standings(quarter).get(code)
    return standing.work if standing else ""


def _locked(code: str, quarter: Quarter) -> Proposal | None:
    held = Proposal.objects.select_for_update()
    return held.filter(quarter=str(quarter), ward=code).first()


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
