"""Writing a report: draft, findings, reasons, and the steps of its road."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User
from wardmote.reports.access import require_taker, require_writer
from wardmote.reports.facts import facts_from_json, facts_to_json
from wardmote.reports.gathering import gather
from wardmote.reports.models import Finding, PublicReason, Report
from wardmote.reports.queries import facts_of, next_number, reasons_of
from wardmote.reports.rules import State, check_finding, check_step


@transaction.atomic
def draft_report(quarter: Quarter, *, by: Actor, now: datetime) -> Report:
    """Draft the quarter's report from what is loaded, or draft it again.

    Where nothing has changed the draft stays as it is; else its road begins again.
    """
    if isinstance(by, User):
        require_writer(by, localdate(now))
    held = Report.objects.select_for_update().filter(quarter=str(quarter)).first()
    if held is not None:
        _require_draft(held)
    facts = gather(quarter, today=localdate(now))
    if held is not None and facts.same_as(facts_from_json(held.facts)):
        return held
    kept = facts_to_json(facts)
    if held is None:
        held = Report.objects.create(
            quarter=str(quarter), facts=kept, drafted_at=now, drafted_by=str(by)
        )
    else:
        held.facts, held.drafted_at, held.drafted_by = kept, now, str(by)
        held.save(update_fields=["facts", "drafted_at", "drafted_by"])
        _begin_road_again(held, by=by, now=now)
    record("report.drafted", quarter, by=by, at=now)
    return held


@transaction.atomic
def save_finding(
    quarter: Quarter,
    *,
    place: str,
    heading: str,
    text: str,
    recommendation: str = "",
    finding_id: int | None = None,
    by: User,
    now: datetime,
) -> Finding:
    """Write a finding into the draft, or change one. What was agreed is agreed again."""
    require_writer(by, localdate(now))
    report = draft_of(quarter)
    check_finding(place, heading, text, facts_of(report).ward_names)
    found = report.findings.filter(pk=finding_id).first() if finding_id else None
    if finding_id and found is None:
        raise RuleBroken("This finding has been removed in the meantime")
    if found is None:
        found = Finding(report=report, order=report.findings.count() + 1)
    found.place, found.heading = place, heading.strip()
    found.text = text.strip().replace("\r\n", "\n")
    found.recommendation = recommendation.strip()
    found.save()
    _begin_road_again(report, by=by, now=now)
    record("finding.saved", found.pk, by=by, at=now, quarter=str(quarter), place=place)
    return found


@transaction.atomic
def remove_finding(quarter: Quarter, finding_id: int, *, by: User, now: datetime) -> None:
    """Take a finding out of the draft."""
    require_writer(by, localdate(now))
    report = draft_of(quarter)
    report.findings.filter(pk=finding_id).delete()
    _begin_road_again(report, by=by, now=now)
    record("finding.removed", finding_id, by=by, at=now, quarter=str(quarter))


@transaction.atomic
def save_reasons(quarter: Quarter, reasons: dict[str, str], *, by: User, now: datetime) -> None:
    """Say in words for the public why areas are what they are; empty: the general words."""
    require_writer(by, localdate(now))
    report = draft_of(quarter)
    wanted = {code: text.strip() for code, text in reasons.items() if text.strip()}
    if wanted == reasons_of(report):
        return
    report.reasons.all().delete()
    PublicReason.objects.bulk_create(
        PublicReason(report=report, code=code, text=text) for code, text in wanted.items()
    )
    _begin_road_again(report, by=by, now=now)
    record("reasons.saved", quarter, by=by, at=now, wards=sorted(wanted))


@transaction.atomic
def take_step(
    quarter: Quarter,
    name: str,
    *,
    by: User,
    now: datetime,
    on: date | None = None,
    note: str = "",
    version: int | None = None,
) -> Report:
    """Record that a step of the road was taken, on this day, of the draft as it stands.

    `version` is the draft the person saw: a later one is refused.
    """
    today = localdate(now)
    require_taker(by, name, today)
    report = draft_of(quarter)
    if version is not None and version != report.version:
        raise RuleBroken("The draft has changed since you opened this page. Read it again")
    if on is not None and on > today:
        raise RuleBroken("The day must be today or in the past", about="on")
    number = next_number(report)
    taken = set(report.steps.filter(edition=number).values_list("name", flat=True))
    check_step(name, this_partnership().report_road, taken)
    report.steps.create(
        edition=number, name=name, on=on or today, note=note.strip(), by=by, at=now
    )
    record("report.step_taken", quarter, by=by, at=now, step=name, edition=number)
    return report


def draft_of(quarter: Quarter, *, lock: bool = True) -> Report:
    reports = Report.objects.select_for_update() if lock else Report.objects
    report = reports.filter(quarter=str(quarter)).first()
    if report is None:
        raise RuleBroken(f"Nobody has drafted a report on {quarter.words} yet. Draft it first")
    _require_draft(report)
    return report


def _require_draft(report: Report) -> None:
    if report.state != State.DRAFT:
        raise RuleBroken("This report is published. Begin a correction to change it")


def _begin_road_again(report: Report, *, by: Actor, now: datetime) -> None:
    """What was agreed was another text: the steps to this edition are taken again."""
    report.version += 1
    report.save(update_fields=["version"])
    steps = report.steps.filter(edition=next_number(report))
    if undone := list(steps.values_list("name", flat=True)):
        steps.delete()
        record("report.road_begun_again", report.quarter, by=by, at=now, steps=undone)
