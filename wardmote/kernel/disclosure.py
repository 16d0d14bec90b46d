"""What may be told of one table of a partner's counts: its wards in one period, its total.

Who reads the table knows the populations, these rules and all that was told before. Of a
count shown as "fewer than 10" they must not learn more than this leaves: at least
`FEWEST_LEFT` whole numbers stay possible.

A count under the smallest shown is hidden, any other rounded, the total rounded by itself:
the 10-5 rule. A total that would say too much of a hidden count is not told. That it is
not told says something too, so other totals beside it are withheld with it, until whoever
knows all of this still cannot tell.

Flags are told as far as the told counts bear them out, so they say nothing more. There are
no totals by row: of one ward over several periods nothing is ever added up.

Of a sensitive data set only a year of the whole district is told. Partners see its flags by
ward and quarter, of which each shows an event or more; so what is hidden reaches further.

No Django, no clock, no database.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from wardmote.kernel.numbers import ROUNDED_TO, SMALLEST_SHOWN, Guarded, guard

FEWEST_LEFT = 5
HALF = ROUNDED_TO // 2
QUARTERS = 4

Shown = Mapping[str, Guarded]


@dataclass(frozen=True, slots=True)
class Range:
    """The whole numbers that a count may be, both ends in it. `high` below `low`: none."""

    low: int
    high: int

    @property
    def left(self) -> int:
        """How many there are."""
        return max(0, self.high - self.low + 1)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is told. `total` None: not told."""

    cells: Shown
    total: Guarded | None = None


def possible(shown: Guarded) -> Range:
    """What a count may be, by what is shown of it alone."""
    if shown.value is None:
        return Range(0, shown.smallest_shown - 1)
    return Range(max(shown.value - HALF, shown.smallest_shown), shown.value + HALF)


def hidden(cells: Shown) -> list[str]:
    """The wards whose count is shown as fewer than the smallest."""
    return [code for code, shown in cells.items() if shown.value is None]


def table_of(counts: Mapping[str, int], *, smallest: int = SMALLEST_SHOWN) -> Table:
    """The table that may be told of these counts."""
    cells = {code: guard(count, smallest=smallest) for code, count in counts.items()}
    total = guard(sum(counts.values()), smallest=smallest)
    return Table(cells, None if total in withheld_totals(cells, smallest=smallest) else total)


def smallest_of_year(wards: int, *, smallest: int = SMALLEST_SHOWN) -> int:
    """Under what a sensitive data set's year is hidden: the same whatever its flags say.

    Were each ward flagged in each quarter, that would be an event for each. Above it five
    whole numbers are left, and more: rounded up to ten.
    """
    least = QUARTERS * wards + FEWEST_LEFT
    return max(smallest, SMALLEST_SHOWN, math.ceil(least / 10) * 10)


def year_of(count: int, *, wards: int, smallest: int = SMALLEST_SHOWN) -> Guarded:
    """What may be told of a sensitive data set's year."""
    return guard(count, smallest=smallest_of_year(wards, smallest=smallest))


def bounds(cells: Shown, total: Guarded) -> dict[str, Range]:
    """Hidden ward -> what it may be for somebody who adds up and takes away."""
    each = {code: possible(shown) for code, shown in cells.items()}
    whole = possible(total)
    low, high = sum(one.low for one in each.values()), sum(one.high for one in each.values())
    return {
        code: Range(
            max(each[code].low, whole.low - (high - each[code].high)),
            min(each[code].high, whole.high - (low - each[code].low)),
        )
        for code in hidden(cells)
    }


def totals_there_may_be(cells: Shown, *, smallest: int = SMALLEST_SHOWN) -> list[Guarded]:
    """Every total that these cells leave possible, as it would be shown, lowest first."""
    each = [possible(shown) for shown in cells.values()]
    least, most = sum(one.low for one in each), sum(one.high for one in each)
    return list(
        dict.fromkeys(guard(sum_, smallest=smallest) for sum_ in range(least, most + 1))
    )


def withheld_totals(cells: Shown, *, smallest: int = SMALLEST_SHOWN) -> list[Guarded]:
    """The totals that would not be told beside these cells: the same for all who ask.

    Those at either end, which say too much of a hidden count; with them as many of their
    neighbours as it takes for "not told" to say too little.
    """
    totals = totals_there_may_be(cells, smallest=smallest)
    ranges = [bounds(cells, total) for total in totals]
    kept = {at for at, found in enumerate(ranges) if _narrowest(found.values()) < FEWEST_LEFT}
    from_below = 0 in kept
    while kept and _fewest_in(cells, [ranges[at] for at in kept]) < FEWEST_LEFT:
        free = [at for at in range(len(totals)) if at not in kept]
        if not free:
            break
        kept.add(free[0] if from_below else free[-1])
    return [totals[at] for at in sorted(kept)]


def left_possible(table: Table, *, smallest: int = SMALLEST_SHOWN) -> dict[str, int]:
    """Hidden ward -> how many whole numbers it may be for who knows all rules of this file."""
    if table.total is not None:
        return {code: one.left for code, one in bounds(table.cells, table.total).items()}
    kept = withheld_totals(table.cells, smallest=smallest)
    ranges = [bounds(table.cells, total) for total in kept]
    return {code: _values(code, ranges) for code in hidden(table.cells)}


def _narrowest(ranges: Iterable[Range]) -> int:
    return min((one.left for one in ranges), default=FEWEST_LEFT)


def _fewest_in(cells: Shown, ranges: Sequence[Mapping[str, Range]]) -> int:
    return min((_values(code, ranges) for code in hidden(cells)), default=FEWEST_LEFT)


def _values(code: str, ranges: Sequence[Mapping[str, Range]]) -> int:
    """How many whole numbers any of these leaves to a ward."""
    return len({n for one in ranges for n in range(one[code].low, one[code].high + 1)})


def flags_told(
    cells: Shown, exposures: Mapping[str, int | None], k: int, *, fewest_wards: int = 0
) -> dict[str, bool | None]:
    """Whether a ward is among the k highest, by the told counts alone; None: not told.

    A ward with nobody exposed has no rate and is left out.
    """
    rates = {
        code: (Fraction(one.low, exposed), Fraction(one.high, exposed))
        for code, shown in cells.items()
        if (exposed := exposures.get(code))
        for one in [possible(shown)]
    }
    if len(rates) < fewest_wards or k < 1:
        return {}
    return {code: _flag(code, rates, k) for code in rates}


def _flag(code: str, rates: Mapping[str, tuple[Fraction, Fraction]], k: int) -> bool | None:
    low, high = rates[code]
    others = [rate for other, rate in rates.items() if other != code]
    if low > 0 and sum(most > low for _, most in others) < k:
        return True
    if sum(least > high for least, _ in others) >= k:
        return False
    return None
