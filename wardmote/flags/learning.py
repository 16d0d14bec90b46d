"""How much of the past to keep, and how wild counts are: learnt from the past itself.

For every memory m and dispersion phi of a small grid the discounted gamma-Poisson says,
before each quarter, how likely each count is: negative binomial with the mean mu that it
expects and variance phi mu + (uncertainty of the rate). What it said is added up as log
likelihood, on top of a prior that carries short histories: memory shortens as counts grow
(a ward with 60 events a quarter says enough by itself, one with 2 does not).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

MEMORIES = np.array([0.40, 0.50, 0.575, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90, 0.95])
DISPERSIONS = np.array([1.0, 1.15, 1.3, 1.5, 1.8, 2.3, 3.0, 4.5])
SPREADS = np.geomspace(0.08, 1.6, 16)  # coefficient of variation of the wards' rates
FADING = 0.97  # of what was learnt, each quarter: habits of recording change


@dataclass(frozen=True, slots=True)
class Beliefs:
    """Prior to any history. `memory` at the mean counts per ward and quarter `at`."""

    at: tuple[float, ...] = (1.0, 5.0, 15.0, 60.0)
    memory: tuple[float, ...] = (0.85, 0.80, 0.76, 0.64)
    memory_sd: float = 0.07
    dispersion: float = 1.3
    dispersion_log_sd: float = 0.3
    spread: float = 0.6
    spread_log_sd: float = 0.6

    def memory_for(self, mean_count: float) -> float:
        """By log of the mean count, straight lines between the points."""
        at = np.log(self.at)
        return float(np.interp(np.log(max(mean_count, 1e-9)), at, self.memory))


class Learner:
    """Reads one data set quarter by quarter; W wards, grid of M memories x D dispersions."""

    def __init__(self, wards: int, beliefs: Beliefs) -> None:
        self._beliefs = beliefs
        self._grid = (len(MEMORIES), len(DISPERSIONS))
        self._score = np.zeros(self._grid)
        self._events = np.zeros((len(MEMORIES), wards))  # discounted, before / phi
        self._exposed = np.zeros((len(MEMORIES), wards))
        self._counts: list[Floats] = []
        self._exposures: list[Floats] = []
        self.memory = beliefs.memory_for(1.0)
        self.dispersion = beliefs.dispersion
        self.ever_happened: Bools = np.zeros(wards, bool)

    def see(self, counts: Floats, exposure: Floats) -> None:
        """One more quarter: counts float[W], nan for no figure; exposure float[W], 0 nobody."""
        known = np.isfinite(counts) & (exposure > 0)
        events = np.where(known, counts, 0.0)
        exposed = np.where(known, exposure, 0.0)
        if known.any() and self._events.sum() > 0:
            self._score = FADING * self._score + self._said(events, exposed, known)
        keep = MEMORIES[:, None]
        self._events = keep * self._events + events
        self._exposed = keep * self._exposed + exposed
        self._counts.append(events)
        self._exposures.append(exposed)
        self.ever_happened |= events > 0
        self.memory, self.dispersion = self._learnt()

    def posterior(self) -> tuple[Floats, Floats]:
        """Shape and rate, float[W] each, of every ward's gamma with what is learnt by now."""
        ago = np.arange(len(self._counts) - 1, -1, -1)
        weight = np.asarray(self.memory**ago / self.dispersion, np.float64)
        events: Floats = weight @ np.array(self._counts)
        exposed: Floats = weight @ np.array(self._exposures)
        a, b = _prior(events[None], exposed[None], self._beliefs)
        return a[0] + events, b[0] + exposed

    def _said(self, events: Floats, exposed: Floats, known: Bools) -> Floats:
        """Log likelihood [M, D] of this quarter by what was known before it."""
        keep, phi = MEMORIES[:, None, None], DISPERSIONS[None, :, None]
        before: Floats = keep * self._events[:, None] / phi  # [M, D, W]
        at_risk: Floats = keep * self._exposed[:, None] / phi
        grid = (-1, before.shape[-1])
        a, b = _prior(before.reshape(grid), at_risk.reshape(grid), self._beliefs)
        shape = a.reshape(self._grid)[..., None] + before
        mean = exposed * shape / (b.reshape(self._grid)[..., None] + at_risk)
        size = mean / np.maximum(phi - 1 + mean / shape, 1e-6)
        return np.asarray(np.where(known, _log_nb(events, mean, size), 0.0).sum(-1))

    def _learnt(self) -> tuple[float, float]:
        """Posterior means of memory and dispersion."""
        believed = self._beliefs
        cells = np.array(self._exposures) > 0
        mean = float(np.array(self._counts)[cells].mean()) if cells.any() else 1.0
        off_memory = (MEMORIES - believed.memory_for(mean)) / believed.memory_sd
        ratio = np.log(DISPERSIONS / believed.dispersion) / believed.dispersion_log_sd
        score = self._score - off_memory[:, None] ** 2 / 2 - ratio**2 / 2
        weight = np.exp(score - score.max())
        weight /= weight.sum()
        memory = float(weight.sum(1) @ MEMORIES)
        return memory, float(np.exp(weight.sum(0) @ np.log(DISPERSIONS)))


def _prior(events: Floats, exposed: Floats, beliefs: Beliefs) -> tuple[Floats, Floats]:
    """Gamma(a, b) of the district's wards: [G] each, from discounted [G, W].

    Mean: the district's rate (half an event more, so that it is never 0). Spread: posterior
    mean over SPREADS of the negative binomial likelihood of the wards.
    """
    total = exposed.sum(-1)
    mean = (events.sum(-1) + 0.5) / np.where(total > 0, total, 1.0)
    shape = SPREADS**-2.0
    expected = mean[:, None] * exposed  # [G, W]
    said = _log_nb(events[:, None], expected[:, None], shape[:, None]).sum(-1)  # [G, S]
    said -= (np.log(SPREADS / beliefs.spread) / beliefs.spread_log_sd) ** 2 / 2
    weight = np.exp(said - said.max(-1, keepdims=True))
    a = np.exp(weight @ np.log(shape) / weight.sum(-1))
    return a, a / mean


def _log_nb(events: Floats, mean: Floats, size: Floats) -> Floats:
    """Log probability of a negative binomial, up to what depends on the events alone."""
    mean, size = np.maximum(mean, 1e-9), np.maximum(size, 1e-9)
    return np.asarray(
        gammaln(size + events)
        - gammaln(size)
        + size * np.log(size / (size + mean))
        + events * np.log(mean / (size + mean))
    )
