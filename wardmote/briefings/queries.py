"""What a reader may see of a ward: standing releases, and nothing else."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import F, Max, Q, QuerySet
from django.utils.timezone import localdate

from wardmote.briefings.rules import Figures, Told, read_ended, read_figures, read_signals
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter, parse_period
from wardmote.papers.document import Document, from_json
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User
from wardmote.releases.models import Release
from wardmote.releases.notice import publish_from
from wardmote.releases.queries import (
    editions,
    for_members_of,
    notice_for,
    notices_for,
    of_ward,
    public,
    ward_name,
)
from wardmote.releases.rules import Audience, ReleaseKind

QUARTER = re.compile(r"\b(\d{4}Q[1-4])$")


@dataclass(frozen=True, slots=True)
class Seen:
    """One release as this reader sees it."""

    pk: int
    title: str
    content: dict[str, Any]
    released_at: datetime
    is_public: bool

    @property
    def quarter(self) -> Quarter | None:
        text = self.content.get("quarter")
        return Quarter.parse(text) if text else None

    @property
    def signals(self) -> list[Told]:
        """What is changing, of what is released with the flags."""
        return read_signals(self.content)

    @property
    def new_signals(self) -> list[Told]:
        """What has changed since the quarter before."""
        return [one for one in self.signals if one.is_new]

    @property
    def ended(self) -> list[Told]:
        """What was said of the quarter before, and is not any more."""
        return read_ended(self.content)

    @property
    def other_signals(self) -> list[Told]:
        """What goes on as it was."""
        return [one for one in self.signals if not one.is_new]

    @property
    def short_title(self) -> str:
        """What is left of it under a heading that says the rest."""
        return self.title.partition(": ")[2] or self.title

    @property
    def since(self) -> str:
        """From when on a category holds, in words."""
        text = str(self.content.get("since") or "")
        try:
            return parse_period(text).words
        except RuleBroken:
            return text


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A published report in a list: without its text."""

    quarter: Quarter
    title: str
    released_at: datetime
    is_public: bool


@dataclass(frozen=True, slots=True)
class WardNews:
    """Everything released about one ward to one reader."""

    name: str
    figures: Figures | None
    area: Seen | None
    flags: Seen | None
    partners: list[Seen]
    findings: list[Seen]
    issues: list[Seen]
    surveys: list[Seen]
    reports: list[ReportLine]
    changed: list[Seen]

    @property
    def everything(self) -> list[Seen | ReportLine]:
        return [*self.changed, *self.reports]

    @property
    def is_public(self) -> bool:
        """Nothing here is still to be made public."""
        return all(one.is_public for one in self.everything)

    @property
    def updated_at(self) -> datetime:
        """When any of it was last released."""
        return max(one.released_at for one in self.everything)

    @property
    def latest_report(self) -> ReportLine | None:
        return self.reports[0] if self.reports else None

    @property
    def next_quarter(self) -> Quarter | None:
        """What the next report will be about."""
        return self.reports[0].quarter + 1 if self.reports else None

    def since(self, day: date) -> list[Seen | ReportLine]:
        """What was released from this day on, newest first."""
        recent = [one for one in self.everything if one.released_at.date() >= day]
        return sorted(recent, key=lambda one: one.released_at, reverse=True)


