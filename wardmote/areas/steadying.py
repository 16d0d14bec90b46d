"""What is proposed for all wards together: verdicts steadied, capped and protected. Pure.

A category changes only after some reports in a row have said the same, or where the
evidence is overwhelming; only so many areas are live at once, and newcomers are let in
by expected harm; an area with work under way is not dropped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wardmote.areas.facts import Case, Suggestion
from wardmote.areas.judging import judge
from wardmote.areas.rules import Category, Rule, Thresholds


def propose(cases: Iterable[Case], thresholds: Thresholds) -> list[Suggestion]:
    """One suggestion a case, by code: `judge`, steadied, under the cap."""
    ordered = sorted(cases, key=lambda case: case.code)
    steadied = {case.code: _steady(case, thresholds) for case in ordered}
    live = [case for case in ordered if steadied[case.code].category is not Category.OFF]
    entrants = [case for case in live if not case.standing.is_live]
    entrants.sort(key=lambda case: (-case.harm, -len(case.evidence[0].counted), case.code))
    room = max(thresholds.area_cap - (len(live) - len(entrants)), 0)
    for place, case in enumerate(entrants[room:], start=1):
        steadied[case.code] = _hold_back(steadied[case.code], place)
    return list(steadied.values())


def _hold_back(suggestion: Suggestion, place: int) -> Suggestion:
    return replace(suggestion, category=Category.OFF, rule=Rule.CAP, place=place)


def _steady(case: Case, thresholds: Thresholds) -> Suggestion:
    """The newest verdict, unless too few reports in a row have said the same."""
    standing = case.standing
    verdict = judge(case.evidence[0], standing, thresholds)
    needed = _needed(case, thresholds)
    reports = _reports_in_a_row(case, verdict.category, thresholds)
    is_overwhelming = reports < needed and _is_overwhelming(case, verdict.category, thresholds)
    category, rule = verdict.category, verdict.rule
    if category is not standing.category and reports < needed and not is_overwhelming:
        category, rule = standing.category, Rule.WAITING
    elif category is Category.OFF and standing.is_protected:
        category, rule = standing.category, Rule.PROTECTED
    return Suggestion(case.code, category, rule, verdict, reports, needed, is_overwhelming)


def _needed(case: Case, thresholds: Thresholds) -> int:
    """Reports in a row for a change: fewer only where there have never been so many."""
    if case.standing.settled is None:
        return min(thresholds.change_after_reports, len(case.evidence))
    return thresholds.change_after_reports


def _is_overwhelming(case: Case, category: Category, thresholds: Thresholds) -> bool:
    """Sure flags speak for Emerging at once, but not against people's own fresh decision."""
    settled, newest = case.standing.settled, case.evidence[0]
    if category is not Category.EMERGING:
        return False
    if settled and newest.quarter.index - settled.index < thresholds.change_after_reports:
        return False
    return len(newest.sure(thresholds.sure_probability)) >= thresholds.sure_flags


def _reports_in_a_row(case: Case, category: Category, thresholds: Thresholds) -> int:
    """How many reports up to the newest, since people last settled it, say this."""
    said = 0
    for evidence in case.evidence:
        if case.standing.settled and evidence.quarter <= case.standing.settled:
            break
        if judge(evidence, case.standing, thresholds).category is not category:
            break
        said += 1
    return said


def kept_flags(reports: Sequence[frozenset[str]], thresholds: Thresholds) -> list[str]:
    """The counted flags that stood in so many reports, the newest first, that the ward is
    due a deep dive: as many flags as make an area Emerging. Otherwise none."""
    asked = reports[: thresholds.deep_dive_after_reports]
    if len(asked) < thresholds.deep_dive_after_reports:
        return []
    kept = frozenset.intersection(*asked)
    return sorted(kept) if len(kept) >= thresholds.emerging_flags else []
