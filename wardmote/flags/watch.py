"""The signals of one quarter and the bands behind them, from the figures in store.

Police data sets and partners' monthly ones are looked at apart, so that nothing said of open
data rests on what only partners may know. Results are kept in this process under the counts
they were made from: a page looks them up, new figures or settings make new ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wardmote.datasets.models import Dataset, DatasetFigure
from wardmote.datasets.queries import PoliceFigures
from wardmote.datasets.rules import FlagRule, Source
from wardmote.datasets.street import ALL_CRIME, TYPES
from wardmote.flags.rules import Kind
from wardmote.flags.sentences import Grounds, because, sentence, tag
from wardmote.flags.settings import EvidenceSettings
from wardmote.flags.signals import Findings, Signals, bands_of, look, means_of, panel
from wardmote.flags.signals import Kind as Found
from wardmote.flags.signals.choice import Evidence
from wardmote.flags.signals.engine import SHORTEST
from wardmote.flags.signals.panel import Ints
from wardmote.kernel.periods import Month, Quarter, months_between, parse_period

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Signal:
    """One ward (code) or, with a blank code, the district, in one data set."""

    code: str
    dataset: str
    name: str
    kind: Kind
    sentence: str
    why: Grounds
    is_police: bool
    is_sensitive: bool

    @property
    def is_high(self) -> bool:
        """A level that is up and stays: HELD high, not kept down."""
        return self.kind is Kind.HELD and self.why.ratio >= 1

    @property
    def tag(self) -> str:
        """Rising; Held high; Kept down."""
        return tag(self.kind, is_high=self.is_high)

    @property
    def because(self) -> list[str]:
        """The sentences behind *why*."""
        return because(self.kind, self.why)


@dataclass(frozen=True, slots=True)
class Band:
    """One series by month: what was seen (None: missing) and what was expected."""

    months: tuple[Month, ...]
    observed: tuple[int | None, ...]
    expected: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What a signal says of the data set it is of."""

    slug: str
    name: str
    exposure: str
    is_police: bool
    is_sensitive: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """Some data sets by ward and month. Rows go by data set, then ward.

    The numbers are kept as bytes, so that equal figures are one key of the caches below.
    """

    months: tuple[Month, ...]
    codes: tuple[str, ...]
    datasets: tuple[Named, ...]
    cells: bytes
    people: bytes

    @property
    def counts(self) -> Floats:
        """float64[S * W, T], nan where missing."""
        shape = len(self.datasets) * len(self.codes), len(self.months)
        return np.frombuffer(self.cells).reshape(shape)

    @property
    def population(self) -> Floats:
        """float64[S * W], nan where not known."""
        return np.frombuffer(self.people)

    @property
    def is_long_enough(self) -> bool:
        return len(self.months) >= SHORTEST and bool(self.datasets)

    def row(self, code: str, slug: str) -> int:
        """Raises ValueError where the ward or the data set is not among them."""
        slugs = [one.slug for one in self.datasets]
        return slugs.index(slug) * len(self.codes) + self.codes.index(code)

    def found(self, settings: EvidenceSettings) -> Findings:
        """Both tiers of signals, as the engine gives them."""
        return _looked(self, settings)

    def band(self, code: str, slug: str, settings: EvidenceSettings) -> Band:
        """What one series was expected to have; between low and high nine months in ten."""
        row = self.row(code, slug)
        known, at = _known(self.found(settings), row)
        drawn = bands_of(known, at, settings.of_places())
        seen = self.counts[row]
        return Band(
            self.months,
            tuple(None if np.isnan(one) else int(one) for one in seen),
            *(tuple(map(float, part[0])) for part in (drawn.expected, drawn.low, drawn.high)),
        )

    def signals(
        self, quarter: Quarter, settings: EvidenceSettings
    ) -> tuple[tuple[Signal, ...], tuple[Signal, ...]]:
        """Of wards and of the district; none of a data set without a month of the quarter."""
        return _said(self, quarter, settings)

    def _signals(
        self, quarter: Quarter, settings: EvidenceSettings
    ) -> tuple[tuple[Signal, ...], tuple[Signal, ...]]:
        found, last = self.found(settings), self._of_quarter(quarter)
        whole = self.counts.reshape(len(self.datasets), len(self.codes), -1)
        places = []
        for row in np.flatnonzero(found.places.kind):
            code = self.codes[row % len(self.codes)]
            dataset = self.datasets[row // len(self.codes)]
            seen = self.counts[row]
            if np.isfinite(seen[last]).any():
                due = self._due(found, int(row), settings)
                grounds = self._grounds(found.places, int(row), seen, due, last, settings)
                places.append(_signal(code, dataset, found.places, int(row), grounds, quarter))
        district = []
        for at, type_ in enumerate(found.districts.type):
            kind = found.districts.signals.kind[at]
            seen = whole[type_].sum(axis=0)
            if kind in (Found.RISING, Found.COMING_DOWN) and np.isfinite(seen[last]).any():
                grounds = self._of_district(found, at, seen, last, settings)
                dataset = self.datasets[type_]
                signals = found.districts.signals
                district.append(_signal("", dataset, signals, at, grounds, quarter))
        return tuple(places), tuple(district)

    def _of_quarter(self, quarter: Quarter) -> slice:
        """The columns of the quarter's months."""
        first = quarter.months[0].index - self.months[0].index
        return slice(max(first, 0), first + 3)

    def _due(self, found: Findings, row: int, settings: EvidenceSettings) -> Floats:
        due: Floats = means_of(*_known(found, row), settings.of_places())[0]
        return due

    def _grounds(
        self,
        signals: Signals,
        row: int,
        seen: Floats,
        due: Floats,
        last: slice,
        settings: EvidenceSettings,
    ) -> Grounds:
        known = np.isfinite(seen[last])
        since, district = int(signals.since[row]), float(signals.district[row])
        return Grounds(
            observed=round(float(signals.observed[row])),
            expected=float(signals.expected[row]),
            window=int(signals.window[row]),
            since=self.months[since] if 0 < since < len(self.months) else None,
            in_quarter=int(seen[last][known].sum()),
            due_in_quarter=float(due[last][known].sum()),
            district=None if np.isnan(district) else district,
            probability=float(signals.probability[row]),
            threshold=settings.rising_certain,
            false_share=settings.rising_false_share,
            missing=tuple(
                month
                for month, there in zip(self.months[last], known, strict=True)
                if not there
            ),
        )

    def _of_district(
        self, found: Findings, at: int, seen: Floats, last: slice, settings: EvidenceSettings
    ) -> Grounds:
        """The district's expected quarter is its window's, month by month."""
        signals = found.districts.signals
        each = float(signals.expected[at]) / max(int(signals.window[at]), 1)
        due = np.full(len(seen), each)
        return self._grounds(signals, at, seen, due, last, settings)


def _known(found: Findings, row: int) -> tuple[Evidence, Ints]:
    """What one series' signal rests on."""
    assert found.known is not None
    assert found.back is not None
    return found.known, found.back[[row]]


def _signal(
    code: str, dataset: Named, found: Signals, row: int, grounds: Grounds, quarter: Quarter
) -> Signal:
    kind = Kind[Found(int(found.kind[row])).name]
    return Signal(
        code=code,
        dataset=dataset.slug,
        name=dataset.name,
        kind=kind,
        sentence=sentence(kind, grounds, quarter),
        why=grounds,
        is_police=dataset.is_police,
        is_sensitive=dataset.is_sensitive,
    )


def _named(one: Dataset) -> Named:
    is_police = one.source == Source.POLICE
    return Named(one.slug, one.name, one.exposure, is_police, one.sensitive)


@lru_cache(maxsize=64)
def _said(
    watched: Watched, quarter: Quarter, settings: EvidenceSettings
) -> tuple[tuple[Signal, ...], tuple[Signal, ...]]:
    return watched._signals(quarter, settings)


@lru_cache(maxsize=64)
def _looked(watched: Watched, settings: EvidenceSettings) -> Findings:
    datasets, wards = len(watched.datasets), len(watched.codes)
    one = panel(
        watched.counts,
        district=np.zeros(datasets * wards),
        type=np.repeat(np.arange(datasets), wards),
        place=np.tile(np.arange(wards), datasets),
        population=watched.population,
        first_month=watched.months[0].number - 1,
    )
    return look(one, settings.of_places(), settings.of_districts())


def police_watch(
    police: PoliceFigures, exposures: Mapping[str, Mapping[str, int | None]], until: Quarter
) -> Watched:
    """All crime and the 14 types, to the end of the quarter or of what is held."""
    end = until.months[-1]
    months = tuple(month for month in police.months if month <= end)
    codes = tuple(place.code for place in police.places)
    gone = set(police.missing(months))
    order = {slug: at for at, slug in enumerate((ALL_CRIME, *TYPES))}
    registered = {one.slug: _named(one) for one in Dataset.objects.filter(source=Source.POLICE)}
    datasets = tuple(registered[slug] for slug in order)
    cells = np.full((len(order), len(codes), len(months)), np.nan)
    for ward, code in enumerate(codes):
        place = police.cube.codes.get(code)
        known = [at for at, one in enumerate(months) if _is_held(police, one, gone)]
        if place is None or not known:
            continue
        each = police.cube.counts[place, [police.cube.months[months[at]] for at in known]]
        cells[0, ward, known] = each.sum(axis=1)
        cells[1:, ward, known] = each[:, : len(TYPES)].T
    return _watched(months, codes, datasets, cells, exposures)


def _is_held(police: PoliceFigures, month: Month, gone: set[Month]) -> bool:
    return month not in gone and month in police.cube.months


def partner_watch(
    codes: Sequence[str], exposures: Mapping[str, Mapping[str, int | None]], until: Quarter
) -> Watched:
    """Partners' monthly counts, from the first month of any to the end of the quarter."""
    registered = tuple(
        Dataset.objects.filter(source=Source.PARTNER, period_kind="month")
        .exclude(rule=FlagRule.LIST)
        .order_by("slug")
    )
    end = until.months[-1]
    rows = DatasetFigure.objects.filter(
        dataset__in=registered, period__lte=str(end), period__contains="-"
    ).order_by()
    figures = list(rows.values_list("dataset_id", "period", "code", "count"))
    if not figures:
        return _watched((), tuple(codes), (), np.zeros((0, len(codes), 0)), exposures)
    first = parse_period(min(period for _, period, _, _ in figures))
    assert isinstance(first, Month)
    months = tuple(months_between(first, end))
    at_month = {str(month): at for at, month in enumerate(months)}
    at_ward = {code: at for at, code in enumerate(codes)}
    at_set = {one.pk: at for at, one in enumerate(registered)}
    cells = np.full((len(registered), len(codes), len(months)), np.nan)
    for pk, period, code, count in figures:
        if code in at_ward:
            cells[at_set[pk], at_ward[code], at_month[period]] = count
    datasets = tuple(map(_named, registered))
    return _watched(months, tuple(codes), datasets, cells, exposures)


def _watched(
    months: tuple[Month, ...],
    codes: tuple[str, ...],
    datasets: tuple[Named, ...],
    cells: Floats,
    exposures: Mapping[str, Mapping[str, int | None]],
) -> Watched:
    people = [
        exposures.get(one.exposure, {}).get(code) or np.nan
        for one in datasets
        for code in codes
    ]
    at_risk = np.array(people, np.float64)
    return Watched(months, codes, datasets, cells.tobytes(), at_risk.tobytes())
