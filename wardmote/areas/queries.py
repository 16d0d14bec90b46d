"""Reads of priority areas: the evidence, what is proposed, what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from wardmote.areas.models import Decision, Proposal
from wardmote.areas.rules import (
    CATEGORY_NAMES,
    RULE_NAMES,
    Category,
    DecisionKind,
    Rule,
    Standing,
    Thresholds,
)
from wardmote.areas.standings import Settled, standing_before
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User
from wardmote.places.queries import wards


def thresholds() -> Thresholds:
    """The partnership's numbers for the rules."""
    settings = this_partnership()
    return Thresholds(
        emerging_flags=settings.emerging_flags,
        change_after_reports=settings.change_after_reports,
        area_cap=settings.area_cap,
        growth_homes=settings.growth_homes,
        sustaining_after_reports=settings.sustaining_after_reports,
        fall_share=settings.fall_share,
        remembered_reports=settings.remembered_reports,
    )


def ward_named(code: str) -> str:
    """The name of one of the partnership's wards. RuleBroken if it is none."""
    name = wards().filter(code=code).values_list("name", flat=True).first()
    if name is None:
        raise RuleBroken(
            f"There is no ward “{code[:20]}” in the partnership. `wardmote wards` lists them",
            about="ward",
        )
    return name


def category_named(text: str) -> Category:
    """The category a person wrote. RuleBroken naming those there are."""
    try:
        return Category(text.strip().lower())
    except ValueError:
        raise RuleBroken(
            f"“{text[:20]}” is not a category. Choose one of {', '.join(Category)}",
            about="category",
        ) from None


def person_named(email: str) -> User:
    """The active person with this e-mail address. RuleBroken if there is none."""
    found = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if found is None:
        raise RuleBroken(
            f"Nobody has an account as “{email[:80]}”. Name who decides by their e-mail "
            "address, with --by"
        )
    return found


def decisions_on(quarter: Quarter) -> dict[str, Decision]:
    """code -> the decision that stands for this quarter."""
    made = Decision.objects.filter(quarter=str(quarter)).select_related("by")
    return {one.ward: one for one in made.order_by("pk")}


def decisions_of(code: str) -> QuerySet[Decision]:
    """All decisions on one ward, newest first."""
    return Decision.objects.filter(ward=code).select_related("by").order_by("-quarter", "-pk")


def standings(quarter: Quarter) -> dict[str, Standing]:
    """code -> where each ward ever decided on stands before this quarter's decisions."""
    made: dict[str, list[Settled]] = {}
    earlier = Decision.objects.filter(quarter__lt=str(quarter)).order_by("pk")
    for one in earlier.values_list("ward", "quarter", "category", "kind", "counted_flags"):
        made.setdefault(one[0], []).append(
            Settled(Quarter.parse(one[1]), Category(one[2]), DecisionKind(one[3]), one[4])
        )
    return {code: standing_before(quarter, settled) for code, settled in made.items()}


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One ward in one quarter: what it was, what is proposed, what was decided.

    `current` is in force now that the quarter's decisions, if any, are made; `since` is
    the quarter in which it began.
    """

    code: str
    name: str
    before: Category
    current: Category
    since: Quarter | None
    proposed: Category | None
    rule: Rule | None
    because: str
    counted: int
    flags: tuple[str, ...]
    led_elsewhere: tuple[str, ...]
    version: str
    proposed_by: str
    decided: Category | None
    kind: str
    by: str
    reason: str
    at: datetime | None

    @property
    def is_change(self) -> bool:
        """Whether the proposal would change something that is not decided yet."""
        return self.decided is None and self.proposed not in (None, self.before)

    @property
    def is_live(self) -> bool:
        return self.current is not Category.OFF

    @property
    def before_words(self) -> str:
        return CATEGORY_NAMES[self.before]

    @property
    def current_words(self) -> str:
        return CATEGORY_NAMES[self.current]

    @property
    def proposed_words(self) -> str:
        return CATEGORY_NAMES[self.proposed] if self.proposed else ""

    @property
    def decided_words(self) -> str:
        return CATEGORY_NAMES[self.decided] if self.decided else ""

    @property
    def rule_words(self) -> str:
        return RULE_NAMES[self.rule] if self.rule else ""


def areas_for(quarter: Quarter) -> list[AreaLine]:
    """Every ward by code, with what is proposed and decided for this quarter."""
    made = Proposal.objects.filter(quarter=str(quarter)).select_related("by")
    proposals = {one.ward: one for one in made}
    decisions, stand = decisions_on(quarter), standings(quarter)
    return [
        _line(
            quarter,
            (code, name),
            stand.get(code, Standing()),
            proposals.get(code),
            decisions.get(code),
        )
        for code, name in wards().order_by("code").values_list("code", "name")
    ]


def area_line(code: str, name: str, quarter: Quarter) -> AreaLine:
    """One ward's line of `areas_for`."""
    mine = Proposal.objects.filter(quarter=str(quarter), ward=code).select_related("by")
    standing = standings(quarter).get(code, Standing())
    decision = decisions_on(quarter).get(code)
    return _line(quarter, (code, name), standing, mine.first(), decision)


