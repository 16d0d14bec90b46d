"""What anybody may have of what is published: standing public releases, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Q, QuerySet
from django.urls import reverse

from wardmote.briefings.parishes import SLOT, ParishLine, parishes_in, told_of
from wardmote.briefings.publications import papers_of
from wardmote.briefings.rules import Figures, read_figures
from wardmote.releases.models import Release, ReleasedFile
from wardmote.releases.papers import papers_naming
from wardmote.releases.queries import of_ward, public
from wardmote.releases.rules import Audience, ReleaseKind

MOST_ENTRIES = 50
#: what a ward's feed tells beside the reports that cover it
OF_WARD = (
    ReleaseKind.FIGURES,
    ReleaseKind.BOUNDARIES,
    ReleaseKind.AREA,
    ReleaseKind.FLAGS,
    ReleaseKind.FINDING,
    ReleaseKind.ISSUE,
)
#: what is published as a whole, and the pages that show it
PAGES = {
    ReleaseKind.REPORT: "public-report",
    ReleaseKind.ASSESSMENT: "public-assessment",
    ReleaseKind.AGENDA: "public-meeting",
    ReleaseKind.MINUTES: "public-meeting",
    ReleaseKind.TERMS: "public-terms",
    ReleaseKind.BULLETIN: "public-bulletin",
    ReleaseKind.SURVEY: "public-survey",
}


@dataclass(frozen=True, slots=True)
class OpenWard:
    """A ward whose police figures are released, without them."""

    code: str
    name: str
    boundaries: str
    area: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class OpenArea:
    """What is said in public of a ward as a priority area."""

    name: str
    because: str
    quarter: str


@dataclass(frozen=True, slots=True)
class PartnerFigure:
    """One guarded figure of a partner's data set, in the words that were released."""

    dataset: str
    title: str
    quarter: str
    shown: str


@dataclass(frozen=True, slots=True)
class YearFigure:
    """A sensitive data set's year in the whole district, in the words that were released."""

    dataset: str
    title: str
    year: str
    shown: str


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file of something published, and where it is."""

    name: str
    media_type: str
    address: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A report, assessment, bulletin, paper of a group or survey results as published now."""

    id: str
    release: int
    kind: ReleaseKind
    title: str
    published_at: datetime
    page: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a feed."""

    release: int
    kind: ReleaseKind
    title: str
    page: str
    at: datetime
    summary: str = ""


def last_change() -> datetime | None:
    """When anything public was last released or taken back."""
    found = Release.objects.filter(audience=Audience.PUBLIC).aggregate(
        out=Max("released_at"), back=Max("withdrawn_at")
    )
    return max((at for at in found.values() if at), default=None)


def open_wards(code: str | None = None) -> list[OpenWard]:
    """The partnership's wards by name, or the one of this code."""
    found = public(ReleaseKind.FIGURES).order_by("released_at", "pk")
    lines = (found if code is None else of_ward(found, code)).values(
        "released_at",
        code=F("content__ward__code"),
        name=F("content__ward__name"),
        boundaries=F("content__edition"),
    )
    areas = {one: area.name for one, area in open_areas(code).items()}
    wards = {
        one["code"]: OpenWard(
            code=one["code"],
            name=one["name"],
            boundaries=one["boundaries"],
            area=areas.get(one["code"], ""),
            updated_at=one["released_at"],
        )
        for one in lines
        if code in (None, one["code"])
    }
    return sorted(wards.values(), key=lambda one: (one.name, one.code))


def open_areas(code: str | None = None) -> dict[str, OpenArea]:
    """Ward code -> its category in public words, of the wards that are priority areas."""
    found = public(ReleaseKind.AREA).order_by("released_at", "pk")
    newest: dict[str, Mapping[str, Any]] = {}
    for content in (found if code is None else of_ward(found, code)).values_list(
        "content", flat=True
    ):
        newest[content["ward"]["code"]] = content
    return {
        ward: OpenArea(one["public_name"], one["because"], one["quarter"])
        for ward, one in newest.items()
        if one["public_name"]
    }


def open_figures(code: str | None = None) -> list[Figures]:
    """The released police figures by the ward's name: of all wards, or of one."""
    found = public(ReleaseKind.FIGURES)
    if code is not None:
        found = of_ward(found, code)
    each = map(read_figures, found.values_list("content", flat=True))
    return sorted(
        (one for one in each if code in (None, one.code)), key=lambda one: (one.name, one.code)
    )


def open_flags(code: str) -> dict[str, Any] | None:
    """What was last published of a ward's flags and signals."""
    found = of_ward(public(ReleaseKind.FLAGS), code).values_list("content", flat=True)
    return max(found, key=lambda one: str(one["quarter"]), default=None)


def figures_stamp() -> tuple[str, ...]:
    """Changes when, and only when, any released police figures do."""
    return tuple(public(ReleaseKind.FIGURES).order_by("pk").values_list("digest", flat=True))


def partner_figures(code: str) -> list[PartnerFigure]:
    """What partners' data say of a ward, guarded as released, the latest quarter first."""
    found = of_ward(public(ReleaseKind.PARTNER_FIGURES), code).values_list("title", "content")
    figures = [
        PartnerFigure(content["dataset"], title, content["quarter"], content["shown"])
        for title, content in found
        if content["ward"]["code"] == code
    ]
    by_name = sorted(figures, key=lambda one: one.dataset)
    return sorted(by_name, key=lambda one: one.quarter, reverse=True)


