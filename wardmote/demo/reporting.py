"""The demo's data reports: two published as they came due, the latest still a draft, whose
notice to the wards' councillors is running.

Findings are written from the figures in store, so that they say what the tables say.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from wardmote.areas.models import Decision
from wardmote.areas.rules import Category
from wardmote.datasets.queries import figures_of
from wardmote.demo import cast
from wardmote.demo.district import DemoFiles
from wardmote.demo.gazetteer import WARD_INDEX, WARDS
from wardmote.demo.replay import meeting_on
from wardmote.demo.story import last_whole_quarter
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Quarter
from wardmote.partnership.models import default_road
from wardmote.people.models import User
from wardmote.releases.queries import notices_of
from wardmote.reports.models import Report
from wardmote.reports.noticing import item_of
from wardmote.reports.rules import DISTRICT, ONLINE, State
from wardmote.reports.usecases import (
    draft_report,
    give_report_notice,
    publish,
    save_finding,
    save_reasons,
    take_step,
)

PUBLIC_REASONS = {
    "Castle Gate": "Evenings out in town are calmer than they were, and street pastors and "
    "late buses go on.",
    "Harrow Fen": "A youth project has brought disorder and fires down. It goes on.",
    "Longmere": "There have been more burglaries and more thefts from cars in the last "
    "five months. Patrols and lighting come first.",
    "Newbridge": "900 homes a year are being built. Clubs, a surgery and buses are being "
    "planned with the people who move in.",
}
ROAD = default_road()
LAST = ROAD[-1]
PUBLISHED_AGO = (2, 1)
BOARD_AFTER = timedelta(days=14)
"""From the Data Group's meeting to the Board's."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A finding to be saved: where it holds, what it says, what is recommended."""

    place: str
    heading: str
    text: str
    recommendation: str


def write_reports(files: DemoFiles, now: datetime) -> None:
    """Publish the reports on the quarters before the last whole one; draft that one."""
    latest = last_whole_quarter(files.last_month)
    for ago in PUBLISHED_AGO:
        _publish(latest - ago, now)
    _draft(latest, now - timedelta(minutes=50))
    _give_notice(latest, now - timedelta(minutes=45))


def _publish(quarter: Quarter, now: datetime) -> None:
    priya, tomasz, ruth = (_person(name) for name in ("priya", "tomasz", "ruth"))
    report = Report.objects.filter(quarter=str(quarter)).first()
    if report is not None and report.state == State.PUBLISHED:
        return
    data_group = meeting_on(quarter, now)
    board = min(data_group + BOARD_AFTER, now - timedelta(hours=1))
    people = (tomasz, data_group), (tomasz, data_group), (ruth, board)
    road = [(step, *who) for step, who in zip(ROAD, people, strict=True)]
    report = _draft(quarter, data_group)
    report.refresh_from_db()
    taken = set(report.steps.values_list("name", flat=True))
    for step, by, at in road:
        if step == LAST and not notices_of(item_of(report)).exists():
            give_report_notice(quarter, report.version, by=priya, now=data_group)
        if step not in taken:
            take_step(quarter, step, by=by, now=at)
    publish(quarter, by=priya, now=board)


def _give_notice(quarter: Quarter, at: datetime) -> None:
    """The Data Group has agreed the draft; its wards' councillors have it, the Board not."""
    report = Report.objects.get(quarter=str(quarter))
    if report.state == State.PUBLISHED or notices_of(item_of(report)).exists():
        return
    taken = set(report.steps.values_list("name", flat=True))
    for step in ROAD[:-1]:
        if step not in taken:
            take_step(quarter, step, by=_person("tomasz"), now=at)
    report.refresh_from_db()
    give_report_notice(quarter, report.version, by=_person("priya"), now=at)


def _draft(quarter: Quarter, at: datetime) -> Report:
    """The draft with what the analyst wrote; a published one is left alone."""
    tomasz = _person("tomasz")
    held = Report.objects.filter(quarter=str(quarter)).first()
    held = held or draft_report(quarter, by=tomasz, now=at)
    if held.state == State.PUBLISHED:
        return held
    there = set(held.findings.values_list("heading", flat=True))
    for one in _findings(quarter):
        if one.heading not in there:
            save_finding(quarter, **asdict(one), by=tomasz, now=at)
    save_reasons(quarter, dict(_reasons(quarter)), by=tomasz, now=at)
    return held


def _reasons(quarter: Quarter) -> Iterator[tuple[str, str]]:
    """What is said in public of the areas decided on for the quarter, by ward code."""
    live = Decision.objects.filter(quarter=str(quarter)).exclude(category=Category.OFF)
    codes = set(live.values_list("ward", flat=True))
    for ward, words in PUBLIC_REASONS.items():
        if _code(ward) in codes:
            yield _code(ward), words


def _person(username: str) -> User:
    return User.objects.get(email=f"{username}@{cast.MAIL}")


def _findings(quarter: Quarter) -> Iterator[Writing]:
    now, before = (_count("burglary", "Longmere", one) for one in (quarter, quarter - 1))
    if now > before:
        yield Writing(
            _code("Longmere"),
            "Burglary is rising in Longmere",
            f"{plural(now, 'burglary', 'burglaries')} in {quarter.words}, {before} in the "
            "quarter before. Sheds and garages near the station path stand out in what "
            "officers report.",
            "That the Tasking & Coordinating Group takes Longmere on, with lighting and "
            "patrols on the station path",
        )
    now, then = (
        _count("anti-social-behaviour", "Harrow Fen", one) for one in (quarter, quarter - 8)
    )
    if now < then:
        yield Writing(
            _code("Harrow Fen"),
            "Harrow Fen keeps the ground it has gained",
            f"{plural(now, 'incident')} of anti-social behaviour in {quarter.words}, {then} "
            "in the same quarter two years before.",
            "That the youth project is funded for another year",
        )
    yield Writing(
        DISTRICT,
        "Flags in small wards come and go",
        "A ward of 5,000 people needs only one or two crimes more to be among the five "
        "highest. Look at the count before the rank.",
        "",
    )
    yield Writing(
        ONLINE,
        "Fraud that begins online is not in these figures",
        "It is reported nationally and has no place on a map. Trading Standards and the "
        "Voluntary Sector Council hear of it most from people over 70.",
        "That partners tell the Data Group what they hear, without names",
    )


def _count(dataset: str, ward: str, quarter: Quarter) -> int:
    return figures_of(dataset, quarter).counts[_code(ward)] or 0


def _code(ward: str) -> str:
    return WARDS[WARD_INDEX[ward]].code
