"""How often do priority areas change? The rules replayed on real wards, quarter by quarter.

Each district of Cambridgeshire as a partnership of its own, 7 quarters (2024Q1 to 2025Q3),
every proposal confirmed as it comes, with no work recorded and no data but the police's.
The same rules are fed in three ways: the k highest of each quarter with the rules of that
quarter alone (a spreadsheet), the same flags steadied over reports, and what Wardmote does:
flags by probability, signals, steadied.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.harness import shared
from bench.rows import Claim, Size
from bench.south_cambridgeshire import COUNTY, DISTRICT, Wards, load
from wardmote.areas.facts import Case, Change, Evidence, FlagFact, SignalFact, Standing
from wardmote.areas.harm import expected_harm, shipped_weights
from wardmote.areas.judging import judge
from wardmote.areas.rules import Category, DecisionKind, Rule, Thresholds
from wardmote.areas.standings import Settled, standing_before
from wardmote.areas.steadying import propose
from wardmote.areas.wording import because
from wardmote.flags.probability import assess, top_share
from wardmote.flags.signals import Kind, find, panel
from wardmote.flags.signals.engine import SHORTEST
from wardmote.kernel.periods import Quarter

TITLE = "Categories on real wards"
ABOUT = (
    "The rules of priority areas replayed on the six districts of Cambridgeshire, 7 quarters, "
    "each proposal confirmed as it comes."
)
FIRST = Quarter(2024, 1)
USUAL = Thresholds()
WEIGHTS = {one.dataset: one.days for one in shipped_weights()}
LEAST = 4.0  # times fewer changes than the rules of each quarter alone
CHANGES = {
    Kind.RISING: Change.RISING,
    Kind.COMING_DOWN: Change.COMING_DOWN,
    Kind.HELD: Change.HELD_HIGH,
    Kind.SEASON_AHEAD: Change.SEASON_AHEAD,
}

#: evidence[quarter][ward], oldest first
History = list[dict[str, Evidence]]


@dataclass(frozen=True, slots=True)
class Changed:
    """One ward's new category, the rule that made it so, and the sentence given for it."""

    quarter: Quarter
    ward: str
    category: Category
    rule: Rule
    why: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """How often a category changed; each change, where the rules said why."""

    changes: int
    most_live: int
    changed: tuple[Changed, ...] = ()


def run(size: Size) -> list[Claim]:
    shared("data", "street")
    districts = (DISTRICT,) if size is Size.TINY else COUNTY
    found = [three_ways(load((code,))) for code in districts]
    rows = []
    for name, some in [
        ("South Cambridgeshire", [found[districts.index(DISTRICT)]]),
        (f"all {len(districts)} districts", found),
    ]:
        alone, steadied, ours = (sum(one[way].changes for one in some) for way in range(3))
        rows.append(
            Claim(
                f"changes of category in 6 quarters, {name}",
                f"≤ a {LEAST:.0f}th of the rules of each quarter alone",
                str(ours),
                f"the k highest, each quarter alone: {alone}; steadied: {steadied}",
                f"{alone / max(ours, 1):.1f} x fewer",
                ours * LEAST <= alone,
            )
        )
    said = [change.why for one in found for change in one[2].changed]
    most = max(one[2].most_live for one in found)
    return [
        *rows,
        Claim(
            "changes that say why, with counts",
            "all",
            f"{sum(map(_has_count, said))} of {len(said)}",
            met=all(map(_has_count, said)),
        ),
        Claim(
            "most areas live at once in a district",
            f"≤ {USUAL.area_cap}",
            str(most),
            met=most <= USUAL.area_cap,
        ),
    ]


def _has_count(reason: str) -> bool:
    return any(letter.isdigit() for letter in reason) or reason.startswith("No flag")


