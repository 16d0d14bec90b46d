"""Reads of what is held: counts of a quarter, trends, missing months, the register."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet

from wardmote.datasets.holdings import RowsHeld, months_held, rows_held
from wardmote.datasets.layers import Cube
from wardmote.datasets.models import Dataset, DatasetFigure, DistrictMonth, Import
from wardmote.datasets.rules import (
    FlagRule,
    ImportKind,
    Source,
    State,
    forces_of,
    missing_months,
)
from wardmote.datasets.stores import boundaries_of, cubes, held_as
from wardmote.datasets.street import ALL_CRIME, TYPES
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.once import once
from wardmote.kernel.periods import Month, Quarter, months_between
from wardmote.partnership.queries import this_partnership
from wardmote.places.models import Edition, Place
from wardmote.places.queries import edition_in_use, places_of
from wardmote.places.rules import Kind

OTHER_TYPES = "Other labels"  # crime types as published that are none of the 14
_TYPE_INDEX = {slug: index for index, slug in enumerate(TYPES)}


@dataclass(frozen=True, slots=True)
class PoliceFigures:
    """The police's open figures in the partnership's places, as they stand now."""

    edition: Edition
    places: list[Place]  # the partnership's, by code
    held: list[RowsHeld]
    cube: Cube
    forces: list[str]  # the partnership's own, in lower case
    month_share: float  # of its force's median month, below which a month has collapsed
    #: every month from the first to the last that the partnership's forces have
    months: list[Month]
    rows: dict[str, dict[Month, int]]  # of the partnership's forces, in the archive
    fetched: frozenset[Month]  # months counted from what was fetched

    def missing(self, months: Iterable[Month]) -> list[Month]:
        """Those months that must not be read as a count: no file, or it collapsed."""
        asked = list(months)
        archived = [month for month in asked if month not in self.fetched]
        gone = set(missing_months(archived, self.rows, [*self.rows], self.month_share))
        gone |= self._thin(self.fetched)
        return [month for month in asked if month in gone]

    def _thin(self, fetched: frozenset[Month]) -> set[Month]:
        """Fetched months with far fewer rows in our places than months usually have."""
        if not fetched:
            return set()
        ours = [self.cube.codes[p.code] for p in self.places if p.code in self.cube.codes]
        by_month = self.cube.counts[ours].sum(axis=(0, 2))
        floor = self.month_share * float(np.median(by_month))
        return {month for month in fetched if by_month[self.cube.months[month]] < floor}

    def count(self, code: str, slug: str, months: Iterable[Month]) -> int:
        """Rows of this type (or `all-crime`) in this place in these months."""
        place = self.cube.codes.get(code)
        known = [self.cube.months[one] for one in months if one in self.cube.months]
        if place is None or not known:
            return 0
        cells = self.cube.counts[place, known, :]
        if slug == ALL_CRIME:
            return int(cells.sum())
        return int(cells[:, _TYPE_INDEX[slug]].sum())

    def series(
        self, code: str, slug: str, months: Sequence[Month] | None = None
    ) -> list[int | None]:
        """A count for each month; None where the month is missing."""
        return self.table(code, months)[slug]

    def table(
        self, code: str, months: Sequence[Month] | None = None
    ) -> dict[str, list[int | None]]:
        """`all-crime` and each type's slug -> a count for each month; None if missing."""
        months = self.months if months is None else months
        gone = set(self.missing(months))
        place = self.cube.codes.get(code)
        cells = None if place is None else self.cube.counts[place]
        found: dict[str, list[int | None]] = {slug: [] for slug in (ALL_CRIME, *TYPES)}
        for month in months:
            here = self.cube.months.get(month)
            counts = (
                [0] * (len(TYPES) + 1)
                if cells is None or here is None
                else cells[here].tolist()
            )
            for column, number in [(ALL_CRIME, sum(counts)), *zip(TYPES, counts, strict=False)]:
                found[column].append(None if month in gone else number)
        return found


@dataclass(frozen=True, slots=True)
class Counting:
    """Whose months count: the shares that a partnership may set."""

    force_share: float
    month_share: float


def counting() -> Counting:
    """The partnership's own."""
    ours = this_partnership()
    return Counting(ours.force_share, ours.month_share)


@once
def police_figures(
    edition: str = "", kind: Kind = Kind.WARD, rule: Counting | None = None
) -> PoliceFigures:
    """The police's open figures; RuleBroken if no boundaries of this kind are loaded.

    Another `rule` than the partnership's shows what it would change.
    """
    found = edition_in_use(kind, edition)
    places = list(places_of(found))
    held = rows_held()
    cube = cubes().get(boundaries_of(found), held_as(held))
    ours = [cube.codes[one.code] for one in places if one.code in cube.codes]
    placed = {
        force: int(cube.by_force[index, ours].sum()) for force, index in cube.forces.items()
    }
    rule = rule or counting()
    forces = forces_of(placed, rule.force_share)
    months: set[Month] = set()
    rows: dict[str, dict[Month, int]] = {}
    fetched: set[Month] = set()
    for one, month in zip(held, [Month.parse(one.month) for one in held], strict=True):
        if isinstance(one, DistrictMonth):
            fetched.add(month)
        elif one.force_key in forces:
            rows.setdefault(one.force_key, {})[month] = one.rows
        if one.force_key in forces:
            months.add(month)
    return PoliceFigures(
        found,
        places,
        held,
        cube,
        forces,
        rule.month_share,
        list(months_between(min(months), max(months))) if months else [],
        rows,
        frozenset(fetched),
    )


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """Counts of one place, by crime type as published."""

    code: str
    name: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class QuarterCounts:
    """What the `counts` command shows of one quarter."""

    quarter: Quarter
    edition: str
    months: tuple[Month, ...]
    missing_months: list[Month]
    rows: int
    no_location: int
    outside: int
    wards: list[PlaceCounts]


