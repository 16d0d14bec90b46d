"""The sections of a group's quarterly update to the Board. No Django, no clock."""

from collections.abc import Mapping
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken

LONGEST = 10_000  # characters of one section


class Section(StrEnum):
    """What an update tells, in this order."""

    NEW = "new"
    PASSED = "passed"
    CLOSED = "closed"
    STUCK = "stuck"
    FIRST = "first"


SECTION_NAMES = {
    Section.NEW: "New issues",
    Section.PASSED: "Passed on",
    Section.CLOSED: "Closed, and what happened because of this",
    Section.STUCK: "Stuck, and what is asked",
    Section.FIRST: "What comes first",
}

Texts = Mapping[str, str]


def check_texts(texts: Texts) -> None:
    """RuleBroken unless there is something to tell, none of it too long."""
    if not any(texts.get(one, "").strip() for one in Section):
        raise RuleBroken("Enter what the Board should know", about=Section.NEW)
    for one in Section:
        if len(texts.get(one, "")) > LONGEST:
            raise RuleBroken(
                f"{SECTION_NAMES[one]}: {LONGEST:,} characters or fewer", about=one
            )


def check_open(is_sent: bool) -> None:
    """What the Board has been sent stays as it was."""
    if is_sent:
        raise RuleBroken("The Board has it already: it stays as it was sent")
