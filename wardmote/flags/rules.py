"""Which wards are flagged in one data set: by three rules, each of which can be read aloud.

**The top share** (the literal rule) looks at one quarter alone:

    k = share x wards of the district, rounded (halves up)

Wards are ranked by rate: events over what is exposed to them (residents, households).
Rates are compared as whole numbers multiplied crosswise, so that equal rates are equal.
The k highest are flagged and whoever is level with the k-th; a ward with no event never
is. A ward without a reported figure, or with nobody exposed, is shown but has no rank;
where fewer wards than `fewest_wards` can be ranked there is no flag at all.

**By probability** the ward is likely to be truly among the k highest, by all quarters up to
this one (`probability.py`). It is worked out beside the literal rule, never instead of it.

**A list** is another agency's: it says which wards are flagged, and no counts.

No Django, no clock, no database.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cmp_to_key
from typing import Protocol


class Why(StrEnum):
    """What made a ward flagged or not."""

    AMONG_HIGHEST = "among the highest"
    LOWER = "lower than the highest"
    NO_EVENTS = "no events"
    LIKELY = "likely among the highest"
    STILL_LIKELY = "still likely among the highest"
    UNLIKELY = "not likely among the highest"
    LISTED = "on the list"
    NOT_LISTED = "not on the list"
    NO_LIST = "no list"
    NO_FIGURE = "no figure"
    NO_EXPOSURE = "nobody exposed"
    FEW_WARDS = "too few wards"
    NOT_TOLD = "not told"


TOP_SHARE, PROBABILITY, LIST = "top_share", "probability", "list"


class Kind(StrEnum):
    """What a signal says of one series. Data cannot say why."""

    RISING = "RISING"
    COMING_DOWN = "COMING_DOWN"
    HELD = "HELD"
    SEASON_AHEAD = "SEASON_AHEAD"


class Reported(Protocol):
    """What the rule needs to know of one data set: counts by ward, None for no figure."""

    @property
    def slug(self) -> str: ...
    @property
    def exposure(self) -> str: ...
    @property
    def counts(self) -> Mapping[str, int | None]: ...


@dataclass(frozen=True, slots=True)
class Flag:
    """Where one ward stands in one data set, and why it is flagged or not.

    `rank` 1 is the highest; level wards share a rank and the next ones are skipped.
    `ranked` is how many wards have a rank, `wards` how many there are. `flagged` is what the
    data set's `rule` says, `literal` what the top share of this quarter alone would say.
    `probability` (of being among the k highest) and `expected_rate` (per 1,000 and quarter)
    are None where they are not known.
    """

    code: str
    dataset: str
    count: int | None
    exposure: int | None
    rank: int | None
    flagged: bool
    why: Why
    k: int
    ranked: int
    wards: int
    literal: bool = False
    rule: str = TOP_SHARE
    probability: float | None = None
    expected_rate: float | None = None

    @property
    def rate_per_1000(self) -> float | None:
        if self.count is None or not self.exposure:
            return None
        return 1000 * self.count / self.exposure


def top_count(share: float, wards: int) -> int:
    """k: the share of the wards, rounded, halves up (0.2 of 26 wards is 5)."""
    return math.floor(Fraction(str(share)) * wards + Fraction(1, 2))


def flag_quarter(
    datasets: Iterable[Reported],
    exposures: Mapping[str, Mapping[str, int | None]],
    *,
    share: float,
    fewest_wards: int,
) -> list[Flag]:
    """Every ward of every data set, by data set and then ward code.

    `exposures` gives for each kind of exposure ("residents") the number in each ward.
    """
    ordered = sorted(datasets, key=lambda dataset: dataset.slug)
    return [
        flag
        for dataset in ordered
        for flag in flag_dataset(
            dataset, exposures.get(dataset.exposure, {}), share, fewest_wards
        )
    ]


def flag_dataset(
    dataset: Reported, exposure: Mapping[str, int | None], share: float, fewest_wards: int
) -> list[Flag]:
    """The wards of one data set by code."""
    counts = dataset.counts
    k = top_count(share, len(counts))
    ranks = _ranks(counts, exposure)
    threshold = _rank_of_kth(ranks, k)
    flags = []
    for code in sorted(counts):
        count, rank = counts[code], ranks.get(code)
        why = _why(count, rank, threshold, few=len(ranks) < fewest_wards)
        flags.append(
            Flag(
                code=code,
                dataset=dataset.slug,
                count=count,
                exposure=exposure.get(code),
                rank=rank,
                flagged=why is Why.AMONG_HIGHEST,
                why=why,
                k=k,
                ranked=len(ranks),
                wards=len(counts),
                literal=why is Why.AMONG_HIGHEST,
            )
        )
    return flags


def _ranks(
    counts: Mapping[str, int | None], exposure: Mapping[str, int | None]
) -> dict[str, int]:
    """code -> rank of those that can be ranked, the highest rate first."""
    known = [
        (code, count, at_risk)
        for code, count in counts.items()
        if count is not None and (at_risk := exposure.get(code))
    ]
    known.sort(key=cmp_to_key(_higher_first))
    ranks: dict[str, int] = {}
    held, last = 0, (0, 0)
    for place, (code, count, at_risk) in enumerate(known, start=1):
        if place == 1 or count * last[1] != last[0] * at_risk:
            held = place
        ranks[code], last = held, (count, at_risk)
    return ranks


def _higher_first(one: tuple[str, int, int], other: tuple[str, int, int]) -> int:
    """Compare two (code, count, exposure) by rate without dividing."""
    return other[1] * one[2] - one[1] * other[2]


def _rank_of_kth(ranks: Mapping[str, int], k: int) -> int:
    """The rank that the k-th ward has: every ward up to it is among the highest."""
    ordered = sorted(ranks.values())
    return ordered[min(k, len(ordered)) - 1] if ordered and k else 0


def _why(count: int | None, rank: int | None, threshold: int, *, few: bool) -> Why:
    if count is None:
        return Why.NO_FIGURE
    if rank is None:
        return Why.NO_EXPOSURE
    if few:
        return Why.FEW_WARDS
    if count == 0:
        return Why.NO_EVENTS
    return Why.AMONG_HIGHEST if rank <= threshold else Why.LOWER


@dataclass(frozen=True, slots=True)
class Standing:
    """What all quarters so far say of one ward; see `probability.Assessment`.

    `has_any` is whether the ward ever had an event; `expected_rate` is per 1,000.
    """

    probability: float | None
    expected_rate: float | None
    flagged: bool
    has_any: bool


def beside_probability(flag: Flag, standing: Standing) -> Flag:
    """The literal flag with the probability beside it; what is flagged stays as it is."""
    return replace(flag, probability=standing.probability, expected_rate=standing.expected_rate)


def by_probability(flag: Flag, standing: Standing, *, on: float) -> Flag:
    """The flag as the probability rule has it; in too small a district there is none."""
    flagged, why = _weighed(flag, standing, on)
    return replace(
        flag,
        rule=PROBABILITY,
        flagged=flagged,
        why=why,
        probability=standing.probability,
        expected_rate=standing.expected_rate,
    )


def _weighed(flag: Flag, standing: Standing, on: float) -> tuple[bool, Why]:
    if flag.why in (Why.FEW_WARDS, Why.NO_EXPOSURE):
        return False, flag.why
    if flag.why is Why.NO_FIGURE:
        return standing.flagged, flag.why
    if not standing.has_any:
        return False, Why.NO_EVENTS
    if not standing.flagged:
        return False, Why.UNLIKELY
    is_sure = (standing.probability or 0.0) >= on
    return True, Why.LIKELY if is_sure else Why.STILL_LIKELY


def by_list(flag: Flag, listed: bool | None) -> Flag:
    """The flag as a list has it; None: there is no list for this quarter."""
    why = Why.NO_LIST if listed is None else Why.LISTED if listed else Why.NOT_LISTED
    return replace(flag, rule=LIST, flagged=bool(listed), literal=False, why=why)
