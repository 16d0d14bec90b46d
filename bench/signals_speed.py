"""How long do signals take? All of England and Wales, and one partnership.

Each in a process of its own that has just started, so that the memory is theirs and whatever
a first use costs is in the first run. Wall time is that of a person who waits; processor time
adds up the cores.
"""

import multiprocessing
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np

from bench.adapters import as_panel
from bench.harness import harness
from bench.machine import cores
from bench.rows import SEEDS, Claim, Size, at_most, figure
from wardmote.flags.signals import find

TITLE = "Signals: time and memory"
ABOUT = (
    "The same simulated country; the best of five runs, as the harness judges, to the worst."
)
PLACES = {Size.TINY: 100, Size.SMALL: 10_000, Size.NATIONAL: 10_000}
RUNS = 5
USED = SEEDS[:1]
SEED = SEEDS[0]
GIGABYTE = 1e6  # of getrusage's kilobytes


def run(size: Size) -> list[Claim]:
    harness("signals_bench")
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as fresh:
        walls, processor, memory, series = fresh.submit(_country, PLACES[size]).result()
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as fresh:
        first, usual = fresh.submit(_partnership, PLACES[size]).result()
    on = f"{series:,} series x 60 months"
    two = f"{cores()} cores here; the target is for 2"
    return [
        _best(f"T1 {on}: wall time", 3.0, walls, " s", two),
        _best(f"T1 {on}: processor time per million", 25.0, processor, " s"),
        at_most(f"T1 {on}: memory of the process", 1.0, [memory], unit=" GB"),
        _best("T1 one partnership", 0.2, usual, " s"),
        at_most(
            "one partnership, the very first time",
            0.5,
            [first],
            unit=" s",
            note="nothing is compiled",
        ),
    ]


def _best(name: str, limit: float, values: list[float], unit: str, note: str = "") -> Claim:
    ours = f"{figure(min(values))}{unit} (to {figure(max(values))})"
    return Claim(name, f"≤ {limit:g}{unit}", ours, met=min(values) <= limit, note=note)


def _country(places: int) -> tuple[list[float], list[float], float, int]:
    counts, about, _ = _portfolio(places)
    walls, processor = [], []
    one = as_panel(counts, about)
    for _ in range(RUNS):
        wall, busy = time.perf_counter(), time.process_time()
        find(one)
        walls.append(time.perf_counter() - wall)
        processor.append((time.process_time() - busy) / len(counts) * 1e6)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / GIGABYTE
    return walls, processor, memory, len(counts)


def _partnership(places: int) -> tuple[float, list[float]]:
    counts, about, _ = _portfolio(places)
    took = []
    for district in range(min(RUNS + 1, int(about["district"].max()) + 1)):
        rows = np.flatnonzero(about["district"] == district)
        its = {k: v[rows] if isinstance(v, np.ndarray) else v for k, v in about.items()}
        start = time.perf_counter()
        find(as_panel(counts[rows], its))
        took.append(time.perf_counter() - start)
    return took[0], took[1:]


def _portfolio(places: int) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    made = harness("signals_bench").portfolio(places, SEED)
    return made[0], made[1], made[2]
