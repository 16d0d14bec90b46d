"""What is known about one ward, read once for its deep dive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import shapely
from django.db.models import QuerySet

from wardmote.areas.changes import signals_shown
from wardmote.areas.lines import AreaLine
from wardmote.areas.marks import Mark, marks_of
from wardmote.areas.models import Decision
from wardmote.areas.queries import area_line, decisions_of
from wardmote.areas.readers import Reader
from wardmote.areas.wardpage import makeup_rows
from wardmote.datasets.queries import police_figures
from wardmote.datasets.street import ALL_CRIME
from wardmote.flags.figures import Series, monthly_series, partner_series
from wardmote.flags.queries import QuarterFlags, QuarterSignals, flags_for, ground, signals_for
from wardmote.flags.rules import Flag
from wardmote.flags.watch import Signal
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Period, Quarter
from wardmote.places.models import Profile
from wardmote.places.queries import (
    current_representations,
    edition_in_use,
    geometries,
    profiles,
)
from wardmote.places.rules import Kind
from wardmote.reports.models import Finding

QUARTERS = 8
YEAR = 12
LEAST_SHARE = 0.02
"""Of a parish's land in the ward: less is the drawing of the same border twice."""


@dataclass(frozen=True, slots=True)
class ParishPart:
    """A parish that lies in the ward, as a whole or in part; its counts are of all of it."""

    name: str
    share: float
    crimes: int


@dataclass(frozen=True, slots=True)
class Study:
    """One ward; `flags` and `signals` of its last quarters, the newest first."""

    code: str
    name: str
    reader: Reader
    flags: tuple[QuarterFlags, ...]
    signals: tuple[QuarterSignals, ...]
    series: Series
    partners: dict[str, dict[Period, int]]
    area: AreaLine
    decisions: tuple[Decision, ...]
    marks: tuple[Mark, ...]
    profile: Profile | None
    acting: tuple[tuple[str, str], ...]
    parishes: tuple[ParishPart, ...]
    findings: tuple[Finding, ...]

    @property
    def newest(self) -> QuarterFlags:
        return self.flags[0]

    @property
    def quarter(self) -> Quarter:
        return self.newest.quarter

    @property
    def quarters(self) -> list[Quarter]:
        """Oldest first, as tables show them."""
        return [one.quarter for one in reversed(self.flags)]

    @property
    def makeup(self) -> list[tuple[str, str]]:
        return makeup_rows(self.profile)

    def flag(self, report: QuarterFlags, slug: str) -> Flag | None:
        return next((one for one in report.of_ward(self.code) if one.dataset == slug), None)

    def shown(self, report: QuarterSignals) -> list[Signal]:
        """The signals of a quarter that this reader may know of."""
        return signals_shown(report, self.code, self.reader)

    @property
    def slugs(self) -> list[str]:
        """All data sets: all crime, the police's by name, partners'."""
        datasets = self.newest.datasets.values()
        ordered = sorted(
            datasets, key=lambda one: (one.slug != ALL_CRIME, not one.is_police, one.name)
        )
        return [one.slug for one in ordered]


def study(code: str, name: str, quarter: Quarter, reader: Reader, today: date) -> Study:
    """Everything known by the end of a quarter. RuleBroken where there are no figures."""
    on = ground()
    there = [quarter - back for back in range(QUARTERS)]
    there = [one for one in there if one in on.quarters] or [quarter]
    flags = tuple(reader.flags(flags_for(one, on=on)) for one in there)
    found = Finding.objects.filter(place=code).select_related("report")
    return Study(
        code=code,
        name=name,
        reader=reader,
        flags=flags,
        signals=tuple(signals_for(one, on=on) for one in there),
        series=monthly_series(code, flags[0].police),
        partners=partner_series(code),
        area=area_line(code, name, quarter, whole=reader.sees_reasons),
        decisions=tuple(decisions_of(code)),
        marks=tuple(marks_of(code, today, whole=reader.sees_reasons)),
        profile=profiles([code]).get(code),
        acting=_acting(code, today),
        parishes=_parishes(code),
        findings=tuple(_newest_first(found)),
    )


def _newest_first(found: QuerySet[Finding]) -> QuerySet[Finding]:
    return found.order_by("-report__quarter", "order", "pk")


def _acting(code: str, today: date) -> tuple[tuple[str, str], ...]:
    held = current_representations(today).filter(code=code)
    return tuple((one.office, str(one.user)) for one in held)


def _parishes(code: str) -> tuple[ParishPart, ...]:
    """The parishes in the ward by how much of them lies in it; none without boundaries."""
    try:
        police = police_figures(kind=Kind.PARISH)
        ward = shapely.geometry.shape(geometries(edition_in_use())[code])
    except (RuleBroken, KeyError):
        return ()
    shapes = geometries(police.edition)
    last = police.months[-YEAR:]
    parts: list[ParishPart] = []
    for place in police.places:
        shape = shapely.geometry.shape(shapes[place.code]) if place.code in shapes else None
        if shape is None or not shape.area:
            continue
        share = shape.intersection(ward).area / shape.area
        if share >= LEAST_SHARE:
            count = police.count(place.code, ALL_CRIME, last)
            parts.append(ParishPart(place.name, share, count))
    return tuple(sorted(parts, key=lambda one: (-one.share, one.name)))


def quarter_sum(study: Study, slug: str, quarter: Quarter) -> int | None:
    """A data set's count of a quarter in this ward; None where it is not whole."""
    if slug in study.series.by_slug:
        by_month = dict(zip(study.series.months, study.series.by_slug[slug], strict=True))
        return _whole([by_month.get(month) for month in quarter.months])
    held = study.partners.get(slug, {})
    if quarter in held:
        return held[quarter]
    return _whole([held.get(month) for month in quarter.months])


def _whole(counts: Sequence[int | None]) -> int | None:
    known = [one for one in counts if one is not None]
    return sum(known) if len(known) == len(counts) else None
