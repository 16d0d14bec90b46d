"""Numbers in words, and the guard over small ones.

The guard is the Office for National Statistics' "10-5 rule" for counts that are not
already public: fewer than 10 (zero included) are shown as such, others are rounded to
the nearest 5.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST_SHOWN = 10
ROUNDED_TO = 5
LIKELY = 2.0  # how many standard errors a count must have moved by to be called up or down
FEWEST = 20  # events in both years together: below it nothing is called a trend


@dataclass(frozen=True, slots=True)
class Guarded:
    """A count as people outside the agencies may see it. None: fewer than 10."""

    value: int | None
    smallest_shown: int = SMALLEST_SHOWN

    def __str__(self) -> str:
        if self.value is None:
            return f"fewer than {self.smallest_shown}"
        return f"about {self.value:,}"


def guard(count: int, *, smallest: int = SMALLEST_SHOWN, to: int = ROUNDED_TO) -> Guarded:
    """Hide a small count, round any other (ties upwards)."""
    if count < smallest:
        return Guarded(None, smallest)
    return Guarded((2 * count + to) // (2 * to) * to, smallest)


def rate_per_1000(count: int, exposure: float | None) -> float | None:
    """Events per 1,000 of what is exposed to them; None where nothing is."""
    return None if not exposure else 1000 * count / exposure


def moved_by(now: int, before: int) -> float:
    """How far a count has moved, in standard errors; 0 where nothing can be said."""
    if now + before < FEWEST:
        return 0.0
    return (now - before) / math.sqrt(now + before)


def direction(now: int, before: int) -> str:
    """Up or down, cautiously: a difference that chance explains is none."""
    if now + before < FEWEST:
        return "small numbers"
    score = moved_by(now, before)
    if abs(score) < LIKELY:
        return "about the same"
    return "up" if score > 0 else "down"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th ... 11th ... 21st."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 ward, 2 wards."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """83 %, and never 100 % of what is not certain."""
    if 0.99 <= share < 1:
        return "over 99 %"
    if 0 < share < 0.01:
        return "under 1 %"
    return f"{100 * share:.0f} %"


def and_list(words: Sequence[str]) -> str:
    """a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def key_of(sent: str) -> int:
    """The number that a page sent as plain digits; 0, which no row has, for anything else."""
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0
