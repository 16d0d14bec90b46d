"""What a reader may see of a ward: standing releases, and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q
from django.urls import reverse

from wardmote.briefings.publications import ReportLine, report_lines
from wardmote.briefings.rules import (
    Figures,
    Finding,
    Told,
    finding,
    read_ended,
    read_figures,
    read_signals,
)
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter, parse_period
from wardmote.releases.models import Release
from wardmote.releases.queries import (
    for_members_of,
    of_ward,
    public,
)
from wardmote.releases.rules import KIND_WORDS, Audience, ReleaseKind

#: where on the ward's public page, and in its briefing, a release of this kind stands
ON_PAGE = {
    ReleaseKind.AREA: "#area",
    ReleaseKind.FLAGS: "#flags",
    ReleaseKind.ISSUE: "#done",
    ReleaseKind.PARTNER_FIGURES: "#partners",
}
IN_BRIEFING = {
    ReleaseKind.AREA: "#area",
    ReleaseKind.FLAGS: "#figures",
    ReleaseKind.ISSUE: "#done",
    ReleaseKind.PARTNER_FIGURES: "#figures",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One release as this reader sees it."""

    pk: int
    kind: ReleaseKind
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
class New:
    """One line of what is new: what it is, and the page on which it is read."""

    kind: str
    title: str
    page: str
    released_at: datetime
    is_public: bool


@dataclass(frozen=True, slots=True)
class WardNews:
    """Everything released about one ward to one reader."""

    code: str
    name: str
    figures: Figures | None
    area: Seen | None
    flags: Seen | None
    partners: list[Seen]
    findings: list[Seen]
    issues: list[Seen]
    surveys: list[Seen]
    bulletins: list[Seen]
    reports: list[ReportLine]
    changed: list[Seen]

    @property
    def everything(self) -> list[Seen | ReportLine]:
        return [*self.changed, *self.reports]

    @property
    def finding(self) -> Finding | None:
        """What the figures say first; None where there are none."""
        if self.figures is None or not self.figures.months:
            return None
        return finding(self.figures, self.flags.content if self.flags else None)

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

    def since(self, day: date) -> list[New]:
        """What was released from this day on, newest first."""
        recent = [one for one in self.everything if one.released_at.date() >= day]
        in_order = sorted(recent, key=lambda one: one.released_at, reverse=True)
        return [
            New(
                KIND_WORDS[one.kind], one.title, self._page(one), one.released_at, one.is_public
            )
            for one in in_order
        ]

    def _page(self, one: Seen | ReportLine) -> str:
        """Where it is read: the ward's own page, where it has no page to itself."""
        if isinstance(one, ReportLine):
            return reverse("public-report", args=[one.quarter])
        if not one.is_public:
            return reverse("briefing", args=[self.code]) + IN_BRIEFING.get(one.kind, "")
        if one.kind == ReleaseKind.SURVEY:
            return reverse("public-survey", args=[one.pk])
        if one.kind == ReleaseKind.BULLETIN:
            return reverse("public-bulletin", args=[one.content["bulletin"]])
        return reverse("public-ward", args=[self.code]) + ON_PAGE.get(one.kind, "")


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
    bulletins = kinds[ReleaseKind.BULLETIN][::-1]
    rest = (*partners, *findings, *issues, *surveys, *bulletins)
    told = [one for one in (*redrawn, figures, area, flags, *rest) if one]
    return WardNews(
        code=code,
        name=name or code,
        figures=read_figures(figures.content) if figures else None,
        area=area,
        flags=flags,
        partners=partners,
        findings=findings,
        issues=issues,
        surveys=surveys,
        bulletins=bulletins,
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
    return Seen(
        one.pk, ReleaseKind(one.kind), one.title, one.content, one.released_at, is_public
    )


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
