"""The batch counts as Ibis expressions: said once, run by DuckDB or by a Spark cluster.

Pure: no engine, no file and no database is known here, and every result is whole numbers,
so that two engines must agree exactly. Shapes:

rows    one line for each crime: month (2025-04), point (int64, see `tallies`), type (as
        published)
points  point -> place (code) for the distinct points that lie in a place
places  place -> district (code); every place, also one without crimes
counts  place, month (number: year x 12 + month - 1), type (slug, OTHER for all others), n

Used by `wardmote export counts` and its tests; pages read the cube (`cubes`), whose counts
are the same.
"""

from typing import Final

import ibis
import ibis.expr.types as ir

from wardmote.datasets.street import TYPES

OTHER: Final = "other-label"
ALL: Final = "all-crime"
YEAR: Final = 12


def counts(rows: ir.Table, points: ir.Table) -> ir.Table:
    """How many rows each place has of each type in each month; no line for none."""
    year, month = rows.month.substr(0, 4).cast("int32"), rows.month.substr(5, 2).cast("int32")
    typed = rows.select(
        point=rows.point, month=(year * 12 + month - 1).cast("int32"), type=_slug(rows.type)
    )
    # points repeat: counting them before they are placed joins a tenth of the lines
    gathered = typed.group_by("point", "month", "type").aggregate(n=typed.count())
    placed = gathered.join(points, "point")
    found = placed.group_by("place", "month", "type").aggregate(n=placed.n.sum().cast("int64"))
    return found.select("place", "month", "type", "n")


def _slug(label: ir.StringValue) -> ir.StringValue:
    """A crime type as published -> its slug, whatever its case and blanks."""
    plain = label.re_replace(r"\s+", " ").strip().lower()
    slugs = [(plain == name.lower(), slug) for slug, name in TYPES.items()]
    return ibis.cases(*slugs, else_=OTHER)


def years(counted: ir.Table, places: ir.Table, first: int, last: int) -> ir.Table:
    """By district and type, for each month: its count, the month before, twelve months
    and the twelve before those.

    place is left out. type is also ALL. `before` and both sums are null until there are
    months enough from `first` (a month's number) on.
    """
    series = _by_district(counted, places)
    whole = _every_month(series, places.select("district").distinct(), first, last)
    by_month = {"group_by": ["district", "type"], "order_by": whole.month}
    twelve = ibis.window(preceding=YEAR - 1, following=0, **by_month)
    gone = whole.month - first
    found = whole.mutate(
        before=whole.n.lag(1).over(ibis.window(**by_month)),
        sum_12=whole.n.sum().over(twelve).cast("int64"),
    )
    found = found.mutate(sum_12=ibis.ifelse(gone >= YEAR - 1, found.sum_12, ibis.null("int64")))
    again = {"group_by": ["district", "type"], "order_by": found.month}
    found = found.mutate(sum_12_before=found.sum_12.lag(YEAR).over(ibis.window(**again)))
    columns = ("district", "type", "month", "n", "before", "sum_12", "sum_12_before")
    return found.select(*columns)


def risers(counted: ir.Table, places: ir.Table, last: int, most: int) -> ir.Table:
    """The places and types with the largest rise of twelve months over the twelve before.

    `last` is the last month's number. Ranked by the difference; equal ones by code and
    type, so that the ranking is one and the same everywhere.
    """
    ago = last - counted.month
    near = counted.filter((ago >= 0) & (ago < 2 * YEAR))
    is_now = last - near.month < YEAR
    sums = near.group_by("place", "type").aggregate(
        now=ibis.ifelse(is_now, near.n, 0).sum().cast("int64"),
        then=ibis.ifelse(is_now, 0, near.n).sum().cast("int64"),
    )
    every = sums.mutate(rise=sums.now - sums.then)
    order = [every.rise.desc(), every.place.asc(), every.type.asc()]
    ranked = every.mutate(rank=ibis.row_number().over(ibis.window(order_by=order)) + 1)
    top = ranked.filter(ranked["rank"] <= most).join(places, "place")
    return top.select("rank", "place", "district", "type", "now", "then", "rise")


def _by_district(counted: ir.Table, places: ir.Table) -> ir.Table:
    named = counted.join(places, "place")
    types = named.group_by("district", "type", "month").aggregate(n=named.n.sum())
    whole = named.group_by("district", "month").aggregate(n=named.n.sum())
    every = whole.mutate(type=ibis.literal(ALL)).select("district", "type", "month", "n")
    return types.union(every)


def _every_month(series: ir.Table, districts: ir.Table, first: int, last: int) -> ir.Table:
    """The series with a line for every month and type: where there was none, none happened."""
    months = ibis.memtable({"month": list(range(first, last + 1))}).cast({"month": "int32"})
    types = ibis.memtable({"type": [*TYPES, OTHER, ALL]})
    grid = districts.cross_join(types).cross_join(months)
    wide = grid.left_join(series, ["district", "type", "month"])
    return wide.select("district", "type", "month", n=ibis.coalesce(wide.n, 0).cast("int64"))
