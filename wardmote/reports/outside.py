"""What those outside the office are told of partners' data sets in a report. Pure.

Everything here is worked out from the tables that are told, never from real counts, so a
page that draws from it cannot say more than they do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wardmote.flags.wording import highest
from wardmote.kernel.disclosure import Table, flags_told
from wardmote.kernel.numbers import Guarded, plural
from wardmote.reports.facts import DatasetFacts, Facts

NOT_TOLD = "not told"
LATER = "not told before it is published"
NOTHING = Table({})
Flags = Mapping[str, bool | None]


@dataclass(frozen=True, slots=True)
class Outside:
    """One partner's data set as it is told: its table, its flags, and those told before.

    A flag of None is not told: the told counts do not bear it out. `later`: the total is
    not told before it is published, if then. Of a sensitive data set only `year` and
    `year_before`: the district's.
    """

    table: Table = NOTHING
    flags: Flags = field(default_factory=dict)
    before: Flags = field(default_factory=dict)
    later: bool = False
    year: Guarded | None = None
    year_before: Guarded | None = None

    @property
    def flagged(self) -> tuple[str, ...]:
        return tuple(code for code, flag in self.flags.items() if flag)

    @property
    def untold(self) -> int:
        """Of how many wards it is not told whether they are flagged."""
        return sum(flag is None for flag in self.flags.values())

    @property
    def new(self) -> list[str]:
        """Flagged now and told not to be before."""
        return [code for code in self.flagged if self.before.get(code) is False]

    @property
    def gone(self) -> list[str]:
        """Flagged before and told not to be now."""
        return [
            code for code, flag in self.before.items() if flag and self.flags.get(code) is False
        ]

    def cell(self, code: str) -> str:
        """A ward's count as it is told."""
        shown = self.table.cells.get(code)
        return NOT_TOLD if shown is None else str(shown)

    @property
    def total(self) -> str:
        """The district's, which is told by itself or not at all."""
        return self._whole(self.table.total)

    @property
    def of_year(self) -> tuple[str, str]:
        """The district's year, and the year before, as they are told."""
        before = NOT_TOLD if self.year_before is None else str(self.year_before)
        return self._whole(self.year), before

    def _whole(self, shown: Guarded | None) -> str:
        if shown is not None:
            return str(shown)
        return LATER if self.later else NOT_TOLD


def partners_of(facts: Facts) -> list[DatasetFacts]:
    """Those of which anything is told outside the office."""
    return [one for one in facts.shown(guarded=True) if not one.is_police]


def counts_of(dataset: DatasetFacts) -> dict[str, int]:
    """The counts that could be told: missing ones are not zero."""
    return {code: count for code, count in dataset.counts.items() if count is not None}


def outside(
    facts: Facts, tables: Mapping[str, Table], before: Mapping[str, Table]
) -> dict[str, Outside]:
    """Slug -> what is told, of these tables of the quarter and of the one before."""
    return {
        one.slug: Outside(
            tables.get(one.slug, NOTHING),
            _flags(facts, one, tables.get(one.slug, NOTHING)),
            _flags(facts, one, before.get(one.slug, NOTHING)),
        )
        for one in partners_of(facts)
    }


def _flags(facts: Facts, dataset: DatasetFacts, table: Table) -> Flags:
    if facts.flags_refusal:
        return {}
    exposures = {ward.code: getattr(ward, dataset.exposure, None) for ward in facts.wards}
    return flags_told(table.cells, exposures, facts.k, fewest_wards=facts.fewest_wards)


def sentence(facts: Facts, dataset: DatasetFacts, code: str) -> str:
    """Why a ward is flagged, for those who read the told counts alone."""
    return (
        f"{dataset.name}: among {highest(facts.k)} of {plural(len(facts.wards), 'ward')} in "
        f"{facts.period.words}, by the counts that are published."
    )
