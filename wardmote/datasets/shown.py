"""What the data pages show: the register with what is held, and one data set's counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min

from wardmote.datasets.holdings import months_held
from wardmote.datasets.models import Dataset, DatasetFigure
from wardmote.datasets.queries import police_figures, register
from wardmote.datasets.rules import FlagRule, Source
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month, Quarter
from wardmote.places.queries import wards

LATEST_PERIODS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the register as the page shows it."""

    dataset: Dataset
    covers: str
    is_late: bool
    #: police data sets come in the same files, so one line stands for all of them
    stands_for: int = 1


def register_lines(on: date) -> list[Line]:
    """The police's open data on one line, then each partner's data set."""
    datasets = list(register())
    police = [one for one in datasets if one.source == Source.POLICE]
    held = DatasetFigure.objects.order_by().values_list("dataset")
    spans = {
        pk: (first, last)
        for pk, first, last in held.annotate(first=Min("period"), last=Max("period"))
    }
    lines = [
        Line(one, _covers(*spans.get(one.pk, ("", ""))), one.is_late(on))
        for one in datasets
        if one.source == Source.PARTNER
    ]
    if police:
        lines.insert(0, Line(police[0], police_covers(), police[0].is_late(on), len(police)))
    return lines


def police_covers() -> str:
    """The months of police rows in store, from the first to the last."""
    held = months_held()
    return _covers(str(held[0]), str(held[-1])) if held else ""


def partner_covers(dataset: Dataset) -> str:
    """The periods a partner has reported, from the first to the last."""
    held = dataset.figures.aggregate(first=Min("period"), last=Max("period"))
    return _covers(held["first"], held["last"])


def _covers(first: str | None, last: str | None) -> str:
    if not first or not last:
        return ""
    if first == last:
        return period_words(first)
    return f"{period_words(first)} to {period_words(last)}"


def period_words(period: str) -> str:
    """April 2025 for 2025-04, April to June 2025 for 2025Q2."""
    return (Quarter if "Q" in period else Month).parse(period).words


@dataclass(frozen=True, slots=True)
class Gap:
    """A month that must not be read as a count, and whose file it is about."""

    month: Month
    why: str


def gaps() -> list[Gap]:
    """The partnership's missing months, newest first, each with what is wrong."""
    try:
        figures = police_figures()
    except RuleBroken:
        return []
    rows = {(one.force_key, one.month): one for one in figures.held}
    names = {one.force_key: one.force for one in figures.held}
    found = []
    for month in reversed(figures.missing(figures.months)):
        lacking = [names[f] for f in figures.forces if (f, str(month)) not in rows]
        if lacking:
            why = f"no file from {' and '.join(lacking)}"
        else:
            why = "far fewer rows than usual: the month collapsed"
        found.append(Gap(month, why))
    return found


@dataclass(frozen=True, slots=True)
class CountTable:
    """A data set's latest counts by ward, for components/table.html."""

    caption: str
    headers: list[str]
    rows: list[list[str]]


def latest_counts(dataset: Dataset) -> CountTable | None:
    """Real counts of the latest periods, for the office; None before the first delivery."""
    mine = dataset.figures.all()
    periods = sorted(set(mine.values_list("period", flat=True)))[-LATEST_PERIODS:]
    if not periods:
        return None
    counts = {
        (code, period): count
        for code, period, count in mine.filter(period__in=periods).values_list(
            "code", "period", "count"
        )
    }
    try:
        names = dict(wards().values_list("code", "name"))
    except RuleBroken:
        names = {}
    codes = names or sorted({code for code, _ in counts})
    heads = ["Ward", *(_short(period) for period in periods)]
    if dataset.rule == FlagRule.LIST:
        rows = [[names.get(code, code), *_listed(counts, code, periods)] for code in codes]
        return CountTable(f"{dataset.name}, wards on the list", heads, rows)
    rows = [[names.get(code, code), *_cells(counts, code, periods)] for code in codes]
    return CountTable(f"{dataset.name}, counts by ward", heads, rows)


def _listed(counts: dict[tuple[str, str], int], code: str, periods: Iterable[str]) -> list[str]:
    return ["flagged" if counts.get((code, period)) else "not" for period in periods]


def _cells(counts: dict[tuple[str, str], int], code: str, periods: Iterable[str]) -> list[str]:
    found = (counts.get((code, period)) for period in periods)
    return ["not reported" if one is None else f"{one:,}" for one in found]


def _short(period: str) -> str:
    return (Quarter if "Q" in period else Month).parse(period).short
