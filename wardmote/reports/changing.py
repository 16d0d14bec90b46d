"""The signals that a report tells of: now, new since the quarter before, and ended."""

from dataclasses import dataclass

from wardmote.flags.queries import QuarterSignals, signals_for
from wardmote.flags.rules import Kind
from wardmote.flags.watch import Signal
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.reports.facts import BandFacts, SignalFacts

MOST_DRAWN = 2  # rises of one data set that are drawn
MONTHS_DRAWN = 24


@dataclass(frozen=True, slots=True)
class Changing:
    """The signals of a quarter and of the one before; None where there are none."""

    now: QuarterSignals | None
    before: QuarterSignals | None
    refusal: str

    def said(self, slug: str) -> tuple[SignalFacts, ...]:
        """Of the district first, then of wards."""
        known = {_key(one) for one in _all(self.before, slug)}
        return tuple(
            SignalFacts(one.code, one.kind.value, one.sentence, _key(one) not in known)
            for one in _all(self.now, slug)
        )

    def ended(self, slug: str) -> tuple[tuple[str, str], ...]:
        """(ward, kind) said last quarter of a ward of which nothing is said now."""
        if self.now is None or self.refusal:
            return ()
        still = {one.code for one in _all(self.now, slug)}
        return tuple(_key(one) for one in _all(self.before, slug) if one.code not in still)

    def bands(self, slug: str) -> tuple[BandFacts, ...]:
        """What was expected of the wards that rise most, to be drawn."""
        rises = [one for one in _all(self.now, slug) if one.kind is Kind.RISING and one.code]
        rises.sort(key=lambda one: one.why.expected - one.why.observed)
        return tuple(
            found for one in rises[:MOST_DRAWN] if (found := self._band(one)) is not None
        )

    def _band(self, rise: Signal) -> BandFacts | None:
        band = self.now.band(rise.code, rise.dataset) if self.now else None
        if band is None:
            return None
        last = slice(-MONTHS_DRAWN, None)
        return BandFacts(
            rise.code,
            tuple(map(str, band.months[last])),
            band.observed[last],
            tuple(round(one, 2) for one in band.low[last]),
            tuple(round(one, 2) for one in band.high[last]),
        )


def changing(quarter: Quarter) -> Changing:
    """What is changing in a quarter; why not, where nothing can be said."""
    try:
        now = signals_for(quarter)
    except RuleBroken as refusal:
        return Changing(None, None, f"{refusal}.")
    try:
        before = signals_for(quarter - 1)
    except RuleBroken:
        before = None
    return Changing(now, before, f"{now.refusal}." if now.refusal else "")


def _all(signals: QuarterSignals | None, slug: str) -> list[Signal]:
    if signals is None:
        return []
    found = [one for one in signals.district if one.dataset == slug]
    return [*found, *signals.of_dataset(slug)]


def _key(signal: Signal) -> tuple[str, str]:
    return signal.code, signal.kind.value