def three_ways(wards: Wards) -> tuple[Replayed, Replayed, Replayed]:
    """Each quarter alone, steadied, and as Wardmote does it."""
    quarters = wards.counts.reshape((*wards.counts.shape[:2], -1, 3)).sum(-1)
    whole = np.concatenate([quarters.sum(axis=1, keepdims=True), quarters], axis=1)
    slugs = ["all-crime", *(one.lower().replace(" ", "-") for one in wards.types)]
    k = top_share(0.2, len(wards.codes))
    literal: History = [{} for _ in range(whole.shape[2])]
    ours: History = [{} for _ in range(whole.shape[2])]
    highest = np.array(
        [_highest(whole[:, at].T, wards.residents, k) for at in range(len(slugs))]
    )
    known = [assess(whole[:, at].T, wards.residents, k) for at in range(len(slugs))]
    for row in range(whole.shape[2]):
        signals = _signals(wards, slugs[1:], 3 * row + 3)
        for at, code in enumerate(wards.codes):
            counts = whole[at, :, row]
            literal[row][code] = Evidence(
                FIRST + row,
                tuple(
                    FlagFact(slug, slug, int(count))
                    for slug, count, flagged in zip(
                        slugs, counts, highest[:, row, at], strict=True
                    )
                    if flagged
                ),
            )
            ours[row][code] = Evidence(
                FIRST + row,
                tuple(
                    FlagFact(
                        slug,
                        slug,
                        int(count),
                        probability=float(one.probability[row, at]),
                        expected=float(one.expected_rate[row, at] * wards.residents[at]),
                    )
                    for slug, count, one in zip(slugs, counts, known, strict=True)
                    if one.flagged[row, at]
                ),
                signals[code],
            )
    return _alone(literal), replay(literal), replay(ours)


def _highest(
    counts: NDArray[np.int64], residents: NDArray[np.float64], k: int
) -> NDArray[np.bool_]:
    """[Q, W]: the k highest by rate of each quarter, none without an event."""
    flagged = np.zeros(counts.shape, bool)
    for row, seen in zip(flagged, counts, strict=True):
        row[np.argsort(-seen / residents, kind="stable")[:k]] = True
    return flagged & (counts > 0)


def _signals(
    wards: Wards, slugs: Sequence[str], months: int
) -> dict[str, tuple[SignalFact, ...]]:
    """What the counts of the months so far say of each ward and type; nothing of few."""
    places, types, _ = wards.counts.shape
    if months < SHORTEST:
        return dict.fromkeys(wards.codes, ())
    found = find(
        panel(
            wards.counts[:, :, :months].reshape(places * types, months),
            district=np.zeros(places * types),
            type=np.tile(np.arange(types), places),
            place=np.repeat(np.arange(places), types),
            population=np.repeat(wards.residents, types),
        )
    )
    out: dict[str, list[SignalFact]] = {code: [] for code in wards.codes}
    for row in np.flatnonzero(found.kind):
        kind = Kind(int(found.kind[row]))
        change = CHANGES[kind]
        if kind is Kind.HELD and found.ratio[row] < 1:
            change = Change.KEPT_DOWN
        slug = slugs[row % types]
        out[wards.codes[row // types]].append(SignalFact(slug, slug, change))
    return {code: tuple(signals) for code, signals in out.items()}


def _alone(history: History) -> Replayed:
    """The rules of each quarter alone, with no memory, no cap and no patience."""
    never = Standing()
    said = [
        {code: judge(one, never, USUAL).category for code, one in quarter.items()}
        for quarter in history
    ]
    return Replayed(_changes(said), max(map(_live, said)))


def replay(history: History) -> Replayed:
    """Confirm every proposal, quarter after quarter."""
    decided: dict[str, list[Settled]] = {code: [] for code in history[0]}
    said, changed = [], []
    for at, quarter in enumerate(history):
        cases = {one.code: one for one in _cases(history, at, decided)}
        now = {}
        for found in propose(cases.values(), USUAL):
            case = cases[found.code]
            now[found.code] = found.category
            counted = len(case.evidence[0].counted)
            decided[found.code].append(
                Settled(FIRST + at, found.category, DecisionKind.CONFIRM, counted)
            )
            if at and found.category is not case.standing.category:
                why = because(found, case, USUAL)
                changed.append(Changed(FIRST + at, found.code, found.category, found.rule, why))
        said.append(now)
        assert now.keys() == quarter.keys()
    return Replayed(_changes(said), max(map(_live, said)), tuple(changed))


def _cases(history: History, at: int, decided: dict[str, list[Settled]]) -> Iterator[Case]:
    first = max(at + 1 - USUAL.change_after_reports, 0)
    for code, settled in decided.items():
        evidence = tuple(history[row][code] for row in range(at, first - 1, -1))
        harm = expected_harm(evidence[0].counted, WEIGHTS)
        yield Case(code, standing_before(FIRST + at, settled), evidence, harm)


def _changes(said: Sequence[dict[str, Category]]) -> int:
    pairs = itertools.pairwise(said)
    return sum(one[code] is not other[code] for one, other in pairs for code in one)


def _live(said: dict[str, Category]) -> int:
    return sum(category is not Category.OFF for category in said.values())
