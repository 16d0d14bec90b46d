"""What waits for a group: the items its next agenda begins with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.timezone import localdate

from wardmote.actions.queries import open_actions
from wardmote.actions.rules import State as ActionState
from wardmote.areas.models import Proposal
from wardmote.areas.queries import waiting_for
from wardmote.groups.models import Group
from wardmote.groups.rules import GroupKind
from wardmote.issues.asks import waiting_asks
from wardmote.issues.models import Hop, QuarterlyUpdate
from wardmote.kernel.periods import Quarter, day_words
from wardmote.meetings.clauses import Rules
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Meeting
from wardmote.meetings.queries import last_meeting
from wardmote.meetings.remaining import step_for
from wardmote.meetings.rules import MATTERS_ARISING, Purpose
from wardmote.meetings.terms import item_text, item_title, rules_on, waiting_proposals
from wardmote.meetings.ways import due_ways
from wardmote.meetings.ways import item_text as way_text
from wardmote.reports.assessment.rules import State as AssessmentState
from wardmote.reports.models import Assessment, Report
from wardmote.reports.rules import State as ReportState

AREA_GROUPS = (GroupKind.DATA, GroupKind.BOARD)
OTHER_BUSINESS, NEXT_MEETING = "Any other business", "Date of the next meeting"
WELCOME, INTERESTS = "Welcome, apologies and substitutes", "Declarations of interest"
#: what begins and what ends every agenda
FIRST = (WELCOME, INTERESTS)
LAST = (OTHER_BUSINESS, NEXT_MEETING)


class Titled(Protocol):
    """An item, or what becomes one."""

    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str: ...


def closes(one: Titled) -> bool:
    """Whether it is one of those that end every agenda."""
    return one.title in LAST and not one.source


def before_closing(items: Sequence[Titled]) -> int:
    """Where a further item goes in: before what closes the agenda, wherever that was moved."""
    at = max((place for place, one in enumerate(items, start=1) if closes(one)), default=0)
    if not at:
        return len(items)
    while at and closes(items[at - 1]):
        at -= 1
    return at


@dataclass(frozen=True, slots=True)
class Suggested:
    """An item that puts itself on an agenda, and what it came from."""

    title: str
    purpose: Purpose
    source: str = ""
    text: str = ""
    level: Level = Level.PUBLIC
    minutes: int = 5


def suggested(meeting: Meeting, on: date) -> Iterator[Suggested]:
    """What waited on this day, in the order in which a meeting takes it."""
    before = last_meeting(meeting)
    yield Suggested(WELCOME, Purpose.INFORMATION)
    yield Suggested(INTERESTS, Purpose.INFORMATION, minutes=2)
    if before is not None:
        yield _minutes(before)
        yield Suggested(MATTERS_ARISING, Purpose.DISCUSSION, minutes=10)
    yield from _actions(meeting.group, on)
    yield from _asks(meeting.group, on)
    yield from _sent_here(meeting.group, before, on)
    yield from _updates(meeting.group, before, on)
    yield from _areas(meeting.group, on)
    yield from _reports(meeting.group, on)
    yield from _assessments(meeting.group, on)
    yield from _terms(meeting.group)
    yield from _ways(meeting)
    yield from _standing(rules_on(meeting.group, meeting.on))
    yield Suggested(OTHER_BUSINESS, Purpose.DISCUSSION)
    yield Suggested(NEXT_MEETING, Purpose.INFORMATION, minutes=2)


def not_yet_on(meeting: Meeting, on: date) -> list[Suggested]:
    """What waits and is not on its agenda. What was struck does not come back by itself."""
    items = list(meeting.items.values_list("source", "title"))
    sources = {source for source, _ in items if source}
    titles = {title for source, title in items if not source}
    if items:  # these came at its start; the officer may have renamed them
        titles |= {*FIRST, *LAST}
    return [
        one
        for one in suggested(meeting, on)
        if (one.source not in sources if one.source else one.title not in titles)
    ]


def _minutes(before: Meeting) -> Suggested:
    return Suggested(
        f"Minutes of {day_words(before.on)}",
        Purpose.DECISION,
        source=f"minutes {before.pk}",
    )


def _actions(group: Group, on: date) -> Iterator[Suggested]:
    """The group's actions that no meeting has accepted yet, as one item."""
    live = list(open_actions(group).filter(recorded_on__lte=on))
    if live:
        late = [one for one in live if one.due_on is not None and one.due_on < on]
        done = sum(one.state == ActionState.REPORTED for one in live)
        yield Suggested(
            "Actions, open and overdue",
            Purpose.DISCUSSION,
            source="actions",
            text=f"{len(live)} open, {len(late)} of them overdue, {done} reported done.",
            level=Level.GROUP,
            minutes=15,
        )


