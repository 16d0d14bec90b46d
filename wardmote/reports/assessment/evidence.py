"""A year's figures for a strategic assessment, as they stood when it was drafted.

The same evidence as the data reports': the last quarter's facts whole, and beside them four
quarters and the four before. A quarter with a missing month is left out of both years.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from wardmote.datasets.queries import PoliceFigures, police_figures, register
from wardmote.kernel.periods import Quarter
from wardmote.reports.assessment.rules import QUARTERS
from wardmote.reports.facts import ALL_CRIME, Facts, facts_from_json, facts_to_json, total
from wardmote.reports.gathering import gather, held_in, quarters_with_figures

Totals = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """Counts by quarter of one year and of the year before. None: missing, never zero."""

    now: Totals
    before: Totals

    @property
    def known(self) -> int | None:
        """What is known of the year; None where nothing is."""
        found = [count for count in self.now if count is not None]
        return sum(found) if found else None

    @property
    def compared(self) -> tuple[int, int, int]:
        """Both years over the quarters that are whole in both, and how many those are."""
        pairs = [
            (now, before)
            for now, before in zip(self.now, self.before, strict=True)
            if now is not None and before is not None
        ]
        return sum(now for now, _ in pairs), sum(was for _, was in pairs), len(pairs)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One year of the district. `datasets` and `wards`: by slug and by code, of all crime."""

    last: Facts
    datasets: dict[str, Years]
    wards: dict[str, Years]
    missing: tuple[str, ...] = ()

    @property
    def quarters(self) -> list[Quarter]:
        """The four quarters, oldest first."""
        return [self.last.period - back for back in range(QUARTERS - 1, -1, -1)]


def years_with_figures() -> list[Quarter]:
    """The last quarters of years of which every quarter has figures, latest first."""
    known = quarters_with_figures()
    return [
        one for one in reversed(known) if all(one - back in known for back in range(QUARTERS))
    ]


def gather_year(last: Quarter, *, today: date) -> Evidence:
    """Everything that an assessment of the year to this quarter says in numbers."""
    facts, police = gather(last, today=today), police_figures()
    quarters = [last - back for back in range(2 * QUARTERS - 1, -1, -1)]
    held = {
        one.slug: [held_in(one, quarter, police) for quarter in quarters]
        for one in register()
        if any(one.slug == shown.slug for shown in facts.datasets)
    }
    crime = held.get(ALL_CRIME, [({}, ())] * len(quarters))
    return Evidence(
        facts,
        {
            slug: _years([None if gone else total(counts) for counts, gone in found])
            for slug, found in held.items()
        },
        {
            ward.code: _years(
                [None if gone else counts.get(ward.code) for counts, gone in crime]
            )
            for ward in facts.wards
        },
        _missing(quarters[QUARTERS:], police),
    )


def _years(counts: Sequence[int | None]) -> Years:
    return Years(tuple(counts[QUARTERS:]), tuple(counts[:QUARTERS]))


def _missing(quarters: Sequence[Quarter], police: PoliceFigures) -> tuple[str, ...]:
    months = [month for quarter in quarters for month in quarter.months]
    return tuple(map(str, police.missing(months)))


def to_json(evidence: Evidence) -> str:
    """Same evidence, same characters."""
    kept: dict[str, Any] = {
        "last": json.loads(facts_to_json(evidence.last)),
        "datasets": {slug: asdict(one) for slug, one in evidence.datasets.items()},
        "wards": {code: asdict(one) for code, one in evidence.wards.items()},
        "missing": evidence.missing,
    }
    return json.dumps(kept, sort_keys=True)


def from_json(text: str) -> Evidence:
    """Read what `to_json` wrote."""
    kept = json.loads(text)
    return Evidence(
        facts_from_json(json.dumps(kept["last"])),
        {slug: _read(one) for slug, one in kept["datasets"].items()},
        {code: _read(one) for code, one in kept["wards"].items()},
        tuple(kept["missing"]),
    )


def _read(kept: dict[str, list[int | None]]) -> Years:
    return Years(tuple(kept["now"]), tuple(kept["before"]))


def is_same(one: Evidence, other: Evidence) -> bool:
    """Whether an assessment from either would say the same."""
    return (
        one.last.same_as(other.last)
        and (one.datasets, one.wards) == (other.datasets, other.wards)
        and one.missing == other.missing
    )
