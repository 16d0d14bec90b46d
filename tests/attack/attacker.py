"""Bounds on every hidden count by integer programming over all that was seen.

The attacker knows the populations, how many wards are flagged, how counts are rounded, and
when a total is withheld. A count that two readings show alike is taken to be the same; a
total is of the wards that were first shown with it. What partners read before publication
has no total, so that none is said of nothing. Of a sensitive data set they know the flags of
each quarter, and the number of the district's year.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.attack.words import Emerging, Flag, Flags, Open, Statement, Told
from wardmote.kernel.disclosure import QUARTERS, possible, withheld_totals
from wardmote.kernel.numbers import Guarded

Key = tuple[str, str]  # data set, quarter
Variable = tuple[str, Guarded]  # a ward, and its count as shown
SCALE = 1000  # rates are per 1,000 people
MUCH = 1e5
MOST = 1000  # events in one ward and quarter


@dataclass
class Reading:
    """One data set's quarter as it stood when somebody looked."""

    cells: dict[str, Guarded] = field(default_factory=dict)
    total: Guarded | None = None
    flags: Flags | None = None
    wards: dict[str, bool | None] = field(default_factory=dict)
    is_early: bool = False

    @property
    def untold(self) -> int:
        """Of how many wards it is not told whether they are flagged."""
        if self.flags is not None:
            return self.flags.untold
        return sum(self.wards.get(code) is None for code in self.cells)

    @property
    def counts_told(self) -> bool:
        return bool(self.cells) or self.total is not None


def readings(said: Iterable[Statement]) -> dict[Key, Reading]:
    """What was seen at one time, by data set and quarter."""
    found: dict[Key, Reading] = {}
    for one in said:
        if not isinstance(one, Told | Flags | Flag) or "/" in one.quarter:
            continue
        reading = found.setdefault((one.name, one.quarter), Reading())
        if isinstance(one, Flags):
            reading.flags = one
        elif isinstance(one, Flag):
            if one.is_on is not None or one.place not in reading.wards:
                reading.wards[one.place] = one.is_on
        elif one.place:
            reading.cells[one.place] = one.shown
        else:
            reading.total = one.shown
    return {key: reading for key, reading in found.items() if reading.counts_told}


def areas_used(
    found: Mapping[Key, Sequence[Reading]],
    said: Iterable[Statement],
    people: Mapping[str, int],
    k: int,
) -> dict[Key, list[Reading]]:
    """The readings with what follows from areas, if nobody ever departed from the rules.

    By each of them an Emerging ward has a flag. Where no open one explains it, and only one
    partner's data set can, that one has it.
    """
    told = set(said)
    used = {key: list(seen) for key, seen in found.items()}
    for area in sorted((one for one in told if isinstance(one, Emerging)), key=str):
        if Open(area.quarter, area.place) in told:
            continue
        able = {}
        for key, seen in found.items():
            flagged = Reading(seen[-1].cells, wards={area.place: True}, is_early=True)
            if key[1] != area.quarter or area.place not in flagged.cells:
                continue
            if all(left_of([*seen, flagged], people, k).values()):
                able[key] = flagged
        if len(able) == 1:
            [(key, flagged)] = able.items()
            used[key].append(flagged)
    return used