def ward_news(code: str, *, for_members: bool = False) -> WardNews | None:
    """What the public (or the ward's councillors) may read of it; None if nothing."""
    readable = for_members_of([code]) if for_members else public()
    about = Q(wards__code=code) | Q(kind=ReleaseKind.ISSUE, wards=None)
    named = readable.filter(about).distinct()
    kinds: dict[str, list[Seen]] = {kind: [] for kind in ReleaseKind}
    others = named.exclude(kind__in=[ReleaseKind.REPORT, ReleaseKind.NOTICE])
    for one in others.order_by("released_at", "pk"):
        kinds[one.kind].append(_seen(one))
    reports = report_lines(of_ward(public(), code))
    name = _name(code, kinds)
    if name is None and not reports:
        return None
    figures = _latest(kinds[ReleaseKind.FIGURES])
    area = _latest(kinds[ReleaseKind.AREA])
    flags = _latest(kinds[ReleaseKind.FLAGS])
    partners = _latest_of_each(kinds[ReleaseKind.PARTNER_FIGURES])
    findings = kinds[ReleaseKind.FINDING][::-1]
    issues = _latest_of_each_issue(kinds[ReleaseKind.ISSUE])
    redrawn = kinds[ReleaseKind.BOUNDARIES]
    surveys = kinds[ReleaseKind.SURVEY][::-1]
    rest = (*partners, *findings, *issues, *surveys)
    told = [one for one in (*redrawn, figures, area, flags, *rest) if one]
    return WardNews(
        name=name or code,
        figures=read_figures(figures.content) if figures else None,
        area=area,
        flags=flags,
        partners=partners,
        findings=findings,
        issues=issues,
        surveys=surveys,
        reports=reports,
        changed=told,
    )


def _name(code: str, kinds: dict[str, list[Seen]]) -> str | None:
    """What the latest release that names this ward calls it."""
    named = [
        ward["name"]
        for seen in kinds.values()
        for one in seen
        for ward in (one.content.get("ward", {}), *one.content.get("wards", ()))
        if ward.get("code") == code
    ]
    return named[-1] if named else None


def _seen(one: Release) -> Seen:
    is_public = one.audience == Audience.PUBLIC
    return Seen(one.pk, one.title, one.content, one.released_at, is_public)


def _latest(seen: list[Seen]) -> Seen | None:
    """The newest word: of the latest quarter, then the latest released."""
    return max(seen, key=lambda one: (str(one.quarter or ""), one.released_at), default=None)


def _latest_of_each(seen: list[Seen]) -> list[Seen]:
    """The latest quarter of each partner's data set, by name."""
    newest: dict[str, Seen] = {}
    for one in sorted(seen, key=lambda one: (str(one.quarter), one.released_at)):
        newest[one.content["dataset"]] = one
    return sorted(newest.values(), key=lambda one: one.title)


def _latest_of_each_issue(seen: list[Seen]) -> list[Seen]:
    """The newest word on each issue, newest first."""
    newest = {one.content["number"]: one for one in seen}
    return sorted(newest.values(), key=lambda one: one.released_at, reverse=True)


def report_lines(
    readable: QuerySet[Release], kind: ReleaseKind = ReleaseKind.REPORT
) -> list[ReportLine]:
    """The reports of this kind among these releases, latest quarter first."""
    found = readable.filter(kind=kind).values_list("slot", "title", "released_at", "audience")
    lines = [
        ReportLine(Quarter.parse(quarter[1]), title, at, audience == Audience.PUBLIC)
        for slot, title, at, audience in found
        if (quarter := QUARTER.search(slot))
    ]
    return sorted(lines, key=lambda line: line.quarter, reverse=True)


def latest_reports() -> list[ReportLine]:
    """Every report that the public may read, latest quarter first."""
    return report_lines(public())


def latest_assessments() -> list[ReportLine]:
    """Every strategic assessment that the public may read, latest year first."""
    return report_lines(public(), ReleaseKind.ASSESSMENT)


def public_figures() -> list[Figures]:
    """Every ward's released police figures, by the ward's name."""
    found = public(ReleaseKind.FIGURES).values_list("content", flat=True)
    return sorted(map(read_figures, found), key=lambda one: one.name)


def public_categories() -> dict[str, str]:
    """Ward code -> its category in public words, for wards that have one."""
    newest: dict[str, dict[str, Any]] = {}
    for content in (
        public(ReleaseKind.AREA).order_by("released_at").values_list("content", flat=True)
    ):
        newest[content["ward"]["code"]] = content
    return {code: one["public_name"] for code, one in newest.items() if one["public_name"]}


