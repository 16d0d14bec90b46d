"""Two people let the public part out, wherever it derives from what partners share.

Minutes always do: decisions, interests and actions were said among partners. An agenda does
where an item that everybody will read came from something that partners share: an ask, an
issue, an action, a report.
"""

from typing import Any

from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Item, Meeting
from wardmote.meetings.queries import actions_of

#: who lets it out, unless they wrote it
SECONDS = "the group’s chair or vice-chair, or another officer"


def authors_of_minutes(meeting: Meeting) -> frozenset[int]:
    """Everybody who wrote some of what the minutes say, and who circulated them."""
    wrote = {one.recorded_by_id for one in actions_of(meeting)}
    if meeting.circulated_by_id is not None:
        wrote.add(meeting.circulated_by_id)
    return frozenset(wrote).union(
        meeting.minuted_by.values_list("pk", flat=True),
        meeting.decisions.values_list("by", flat=True),
        meeting.declarations.values_list("by", flat=True),
        meeting.corrections.values_list("decision__by", flat=True),
    )


def authors_of_agenda(meeting: Meeting) -> frozenset[int]:
    """Whoever sent it out, if it derives from what partners share; else nobody."""
    edition = meeting.editions.first()
    if edition is None or not _derives(edition.content["items"]):
        return frozenset()
    return frozenset(meeting.editions.values_list("by", flat=True))


def _derives(items: list[dict[str, Any]]) -> bool:
    public = [one["key"] for one in items if one["level"] == Level.PUBLIC]
    sources = Item.objects.filter(pk__in=public).values_list("source", flat=True)
    return any(one and not one.startswith("minutes ") for one in sources)