def year_figures() -> list[YearFigure]:
    """What is told of sensitive data sets by the year, the latest year first."""
    found = public(ReleaseKind.YEAR_FIGURES).values_list("title", "content")
    figures = [
        YearFigure(content["dataset"], title, content["year"], content["shown"])
        for title, content in found
    ]
    by_name = sorted(figures, key=lambda one: one.dataset)
    return sorted(by_name, key=lambda one: one.year, reverse=True)


def publications(kind: ReleaseKind | None = None, ward: str | None = None) -> list[Publication]:
    """Reports, assessments, bulletins, papers of groups and survey results, the latest first,
    without their files.

    Of each meeting its minutes, or till then its agenda.
    """
    readable = public() if ward is None else _about(ward)
    lines = readable.filter(kind__in=PAGES).values("pk", "kind", "slot", "title", "released_at")
    each = [_publication(one) for one in lines]
    minuted = {one.page for one in each if one.kind == ReleaseKind.MINUTES}
    found = [
        one
        for one in each
        if kind in (None, one.kind)
        and (one.kind != ReleaseKind.AGENDA or one.page not in minuted)
    ]
    return sorted(found, key=lambda one: (one.published_at, one.release), reverse=True)


def _about(ward: str) -> QuerySet[Release]:
    """What covers this ward; minutes and assessments that name it or a parish in it."""
    named = papers_naming([ward, *(one.code for one in parishes_in(ward))])
    return public().filter(Q(wards__code=ward) | Q(pk__in=[one.pk for one in named])).distinct()


def _publication(one: Mapping[str, Any]) -> Publication:
    """What a slot is the word on ends its name: a quarter, a meeting, a group, a bulletin."""
    kind, which = ReleaseKind(one["kind"]), one["slot"].rpartition(" ")[2]
    where = one["pk"] if kind == ReleaseKind.SURVEY else which
    return Publication(
        id=f"{kind}-{which}",
        release=one["pk"],
        kind=kind,
        title=one["title"],
        published_at=one["released_at"],
        page=reverse(PAGES[kind], args=[where]),
    )


def files_of(found: list[Publication]) -> dict[int, tuple[OpenFile, ...]]:
    """Release -> its files. A file lies under the page of what it belongs to."""
    pages = {one.release: one.page for one in found}
    lines = ReleasedFile.objects.filter(release__in=pages).order_by("name")
    files: dict[int, tuple[OpenFile, ...]] = {}
    for release, name, media_type in lines.values_list("release", "name", "media_type"):
        one = OpenFile(name, media_type, f"{pages[release]}{name}")
        files[release] = (*files.get(release, ()), one)
    return files


def district_entries() -> list[Entry]:
    """What was last published for the whole district."""
    return _newest([*_papers(), *_bulletins(public())])


def bulletin_entries() -> list[Entry]:
    """The bulletins that stand, the latest first."""
    return _newest(_bulletins(public()))


def _bulletins(found: QuerySet[Release]) -> list[Entry]:
    lines = found.filter(kind=ReleaseKind.BULLETIN).values_list(
        "pk", "title", "content__bulletin", "content__introduction", "released_at"
    )
    return [
        Entry(
            release=pk,
            kind=ReleaseKind.BULLETIN,
            title=title,
            page=reverse("public-bulletin", args=[which]),
            at=at,
            summary=next(iter(introduction), ""),
        )
        for pk, title, which, introduction, at in lines
    ]


def ward_entries(code: str) -> list[Entry]:
    """What was last published about a ward."""
    about = Q(wards__code=code) | Q(kind=ReleaseKind.ISSUE, wards=None)
    found = public().filter(about, kind__in=OF_WARD).distinct()
    told = [
        Entry(pk, ReleaseKind(kind), title, reverse("public-ward", args=[code]), at)
        for pk, kind, title, at in found.values_list("pk", "kind", "title", "released_at")
    ]
    return _newest([*told, *_papers(code), *_bulletins(of_ward(public(), code))])


def _papers(ward: str | None = None) -> list[Entry]:
    """Publications but for bulletins, whose entries say more."""
    return [
        Entry(one.release, one.kind, one.title, one.page, one.published_at)
        for one in publications(ward=ward)
        if one.kind != ReleaseKind.BULLETIN
    ]


def parish_entries(parish: ParishLine) -> list[Entry]:
    """Its figures, what its people told, and what names it or its wards."""
    own = reverse("public-parish", args=[parish.code])
    figures = public(ReleaseKind.PARISH_FIGURES).filter(slot=f"{SLOT}{parish.code}")
    told = [
        Entry(pk, ReleaseKind.PARISH_FIGURES, title, own, at)
        for pk, title, at in figures.values_list("pk", "title", "released_at")
    ]
    surveys, bulletins = told_of(parish)
    answered = [
        Entry(
            one.pk,
            ReleaseKind.SURVEY,
            one.title,
            reverse("public-survey", args=[one.pk]),
            one.released_at,
        )
        for one in surveys
    ]
    papers = [
        Entry(one.release, one.kind, one.title, one.page, one.released_at)
        for one in papers_of(parish.codes)
    ]
    named = _bulletins(public().filter(pk__in=[one.pk for one in bulletins]))
    return _newest([*told, *answered, *papers, *named])


def _newest(entries: list[Entry]) -> list[Entry]:
    in_order = sorted(entries, key=lambda one: (one.at, one.release), reverse=True)
    return in_order[:MOST_ENTRIES]
