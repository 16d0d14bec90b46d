"""What must hold before an area is proposed or decided on."""

from datetime import datetime

from django.utils.timezone import localdate

from wardmote.areas.models import Decision, Proposal
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month, Quarter, day_words


def check_seen(proposal: Proposal, seen: str) -> None:
    """Raise RuleBroken if the proposal is not the one that the person read."""
    if seen and seen != proposal.version:
        raise RuleBroken(
            "The proposal has changed since you opened this page. Read it again, then decide"
        )


def check_begun(quarter: Quarter, now: datetime) -> None:
    """Raise RuleBroken for a quarter in the future."""
    if quarter > Month.of(localdate(now)).quarter:
        raise RuleBroken(f"{quarter.words} has not begun. Choose a quarter up to now")


def reason_given(text: str, otherwise: str) -> str:
    """The reason, trimmed. RuleBroken, saying `otherwise`, without one."""
    if not text.strip():
        raise RuleBroken(otherwise, about="reason")
    return text.strip()


def already_decided(name: str, decision: Decision) -> str:
    """What to say to whoever would decide once more."""
    return (
        f"{name} was decided already: {decision.get_category_display()}, by {decision.by} "
        f"on {day_words(localdate(decision.at))}. To change it, override it with a reason"
    )
