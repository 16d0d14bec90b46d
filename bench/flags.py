"""Do flags mean something? Simulated districts of 12 to 40 wards, with known truth.

The districts, the literal rule and a plain discounted gamma-Poisson (the sketch) are the
harness's. Recall and precision are against the truly highest k; changes are flags that differ
from the quarter before, per district over twelve quarters.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import adapters
from bench.harness import harness
from bench.rows import Claim, Size, at_most, spread
from bench.seeds import by_seed

TITLE = "Flags: who is truly in the top fifth"
ABOUT = "Simulated districts (../shared/bench/flags_bench.py), 100 for each rate and seed."
DISTRICTS = {Size.TINY: 2, Size.SMALL: 100, Size.NATIONAL: 100}
WARM_UP = 3  # quarters that are not scored
SLACK = 0.01  # below the literal rule's recall or precision
FEWER = 4.0  # times fewer changes than the literal rule makes
GAP = 0.08
Rule = Callable[..., tuple[NDArray[np.float64], NDArray[np.bool_]]]


@dataclass(frozen=True, slots=True)
class Score:
    """Of one rule at one rate: means over districts."""

    recall: float
    precision: float
    changes: float


@dataclass(frozen=True, slots=True)
class Seed:
    """All that one seed shows: scores by rate and rule, the worst gap, and whether any
    quarter's flags changed when later quarters were cut off."""

    scores: dict[tuple[float, str], Score]
    gap: float
    blind: bool


def run(size: Size) -> list[Claim]:
    harness("flags_bench")
    each = by_seed(one_seed, size)
    gaps, blind = [one.gap for one in each], all(one.blind for one in each)
    rates = dict.fromkeys(rate for rate, _ in each[0].scores)
    return [
        *(row for rate in rates for row in _rows(rate, [one.scores for one in each])),
        at_most(
            "calibration: worst gap of a tenth of the probabilities", GAP, gaps, worst=True
        ),
        Claim("a quarter's flags use no later quarter", "yes", str(blind), met=blind),
    ]


def one_seed(seed: int, size: Size) -> Seed:
    bench = harness("flags_bench")
    rules: dict[str, Rule] = {
        "ours": adapters.flags,
        "literal": bench.literal,
        "sketch": bench.sketch,
    }
    rng = np.random.default_rng(seed)
    scores: dict[tuple[float, str], Score] = {}
    said: list[tuple[float, bool]] = []
    blind = True
    for rate in bench.RATES:
        districts = [_district(bench, rng, rate) for _ in range(DISTRICTS[size])]
        for name, rule in rules.items():
            heard = said if name == "ours" else None
            scores[rate, name] = _score(bench, rule, districts, heard)
        blind &= all(_blind_to_later(adapters.flags, one) for one in districts[::5])
    return Seed(scores, _gap(np.array(said)), blind)


def _district(bench: Any, rng: np.random.Generator, rate: float) -> tuple[Any, ...]:
    wards = int(rng.choice([12, 26, 40]))
    return (*bench.district(rng, rate, wards), round(0.2 * wards))


def _score(bench: Any, rule: Rule, districts: list[Any], said: list[Any] | None) -> Score:
    each = []
    for residents, rates, counts, k in districts:
        probability, flagged = (rows[WARM_UP:] for rows in rule(counts, residents, k))
        truth = np.array([bench.top(rate, k) for rate in rates])[WARM_UP:]
        right = (flagged & truth).sum()
        changed = (flagged[1:] != flagged[:-1]).sum()
        each.append((right / truth.sum(), right / max(1, flagged.sum()), changed))
        if said is not None:
            said += zip(probability.ravel(), truth.ravel(), strict=True)
    return Score(*np.mean(each, axis=0))


def _blind_to_later(rule: Rule, district: tuple[Any, ...]) -> bool:
    residents, _, counts, k = district
    whole, cut = rule(counts, residents, k), rule(counts[:9], residents, k)
    return bool(np.allclose(whole[0][:9], cut[0]) and (whole[1][:9] == cut[1]).all())


def _gap(said: NDArray[np.float64]) -> float:
    """Furthest that a tenth's mean probability lies from how often it was true."""
    tenth = np.digitize(said[:, 0], np.linspace(0, 1, 11)[1:-1])
    full = [said[tenth == at] for at in range(10) if (tenth == at).sum() > 200]
    return float(max((abs(np.subtract(*rows.mean(axis=0))) for rows in full), default=0.0))


def _rows(rate: float, seeds: list[dict[tuple[float, str], Score]]) -> list[Claim]:
    ours, literal, sketch = (
        [one[rate, name] for one in seeds] for name in ("ours", "literal", "sketch")
    )
    rows = []
    for what in ("recall", "precision"):
        mine, theirs, plain = (
            [getattr(one, what) for one in each] for each in (ours, literal, sketch)
        )
        rows.append(
            Claim(
                f"rate {rate:g} per 1,000: {what}",
                f"≥ the literal rule's less {SLACK}, on every seed",
                spread(mine),
                f"literal {spread(theirs)}; plain gamma-Poisson {spread(plain)}",
                "",
                all(a >= b - SLACK for a, b in zip(mine, theirs, strict=True)),
            )
        )
    fewer = [b.changes / max(a.changes, 0.1) for a, b in zip(ours, literal, strict=True)]
    rows.append(
        Claim(
            f"rate {rate:g} per 1,000: changes of flag",
            f"{FEWER:.0f} x fewer than the literal rule, on every seed",
            spread([one.changes for one in ours]),
            f"literal {spread([one.changes for one in literal])}; "
            f"plain gamma-Poisson {spread([one.changes for one in sketch])}",
            f"{spread(fewer)} x fewer",
            min(fewer) >= FEWER,
        )
    )
    return rows
