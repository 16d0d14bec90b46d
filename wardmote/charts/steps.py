"""Values in at most five steps of about as many areas each, ties kept together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wardmote.charts.scales import number, places_for

MOST_STEPS = 5
MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the lowest and highest value that is really in it, and how many."""

    low: float
    high: float
    count: int

    def words(self, places: int) -> str:
        low, high = number(self.low, places), number(self.high, places)
        return low if low == high else f"{low} to {high}"


def steps(values: Sequence[float | None]) -> list[Step]:
    """Steps from the lowest up. Fewer where there are fewer different values."""
    counts = sorted(Counter(value for value in values if value is not None).items())
    found: list[Step] = []
    for left in range(min(MOST_STEPS, len(counts)), 0, -1):
        taken = _take(counts, left)
        found.append(
            Step(counts[0][0], counts[taken - 1][0], sum(n for _, n in counts[:taken]))
        )
        counts = counts[taken:]
    return found


def step_of(value: float, among: Sequence[Step]) -> int:
    """The place (from 0) of the step that holds the value."""
    return next(place for place, step in enumerate(among) if value <= step.high)


def rounded_steps(values: Sequence[float | None]) -> tuple[list[Step], int]:
    """Steps of the values as they are written, and with how many decimals.

    What reads alike is in one step, so that no two steps read as if they overlapped.
    More decimals than the values ask for only where there would be fewer steps.
    """
    known = [value for value in values if value is not None]
    wanted = min(MOST_STEPS, len(set(known)))
    for places in range(places_for(values), MOST_PLACES + 1):
        found = steps([round(value, places) for value in known])
        if len(found) == wanted:
            break
    return found, places


def _take(counts: Sequence[tuple[float, int]], left: int) -> int:
    """How many different values the next of `left` steps takes."""
    most = len(counts) - (left - 1)
    if left == 1:
        return most
    share = sum(n for _, n in counts) / left
    held, taken = counts[0][1], 1
    while taken < most and abs(held + counts[taken][1] - share) <= abs(held - share):
        held += counts[taken][1]
        taken += 1
    return taken
