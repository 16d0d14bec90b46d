"""Flags by probability: is this ward's rate truly among the k highest of the district?

Quarterly counts are small: ranked as they fall, half of all flags change from one quarter
to the next. Here each ward's rate is followed instead, per data set, by a **discounted
gamma-Poisson** (dynamic empirical Bayes; Smith and Miller 1986, "A non-Gaussian state space
model", JRSS B 48; Gamerman et al. 2013, doi 10.1111/jtsa.12026 for the discounting):

    A[t] = m A[t-1] + count[t] / phi        a ward keeps a share m of what it knew
    B[t] = m B[t-1] + exposure[t] / phi     phi: how much wilder than Poisson counts are
    rate ~ Gamma(a + A, b + B)              (a, b): the wards of this district, fitted

Memory m and dispersion phi are learnt from the data set's own past by how well they said
the next quarter beforehand (`learning.py`). The posterior probability of being among the k
highest is integrated exactly (`topk.py`). A flag goes on at one probability and off at a
lower one, so that it does not flicker.

Defined and tested:
  * a quarter depends on itself and on earlier quarters only;
  * a missing count is never zero: the ward forgets a little, and its flag stays as it was;
  * a ward with no exposure (a new town, nobody yet) has no probability and no flag;
  * a ward in which nothing ever happened is not flagged, nor is one of fewer than
    `fewest_wards` wards that can be compared, nor anyone when k is 0;
  * wards with the same past have the same probability; the order of wards does not matter.

Pure: no Django, no clock, no random numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wardmote.flags.learning import Beliefs, Learner
from wardmote.flags.topk import among_highest

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Levels:
    """When a flag goes on and off, and what is believed before there is any history."""

    on: float = 0.64
    off: float = 0.25
    fewest_wards: int = 5
    beliefs: Beliefs = field(default_factory=Beliefs)

    def __post_init__(self) -> None:
        if not 0 <= self.off <= self.on <= 1:
            raise ValueError("off and on must be probabilities, off no higher than on")


@dataclass(frozen=True, slots=True)
class Followed:
    """What is known of each ward (W) after each quarter (Q).

    probability   float[Q, W]  that its rate is among the k highest; nan where not comparable
    expected_rate float[Q, W]  posterior mean, events per unit of exposure; nan likewise
    memory        float[Q]     share of the past kept per quarter, as learnt by then
    dispersion    float[Q]     variance over mean of a count, as learnt by then
    """

    probability: Floats
    expected_rate: Floats
    memory: Floats
    dispersion: Floats

    def arrays(self) -> dict[str, Floats]:
        """By name, as given."""
        return {one.name: getattr(self, one.name) for one in fields(Followed)}


@dataclass(frozen=True, slots=True)
class Assessment(Followed):
    """The same, and who is flagged: bool[Q, W], with the two levels."""

    flagged: Bools


def assess(
    counts: ArrayLike, exposure: ArrayLike, k: int, levels: Levels | None = None
) -> Assessment:
    """Follow one data set through its quarters.

    counts    [Q, W] events per quarter and ward; negative or nan where there is no figure
    exposure  [W] or [Q, W] residents (or households, premises), any unit; 0 or nan: nobody
    k         how many wards make the top share, e.g. round(0.2 * W)
    """
    levels = levels or Levels()
    known = follow(counts, exposure, k, levels.beliefs)
    return Assessment(**known.arrays(), flagged=switch(known, counts, exposure, levels))


def follow(
    counts: ArrayLike, exposure: ArrayLike, k: int, beliefs: Beliefs | None = None
) -> Followed:
    """What `assess` knows of each ward before it asks when a flag goes on and off.

    This is where the time goes; flags at other levels need no more than `switch`.
    """
    seen, exposed = _checked(counts, exposure)
    quarters, wards = seen.shape
    out = Followed(
        probability=np.full((quarters, wards), np.nan),
        expected_rate=np.full((quarters, wards), np.nan),
        memory=np.full(quarters, np.nan),
        dispersion=np.full(quarters, np.nan),
    )
    learner = Learner(wards, beliefs or Beliefs())
    for quarter, (events, people) in enumerate(zip(seen, exposed, strict=True)):
        learner.see(events, people)
        out.memory[quarter], out.dispersion[quarter] = learner.memory, learner.dispersion
        comparable = people > 0
        if comparable.any():
            shape, rate = (known[comparable] for known in learner.posterior())
            out.expected_rate[quarter, comparable] = shape / rate
            out.probability[quarter, comparable] = among_highest(shape, rate, k)
    return out


def switch(known: Followed, counts: ArrayLike, exposure: ArrayLike, levels: Levels) -> Bools:
    """bool[Q, W]: who is flagged after each quarter, of what was followed."""
    seen, exposed = _checked(counts, exposure)
    comparable = exposed > 0
    happened = np.logical_or.accumulate(comparable & (np.nan_to_num(seen) > 0), axis=0)
    enough = comparable.sum(axis=1, keepdims=True) >= levels.fewest_wards
    may = comparable & happened & enough
    silent = comparable & np.isnan(seen)
    found = np.zeros(seen.shape, bool)
    flagged = np.zeros(seen.shape[1], bool)
    for quarter, probability in enumerate(known.probability):
        flagged = _switched(flagged, probability, may[quarter], silent[quarter], levels)
        found[quarter] = flagged
    return found


def _switched(
    before: Bools, probability: Floats, may: Bools, silent: Bools, levels: Levels
) -> Bools:
    """Who is flagged after a quarter: on at one level, off at a lower one; where there is no
    figure as before; and only where a flag may be."""
    level = np.where(before, levels.off, levels.on)
    after = np.nan_to_num(probability, nan=-1.0) >= level
    return np.asarray(np.where(silent, before, after) & may)


def _checked(counts: ArrayLike, exposure: ArrayLike) -> tuple[Floats, Floats]:
    """counts with nan for missing, exposure as [Q, W] with 0 for nobody."""
    seen = np.array(counts, dtype=np.float64, ndmin=2)
    seen[~np.isfinite(seen) | (seen < 0)] = np.nan
    exposed = np.array(exposure, dtype=np.float64)
    exposed[~np.isfinite(exposed) | (exposed < 0)] = 0.0
    return seen, np.broadcast_to(exposed, seen.shape)


def top_share(share: float, wards: int) -> int:
    """k for a share of the wards, halves up (0.2 of 26 wards is 5)."""
    return int(np.floor(share * wards + 0.5 + 1e-9))


def changes(flagged: Sequence[Sequence[bool]] | Bools) -> int:
    """How many flags differ from the quarter before, over all quarters."""
    rows = np.asarray(flagged, bool)
    return int((rows[1:] != rows[:-1]).sum())
