"""Which category each ward should be in, by the partnership's stated rules.

The first rule that holds (`judge`), for each quarter's report:

    Sustaining   Emerging for long enough, with work recorded
    Sustaining   Emerging, and its counted flags fell by the stated share, but not to none
    Emerging     several counted flags (more than it had, where it is Sustaining)
    Preventing   a growth area, or a data set that predicts vulnerability flags it
    Sustaining   a priority area within the last year, with a counted flag left
    off          otherwise

A flag counts when the partnership can affect it. `propose` then keeps the whole steady:
a category changes only after some reports in a row have said the same, only so many
areas are live at once, and an area with work under way is not dropped.

No Django, no clock, no database: every number is in `Thresholds`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from wardmote.areas.themes import PREDICTS_VULNERABILITY, harm_places
from wardmote.kernel.periods import Quarter


class Category(StrEnum):
    """What an area is to the partnership; the definitions are in the glossary."""

    EMERGING = "emerging"
    PREVENTING = "preventing"
    SUSTAINING = "sustaining"
    OFF = "off"


CATEGORY_NAMES = {
    Category.EMERGING: "Emerging",
    Category.PREVENTING: "Preventing",
    Category.SUSTAINING: "Sustaining",
    Category.OFF: "Not a priority area",
}


class Rule(StrEnum):
    """The rule that made a proposal what it is."""

    WORKED_ON = "worked-on"
    FALLEN = "flags-fell"
    SEVERAL = "several-flags"
    GROWTH = "growth"
    VULNERABLE = "vulnerability"
    STILL_FLAGGED = "still-flagged"
    CLEAR = "no-flags"
    LED_ELSEWHERE = "led-elsewhere"
    TOO_FEW = "too-few-flags"
    WAITING = "not-yet"
    CAP = "cap"
    PROTECTED = "work-under-way"
    JUDGMENT = "judgment"


RULE_NAMES = {
    Rule.WORKED_ON: "Emerging for long enough, with work recorded",
    Rule.FALLEN: "Its flags have fallen",
    Rule.SEVERAL: "Several flags",
    Rule.GROWTH: "A growth area",
    Rule.VULNERABLE: "Predicted vulnerability",
    Rule.STILL_FLAGGED: "Was a priority area, still flagged",
    Rule.CLEAR: "No flag",
    Rule.LED_ELSEWHERE: "Every flag is led elsewhere",
    Rule.TOO_FEW: "Too few flags",
    Rule.WAITING: "Not for enough reports yet",
    Rule.CAP: "As many areas as the partnership takes on",
    Rule.PROTECTED: "Work is under way",
    Rule.JUDGMENT: "Professional judgment",
}


class DecisionKind(StrEnum):
    """How a decision stands to what the rules proposed."""

    CONFIRM = "confirm"
    OVERRIDE = "override"
    JUDGMENT = "judgment"


DECISION_NAMES = {
    DecisionKind.CONFIRM: "confirmed",
    DecisionKind.OVERRIDE: "overridden",
    DecisionKind.JUDGMENT: "on professional judgment",
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every number of the rules: all are the partnership's settings."""

    emerging_flags: int = 2
    change_after_reports: int = 2
    area_cap: int = 5
    growth_homes: int = 200
    sustaining_after_reports: int = 4
    fall_share: float = 0.5  # of the flags it had when it became Emerging
    remembered_reports: int = 4  # "within the last year"


