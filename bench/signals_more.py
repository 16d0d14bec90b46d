"""Signals where the record is not whole: lost months, districts, new places, one alone.

missing    months lost to forces that did not report: nothing appears, nothing is hidden that
           the months left still show; read as zero, they would do both            (X1)
districts  a type rises in whole districts (50 a month or more): said once, of the district
late       places that begin a year or two ago; places that begin this year
alone      sixty partnerships, each looked at by itself
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.adapters import as_panel, signals
from bench.harness import harness
from bench.rows import Claim, Size, at_least, at_most, spread
from bench.seeds import by_seed
from wardmote.flags.signals import Kind, find
from wardmote.flags.signals.districts import look

TITLE = "Signals: lost months, whole districts, new places, one partnership alone"
ABOUT = "On the same simulated country. A lost month is one that a force did not report."
PLACES = {Size.TINY: 200, Size.SMALL: 10_000, Size.NATIONAL: 10_000}
FORCES = 43  # some seven districts report together
LOST = {30: "a month long ago", 56: "a month four ago", 58: "the last month but one"}
LATE = ((30, -1), (14, -1), (8, -1), (3, -1), (30, 0))
ALONE = {Size.TINY: 4, Size.SMALL: 60, Size.NATIONAL: 60}
GROWTHS = (1.5, 2.0)
Counts = NDArray[np.int64]
Meta = dict[str, Any]
Figures = dict[str, float]


def run(size: Size) -> list[Claim]:
    harness("signals_bench")
    each = by_seed(one_seed, size)
    values = {key: [one[key] for one in each] for key in each[0]}
    return [*_missing(values), *_districts(values), *_late(values), *_alone(values)]


def one_seed(seed: int, size: Size) -> Figures:
    portfolio = harness("signals_bench").portfolio(PLACES[size], seed)
    return {
        **missing(portfolio, seed),
        **districts(PLACES[size], seed),
        **late(portfolio, seed),
        **alone(portfolio, ALONE[size]),
    }


def missing(portfolio: tuple[Counts, Meta, Meta], seed: int) -> Figures:
    counts, about, truth = portfolio
    rng = np.random.default_rng(seed)
    full = signals(counts, about)
    order = rng.permutation(len(counts))
    moved = signals(counts[order], _taken(about, order))
    same = all(np.array_equal(moved[key], full[key][order]) for key in full)
    found = {"same": float(same)}
    for column in LOST:
        lost = np.isin(about["district"] % FORCES, rng.choice(FORCES, 12, replace=False))
        gone = counts.copy()
        gone[lost, column] = -1
        zeros = np.where(gone < 0, 0, gone)
        for name, said in (
            ("full", full),
            ("lost", signals(gone, about)),
            ("zero", signals(zeros, about)),
        ):
            for key, value in _told(full, said, lost, truth).items():
                found[f"{column} {name} {key}"] = value
    return found


def _told(full: Meta, said: Meta, lost: NDArray[np.bool_], truth: Meta) -> Figures:
    """What is said where a month was lost, beside what is said with all months. A rise that
    began before the lost month must still be said; one of which the lost month was half the
    evidence may wait."""
    rise = truth["truth"] == harness("signals_bench").RISE
    old = full["flag"] & lost & rise & (truth["onset"] >= 2)
    return {
        "false": float((said["flag"] & lost & ~rise).sum()),
        "down": float(((said["label"] == 2) & lost).sum()),
        "kept": float((said["flag"] & old).sum() / max(1, old.sum())),
    }


def _missing(values: dict[str, list[float]]) -> list[Claim]:
    same = min(values["same"]) == 1.0
    rows = [Claim("X1 shuffled series get the same signals", "bit by bit", str(same), met=same)]
    for column, name in LOST.items():
        of = {key: values[f"{column} {key}"] for key in _KEYS}
        new = np.subtract(of["lost false"], of["full false"])
        rows.append(
            Claim(
                f"X1 {name} lost: false rises",
                "≤ 3 more than with the month, on every seed",
                spread(of["lost false"]),
                f"read as zero: {spread(of['zero false'])}; "
                f"not lost: {spread(of['full false'])}",
                met=bool(max(new) <= 3),
            )
        )
        ratio = np.divide(of["lost down"], np.maximum(of["full down"], 1))
        zero = np.divide(of["zero down"], np.maximum(of["full down"], 1))
        rows.append(
            Claim(
                f"X1 {name} lost: coming down said, share of with the month",
                "0.85 to 1.06 on every seed",
                spread(ratio.tolist()),
                f"read as zero: {spread(zero.tolist())}",
                met=bool(ratio.min() >= 0.85 and ratio.max() <= 1.06),
            )
        )
        rows.append(
            at_least(
                f"X1 {name} lost: true rises from before it still said",
                0.75,
                of["lost kept"],
                peers=f"read as zero: {spread(of['zero kept'])}",
            )
        )
    return rows


_KEYS = [
    f"{name} {key}" for name in ("full", "lost", "zero") for key in ("false", "down", "kept")
]


def districts(places: int, seed: int) -> Figures:
    bench = harness("signals_bench")
    counts, about, truth = bench.portfolio(places, seed, inject=False)
    rng = np.random.default_rng(seed + 1)
    key = about["district"] * 14 + about["type"]
    stepped = np.unique(key[truth["truth"] == bench.RECSTEP])
    usual = np.bincount(key, counts[:, :-6].mean(axis=1))
    large = np.setdiff1d(np.flatnonzero(usual >= 50), stepped)
    found = {}
    for growth in GROWTHS:
        risen = rng.choice(large, min(100, max(1, len(large) // 2)), replace=False)
        rows = np.flatnonzero(np.isin(key, risen))
        more = counts.copy()
        mean = counts[rows, -18:-6].mean(axis=1, keepdims=True) * (growth - 1)
        more[rows, -5:] += rng.poisson(np.repeat(mean, 5, axis=1))
        seen = look(as_panel(more, about))
        said = seen.districts.district * 14 + seen.districts.type
        rises = said[seen.districts.signals.kind == Kind.RISING]
        others = len(said) - len(risen) - len(stepped)
        wrong = np.setdiff1d(rises, np.concatenate([risen, stepped]))
        found[f"x{growth} found"] = float(np.isin(risen, rises).mean())
        found[f"x{growth} places"] = float((seen.places.kind[rows] == Kind.RISING).mean())
        found[f"x{growth} wrong"] = len(wrong) / max(1, others)
    return found


def _districts(values: dict[str, list[float]]) -> list[Claim]:
    rows = []
    for growth, least in zip(GROWTHS, (0.5, 0.9), strict=True):
        rows += [
            at_least(
                f"district tier, x{growth} for five months: said of the district",
                least,
                values[f"x{growth} found"],
            ),
            at_most(
                f"district tier, x{growth}: said again of its places, share",
                0.005,
                values[f"x{growth} places"],
            ),
            at_most(
                f"district tier, x{growth}: said of other districts x types, share",
                0.005,
                values[f"x{growth} wrong"],
                note="they drift by themselves too",
            ),
        ]
    return rows


def late(portfolio: tuple[Counts, Meta, Meta], seed: int) -> Figures:
    """One place in five begins late; no rise may be said because of it."""
    counts, about, truth = portfolio
    rng = np.random.default_rng(seed + 2)
    every = int(about["place"].max()) + 1
    towns = np.isin(about["place"], rng.choice(every, every // 5, replace=False))
    rise = truth["truth"] == harness("signals_bench").RISE
    material = rise & (truth["added"] >= 2) & (truth["ratio"] >= 2) & towns
    found = {}
    for months, before in LATE:
        new = counts.copy()
        new[towns, :-months] = before
        flag = signals(new, about)["flag"]
        found[f"late {months} {before} said"] = float((flag & towns).sum())
        found[f"late {months} {before} false"] = float((flag & towns & ~rise).sum())
        found[f"late {months} {before} power"] = float(flag[material].mean())
    return found


def _late(values: dict[str, list[float]]) -> list[Claim]:
    rows = []
    for months, before in LATE:
        said, false, power = (
            values[f"late {months} {before} {key}"] for key in ("said", "false", "power")
        )
        earlier = "missing" if before < 0 else "zero"
        fine = all(f <= max(4, 0.1 * s) for f, s in zip(false, said, strict=True))
        rows.append(
            Claim(
                f"places {months} months old, {earlier} before: rises said that are false",
                "≤ 4, or 10 % of those said, on every seed",
                f"{spread(false)} of {spread(said)}",
                met=fine,
                note=f"material power {spread(power)}",
            )
        )
    return rows


def alone(portfolio: tuple[Counts, Meta, Meta], partnerships: int) -> Figures:
    counts, about, truth = portfolio
    rise = truth["truth"] == harness("signals_bench").RISE
    among = about["district"] < partnerships
    every = signals(counts, about)["flag"]
    right = wrong = 0
    for district in range(partnerships):
        rows = np.flatnonzero(about["district"] == district)
        said = find(as_panel(counts[rows], _taken(about, rows))).kind == Kind.RISING
        right += int((said & rise[rows]).sum())
        wrong += int((said & ~rise[rows]).sum())
    nationally = int((every & rise & among).sum())
    return {"alone right": right, "alone wrong": wrong, "alone nationally": nationally}


def _alone(values: dict[str, list[float]]) -> list[Claim]:
    right, wrong, every = (values[f"alone {key}"] for key in ("right", "wrong", "nationally"))
    false = [w / max(1.0, r + w) for r, w in zip(right, wrong, strict=True)]
    return [
        at_most("sixty partnerships, each alone: share of rises that are false", 0.1, false),
        Claim(
            "sixty partnerships, each alone: true rises said",
            ours=spread(right),
            peers=f"as part of the country: {spread(every)}",
        ),
    ]


def _taken(about: Meta, rows: NDArray[Any]) -> Meta:
    return {k: v[rows] if isinstance(v, np.ndarray) else v for k, v in about.items()}
