"""What other thresholds would change in the latest quarter, before they are saved."""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass

from wardmote.areas.evidence import proposals_if
from wardmote.areas.queries import thresholds
from wardmote.flags.figures import latest_quarter
from wardmote.flags.queries import evidence_settings, flags_for, signals_for
from wardmote.flags.settings import EvidenceSettings
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.partnership.models import Partnership
from wardmote.partnership.queries import this_partnership


@dataclass(frozen=True, slots=True)
class Change:
    """Something that would come or go: in which ward (or the district), and what."""

    place: str
    what: str
    comes: bool


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would be different in this quarter. `refusal`: why it cannot be said."""

    quarter: Quarter | None
    flags: tuple[Change, ...] = ()
    signals: tuple[Change, ...] = ()
    areas: tuple[Change, ...] = ()
    refusal: str = ""

    @property
    def is_same(self) -> bool:
        return not (self.flags or self.signals or self.areas or self.refusal)


def what_if(changed: Mapping[str, object]) -> WhatIf:
    """The latest quarter with these thresholds beside the same quarter as it is."""
    quarter = latest_quarter()
    if quarter is None:
        return WhatIf(None, refusal="There are no figures yet to try the thresholds on.")
    other = _with(changed)
    now, then = evidence_settings(), evidence_settings(other)
    try:
        return WhatIf(
            quarter,
            flags=tuple(_differences(_flags(quarter, now), _flags(quarter, then))),
            signals=tuple(_differences(_signals(quarter, now), _signals(quarter, then))),
            areas=tuple(
                Change(one.name, one.words, comes=True)
                for one in proposals_if(quarter, thresholds(other), then)
            ),
        )
    except RuleBroken as refusal:
        return WhatIf(quarter, refusal=f"{refusal}.")


def _with(changed: Mapping[str, object]) -> Partnership:
    """The partnership with these thresholds, not saved."""
    partnership = copy(this_partnership())
    for name, value in changed.items():
        setattr(partnership, name, value)
    return partnership


Said = set[tuple[str, str]]  # place, what


def _flags(quarter: Quarter, settings: EvidenceSettings) -> Said:
    found = flags_for(quarter, settings=settings)
    return {
        (found.names[one.code], found.datasets[one.dataset].name)
        for one in found.flags
        if one.flagged
    }


def _signals(quarter: Quarter, settings: EvidenceSettings) -> Said:
    found = signals_for(quarter, settings=settings)
    places = {(found.names[one.code], f"{one.name}: {one.tag}") for one in found.signals}
    return places | {("The whole district", f"{one.name}: {one.tag}") for one in found.district}


def _differences(now: Said, then: Said) -> Iterator[Change]:
    for place, what in sorted(now ^ then):
        yield Change(place, what, (place, what) in then)