def district_residents() -> int | None:
    """All wards' residents together; None unless every ward has a figure."""
    found = list(public(ReleaseKind.FIGURES).values_list("content__residents", flat=True))
    return None if not found or None in found else sum(map(int, found))


def last_updated() -> date | None:
    """When anything was last made public."""
    latest: datetime | None = public().aggregate(at=Max("released_at"))["at"]
    return latest.date() if latest else None


@dataclass(frozen=True, slots=True)
class PublicReport:
    """One edition of a published report, without its text. `digest`: of its content."""

    quarter: Quarter
    number: int
    title: str
    what_changed: str
    released_at: datetime
    release_id: int
    digest: str
    is_current: bool


def public_editions(
    quarter: Quarter, kind: ReleaseKind = ReleaseKind.REPORT
) -> list[PublicReport]:
    """Every edition that the public may read, newest first; none if none stands."""
    found = editions(f"{kind} {quarter}", Audience.PUBLIC).values(
        *("pk", "title", "digest", "released_at", "superseded_by"),
        number=F("content__edition"),
        what_changed=F("content__what_changed"),
    )
    return [
        PublicReport(
            quarter=quarter,
            number=one["number"],
            title=one["title"],
            what_changed=one["what_changed"],
            released_at=one["released_at"],
            release_id=one["pk"],
            digest=one["digest"],
            is_current=one["superseded_by"] is None,
        )
        for one in found
    ]


def released_document(release_id: int) -> Document:
    """The text of a released report."""
    found = Release.objects.values_list("content__document", flat=True).get(pk=release_id)
    return from_json(json.dumps(found))


MEETING_KINDS = (ReleaseKind.MINUTES, ReleaseKind.AGENDA)


def public_meetings() -> list[Release]:
    """Of each meeting what was published last: its minutes, or till then its agenda."""
    found: dict[int, Release] = {}
    for kind in MEETING_KINDS:
        for one in public(kind):
            found.setdefault(one.content["meeting"], one)
    return sorted(found.values(), key=lambda one: str(one.content["on"]), reverse=True)


def public_meeting(meeting: int) -> Release | None:
    """What is published of one meeting."""
    return next((one for one in public_meetings() if one.content["meeting"] == meeting), None)


def public_terms(group: int | None = None) -> list[Release]:
    """Every group's published terms of reference, by the group's name; or one group's."""
    found = public(ReleaseKind.TERMS)
    if group is not None:
        found = found.filter(slot=f"{ReleaseKind.TERMS} {group}")
    return sorted(found, key=lambda one: str(one.content["name"]))


def public_survey(pk: int) -> Release | None:
    """What people said in one survey."""
    return public(ReleaseKind.SURVEY).filter(pk=pk).first()


@dataclass(frozen=True, slots=True)
class Coming:
    """What will be published and names a ward, as its members have it."""

    pk: int
    title: str
    names: list[str]
    parts: list[dict[str, Any]]
    document: Document | None
    since: date
    publish_from: date
    acknowledged_on: date | None = None


def notices_to(wards: Iterable[str]) -> list[Coming]:
    """What the members of these wards get before it is published, newest first."""
    return [_coming(one, wards) for one in notices_for(wards)]


def notice_to(member: User, pk: int, wards: Iterable[str]) -> Coming:
    """One of them, and whether this member has said that they read it; a 404 for others."""
    found = notice_for(pk, wards)
    said = found.given.filter(person=member).exclude(acknowledged_at=None).first()
    on = localdate(said.acknowledged_at) if said else None
    return replace(_coming(found, wards), acknowledged_on=on)


def _coming(one: Release, wards: Iterable[str]) -> Coming:
    given_on = localdate(one.released_at)
    kept = one.content.get("document")
    named = {ward.code for ward in one.wards.all()} & set(wards)
    return Coming(
        pk=one.pk,
        title=one.title,
        names=sorted(ward_name(one.content, code) for code in named),
        parts=one.content.get("parts", []),
        document=from_json(json.dumps(kept)) if kept else None,
        since=given_on,
        publish_from=publish_from(given_on, this_partnership().notice_days),
    )
