"""Two people let the public part out, wherever it derives from what partners share.

Minutes always do: decisions, interests and actions were said among partners. An agenda does
where an item that everybody will read came from something that partners share: an ask, an
issue, an action, a report.
"""

from datetime import date, timedelta
from typing import Any

from wardmote.meetings.access import Reader
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Item, Meeting, Minutes
from wardmote.meetings.queries import actions_of
from wardmote.releases.models import Release
from wardmote.releases.rules import ReleaseKind

#: who lets it out, unless they wrote it
SECONDS = "the group’s chair or vice-chair, or another officer"
#: how long approved minutes stand on the start pages of those who may publish them
ASKED_FOR = timedelta(days=90)


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


def minutes_to_publish(reader: Reader, on: date) -> list[Minutes]:
    """Approved here lately, never published, of groups that they keep, none of it theirs."""
    if not (reader.is_officer or (reader.is_partner and reader.chairs)):
        return []
    found = Minutes.objects.filter(at__date__gte=on - ASKED_FOR, decision__isnull=False)
    if not reader.is_officer:
        found = found.filter(meeting__group__in=reader.chairs)
    found = found.select_related("meeting__group")
    out = Release.objects.filter(kind=ReleaseKind.MINUTES).values_list("source", flat=True)
    return [
        one
        for one in found.exclude(meeting__in=[int(source.split()[1]) for source in out])
        if reader.user.pk not in authors_of_minutes(one.meeting)
    ]


def _derives(items: list[dict[str, Any]]) -> bool:
    public = [one["key"] for one in items if one["level"] == Level.PUBLIC]
    sources = Item.objects.filter(pk__in=public).values_list("source", flat=True)
    return any(one and not one.startswith("minutes ") for one in sources)
