"""The words and numbers of priority areas: categories, rules, thresholds.

What the rules read is in `facts.py`, what they say of one quarter in `judging.py`, and
how that is steadied, capped and protected in `steadying.py`. No Django, no clock, no
database: every number is in `Thresholds`, and all are the partnership's settings.
"""

from dataclasses import dataclass
from enum import StrEnum


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
    COMING_DOWN = "coming-down"
    SEVERAL = "several-flags"
    RISING = "rising"
    GROWTH = "growth"
    VULNERABLE = "vulnerability"
    SEASON = "season-ahead"
    STILL_FLAGGED = "still-flagged"
    KEPT_DOWN = "kept-down"
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
    Rule.COMING_DOWN: "Coming down",
    Rule.SEVERAL: "Several flags",
    Rule.RISING: "A flag, and rising on its theme",
    Rule.GROWTH: "A growth area",
    Rule.VULNERABLE: "Predicted vulnerability",
    Rule.SEASON: "Its season is ahead",
    Rule.STILL_FLAGGED: "Was a priority area, still flagged",
    Rule.KEPT_DOWN: "Kept down after work",
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
    sure_probability: float = 0.95  # overwhelming evidence need not wait: so likely ...
    sure_flags: int = 2  # ... and on so many counted flags
    deep_dive_after_reports: int = 4
