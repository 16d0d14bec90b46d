"""What has been told of partners' counts, and what may be told beside it.

Each number is told once. A correction keeps the old one, for the difference of two would
say more than either. Nothing is told of a period that overlaps one already told, nor by
new boundaries what was told by old ones. Of a sensitive data set a whole financial year
of the whole district is all that is told.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from wardmote.kernel.disclosure import Table, table_of, year_of
from wardmote.kernel.numbers import SMALLEST_SHOWN, Guarded, guard
from wardmote.kernel.periods import Period, Span, Year
from wardmote.releases.models import ToldCell
from wardmote.releases.rules import overlap

NOTHING = Table({})
#: the boundaries of a year's number, which is of no ward
DISTRICT = "the whole district"


@dataclass(frozen=True, slots=True)
class Telling:
    """One table about to be told: of which data set, by which boundaries, of when."""

    dataset: str
    edition: str
    period: str
    table: Table


def told(datasets: Collection[str], periods: Collection[Span]) -> dict[tuple[str, str], Table]:
    """(data set, period) -> what was told of it."""
    rows = ToldCell.objects.filter(dataset__in=datasets, period__in=map(str, periods))
    held: dict[tuple[str, str], list[ToldCell]] = {}
    for row in rows:
        held.setdefault((row.dataset, row.period), []).append(row)
    return {key: _table(rows) for key, rows in held.items()}


def tables_to_tell(
    counts: Mapping[str, Mapping[str, int]], period: Period, edition: str, *, smallest: int
) -> dict[str, Table]:
    """Data set -> the table that may be told now: what was told, and what is new.

    A data set of which nothing may be told of this period has an empty table. A smallest
    number under 10 counts as 10.
    """
    held = _rows(counts)
    least = max(smallest, SMALLEST_SHOWN)
    return {
        slug: _to_tell(real, held[slug], period, edition, least)
        for slug, real in counts.items()
    }


def _to_tell(
    real: Mapping[str, int],
    rows: Iterable[ToldCell],
    period: Period,
    edition: str,
    smallest: int,
) -> Table:
    near = [row for row in rows if overlap(row.period, str(period))]
    if not near:
        return table_of(real, smallest=smallest) if real else NOTHING
    if any((row.period, row.edition) != (str(period), edition) for row in near):
        return NOTHING
    held = _table(near)
    new = {code: guard(count, smallest=smallest) for code, count in real.items()}
    # the total is of the wards told first: another beside it would tell the difference
    return Table({**new, **held.cells}, held.total)


def years_to_tell(
    counts: Mapping[str, int], year: Year, *, wards: int, smallest: int
) -> dict[str, Guarded]:
    """Sensitive data set -> its year's number that may be told now: as it was told first.

    One of which anything else was told of a part of this year is left out: beside a number
    of the whole year it would tell the difference.
    """
    held = _rows(counts)
    found = {}
    for slug, count in counts.items():
        near = [row for row in held[slug] if overlap(row.period, str(year))]
        if any((row.period, row.edition) != (str(year), DISTRICT) for row in near):
            continue
        first = _table(near).total
        found[slug] = first or year_of(count, wards=wards, smallest=smallest)
    return found


def _rows(slugs: Collection[str]) -> dict[str, list[ToldCell]]:
    """Data set -> all that was told of it."""
    held: dict[str, list[ToldCell]] = {slug: [] for slug in slugs}
    for row in ToldCell.objects.filter(dataset__in=list(slugs)):
        held[row.dataset].append(row)
    return held


def _table(rows: Iterable[ToldCell]) -> Table:
    shown = {row.place: Guarded(row.value, row.smallest) for row in rows if row.is_told}
    total = shown.pop("", None)
    return Table(shown, total)
