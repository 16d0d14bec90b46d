"""Which issue first: marks, weights, a rank, and places given by hand.

The Tasking & Coordinating Group marks each issue on six criteria from 0 to 5. A score is
the weighted mean of the marks as a share of the highest there could be, in whole per cent,
so that a page can show how it came about. Equal scores share a rank. Where the group places
an issue by hand it stands at that place, with the reason, and the others close up round it.

No Django, no clock, no database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken

HIGHEST = 5
MOST_WEIGHT = 10


class Criterion(StrEnum):
    """What an issue is marked on."""

    HARM = "harm"
    FREQUENCY = "frequency"
    TREND = "trend"
    VULNERABILITY = "vulnerability"
    EXPECTATION = "expectation"
    INFLUENCE = "influence"


CRITERION_NAMES = {
    Criterion.HARM: "Harm it does",
    Criterion.FREQUENCY: "How often it happens",
    Criterion.TREND: "Where the figures are going",
    Criterion.VULNERABILITY: "How vulnerable those affected are",
    Criterion.EXPECTATION: "What the public expects",
    Criterion.INFLUENCE: "Whether we can affect it",
}

#: what 0 and 5 mean, so that two people mark alike
ENDS = {
    Criterion.HARM: ("no one is harmed", "lives are changed for the worse"),
    Criterion.FREQUENCY: ("it happened once", "it happens every day"),
    Criterion.TREND: ("coming down", "rising fast"),
    Criterion.VULNERABILITY: ("nobody in particular", "people who cannot protect themselves"),
    Criterion.EXPECTATION: ("nobody asks", "everybody asks"),
    Criterion.INFLUENCE: ("it is not ours to affect", "it is in our hands"),
}

Marks = Mapping[str, int]


def check_marks(marks: Marks) -> None:
    """Every criterion has a mark from 0 to 5."""
    for criterion in Criterion:
        mark = marks.get(criterion)
        if mark is None or not 0 <= mark <= HIGHEST:
            raise RuleBroken(
                f"{CRITERION_NAMES[criterion]}: choose a mark from 0 to {HIGHEST}",
                about=criterion,
            )


def check_weights(weights: Marks) -> None:
    """Whole numbers from 0 to 10, not all 0."""
    for criterion in Criterion:
        if not 0 <= weights.get(criterion, -1) <= MOST_WEIGHT:
            raise RuleBroken(
                f"{CRITERION_NAMES[criterion]}: enter a whole number from 0 to {MOST_WEIGHT}",
                about=criterion,
            )
    if not any(weights[criterion] for criterion in Criterion):
        raise RuleBroken("At least one criterion must weigh something", about=Criterion.HARM)


def score(marks: Marks, weights: Marks) -> int:
    """Whole per cent of the highest possible, halves up."""
    most = HIGHEST * sum(weights[one] for one in Criterion)
    got = sum(marks[one] * weights[one] for one in Criterion)
    return (200 * got + most) // (2 * most)


@dataclass(frozen=True, slots=True)
class Entrant:
    """One issue to rank: its score, or None before it is marked; its place by hand."""

    number: str
    score: int | None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """Where an issue stands. `is_tied`: another has the same rank by score."""

    number: str
    rank: int | None
    is_tied: bool = False
    by_hand: bool = False


def rank(entrants: Iterable[Entrant]) -> list[Ranked]:
    """Highest first, those without marks last and unranked.

    Places given by hand are kept where there are so many issues; two at the same place
    stand in the order of their numbers.
    """
    everyone = sorted(entrants, key=lambda one: one.number)
    placed = sorted(
        (one for one in everyone if one.place is not None), key=lambda one: one.place or 0
    )
    scored = sorted(
        (one for one in everyone if one.place is None and one.score is not None),
        key=lambda one: -(one.score or 0),
    )
    order = _merged(placed, scored)
    found = [_ranked(one, at, order) for at, one in enumerate(order, start=1)]
    unmarked = [one for one in everyone if one.place is None and one.score is None]
    return [*found, *(Ranked(one.number, None) for one in unmarked)]


def _merged(placed: Sequence[Entrant], scored: Sequence[Entrant]) -> list[Entrant]:
    """Each placed one at its place, the scored ones filling the rest in order."""
    order = list(scored)
    for one in placed:
        order.insert(min((one.place or 1) - 1, len(order)), one)
    return order


def _ranked(one: Entrant, at: int, order: Sequence[Entrant]) -> Ranked:
    if one.place is not None:
        return Ranked(one.number, at, by_hand=True)
    level = [
        place
        for place, other in enumerate(order, start=1)
        if other.place is None and other.score == one.score
    ]
    return Ranked(one.number, level[0], is_tied=len(level) > 1)
