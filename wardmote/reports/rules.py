"""The road of a report to publication. No Django, no clock."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken

DISTRICT, ONLINE = "district", "online"
PLACES = {DISTRICT: "District-wide", ONLINE: "Online"}
DRAFT_MARKING = "OFFICIAL: draft, partners only"
UNPUBLISHED_MARKING = "OFFICIAL: agreed, not published, partners only"
STUDY_MARKING = "OFFICIAL: partners"
STUDY_OFFICE_MARKING = "OFFICIAL-SENSITIVE: partners’ counts, office only"
OFFICE_MARKING = "OFFICIAL-SENSITIVE: draft with partners’ counts, office only"
#: what an area's reason says in public until a person writes a better one
PUBLIC_REASONS = {
    "emerging": "Several issues are present here, or one is growing, and the partnership’s "
    "agencies are looking at them together.",
    "preventing": "This is a growth area, or one where people may come to need more help, "
    "and the partnership is planning ahead with them.",
    "sustaining": "Work has been or is being done here, and continued support keeps what "
    "has been gained.",
    "off": "It is no longer among the partnership’s priority areas.",
}


class State(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    PUBLISHED = "published"


def next_step(road: Sequence[str], taken: Collection[str]) -> str | None:
    """The first step of the road that nobody has taken; None at its end."""
    return next((step for step in road if step not in taken), None)


def check_step(name: str, road: Sequence[str], taken: Collection[str]) -> None:
    """RuleBroken unless this is the step whose turn it is."""
    if name in taken:
        raise RuleBroken(f"“{name}” has been taken already")
    due = next_step(road, taken)
    if due is None or name not in road:
        raise RuleBroken(f"“{name[:60]}” is not a step on this report’s road")
    if name != due:
        raise RuleBroken(f"First comes “{due}”. The steps are taken in order")


def check_to_notify(road: Sequence[str], taken: Collection[str]) -> None:
    """RuleBroken before the text is settled: notice comes before the last step alone."""
    left = [step for step in road if step not in taken]
    if len(left) > 1:
        raise RuleBroken(
            f"First comes “{left[0]}”. Give notice once only “{left[-1]}” is still to come: "
            "members get the words that will be published"
        )


def check_ready(
    road: Sequence[str], taken: Collection[str], *, editions: int, what_changed: str
) -> None:
    """RuleBroken unless the report may be published now."""
    if due := next_step(road, taken):
        raise RuleBroken(f"“{due}” has not been taken yet. Publish when the road is complete")
    if editions and not what_changed.strip():
        raise RuleBroken(
            "Enter what changed since the last edition: readers are told", about="what_changed"
        )


def check_finding(place: str, heading: str, text: str, places: Collection[str]) -> None:
    """RuleBroken unless the finding can be printed."""
    if place not in PLACES and place not in places:
        raise RuleBroken("Select where the finding holds", about="place")
    if not heading.strip():
        raise RuleBroken("Enter the finding as a heading", about="heading")
    if not text.strip():
        raise RuleBroken("Enter what shows it, with numbers and period", about="text")
