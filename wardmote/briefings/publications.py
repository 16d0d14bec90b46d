"""What is published whole: reports, assessments, minutes, terms of reference, surveys."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from django.urls import reverse

from wardmote.kernel.periods import Quarter
from wardmote.papers.document import Document, from_json
from wardmote.releases.models import Release
from wardmote.releases.papers import papers_naming
from wardmote.releases.queries import editions, public
from wardmote.releases.rules import Audience, ReleaseKind

QUARTER = re.compile(r"\b(\d{4}Q[1-4])$")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A published report in a list: without its text."""

    quarter: Quarter
    title: str
    released_at: datetime
    is_public: bool
    kind: ReleaseKind = ReleaseKind.REPORT


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


@dataclass(frozen=True, slots=True)
class PaperLine:
    """Published minutes or an assessment in a list: without its text."""

    release: int
    kind: ReleaseKind
    title: str
    page: str
    released_at: datetime


def papers_of(places: Collection[str]) -> list[PaperLine]:
    """The minutes and assessments that name one of these wards and parishes."""
    return [
        PaperLine(one.pk, ReleaseKind(one.kind), one.title, _page_of(one), one.released_at)
        for one in papers_naming(places)
    ]


def _page_of(one: Release) -> str:
    """A slot ends with the meeting, or the quarter, that it is the word on."""
    name = "public-meeting" if one.kind == ReleaseKind.MINUTES else "public-assessment"
    return reverse(name, args=[one.slot.rpartition(" ")[2]])


def public_terms(group: int | None = None) -> list[Release]:
    """Every group's published terms of reference, by the group's name; or one group's."""
    found = public(ReleaseKind.TERMS)
    if group is not None:
        found = found.filter(slot=f"{ReleaseKind.TERMS} {group}")
    return sorted(found, key=lambda one: str(one.content["name"]))


def public_survey(pk: int) -> Release | None:
    """What people said in one survey."""
    return public(ReleaseKind.SURVEY).filter(pk=pk).first()
