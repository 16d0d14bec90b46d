"""Which rows are in store, and which of them figures are counted from.

Two kinds of rows are held: force-months from the police's archive, and district-months
fetched from their API. One rule says which count: the archive wins, and the API stands in
for the months that the archive does not have yet.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings

from wardmote.datasets.models import DistrictMonth, ForceMonth
from wardmote.datasets.rules import months_from_api
from wardmote.kernel.once import once
from wardmote.kernel.periods import Month
from wardmote.partnership.queries import this_partnership

RowsHeld = ForceMonth | DistrictMonth


@once
def rows_held() -> list[RowsHeld]:
    """What figures are counted from, by month and force: each month from one source."""
    stand_in = fetched_in_use()
    used = {one.month for one in stand_in}
    archive = [one for one in ForceMonth.objects.all() if one.month not in used]
    every: list[RowsHeld] = [*archive, *stand_in]
    return sorted(every, key=lambda one: (one.month, one.force_key))


@once
def fetched() -> list[DistrictMonth]:
    """All that was fetched for our district, counted from or not.

    Only from the address in use: what a trial server sent is never counted beside it.
    """
    ours = this_partnership().district_code
    host = urlsplit(settings.POLICE_API).hostname or ""
    return list(DistrictMonth.objects.filter(district_code=ours, source=host))


def fetched_in_use() -> list[DistrictMonth]:
    """The fetched rows that figures are counted from."""
    every = fetched()
    archive = set(ForceMonth.objects.values_list("month", "force_key"))
    used = months_from_api({one.month: one.home_force_key for one in every}, archive)
    return [one for one in every if one.month in used]


@once
def months_held() -> list[Month]:
    """Every month with rows, from either source, oldest first."""
    names = set(ForceMonth.objects.order_by().values_list("month", flat=True).distinct())
    names |= {one.month for one in fetched()}
    return [Month.parse(name) for name in sorted(names)]


def months_of_archive(force_key: str) -> set[Month]:
    """The months that the archive has from this force."""
    held = ForceMonth.objects.filter(force_key=force_key)
    return {Month.parse(name) for name in held.values_list("month", flat=True)}


def batches_in_use() -> set[str]:
    """The names of all batches that something refers to."""
    found: set[str] = set()
    for model in ForceMonth, DistrictMonth:
        found.update(model.objects.values_list("batch", flat=True))
    return found


@dataclass(frozen=True, slots=True)
class FetchedMonth:
    """One fetched month as the data page shows it."""

    month: Month
    source: str
    published_on: date
    rows: int
    is_counted: bool  # else the archive has the month, and is counted


def fetched_lines() -> list[FetchedMonth]:
    """The fetched months, newest first."""
    used = {one.month for one in fetched_in_use()}
    lines: dict[str, FetchedMonth] = {}
    for one in fetched():
        before = lines.get(one.month)
        lines[one.month] = FetchedMonth(
            Month.parse(one.month),
            one.source,
            one.published_on,
            one.rows + (before.rows if before else 0),
            one.month in used,
        )
    return [lines[month] for month in sorted(lines, reverse=True)]
