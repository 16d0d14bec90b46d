"""Two people let the public part out, wherever it derives from what partners share.

Minutes always do: decisions, interests and actions were said among partners. An agenda does
where an item that everybody will read came from something that partners share: an ask, an
issue, an action, a report. Terms of reference are worded inside the group, so they do, too.
"""

from datetime import date, timedelta
from typing import Any

from wardmote.audit.models import Entry
from wardmote.groups.models import Group
from wardmote.meetings.access import Reader
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Item, Meeting, Minutes, TermsVersion
from wardmote.meetings.queries import actions_of
from wardmote.releases.models import Release
from wardmote.releases.queries import public, standing
from wardmote.releases.rules import ReleaseKind

#: who lets it out, unless they wrote it
SECONDS = "the group’s chair or vice-chair, or another officer"
#: deeds by which terms get their words
WORDED = ("terms.proposed", "terms.changed", "terms.entered")
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


def authors_of_terms(version: TermsVersion) -> frozenset[int]:
    """Everybody who worded this version, as the audit trail has it."""
    said = Entry.objects.filter(subject=version.reference, verb__in=WORDED)
    found = {version.by_id, *said.values_list("actor_id", flat=True)}
    return frozenset(one for one in found if one is not None)


def terms_out(group: Group) -> Release | None:
    """What everybody reads of the group's terms now."""
    return standing().filter(slot=terms_slot(group)).first()


def terms_slot(group: Group) -> str:
    """What a release of the group's terms is the current word on."""
    return f"terms {group.pk}"


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


def terms_to_publish(reader: Reader, on: date) -> list[TermsVersion]:
    """Versions in force of which everybody reads an older one; none of it theirs."""
    out = {one.content["group"]: one.source for one in public(ReleaseKind.TERMS)}
    if not reader.is_officer:
        out = {group: source for group, source in out.items() if group in reader.chairs}
    if not out:
        return []
    found = TermsVersion.objects.filter(group__in=out, since__lte=on, withdrawn_why="")
    in_force = {one.group_id: one for one in found.select_related("group").order_by("since")}
    return [
        one
        for group, one in in_force.items()
        if one.reference != out[group] and reader.user.pk not in authors_of_terms(one)
    ]


def _derives(items: list[dict[str, Any]]) -> bool:
    public = [one["key"] for one in items if one["level"] == Level.PUBLIC]
    sources = Item.objects.filter(pk__in=public).values_list("source", flat=True)
    return any(one and not one.startswith("minutes ") for one in sources)
