"""The figures that flags and ward pages weigh: all data sets of a quarter in one go.

`datasets.queries` answers for one data set; here the police's open figures and what
partners sent are read once for all wards and data sets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wardmote.datasets.holdings import months_held
from wardmote.datasets.models import Dataset, DatasetFigure
from wardmote.datasets.queries import PoliceFigures, quarters_held
from wardmote.datasets.rules import FlagRule, Source
from wardmote.datasets.street import ALL_CRIME, TYPES
from wardmote.kernel.periods import Month, Period, Quarter, parse_period

_COLUMN = {slug: column for column, slug in enumerate(TYPES)}


@dataclass(frozen=True, slots=True)
class Figures:
    """One data set's counts of one quarter, by ward. None: not reported, never zero.

    Missing months are left out of the counts. `exposure` is what a rate is a rate of.
    """

    slug: str
    name: str
    exposure: str
    is_police: bool
    is_sensitive: bool
    led_elsewhere: bool
    counts: Mapping[str, int | None]
    missing_months: tuple[Month, ...]
    rule: str = FlagRule.PROBABILITY
    listed: Mapping[str, bool] | None = None  # of a list: ward -> whether it is flagged


@dataclass(frozen=True, slots=True)
class Series:
    """Months without a hole, and for each police data set its count; None: missing."""

    months: tuple[Month, ...]
    by_slug: Mapping[str, tuple[int | None, ...]]


def quarter_figures(quarter: Quarter, police: PoliceFigures) -> list[Figures]:
    """Every data set that has something to say of this quarter, in the register's order."""
    missing = tuple(police.missing(quarter.months))
    good = [month for month in quarter.months if month not in missing]
    codes = [place.code for place in police.places]
    by_place = _totals(police, good)
    sent = _sent(quarter)
    found = []
    for one in Dataset.objects.order_by("pk"):
        if one.source == Source.POLICE:
            column = _COLUMN.get(one.slug)
            counts = {code: _cell(by_place.get(code), column, good) for code in codes}
            found.append(_figures(one, counts, missing))
        elif one.pk in sent:
            periods = sent[one.pk]
            if one.rule == FlagRule.LIST:
                found.append(_list(one, periods, codes))
            else:
                found.append(_figures(one, _added(periods, codes), _gaps(quarter, periods)))
    return found


def _totals(police: PoliceFigures, months: Sequence[Month]) -> dict[str, list[int]]:
    """code -> rows of each type in these months, and of all types last."""
    cube = police.cube
    known = [cube.months[month] for month in months if month in cube.months]
    sums = cube.counts[:, known, :].sum(axis=1)
    return {
        place.code: [*row, sum(row)]
        for place in police.places
        if (at := cube.codes.get(place.code)) is not None
        for row in [sums[at].tolist()]
    }


def _cell(row: list[int] | None, column: int | None, months: Sequence[Month]) -> int | None:
    """A place without a shape has no count; with no good month nor has any place."""
    if row is None or not months:
        return None
    return row[-1 if column is None else column]


def _sent(quarter: Quarter) -> dict[int, dict[str, dict[str, int]]]:
    """data set -> period -> code -> count, of what partners sent for this quarter."""
    periods = [str(quarter), *map(str, quarter.months)]
    found: dict[int, dict[str, dict[str, int]]] = {}
    rows = DatasetFigure.objects.filter(period__in=periods)
    for dataset, period, code, count in rows.values_list(
        "dataset_id", "period", "code", "count"
    ):
        found.setdefault(dataset, {}).setdefault(period, {})[code] = count
    return found


def _list(
    one: Dataset, periods: Mapping[str, Mapping[str, int]], codes: Sequence[str]
) -> Figures:
    """The latest list of the quarter. It has no counts; who is not on it is not flagged."""
    newest = periods[max(periods)]
    listed = {code: newest.get(code, 0) > 0 for code in codes}
    return replace(_figures(one, dict.fromkeys(codes), ()), listed=listed)


def _gaps(quarter: Quarter, periods: Mapping[str, object]) -> tuple[Month, ...]:
    if str(quarter) in periods:
        return ()
    return tuple(month for month in quarter.months if str(month) not in periods)


def _added(
    periods: Mapping[str, Mapping[str, int]], codes: Sequence[str]
) -> dict[str, int | None]:
    """The periods added up; a ward that one of them leaves out is not reported."""
    counts: dict[str, int | None] = {}
    for code in codes:
        said = [period.get(code) for period in periods.values()]
        known = [count for count in said if count is not None]
        counts[code] = sum(known) if len(known) == len(said) else None
    return counts


def _figures(
    one: Dataset, counts: Mapping[str, int | None], missing: tuple[Month, ...]
) -> Figures:
    return Figures(
        slug=one.slug,
        name=one.name,
        exposure=one.exposure,
        is_police=one.source == Source.POLICE,
        is_sensitive=one.sensitive,
        led_elsewhere=one.led_elsewhere,
        counts=counts,
        missing_months=missing,
        rule=one.rule,
    )


def monthly_series(code: str, police: PoliceFigures) -> Series:
    """One ward's months in every police data set, from the first to the last held."""
    months = police.months
    gone = set(police.missing(months))
    at = police.cube.codes.get(code)
    columns: dict[str, list[int | None]] = {slug: [] for slug in (ALL_CRIME, *TYPES)}
    for month in months:
        where = police.cube.months.get(month)
        is_known = at is not None and where is not None and month not in gone
        row = police.cube.counts[at, where].tolist() if is_known else []
        columns[ALL_CRIME].append(sum(row) if is_known else None)
        for slug, column in _COLUMN.items():
            columns[slug].append(row[column] if is_known else None)
    return Series(tuple(months), {slug: tuple(values) for slug, values in columns.items()})


def partner_series(code: str) -> dict[str, dict[Period, int]]:
    """One ward's counts in each partner's data set, by its months or quarters."""
    rows = DatasetFigure.objects.filter(code=code).exclude(dataset__rule=FlagRule.LIST)
    rows = rows.order_by("period")
    found: dict[str, dict[Period, int]] = {}
    for slug, period, count in rows.values_list("dataset__slug", "period", "count"):
        found.setdefault(slug, {})[parse_period(period)] = count
    return found


def quarters() -> list[Quarter]:
    """The quarters with any figures, police's or partners', oldest first."""
    months = map(str, months_held())
    sent = DatasetFigure.objects.order_by().values_list("period", flat=True).distinct()
    periods = [parse_period(text) for text in {*months, *sent}]
    return sorted({one if isinstance(one, Quarter) else one.quarter for one in periods})


def latest_quarter() -> Quarter | None:
    """The latest quarter whose three months are in store."""
    return next(reversed(quarters_held()), None)
