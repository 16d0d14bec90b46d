"""What a bench says: one row a claim, each judged by comparison, and what was not run.

A family is a module of `bench/`, named in `runner.FAMILIES`, with TITLE, perhaps ABOUT (a
sentence under the title), perhaps NATIONAL = True (it has a national size) and
USED (its seeds, where they are not those of `seeds`), and

    def run(size: Size) -> list[Claim]

that measures ours and the peers in the same run, on the same work. What is not on this
machine raises `harness.AbsentError`, or gives one `not_run` row, with the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

SEEDS = (20261201, 20261202, 20261203)
"""Of every simulation at its small and national size; what is tuned is tuned on others."""


class Size(StrEnum):
    """How much to run: TINY proves in seconds that a bench still runs (its figures mean
    nothing), SMALL takes minutes, NATIONAL is the size of England and Wales."""

    TINY = "tiny"
    SMALL = "small"
    NATIONAL = "national"


def seeds(size: Size) -> tuple[int, ...]:
    """Those of a run of this size."""
    return SEEDS[:1] if size is Size.TINY else SEEDS


@dataclass(frozen=True, slots=True)
class Claim:
    """One row. `met` is None where nothing is demanded or nothing was run."""

    name: str
    target: str = ""
    ours: str = ""
    peers: str = ""
    ratio: str = ""
    """Ours against the peers, over repeats of the same run: "4.9 x (4.6 to 5.1)"."""
    met: bool | None = None
    note: str = ""


def at_most(
    name: str,
    limit: float,
    values: Sequence[float],
    *,
    unit: str = "",
    worst: bool = False,
    peers: str = "",
    ratio: str = "",
    note: str = "",
) -> Claim:
    """The mean of `values` (or, with `worst`, every one of them) is `limit` or less."""
    judged = max(values) if worst else float(np.mean(values))
    target = f"≤ {limit:g}{unit}{' on every seed' if worst else ''}"
    return Claim(name, target, spread(values, unit), peers, ratio, judged <= limit, note)


def at_least(
    name: str,
    limit: float,
    values: Sequence[float],
    *,
    unit: str = "",
    worst: bool = False,
    peers: str = "",
    ratio: str = "",
    note: str = "",
) -> Claim:
    """The mean of `values` (or, with `worst`, every one of them) is `limit` or more."""
    judged = min(values) if worst else float(np.mean(values))
    target = f"≥ {limit:g}{unit}{' on every seed' if worst else ''}"
    return Claim(name, target, spread(values, unit), peers, ratio, judged >= limit, note)


def not_run(name: str, why: str) -> Claim:
    return Claim(name, ours="not run", note=why)


def ratios(ours: Sequence[float], peers: Sequence[float]) -> str:
    """Ours over theirs, pair by pair: "4.9 x (4.6 to 5.1)"."""
    each = [one / other for one, other in zip(ours, peers, strict=True)]
    return spread(each, " x")


def spread(values: Sequence[float], unit: str = "") -> str:
    """The mean, and between what the repeats lie: "0.034 (0.026 to 0.042)"."""
    mean = f"{figure(float(np.mean(values)))}{unit}"
    if len(values) < 2:
        return mean
    return f"{mean} ({figure(min(values))} to {figure(max(values))})"


def figure(value: float) -> str:
    """Three significant digits, no exponent: 0.0346, 1.56, 18,027,019."""
    if not np.isfinite(value):
        return str(value)
    if value == int(value):
        return f"{int(value):,}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    digits = 2 - int(np.floor(np.log10(abs(value))))
    return f"{value:.{min(digits, 6)}f}"
