"""Where a ward stands: its decisions of earlier quarters, read in order. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from wardmote.areas.facts import Standing
from wardmote.areas.rules import Category, DecisionKind
from wardmote.kernel.periods import Quarter


@dataclass(frozen=True, slots=True)
class Settled:
    """One decision, as far as it bears on later quarters. `work`: what was being done."""

    quarter: Quarter
    category: Category
    kind: DecisionKind
    counted_flags: int
    work: str = ""


def standing_before(
    quarter: Quarter,
    decisions: Iterable[Settled],
    *,
    remembered: int = 4,
    is_worked_on: bool | None = None,
) -> Standing:
    """Where a ward stands before this quarter's decisions, from those of earlier ones.

    `decisions` are in the order they were made; the last one of a quarter stands. Work
    counts as recorded for `remembered` reports after the last decision that named any.
    `is_worked_on`: whether an issue about the ward is open; None where none was in the year.
    """
    last_words = {one.quarter: one for one in decisions if one.quarter < quarter}
    standing = Standing(is_worked_on=bool(is_worked_on), had_work=is_worked_on is not None)
    for at in sorted(last_words):
        standing = _after(standing, last_words[at])
        if last_words[at].work and quarter - remembered <= at:
            standing = replace(standing, had_work=True)
    if standing.is_live:
        standing = replace(standing, last_live=quarter - 1)
    return standing


def _after(standing: Standing, decision: Settled) -> Standing:
    """A ward's standing once this decision is made."""
    left = standing.is_live and decision.category is Category.OFF
    last_live = decision.quarter - 1 if left else standing.last_live
    changed = decision.category is not standing.category
    if changed or decision.kind is not DecisionKind.CONFIRM:
        standing = replace(standing, settled=decision.quarter)
    if changed:
        standing = replace(
            standing,
            category=decision.category,
            since=decision.quarter,
            flags_then=decision.counted_flags,
        )
    return replace(standing, last_live=last_live, work=decision.work)
