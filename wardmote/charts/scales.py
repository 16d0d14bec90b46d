"""Numbers as they are written, ticks at round numbers, and months along an axis."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wardmote.charts.lettering import width_of
from wardmote.kernel.periods import NAMES, Month, Period

NO_FIGURE = "no figure"
LEAST = 1e-9
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000)


def places_for(values: Iterable[float | None]) -> int:
    """Decimals that suit all the values: none for counts, two for small fractions."""
    known = [value for value in values if value is not None]
    if all(float(value).is_integer() for value in known):
        return 0
    return 1 if max(known) >= 1 else 2


def number(value: float | None, places: int = 0) -> str:
    """1,234 or 12.1; None is written as no figure."""
    return NO_FIGURE if value is None else f"{value:,.{places}f}"


def compact(value: float, step: float) -> str:
    """A tick's number: 1,200, 2.5m, 3bn; decimals only where the step has them."""
    for size, letters in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if value >= size:
            return f"{value / size:,.6g}{letters}"
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    return f"{value:,.{places}f}" if value else "0"


def ticks(peak: float, *, whole: bool, about: int = 4) -> tuple[list[float], float]:
    """Round numbers from 0 to at least the peak, and the step between them."""
    if peak < LEAST:
        return [0.0, 1.0], 1.0
    rough = peak / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough * (1 - 1e-9))
    step = max(step, 1.0) if whole else step
    count = math.ceil(peak / step - 1e-9)
    return [step * place for place in range(count + 1)], step


@dataclass(frozen=True, slots=True)
class Tick:
    """A label under the axis: the month or quarter, and the year where it is new."""

    place: int
    text: str
    year: str


def period_ticks(periods: Sequence[Period], slot: float, size: float) -> list[Tick]:
    """As many labels as fit: every month, every quarter's first, each January ..."""
    monthly = isinstance(periods[0], Month)
    yearly = 12 if monthly else 4
    for months in _STEPS:
        step = months if monthly else max(1, months // 3)
        if step * slot >= width_of("2026", size) + 8:
            break
    places = [place for place, period in enumerate(periods) if period.index % step == 0]
    return _with_years(periods, places or [0], step >= yearly)


def _with_years(
    periods: Sequence[Period], places: Sequence[int], years_only: bool
) -> list[Tick]:
    labels, seen = [], 0
    for place in places:
        period = periods[place]
        year = str(period.year) if period.year != seen else ""
        seen = period.year
        if years_only:
            labels.append(Tick(place, str(period.year), ""))
        elif isinstance(period, Month):
            labels.append(Tick(place, NAMES[period.number - 1][:3], year))
        else:
            labels.append(Tick(place, f"Q{period.number}", year))
    return labels


def require_consecutive(periods: Sequence[Period]) -> None:
    """Raise ValueError unless there are periods and none between them is left out."""
    if not periods:
        raise ValueError("There are no periods to draw")
    first = periods[0]
    for place, period in enumerate(periods):
        if type(period) is not type(first) or period.index != first.index + place:
            raise ValueError("Periods must follow each other: a missing one is a None")
