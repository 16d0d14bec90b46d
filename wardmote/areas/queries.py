"""Reads of priority areas: the evidence, what is proposed, what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from wardmote.areas.facts import Standing
from wardmote.areas.harm import Weight, shipped_weights
from wardmote.areas.lines import AreaLine as AreaLine
from wardmote.areas.lines import area_line_of
from wardmote.areas.models import Decision, HarmWeight, Proposal
from wardmote.areas.rules import Category, DecisionKind, Thresholds
from wardmote.areas.standings import Settled, standing_before
from wardmote.issues.moving import wards_worked_on
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.once import once
from wardmote.kernel.periods import Quarter
from wardmote.partnership.models import Partnership
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User
from wardmote.places.queries import wards


def thresholds(partnership: Partnership | None = None) -> Thresholds:
    """The partnership's numbers for the rules, or those of one that is not saved."""
    settings = partnership or this_partnership()
    return Thresholds(
        emerging_flags=settings.emerging_flags,
        change_after_reports=settings.change_after_reports,
        area_cap=settings.area_cap,
        growth_homes=settings.growth_homes,
        sustaining_after_reports=settings.sustaining_after_reports,
        fall_share=settings.fall_share,
        remembered_reports=settings.remembered_reports,
        sure_probability=settings.sure_probability,
        sure_flags=settings.sure_flags,
        deep_dive_after_reports=settings.deep_dive_after_reports,
    )


def harm_weights() -> list[Weight]:
    """The partnership's own table, or the one that comes with Wardmote; by data set."""
    own = [one.as_weight() for one in HarmWeight.objects.order_by("dataset")]
    return own or list(shipped_weights())


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
    """code -> where each ward that was decided or worked on stands before this quarter."""
    worked_on = wards_worked_on(quarter)
    made: dict[str, list[Settled]] = {}
    earlier = Decision.objects.filter(quarter__lt=str(quarter)).order_by("pk")
    for one in earlier.defer("because", "reason"):
        made.setdefault(one.ward, []).append(
            Settled(
                Quarter.parse(one.quarter),
                Category(one.category),
                DecisionKind(one.kind),
                one.counted_flags,
                one.work,
            )
        )
    remembered = thresholds().remembered_reports
    return {
        code: standing_before(
            quarter,
            made.get(code, []),
            remembered=remembered,
            is_worked_on=worked_on.get(code),
        )
        for code in {*made, *worked_on}
    }


@once
def areas_for(quarter: Quarter, *, whole: bool = True) -> list[AreaLine]:
    """Every ward by code, with what is proposed and decided for this quarter.

    Not `whole`: as those read it who neither see partners' counts nor decide.
    """
    made = Proposal.objects.filter(quarter=str(quarter)).select_related("by")
    proposals = {one.ward: one for one in made}
    decisions, stand = decisions_on(quarter), standings(quarter)
    return [
        area_line_of(
            quarter,
            (code, name),
            stand.get(code, Standing()),
            proposals.get(code),
            decisions.get(code),
            whole=whole,
        )
        for code, name in wards().order_by("code").values_list("code", "name")
    ]


def waiting_for(quarter: Quarter) -> list[AreaLine]:
    """The wards whose proposal would change something and waits for a decision."""
    return [line for line in areas_for(quarter) if line.is_change]


def area_line(code: str, name: str, quarter: Quarter, *, whole: bool = True) -> AreaLine:
    """One ward's line of `areas_for`."""
    mine = Proposal.objects.filter(quarter=str(quarter), ward=code).select_related("by")
    standing = standings(quarter).get(code, Standing())
    decision = decisions_on(quarter).get(code)
    return area_line_of(quarter, (code, name), standing, mine.first(), decision, whole=whole)


@dataclass(frozen=True, slots=True)
class Spell:
    """One quarter of one ward's history: its category, and whether only proposed."""

    category: Category
    is_proposed: bool = False


def histories(
    through: Sequence[Quarter], *, with_proposed: bool = True
) -> dict[str, list[Spell]]:
    """code -> its category in each of these quarters, for wards that ever had one.

    A quarter without a decision keeps the category of the one before; `with_proposed` the
    last quarter shows an undecided proposal as proposed.
    """
    if not through:
        return {}
    made: dict[str, dict[str, Category]] = {}
    for one in Decision.objects.filter(quarter__lte=str(through[-1])).order_by("pk"):
        made.setdefault(one.ward, {})[one.quarter] = Category(one.category)
    found = {code: _spells(decided, through) for code, decided in made.items()}
    if not with_proposed:
        return found
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