def _line(
    quarter: Quarter,
    ward: tuple[str, str],
    standing: Standing,
    proposal: Proposal | None,
    decision: Decision | None,
) -> AreaLine:
    decided = Category(decision.category) if decision else None
    current = standing.category if decided is None else decided
    flags = proposal.evidence.get("flags", []) if proposal else []
    return AreaLine(
        code=ward[0],
        name=ward[1],
        before=standing.category,
        current=current,
        since=standing.since if current is standing.category else quarter,
        proposed=Category(proposal.category) if proposal else None,
        rule=Rule(proposal.rule) if proposal else None,
        because=proposal.because if proposal else "",
        counted=sum(not flag["led_elsewhere"] for flag in flags),
        flags=tuple(flag["name"] for flag in flags if not flag["led_elsewhere"]),
        led_elsewhere=tuple(flag["name"] for flag in flags if flag["led_elsewhere"]),
        version=proposal.version if proposal else "",
        proposed_by=str(proposal.by) if proposal and proposal.by else "",
        decided=decided,
        kind=decision.get_kind_display() if decision else "",
        by=str(decision.by) if decision else "",
        reason=decision.reason if decision else "",
        at=decision.at if decision else None,
    )


@dataclass(frozen=True, slots=True)
class Spell:
    """One quarter of one ward's history: its category, and whether only proposed."""

    category: Category
    is_proposed: bool = False


def histories(through: Sequence[Quarter]) -> dict[str, list[Spell]]:
    """code -> its category in each of these quarters, for wards that ever had one.

    A quarter without a decision keeps the category of the one before; the last quarter
    shows an undecided proposal as proposed.
    """
    if not through:
        return {}
    made: dict[str, dict[str, Category]] = {}
    for one in Decision.objects.filter(quarter__lte=str(through[-1])).order_by("pk"):
        made.setdefault(one.ward, {})[one.quarter] = Category(one.category)
    found = {code: _spells(decided, through) for code, decided in made.items()}
    for proposal in Proposal.objects.filter(quarter=str(through[-1])):
        code, category = proposal.ward, Category(proposal.category)
        held = found.get(code, [Spell(Category.OFF)] * len(through))
        if str(through[-1]) in made.get(code, {}) or category is held[-1].category:
            continue
        found[code] = [*held[:-1], Spell(category, is_proposed=True)]
    return found


def _spells(decided: Mapping[str, Category], through: Sequence[Quarter]) -> list[Spell]:
    earlier = [at for at in decided if at < str(through[0])]
    current = decided[max(earlier)] if earlier else Category.OFF
    spells = []
    for quarter in through:
        current = decided.get(str(quarter), current)
        spells.append(Spell(current))
    return spells