def counts_of(quarter: Quarter, *, edition: str = "", ward: str = "") -> QuarterCounts:
    """Every row of the quarter: in one ward, or outside, or without location."""
    figures = police_figures(edition)
    months = quarter.months
    wards = [_place_counts(figures, place, months) for place in figures.places]
    names = {str(month) for month in months}
    held = [one for one in figures.held if one.month in names]
    rows, no_location = sum(one.rows for one in held), sum(one.no_location for one in held)
    placed = sum(sum(one.counts.values()) for one in wards)
    if ward:
        wards = [one for one in wards if one.code == ward]
        if not wards:
            raise RuleBroken(
                f"{ward} is not one of our wards in edition {figures.edition.name}. "
                "`wardmote wards` lists them"
            )
    return QuarterCounts(
        quarter=quarter,
        edition=figures.edition.name,
        months=months,
        missing_months=figures.missing(months),
        rows=rows,
        no_location=no_location,
        outside=rows - no_location - placed,
        wards=wards,
    )


def _place_counts(figures: PoliceFigures, place: Place, months: Iterable[Month]) -> PlaceCounts:
    months = tuple(months)
    counts = {label: figures.count(place.code, slug, months) for slug, label in TYPES.items()}
    other = figures.count(place.code, ALL_CRIME, months) - sum(counts.values())
    if other:
        counts[OTHER_TYPES] = other
    return PlaceCounts(place.code, place.name, counts)


@dataclass(frozen=True, slots=True)
class Figures:
    """One data set's counts of one quarter, by ward. None: not reported, never zero."""

    dataset: Dataset
    quarter: Quarter
    edition: str
    counts: dict[str, int | None]
    missing: tuple[Month, ...]  # months of the quarter that the counts leave out


def figures_of(slug: str, quarter: Quarter, *, edition: str = "") -> Figures:
    """A data set's counts of a quarter. Months that are missing are left out."""
    dataset = dataset_named(slug)
    if dataset.source == Source.POLICE:
        police = police_figures(edition)
        missing = police.missing(quarter.months)
        good = [month for month in quarter.months if month not in missing]
        counts: dict[str, int | None] = {
            place.code: police.count(place.code, slug, good) if good else None
            for place in police.places
        }
        return Figures(dataset, quarter, police.edition.name, counts, tuple(missing))
    return _partner_figures(dataset, quarter, edition)


def _partner_figures(dataset: Dataset, quarter: Quarter, edition: str) -> Figures:
    found = edition_in_use(Kind.WARD, edition)
    if dataset.rule == FlagRule.LIST:
        codes = places_of(found).values_list("code", flat=True)
        return Figures(dataset, quarter, found.name, dict.fromkeys(codes), ())
    periods = [str(quarter), *map(str, quarter.months)]
    held: dict[str, dict[str, int]] = {}
    for one in DatasetFigure.objects.filter(dataset=dataset, period__in=periods):
        held.setdefault(one.period, {})[one.code] = one.count
    missing: tuple[Month, ...] = ()
    if str(quarter) not in held:
        missing = tuple(month for month in quarter.months if str(month) not in held)
    counts: dict[str, int | None] = {}
    for code in places_of(found).values_list("code", flat=True):
        said = [period.get(code) for period in held.values()]
        known = [count for count in said if count is not None]
        counts[code] = sum(known) if held and len(known) == len(said) else None
    return Figures(dataset, quarter, found.name, counts, missing)


def dataset_named(slug: str) -> Dataset:
    """The data set with this slug; RuleBroken naming those there are."""
    found = Dataset.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Dataset.objects.values_list("slug", flat=True))
        raise RuleBroken(f"There is no data set “{slug[:60]}”. There are: {known}")
    return found


def register() -> QuerySet[Dataset]:
    """The source register: all police types together first, then partners' data."""
    return Dataset.objects.order_by("-source", "pk")


def imports() -> QuerySet[Import]:
    """Imports and their receipts, newest first."""
    return Import.objects.select_related("dataset", "by_user")


def latest_import(*states: State) -> int:
    """The number of the latest import of street files in one of these states."""
    found = Import.objects.filter(kind=ImportKind.STREET, state__in=states).first()
    if found is None:
        raise RuleBroken(f"No import of street files is {' or '.join(states)}")
    return found.pk


def quarters_held() -> list[Quarter]:
    """Calendar quarters with police rows of which all three months are in store."""
    months = set(months_held())
    return sorted({one.quarter for one in months if months.issuperset(one.quarter.months)})
