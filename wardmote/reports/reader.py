"""A report's facts as one kind of reader sees them."""

from collections.abc import Mapping
from dataclasses import dataclass

from wardmote.reports.facts import (
    AreaFacts,
    DatasetFacts,
    Facts,
    Imprint,
    SignalFacts,
    YearFacts,
)
from wardmote.reports.outside import Outside

NOT_REPORTED = "not reported"


def number(count: int | None) -> str:
    """A count in words, of what this reader sees whole."""
    return NOT_REPORTED if count is None else f"{count:,}"


@dataclass(frozen=True, slots=True)
class View:
    """The facts as one kind of reader sees them.

    `outside`: what is told of partners' data sets outside the office; None for the office.
    """

    facts: Facts
    imprint: Imprint
    outside: Mapping[str, Outside] | None = None

    @property
    def guarded(self) -> bool:
        return self.outside is not None

    @property
    def datasets(self) -> list[DatasetFacts]:
        return self.facts.shown(guarded=self.guarded)

    def told(self, dataset: DatasetFacts) -> Outside | None:
        """What this reader is told of a partner's data set instead of its figures."""
        if self.outside is None or dataset.is_police:
            return None
        return self.outside.get(dataset.slug, Outside())

    def cell(self, dataset: DatasetFacts, code: str) -> str:
        """A ward's count in words."""
        told, count = self.told(dataset), dataset.counts.get(code)
        if told is None or (count is None and code not in told.table.cells):
            return number(count)
        return told.cell(code)

    def total(self, dataset: DatasetFacts) -> str:
        """The district's count in words."""
        told = self.told(dataset)
        return number(dataset.total) if told is None else told.total

    def year(self, one: YearFacts) -> tuple[str, str]:
        """A sensitive data set's year and the year before, in words."""
        if self.outside is None:
            return number(one.count), number(one.before)
        return self.outside.get(one.slug, Outside()).of_year

    def flagged(self, dataset: DatasetFacts) -> tuple[str, ...]:
        """The wards that this reader is told are flagged."""
        told = self.told(dataset)
        return dataset.flagged if told is None else told.flagged

    def new_flags(self, dataset: DatasetFacts) -> list[str]:
        told = self.told(dataset)
        if told is not None:
            return told.new
        return [code for code in dataset.flagged if code not in dataset.flagged_before]

    def gone_flags(self, dataset: DatasetFacts) -> list[str]:
        told = self.told(dataset)
        if told is not None:
            return told.gone
        return [code for code in dataset.flagged_before if code not in dataset.flagged]

    def signals(self, dataset: DatasetFacts) -> tuple[SignalFacts, ...]:
        """A partner's are told with its counts, so only where those may be read."""
        hidden = self.guarded and not dataset.is_police
        return () if hidden else dataset.signals

    def ended(self, dataset: DatasetFacts) -> tuple[tuple[str, str], ...]:
        hidden = self.guarded and not dataset.is_police
        return () if hidden else dataset.ended

    def place(self, code: str) -> str:
        """A ward by its name; the district, where there is no code."""
        return self.facts.ward_names.get(code, code) or "The whole district"

    def category(self, area: AreaFacts, *, before: bool = False) -> str:
        name = area.before if before else area.category
        return self.imprint.category_names.get(name, "not a priority area")