@dataclass(frozen=True, slots=True)
class FlagFact:
    """One flag of a ward. `count` only where the sentence may quote it."""

    dataset: str
    name: str
    count: int | None = None
    led_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one quarter's report says of one ward."""

    quarter: Quarter
    flags: tuple[FlagFact, ...] = ()
    homes_a_year: int | None = None

    @property
    def counted(self) -> tuple[FlagFact, ...]:
        """The flags that the partnership can affect."""
        return tuple(flag for flag in self.flags if not flag.led_elsewhere)

    @property
    def vulnerabilities(self) -> tuple[FlagFact, ...]:
        return tuple(flag for flag in self.counted if flag.dataset in PREDICTS_VULNERABILITY)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a ward stands before this quarter's decisions.

    `since` is when it took its category, with `flags_then` counted flags; `settled` is
    the last quarter in which people changed it or overrode the rule; `last_live` the
    last quarter it was a priority area.
    """

    category: Category = Category.OFF
    since: Quarter | None = None
    settled: Quarter | None = None
    flags_then: int = 0
    last_live: Quarter | None = None
    is_worked_on: bool = False

    @property
    def is_live(self) -> bool:
        return self.category is not Category.OFF


@dataclass(frozen=True, slots=True)
class Case:
    """A ward up for review: its standing and its evidence, the newest quarter first."""

    code: str
    standing: Standing
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one quarter, before they are steadied."""

    category: Category
    rule: Rule


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is proposed for a ward. `verdict` is what this quarter alone would say.

    `reports` in a row have said it, of `needed`; `place` is the ward's place among
    those that wait for room under the cap.
    """

    code: str
    category: Category
    rule: Rule
    verdict: Verdict
    reports: int
    needed: int
    place: int | None = None


def judge(evidence: Evidence, standing: Standing, thresholds: Thresholds) -> Verdict:
    """The first rule that holds for one quarter's evidence."""
    counted = len(evidence.counted)
    is_emerging = standing.category is Category.EMERGING
    if is_emerging and _worked_long_enough(evidence, standing, thresholds):
        return Verdict(Category.SUSTAINING, Rule.WORKED_ON)
    if is_emerging and 0 < counted <= (1 - thresholds.fall_share) * standing.flags_then:
        return Verdict(Category.SUSTAINING, Rule.FALLEN)
    has_more = standing.category is not Category.SUSTAINING or counted > standing.flags_then
    if counted >= thresholds.emerging_flags and has_more:
        return Verdict(Category.EMERGING, Rule.SEVERAL)
    if (evidence.homes_a_year or 0) >= thresholds.growth_homes:
        return Verdict(Category.PREVENTING, Rule.GROWTH)
    if evidence.vulnerabilities:
        return Verdict(Category.PREVENTING, Rule.VULNERABLE)
    last = standing.last_live
    if counted and last and evidence.quarter - thresholds.remembered_reports <= last:
        return Verdict(Category.SUSTAINING, Rule.STILL_FLAGGED)
    if counted:
        return Verdict(Category.OFF, Rule.TOO_FEW)
    return Verdict(Category.OFF, Rule.LED_ELSEWHERE if evidence.flags else Rule.CLEAR)


def _worked_long_enough(evidence: Evidence, standing: Standing, thresholds: Thresholds) -> bool:
    if standing.since is None or not standing.is_worked_on:
        return False
    reports = evidence.quarter.index - standing.since.index
    return reports >= thresholds.sustaining_after_reports


def propose(cases: Iterable[Case], thresholds: Thresholds) -> list[Suggestion]:
    """One suggestion a case, by code: `judge`, steadied, under the cap."""
    ordered = sorted(cases, key=lambda case: case.code)
    steadied = {case.code: _steady(case, thresholds) for case in ordered}
    live = [case for case in ordered if steadied[case.code].category is not Category.OFF]
    entrants = [case for case in live if not case.standing.is_live]
    entrants.sort(key=lambda case: (_urgency(case.evidence[0]), case.code))
    room = max(thresholds.area_cap - (len(live) - len(entrants)), 0)
    for place, case in enumerate(entrants[room:], start=1):
        steadied[case.code] = _hold_back(steadied[case.code], place)
    return list(steadied.values())


def _steady(case: Case, thresholds: Thresholds) -> Suggestion:
    """The newest verdict, unless too few reports in a row have said the same."""
    standing, newest = case.standing, case.evidence[0]
    verdict = judge(newest, standing, thresholds)
    needed = thresholds.change_after_reports
    if standing.settled is None:
        needed = min(needed, len(case.evidence))
    reports = _reports_in_a_row(case, verdict.category, thresholds)
    category, rule = verdict.category, verdict.rule
    if category is not standing.category and reports < needed:
        category, rule = standing.category, Rule.WAITING
    elif category is Category.OFF and standing.is_worked_on and standing.is_live:
        category, rule = standing.category, Rule.PROTECTED
    return Suggestion(case.code, category, rule, verdict, reports, needed)


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


def _hold_back(suggestion: Suggestion, place: int) -> Suggestion:
    return replace(suggestion, category=Category.OFF, rule=Rule.CAP, place=place)


def _urgency(evidence: Evidence) -> tuple[int, Sequence[int]]:
    """Sorts the most urgent first: more counted flags, then the more harmful ones."""
    harms = harm_places(flag.dataset for flag in evidence.counted)
    return -len(harms), harms
