"""What a strategic assessment must hold, and its way to the Board. No Django, no clock.

The sections are what the Crime and Disorder (Formulation and Implementation of Strategy)
Regulations 2007 (SI 2007/1830, regulations 5 to 7) ask of one, under section 6 of the Crime
and Disorder Act 1998.
"""

from collections.abc import Mapping
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import NAMES, Quarter

QUARTERS = 4
LAW = (
    "Crime and Disorder Act 1998, section 6; Crime and Disorder (Formulation and "
    "Implementation of Strategy) Regulations 2007 (SI 2007/1830), regulations 5 to 7"
)


class State(StrEnum):
    """Where an assessment stands. Agreed, it is locked."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    AGREED = "agreed"


class Section(StrEnum):
    """What people write, in the order in which it is read."""

    LEVELS = "levels"
    CHANGES = "changes"
    WHY = "why"
    PRIORITIES = "priorities"
    VIEWS = "views"
    PLAN = "plan"
    COUNTY = "county"


SECTION_NAMES = {
    Section.LEVELS: "Levels and patterns of crime, disorder and substance misuse",
    Section.CHANGES: "What has changed since the last assessment",
    Section.WHY: "Why it has changed",
    Section.PRIORITIES: "What should come first",
    Section.VIEWS: "What people who live and work here want to come first",
    Section.PLAN: "How far last year’s partnership plan has been carried out",
    Section.COUNTY: "What the county should know",
}
PROMPTS = {
    Section.LEVELS: "What happens where, when and to whom. The tables and charts follow.",
    Section.CHANGES: "What rose, what fell, what is new. The table of both years follows.",
    Section.WHY: "What partners did, what changed around it, and what nobody knows yet.",
    Section.PRIORITIES: "What the authorities should put first next year, and why: each on a "
    "line that begins with a hyphen.",
    Section.VIEWS: "Whom you asked, how, and what they said. Name nobody.",
    Section.PLAN: "What was promised, what was done, what was not and why.",
    Section.COUNTY: "For the county’s community safety agreement. Leave it empty where there "
    "is no county, or nothing to tell.",
}
#: only partnerships below a county have somebody to tell
OPTIONAL = frozenset({Section.COUNTY})


def year_words(last: Quarter) -> str:
    """The twelve months to the end of a quarter: “October 2024 to September 2025”."""
    first, end = (last - (QUARTERS - 1)).months[0], last.months[-1]
    year = "" if first.year == end.year else f" {first.year}"
    return f"{NAMES[first.number - 1]}{year} to {end.words}"


def check_words(texts: Mapping[str, str]) -> None:
    """RuleBroken while a section that the law asks for is empty."""
    for section in Section:
        if section not in OPTIONAL and not texts.get(section, "").strip():
            raise RuleBroken(
                f"“{SECTION_NAMES[section]}” is not written yet: the Regulations ask for it"
            )


def check_draft(state: str) -> None:
    """RuleBroken unless the text may be changed now."""
    if state == State.SUBMITTED:
        raise RuleBroken("It is submitted to the Board. Take it back before you change it")
    if state == State.AGREED:
        raise RuleBroken("It is agreed and locked. Begin a correction to change it")


def check_before_board(state: str, version: int, seen: int) -> None:
    """RuleBroken unless what the meeting had before it is what stands."""
    if state == State.AGREED:
        raise RuleBroken("This assessment is agreed already")
    if state != State.SUBMITTED:
        raise RuleBroken("The assessment was taken back: it is not before the Board any more")
    if version != seen:
        raise RuleBroken(
            "The assessment was changed after this item was put on the agenda. Look for what "
            "waits: the new one puts itself on"
        )


def check_correction(editions: int, what_changed: str) -> None:
    """RuleBroken unless a later edition says what it corrects."""
    if editions and not what_changed.strip():
        raise RuleBroken(
            "Enter what changed since the last edition: readers are told", about="what_changed"
        )