def _asks(group: Group, on: date) -> Iterator[Suggested]:
    for one in waiting_asks([group.pk], on):
        ask = one.ask
        if one.age < 0:
            continue
        yield Suggested(
            f"To unblock {ask.issue.number}: {ask.issue.title}",
            Purpose.DECISION,
            source=f"ask {ask.pk}",
            text=f"{ask.asked_by_group} asks: {ask.text} Needed from {ask.needed_from}. It has "
            f"waited since {day_words(localdate(ask.at))}.",
            level=Level.GROUP,
            minutes=15,
        )


def _sent_here(group: Group, before: Meeting | None, on: date) -> Iterator[Suggested]:
    """Issues that came to the group since it last met and that it still has."""
    hops = Hop.objects.filter(taker=group, issue__holder=group, issue__closed_at=None)
    hops = hops.filter(at__date__lte=on)
    if before is not None:
        hops = hops.filter(at__date__gte=before.on)
    issues = {hop.issue: hop for hop in hops.select_related("issue", "giver").order_by("pk")}
    for issue, hop in issues.items():
        yield Suggested(
            f"{issue.number}: {issue.title}",
            Purpose.DISCUSSION,
            source=f"issue {issue.pk}",
            text=f"Passed on by the {hop.giver} on {day_words(localdate(hop.at))}.",
            level=Level.PARTNER,
            minutes=10,
        )


def _updates(group: Group, before: Meeting | None, on: date) -> Iterator[Suggested]:
    sent = QuarterlyUpdate.objects.filter(sent_to=group, sent_at__date__lte=on)
    sent = sent.select_related("group")
    if before is not None:
        sent = sent.filter(sent_at__date__gte=before.on)
    for one in sent:
        yield Suggested(
            f"Update of the {one.group}, {one.period.words}",
            Purpose.INFORMATION,
            source=f"update {one.pk}",
            level=Level.PARTNER,
            minutes=10,
        )


def _areas(group: Group, on: date) -> Iterator[Suggested]:
    """Priority areas that are proposed and not yet decided, as one item."""
    found = Proposal.objects.filter(at__date__lte=on)
    newest = found.order_by("-quarter").values_list("quarter", flat=True).first()
    if newest is None or group.kind not in AREA_GROUPS:
        return
    quarter = Quarter.parse(newest)
    count = len(waiting_for(quarter))
    if count:
        yield Suggested(
            f"Priority areas, {quarter.words}",
            Purpose.DECISION,
            source=f"areas {newest}",
            text=f"{count} {'proposal waits' if count == 1 else 'proposals wait'}.",
            level=Level.PARTNER,
            minutes=20,
        )


def _reports(group: Group, on: date) -> Iterator[Suggested]:
    """Reports whose next step is this group's."""
    for report in Report.objects.filter(drafted_at__date__lte=on).exclude(
        state=ReportState.PUBLISHED
    ):
        if step_for(report, group) is not None:
            yield Suggested(
                f"Data report, {report.words}",
                Purpose.DECISION,
                source=f"report {report.quarter}",
                level=Level.PARTNER,
                minutes=20,
            )


def _assessments(group: Group, on: date) -> Iterator[Suggested]:
    """Strategic assessments that wait for the Board."""
    if group.kind != GroupKind.BOARD:
        return
    found = Assessment.objects.filter(state=AssessmentState.SUBMITTED)
    for one in found.filter(submitted_at__date__lte=on).defer("facts"):
        yield Suggested(
            f"Strategic assessment, {one.words}",
            Purpose.DECISION,
            source=one.reference,
            text="If it is agreed, it is locked as it stands and can be published.",
            level=Level.PARTNER,
            minutes=30,
        )


def _terms(group: Group) -> Iterator[Suggested]:
    """Terms of reference that are proposed and that no meeting has refused."""
    for one in waiting_proposals(group):
        yield Suggested(
            item_title(one),
            Purpose.DECISION,
            source=one.reference,
            text=item_text(one),
            level=Level.GROUP,
            minutes=10,
        )


def _ways(meeting: Meeting) -> Iterator[Suggested]:
    """Ways of working whose review is due by the day of the meeting."""
    for one in due_ways(meeting.group, meeting.on):
        yield Suggested(
            f"New way of working: {one.title}"[:200],
            Purpose.DECISION,
            source=one.reference,
            text=way_text(one),
            level=Level.GROUP,
            minutes=10,
        )


def _standing(rules: Rules) -> Iterator[Suggested]:
    for title in rules.standing_items:
        yield Suggested(title, Purpose.DISCUSSION, minutes=10)
