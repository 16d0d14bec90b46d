"""What an agreed decision still asks of somebody, told from how things stand now."""

from dataclasses import dataclass

from django.urls import reverse

from wardmote.areas.models import Decision as AreaDecision
from wardmote.areas.queries import waiting_for
from wardmote.groups.models import Group
from wardmote.groups.rules import GROUP_KIND_NAMES, GroupKind
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Quarter
from wardmote.meetings.models import Decision
from wardmote.meetings.rules import DecisionKind
from wardmote.reports.assessment.reading import assessment_on, is_out
from wardmote.reports.models import Report, Step
from wardmote.reports.queries import report_on, road_of
from wardmote.reports.rules import State as ReportState


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is to be done, and on which page."""

    words: str
    href: str


def step_for(report: Report, group: Group) -> str | None:
    """The group's step of the report's road, if its turn has come."""
    names = {group.name.casefold(), GROUP_KIND_NAMES[GroupKind(group.kind)].casefold()}
    found = (one.name for one in road_of(report) if one.is_next)
    return next((name for name in found if name.strip().casefold() in names), None)


def was_carried_out(decision: Decision) -> bool:
    """Whether a step was recorded or an area confirmed with it: then, by the same person."""
    subject, _, key = decision.about.partition(" ")
    then = {"by": decision.by_id, "at": decision.at}
    if subject == "report":
        return Step.objects.filter(report__quarter=key, **then).exists()
    return subject == "areas" and AreaDecision.objects.filter(quarter=key, **then).exists()


def remaining(decision: Decision) -> Remaining | None:
    """What an agreed decision on a report, assessment or priority areas leaves to be done."""
    subject, _, key = decision.about.partition(" ")
    if decision.kind != DecisionKind.AGREED:
        return None
    if subject == "report":
        return _of_report(Quarter.parse(key), decision.meeting.group)
    if subject == "assessment":
        return _of_assessment(Quarter.parse(key.partition(" ")[0]), decision)
    return _of_areas(Quarter.parse(key)) if subject == "areas" else None


def _of_report(quarter: Quarter, group: Group) -> Remaining | None:
    report = report_on(quarter)
    if report is None or report.state != ReportState.DRAFT:
        return None
    step = step_for(report, group)
    if step is None:
        return None
    words = f"The step “{step}” of the report on {quarter.words} is still to be recorded"
    return Remaining(words, reverse("report", args=[quarter]))


def _of_assessment(quarter: Quarter, decision: Decision) -> Remaining | None:
    """What this meeting agreed is locked; an officer lets it out."""
    held = assessment_on(quarter)
    newest = held.editions.first() if held else None
    if newest is None or newest.decision != decision.reference or is_out(newest):
        return None
    words = f"The strategic assessment of {newest.assessment.words} is locked. An officer "
    words += "publishes it"
    return Remaining(words, reverse("assessment", args=[quarter]))


def _of_areas(quarter: Quarter) -> Remaining | None:
    waiting = len(waiting_for(quarter))
    if not waiting:
        return None
    noun = plural(waiting, "proposal waits", "proposals wait")
    words = (
        f"{noun} for {quarter.words}. An officer or somebody on the Data Group confirms or "
        "overrides each"
    )
    return Remaining(words, f"{reverse('areas')}?quarter={quarter}")
