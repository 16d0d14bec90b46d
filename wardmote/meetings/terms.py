"""Reads of terms of reference: which version is in force, what stood before, what is asked."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from wardmote.groups.models import Group
from wardmote.kernel.periods import day_words
from wardmote.meetings.clauses import (
    Change,
    Clause,
    Rules,
    amendments,
    compare,
    compare_rules,
)
from wardmote.meetings.models import Item, Meeting, TermsVersion
from wardmote.meetings.rules import OPEN, DecisionKind, State


def history(group: Group) -> QuerySet[TermsVersion]:
    """The versions that are or were in force, and those to come, the newest first."""
    found = TermsVersion.objects.filter(group=group, since__isnull=False, withdrawn_why="")
    return found.select_related("group", "decision__meeting__group", "decision__item", "by")


def version_on(group: Group, day: date) -> TermsVersion | None:
    """The version in force on a day."""
    return history(group).filter(since__lte=day).first()


def rules_on(group: Group, day: date) -> Rules:
    """What the product applies to a meeting on that day; the usual where nothing is kept."""
    found = version_on(group, day)
    return found.rules if found else Rules()


def proposals(group: Group) -> QuerySet[TermsVersion]:
    """What is proposed and neither agreed nor taken back, the oldest first."""
    found = TermsVersion.objects.filter(group=group, since=None, withdrawn_why="")
    return found.select_related("group").order_by("pk")


def waiting_proposals(group: Group) -> list[TermsVersion]:
    """Proposals that a meeting has not refused."""
    refused = set(
        Item.objects.filter(
            meeting__group=group, decisions__kind=DecisionKind.REFUSED
        ).values_list("source", flat=True)
    )
    return [one for one in proposals(group) if one.reference not in refused]


def clauses_of(version: TermsVersion | None) -> tuple[Clause, ...]:
    if version is None:
        return ()
    rows = version.clauses.values_list("number", "heading", "words")
    return tuple(Clause(*row) for row in rows)


def version_before(version: TermsVersion) -> TermsVersion | None:
    """What this version replaces or replaced; for a proposal, the latest one agreed."""
    found = history(version.group)
    return found.filter(since__lt=version.since).first() if version.since else found.first()


def changes_of(
    version: TermsVersion, before: TermsVersion | None
) -> tuple[list[Change], list[tuple[str, str, str]]]:
    """Clause by clause and rule by rule, from one version to another."""
    was = before.rules if before else Rules()
    return compare(clauses_of(before), clauses_of(version)), compare_rules(was, version.rules)


def item_title(version: TermsVersion) -> str:
    return f"Terms of reference of the {version.group}"


def item_text(version: TermsVersion) -> str:
    """What the meeting is asked to agree: why, and every amendment in full."""
    before = version_before(version)
    count = version.clauses.count()
    said = [version.why]
    if before is None:
        said.append(f"The first terms of reference kept here, with {count} clauses.")
    else:
        said.append(amendments(*changes_of(version, before)))
    if version.asked_from:
        said.append(f"Proposed to be in force from {day_words(version.asked_from)}.")
    return "\n".join(one for one in said if one)


def agendas(version: TermsVersion, states: Iterable[State]) -> QuerySet[Item]:
    """The items by which meetings in these states take the proposal up."""
    found = Item.objects.filter(
        source=version.reference,
        meeting__group=version.group_id,
        meeting__state__in=list(states),
        struck_at=None,
    )
    return found.select_related("meeting__group")


def held_fast_by(version: TermsVersion) -> Meeting | None:
    """The meeting that has the proposal before it and has not decided: its text stays."""
    states = (State.AGENDA_OUT, State.HELD, State.DRAFT)
    item = agendas(version, states).filter(decisions=None).first()
    return item.meeting if item else None


def open_meetings(group: Group, on: date) -> QuerySet[Meeting]:
    """Meetings to whose agenda something can be put."""
    found = Meeting.objects.filter(group=group, state__in=OPEN, on__gte=on)
    return found.select_related("group").order_by("on", "starts_at")