@dataclass
class Problem:
    """Integer variables with bounds, and rows that hold them together."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def add(self, low: float, high: float, *, whole: bool = True) -> int:
        self.low.append(low)
        self.high.append(high)
        self.whole.append(int(whole))
        return len(self.low) - 1

    def hold(self, row: dict[int, float], low: float = -np.inf, high: float = np.inf) -> None:
        self.rows.append((row, low, high))

    def reach(self, variable: int) -> tuple[int, int] | None:
        """The lowest and highest value it can have; None where nothing fits at all."""
        size = len(self.low)
        matrix = np.zeros((len(self.rows), size))
        for at, (row, _, _) in enumerate(self.rows):
            matrix[at, list(row)] = list(row.values())
        sides = [np.array([row[side] for row in self.rows]) for side in (1, 2)]
        found = []
        for sign in (1, -1):
            aim = np.zeros(size)
            aim[variable] = sign
            done = milp(
                aim,
                integrality=np.array(self.whole),
                bounds=Bounds(np.array(self.low), np.array(self.high)),
                constraints=[LinearConstraint(matrix, *sides)] if self.rows else [],
            )
            if done.x is None:
                return None
            found.append(round(done.x[variable]))
        return found[0], found[1]


def left_of(
    seen: Sequence[Reading], people: Mapping[str, int], k: int
) -> dict[Variable, set[int]]:
    """Every hidden count of one data set and quarter -> the whole numbers it may still be."""
    shown = {item for one in seen for item in one.cells.items()}
    hidden = [item for item in shown if item[1].value is None]
    left: dict[Variable, set[int]] = {item: set() for item in hidden}
    for untold in _totals_untold(seen):
        problem, places = Problem(), {}
        for item in sorted(shown, key=str):
            span = possible(item[1])
            places[item] = problem.add(span.low, span.high)
        _hold_totals(problem, places, seen, untold)
        for one in seen:
            if one.flags is not None or one.wards:
                _hold_flags(problem, places, one, people, k)
        for item in hidden:
            if (span := problem.reach(places[item])) is not None:
                left[item].update(range(span[0], span[1] + 1))
    return left


def left_of_year(
    shown: Iterable[Guarded],
    flags: Mapping[str, Mapping[str, bool]],
    people: Mapping[str, int],
    k: int,
) -> set[int]:
    """What a district's hidden year may still be, with who is flagged by quarter."""
    problem, events = Problem(), {}
    for quarter, wards in flags.items():
        none = dict.fromkeys(people, Guarded(None))
        places = {(code, none[code]): problem.add(int(wards[code]), MOST) for code in people}
        _hold_flags(problem, places, Reading(none, wards=dict(wards)), people, k)
        events |= {(quarter, code): at for (code, _), at in places.items()}
    spans = [possible(one) for one in shown]
    year = problem.add(max(one.low for one in spans), min(one.high for one in spans))
    seen = {**dict.fromkeys(events.values(), 1), year: -1}
    problem.hold(seen, low=0 if len(flags) == QUARTERS else -np.inf, high=0)
    span = problem.reach(year)
    return set() if span is None else set(range(span[0], span[1] + 1))


def _totals_untold(seen: Sequence[Reading]) -> Sequence[Guarded | None]:
    """Where no total was told: those that the rule would not have told. Else one go."""
    if any(one.total is not None for one in seen if not one.is_early):
        return [None]
    first = _first_published(seen)
    return [None] if first.is_early else withheld_totals(first.cells) or [None]


def _first_published(seen: Sequence[Reading]) -> Reading:
    return next((one for one in seen if not one.is_early), seen[0])


def _hold_totals(
    problem: Problem,
    places: Mapping[Variable, int],
    seen: Sequence[Reading],
    untold: Guarded | None,
) -> None:
    told: list[Guarded] = []
    first = _first_published(seen)
    for one in seen:
        total = one.total or (untold if one is first else None)
        # the same total beside more wards is that of the wards told first
        if total is None or (total in told and len(one.cells) > len(first.cells)):
            continue
        told.append(total)
        span = possible(total)
        problem.hold({places[item]: 1 for item in one.cells.items()}, span.low, span.high)


def _hold_flags(
    problem: Problem,
    places: Mapping[Variable, int],
    one: Reading,
    people: Mapping[str, int],
    k: int,
) -> None:
    """The k-th highest rate lies between those flagged and those that are not."""
    line = problem.add(0, SCALE, whole=False)
    flagged = one.flags.flagged if one.flags else frozenset()
    above, beyond = {}, {}
    for item in one.cells.items():
        at, share = places[item], SCALE / people[item[0]]
        is_in = item[0] in flagged or one.wards.get(item[0]) is True
        is_out = one.wards.get(item[0], True) is False and not is_in
        above[item[0]] = in_top = problem.add(int(is_in), int(not is_out))
        beyond[item[0]] = over = problem.add(0, 1)
        problem.hold({at: share, line: -1, in_top: -MUCH}, low=-MUCH)  # in: at the line
        problem.hold({at: share, line: -1, in_top: -MUCH}, high=0)  # out: not over it
        problem.hold({at: share, line: -1, over: -MUCH}, high=0)
    problem.hold(dict.fromkeys(beyond.values(), 1), high=k - 1)
    rest = [at for code, at in above.items() if code not in flagged and not one.wards.get(code)]
    if rest:
        problem.hold(dict.fromkeys(rest, 1), high=one.untold)
