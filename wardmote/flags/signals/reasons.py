"""Why a series has its signal, in a sentence a councillor can check against the counts.

Data cannot attribute cause: a fall is "coming down", never thanks to anybody.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from wardmote.flags.signals.choice import Kind, Signals

SPIKE = 1  # a rise of this many months may be one event, and the sentence says so


@dataclass(frozen=True, slots=True)
class Reason:
    """One series' signal. `since` is the month's name; None when it was always so.

    expected, observed and window are those of `choice.Signals`; `district` is what the
    district had over what its past leads to expect (None where not known); `probability`
    is that of a rise.
    """

    kind: Kind
    expected: float
    observed: int
    ratio: float
    window: int
    since: str | None
    district: float | None
    probability: float
    p: float

    @property
    def spike(self) -> bool:
        """A rise seen in the latest month only."""
        return self.kind is Kind.RISING and self.window <= SPIKE

    @property
    def sentence(self) -> str:
        """What is said beside the signal; empty for none."""
        said = {
            Kind.NONE: "",
            Kind.RISING: self._rising(),
            Kind.COMING_DOWN: self._down("Coming down"),
            Kind.HELD: self._held(),
            Kind.SEASON_AHEAD: self._season(),
        }[self.kind]
        return f"{said} {self._beside()}".strip() if said else ""

    def _rising(self) -> str:
        if self.spike:
            when = f"{self.observed} in {self.since}"
        else:
            when = f"{self.observed} in the {self.window} months since {self.since}"
        more = f"{when}, where about {_about(self.expected)} would be expected"
        times = f"{self.ratio:.1f} times as many" if self.expected >= 1 else "far more"
        spike = " One month so far: it may be a single event." if self.spike else ""
        return f"{more}: {times}.{spike}"

    def _down(self, word: str) -> str:
        return (
            f"{word} since {self.since}: {self.observed} in {self.window} months, "
            f"where the level before would have been about {_about(self.expected)}."
        )

    def _held(self) -> str:
        if self.ratio < 1:
            return self._down("Kept down")
        return (
            f"High and staying so: {self.observed} in the last {self.window} months, "
            f"{self.ratio:.1f} times what places with as many people in this district "
            f"have ({_about(self.expected)})."
        )

    def _season(self) -> str:
        return (
            f"Its season is ahead: about {_about(self.expected)} in the next {self.window} "
            f"months, against {self.observed} in as many average months."
        )

    def _beside(self) -> str:
        if self.district is None or self.kind in (Kind.HELD, Kind.SEASON_AHEAD):
            return ""
        if 0.87 < self.district < 1.15:
            return "The district as a whole is much as usual."
        return f"The district as a whole has {self.district:.1f} times what is usual."


def reason(found: Signals, row: int, months: Sequence[str]) -> Reason:
    """Of one series. `months` names the panel's columns, for example "July 2025"."""
    since = int(found.since[row])
    district = float(found.district[row])
    named = months[since] if 0 < since < len(months) else None
    return Reason(
        kind=Kind(int(found.kind[row])),
        expected=float(found.expected[row]),
        observed=round(float(found.observed[row])),
        ratio=float(found.ratio[row]),
        window=int(found.window[row]),
        since=named,
        district=None if math.isnan(district) else district,
        probability=float(found.probability[row]),
        p=float(found.p[row]),
    )


def _about(number: float) -> str:
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}"
