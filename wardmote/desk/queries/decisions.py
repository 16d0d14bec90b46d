"""Proposals that wait for a decision, reports that wait for a step, the quarter in a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.agreements.access import sees_counts
from wardmote.areas.access import may_decide, may_propose
from wardmote.areas.models import Proposal
from wardmote.areas.queries import AreaLine, areas_for
from wardmote.areas.readers import Reader
from wardmote.areas.rules import CATEGORY_NAMES, Category
from wardmote.datasets.queries import quarters_held
from wardmote.desk.queries.items import Item
from wardmote.flags.queries import flags_for
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Quarter
from wardmote.people.models import User
from wardmote.reports.access import may_publish, may_take
from wardmote.reports.assessment.reading import assessment_lines
from wardmote.reports.assessment.rules import State as AssessmentState
from wardmote.reports.models import Report
from wardmote.reports.queries import report_on, road_of
from wardmote.reports.rules import State


def areas_waiting(user: User, today: date) -> Iterator[Item]:
    """Changes that are proposed and not decided; a quarter with nothing proposed yet."""
    newest = Proposal.objects.order_by("-quarter").values_list("quarter", flat=True).first()
    held = quarters_held()
    if held and may_propose(user, today) and (newest is None or newest < str(held[-1])):
        yield Item(
            f"The police figures of {held[-1].words} are complete: no priority areas are "
            "proposed from them yet",
            reverse("areas"),
            "Propose them",
            held[-1].months[-1].last_day,
        )
    if newest and may_decide(user, today):
        yield from _undecided(Quarter.parse(newest))


def _undecided(quarter: Quarter) -> Iterator[Item]:
    since = dict(Proposal.objects.filter(quarter=str(quarter)).values_list("ward", "at"))
    try:
        lines = areas_for(quarter)
    except RuleBroken:  # no wards of ours: what is missing says so
        return
    for line in lines:
        if line.is_change and line.proposed is not None:
            yield Item(
                f"{_proposed_words(line)} for {line.name}, {quarter.words}",
                reverse("area", args=[line.code]),
                "Decide",
                localdate(since[line.code]) if line.code in since else None,
            )


def _proposed_words(line: AreaLine) -> str:
    if line.proposed is None or line.proposed is Category.OFF:
        return "Coming off the priority areas is proposed"
    return f"{CATEGORY_NAMES[line.proposed]} is proposed"


def reports_waiting(user: User, today: date) -> Iterator[Item]:
    """Drafts whose next step this person may take, or that they may publish."""
    for report in Report.objects.filter(state=State.DRAFT):
        quarter = Quarter.parse(report.quarter)
        due = next((step for step in road_of(report) if step.taken is None), None)
        words = f"The report on {quarter.words} "
        since = localdate(report.drafted_at)
        address = reverse("report", args=[report.quarter])
        if due is None and may_publish(user, today):
            yield Item(f"{words}has gone its road", address, "Publish it", since)
        elif due is not None and may_take(user, due.name, today):
            yield Item(f"{words}waits for “{due.name}”", address, "Open it", since)
    yield from _undrafted(user, today)


def _undrafted(user: User, today: date) -> Iterator[Item]:
    held = quarters_held()
    if held and sees_counts(user, today) and report_on(held[-1]) is None:
        yield Item(
            f"There is no report on {held[-1].words} yet",
            reverse("reports"),
            "Draft it",
            held[-1].months[-1].last_day,
        )


def assessments_waiting(user: User, today: date) -> Iterator[Item]:
    """Those that the Board agreed and nobody published; those that it sent back."""
    publishes, writes = may_publish(user, today), sees_counts(user, today)
    if not (publishes or writes):
        return
    for line in assessment_lines():
        held, newest = line.assessment, line.newest
        address = reverse("assessment", args=[held.quarter])
        words = f"The strategic assessment, {held.words},"
        waits = held.state == AssessmentState.AGREED and not line.is_out
        if publishes and waits and newest is not None:
            agreed_on = localdate(newest.agreed_at)
            yield Item(f"{words} is agreed and not published", address, "Publish it", agreed_on)
        elif writes and held.state == AssessmentState.DRAFT and held.answer:
            since = localdate(held.submitted_at or held.drafted_at)
            yield Item(f"{words} was not agreed", address, "Read what was said", since)


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """The latest quarter, in one line."""

    words: str
    line: str


def quarter_line(reader: Reader) -> QuarterLine | None:
    """How many priority areas and flagged wards, and where the report stands."""
    held = quarters_held()
    if not held:
        return None
    quarter = held[-1]
    parts = [_areas_words(quarter), *_flags_words(quarter, reader), _report_words(quarter)]
    return QuarterLine(quarter.words, "; ".join(part for part in parts if part) + ".")


def _areas_words(quarter: Quarter) -> str:
    try:
        live = [line for line in areas_for(quarter) if line.is_live]
    except RuleBroken:
        return ""
    if not live:
        return "no priority areas"
    emerging = sum(line.current is Category.EMERGING for line in live)
    of_them = f" ({emerging} emerging)" if emerging else ""
    return f"{plural(len(live), 'priority area')}{of_them}"


def _flags_words(quarter: Quarter, reader: Reader) -> Iterator[str]:
    try:
        found = reader.flags(flags_for(quarter))
    except RuleBroken:
        return
    flagged = {flag.code for flag in found.flags if flag.flagged}
    yield f"{plural(len(flagged), 'ward')} with a flag"


def _report_words(quarter: Quarter) -> str:
    report = report_on(quarter)
    if report is None:
        return "report not drafted yet"
    return "report published" if report.state == State.PUBLISHED else "report in draft"
