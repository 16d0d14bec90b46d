"""Are signals right? A simulated country of 140,000 series with known truth.

Suites A, B and W of ../shared/bench/signals_bench.py, and on its portfolio the histories
that are shorter and the country in which nothing rises. Rows are numbered as in the demands.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.adapters import signals
from bench.harness import harness
from bench.rows import Claim, Size, at_least, at_most, spread
from bench.seeds import by_seed

TITLE = "Signals: is what is said true, and is what is true said"
ABOUT = (
    "A simulated country (../shared/bench/signals_bench.py): 10,000 places in 303 districts "
    "x 14 types x 60 months for each seed. Material: at least 2 offences a month more, and "
    "twice as many."
)
PLACES = {Size.TINY: 200, Size.SMALL: 10_000, Size.NATIONAL: 10_000}
REPEATS = {Size.TINY: 2, Size.SMALL: 100, Size.NATIONAL: 100}
HISTORIES = (24, 36, 48)
MATERIAL = "power_material(add>=2/mo & x2)"
LARGE = "power_large(add>=4/mo & x2)"
WORDS = {
    "EMERGING": ("rising", 0.95, 0.63),
    "PREVENTING": ("coming down or season ahead", 0.90, 0.70),
    "SUSTAINING": ("held", 0.92, 0.87),
}
Scores = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seed:
    """Suite B with W; B with shorter histories, by months; suite A; rises said where none
    was put."""

    full: Scores
    shorter: dict[int, Scores]
    alone: Scores
    unfounded: int


def run(size: Size) -> list[Claim]:
    harness("signals_bench")
    each = by_seed(one_seed, size)
    full = [one.full for one in each]
    return [*_rises(full), *_rest(each), *_words(full), *_alone([one.alone for one in each])]


def one_seed(seed: int, size: Size) -> Seed:
    bench = harness("signals_bench")
    counts, about, truth = bench.portfolio(PLACES[size], seed)
    weight = np.ones(len(counts))
    months = counts.shape[1]
    shorter = {}
    for kept in HISTORIES:
        first = (about["first_month"] + months - kept) % 12
        found = signals(counts[:, -kept:], {**about, "first_month": first})
        shorter[kept] = bench.scoreB(found, 0.0, truth, weight, words=False)
    full = bench.scoreB(signals(counts, about), 0.0, truth, weight)
    quiet, quiet_about, _ = bench.portfolio(PLACES[size], seed, inject=False)
    return Seed(
        full=full,
        shorter=shorter,
        alone=bench.runA(signals, REPEATS[size], seed),
        unfounded=int(signals(quiet, quiet_about)["flag"].sum()),
    )


def _rises(full: list[Scores]) -> list[Claim]:
    def of(key: str) -> list[float]:
        return [float(one[key] or 0.0) for one in full]

    return [
        at_most("B1 share of rises said that are false", 0.08, of("FDR"), worst=True),
        at_least("B2 power for material rises", 0.53, of(MATERIAL)),
        at_least("B2 power for 4 a month more, or larger", 0.67, of(LARGE)),
        at_least("B3 power if exactly 10 % were false", 0.50, of("power_at_true_FDR_0.1")),
        at_most("B4 said per 1,000: minor changes", 0.6, of("alert_rate_per_1000_minor")),
        at_most("B4 said per 1,000: nothing there", 0.2, of("alert_rate_per_1000_null")),
        at_most(
            "B4 said per 1,000: the district records anew",
            2,
            of("alert_rate_per_1000_recording-step"),
        ),
        *(
            Claim(
                f"found by its month {month}, material rises",
                ours=spread(of(f"power_material_after_{month}_months")),
            )
            for month in range(1, 7)
        ),
    ]


def _rest(each: list[Seed]) -> list[Claim]:
    nothing = [one.unfounded for one in each]
    rows = [at_most("B5 rises said in a country without any", 3, nothing, worst=True)]
    for months in HISTORIES:
        scores = [one.shorter[months] for one in each]
        false = [one["FDR"] for one in scores]
        power = [float(one[MATERIAL] or 0.0) for one in scores]
        rows.append(at_most(f"B6 {months} months of history: false", 0.08, false))
        rows.append(at_least(f"B6 {months} months of history: material power", 0.48, power))
    return rows


def _words(full: list[Scores]) -> list[Claim]:
    words = [one["words"] for one in full]
    rows = []
    for word, (name, precise, complete) in WORDS.items():
        right = [float(one[word]["precision"] or 0.0) for one in words]
        found = [float(one[word]["recall"] or 0.0) for one in words]
        rows.append(at_least(f"W1 {name}: said rightly", precise, right))
        rows.append(at_least(f"W1 {name}: found", complete, found))
    wrong = [one["wrong_word_given_truth_and_label"] for one in words]
    return [*rows, at_most("W1 the wrong signal of two", 0.03, wrong)]


def _alone(scores: list[Scores]) -> list[Claim]:
    """Suite A: Noufaily's 42 scenarios, every series judged by its own past only."""
    false = [one["FPR_at_p0.005"] for one in scores]
    worst = [one["FPR_native_scen_min_median_max"][2] for one in scores]
    power = [one["POD_matched_FPR_0.01"] for one in scores]
    return [
        Claim(
            "A1 lone series: share with p < 0.005 where nothing is",
            "0.003 to 0.009",
            spread(false),
            met=0.003 <= float(np.mean(false)) <= 0.009,
        ),
        at_most("A1 lone series: the same in the worst of 42 scenarios", 0.03, worst),
        at_least("A1 lone series: outbreaks found when 1 % is false", 0.40, power),
    ]
