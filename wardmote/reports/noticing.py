"""What a report will say of each ward, as its members get it before it is published.

The words are those that publishing lets out. Open police figures by themselves need no
notice: a ward of which a report says nothing else is not named by it.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from wardmote.flags.rules import Kind
from wardmote.flags.wording import ENDED
from wardmote.kernel.periods import parse_period
from wardmote.partnership.queries import this_partnership
from wardmote.releases.naming import names_of
from wardmote.releases.notice import NoticePage, WardNotice
from wardmote.releases.queries import Notice, wards_given, wards_of_notice
from wardmote.reports.facts import WardFacts
from wardmote.reports.models import Finding, Report
from wardmote.reports.queries import (
    areas_to_explain,
    facts_of,
    imprint,
    next_number,
    reasons_of,
    told_outside,
)
from wardmote.reports.reader import View
from wardmote.reports.rules import State
from wardmote.reports.sections import KIND_NAMES, flag_sentence, public_reason

Part = tuple[str, list[str]]


def item_of(report: Report) -> str:
    """What notice is given of: the edition that is being prepared."""
    return f"report {report.quarter} edition {next_number(report)}"


def item_published(report: Report) -> str:
    """What notice was given of: the edition that was published last."""
    return f"report {report.quarter} edition {next_number(report) - 1}"


def notices(report: Report) -> list[Notice]:
    """One for each ward that the draft names, with all it says of it."""
    facts = facts_of(report)
    around = imprint(edition_line="", made_on=date.fromisoformat(facts.gathered_on))
    view = View(facts, around, told_outside(facts))
    reasons, known = reasons_of(report), names_of(facts.ward_names)
    findings = [(one, known.wards_in(_words(one))) for one in report.findings.all()]
    title = f"Data report, {facts.period.words}"
    made = []
    for ward in facts.wards:
        parts = [
            *_findings(findings, ward),
            *_area(view, ward, reasons),
            *_evidence(view, ward),
        ]
        if parts:
            said = [{"heading": heading, "lines": lines} for heading, lines in parts]
            content = {"ward": {"code": ward.code, "name": ward.name}, "parts": said}
            made.append(Notice(title, content, {ward.code: ward.name}, ward.code))
    return made


def ward_notices(report: Report, today: date) -> list[WardNotice]:
    """How the members of each ward that the draft names stand to it."""
    days = this_partnership().notice_days
    return wards_of_notice(notices(report), item_of(report), today, days)


def _words(one: Finding) -> str:
    return "\n".join((one.heading, one.text, one.recommendation))


def _findings(
    findings: list[tuple[Finding, tuple[str, ...]]], ward: WardFacts
) -> Iterator[Part]:
    """Those that hold in this ward, and others whose words name it or a parish in it."""
    for one, named in findings:
        if one.place == ward.code or ward.code in named:
            advice = [f"Recommended: {one.recommendation}"] if one.recommendation else []
            lines = [part.strip() for part in one.text.split("\n\n") if part.strip()]
            yield one.heading, [*lines, *advice]


def _area(view: View, ward: WardFacts, reasons: Mapping[str, str]) -> Iterator[Part]:
    for area in areas_to_explain(view.facts):
        if area.code == ward.code:
            since = f"Since {parse_period(area.since).words}." if area.since else ""
            why = [line for line in (public_reason(area, reasons), since) if line]
            yield view.category(area).capitalize(), why


def _evidence(view: View, ward: WardFacts) -> Iterator[Part]:
    """Flags, signals, and partners' counts, as they are told."""
    flags, signals, counts = [], [], []
    for one in view.datasets:
        if ward.code in view.flagged(one) and (said := flag_sentence(view, one, ward.code)):
            flags.append(said)
        signals += [
            f"{KIND_NAMES.get(each.kind, each.kind)}: {one.name.lower()}. {each.sentence}"
            for each in view.signals(one)
            if each.code == ward.code
        ]
        signals += [
            f"{one.name}: {ENDED[Kind(kind)]}"
            for code, kind in view.ended(one)
            if code == ward.code
        ]
        if (told := view.told(one)) and (shown := told.table.cells.get(ward.code)):
            counts.append(f"{one.name}: {shown}")
    named = (("Changes", signals), ("Flags", flags), ("From partners’ data", counts))
    yield from ((heading, lines) for heading, lines in named if lines)


def notice_page(report: Report, today: date) -> NoticePage:
    """The notice of the edition being prepared; of the last one, once it is published."""
    if report.state == State.DRAFT:
        return NoticePage(item_of(report), ward_notices(report, today), today, True)
    item = item_published(report)
    return NoticePage(item, wards_given(item, this_partnership().notice_days), today, False)
