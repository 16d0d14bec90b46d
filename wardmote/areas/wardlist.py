"""All wards in one data set, ready to show or to download."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wardmote.areas.changes import ALL_CRIME, COLOURS, signals_shown
from wardmote.areas.queries import AreaLine, areas_for
from wardmote.areas.readers import NOT_TOLD, Reader
from wardmote.flags.figures import Figures
from wardmote.flags.queries import QuarterFlags, QuarterSignals
from wardmote.flags.rules import Flag, Kind
from wardmote.flags.watch import Signal


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of a ward's data sets have a signal of one kind."""

    kind: Kind
    tag: str
    count: int

    @property
    def colour(self) -> str:
        return COLOURS[self.kind]

    def __str__(self) -> str:
        return f"{self.count} {self.tag.lower()}"


@dataclass(frozen=True, slots=True)
class WardLine:
    """One ward: where it stands in the chosen data set, and as an area."""

    code: str
    name: str
    count: str
    rate: str
    rank: str
    flagged: str
    is_flagged: bool
    flags: int
    signals: list[Counted]
    area: AreaLine

    @property
    def yes_or_no(self) -> str:
        """Whether it is flagged, for a sheet."""
        if self.is_flagged:
            return "yes"
        return NOT_TOLD if self.flagged == NOT_TOLD else "no"


@dataclass(frozen=True, slots=True)
class WardList:
    """The wards in one data set. Sorted by rank, or by flag where ranks may not show."""

    found: QuarterFlags
    slug: str
    lines: list[WardLine]
    sees_all: bool
    signals: QuarterSignals

    @property
    def figures(self) -> Figures:
        return self.found.datasets[self.slug]

    @property
    def title(self) -> str:
        """The finding: who is highest; or, where that may not show, the subject."""
        first = next((line for line in self.lines if line.rank.startswith("1st")), None)
        if first is None or not self.sees_all:
            return f"{self.figures.name} by ward, {self.found.quarter.words}"
        wards = len(self.found.names)
        return f"{self.figures.name}: {first.name} has the highest rate of {wards} wards"

    @property
    def options(self) -> list[tuple[str, str]]:
        """(slug, name) of every data set: all crime, the police's, partners'."""
        ordered = sorted(
            self.found.datasets.values(),
            key=lambda one: (one.slug != ALL_CRIME, not one.is_police, one.name),
        )
        return [(one.slug, one.name) for one in ordered]

    @property
    def here(self) -> dict[str, str]:
        """ward -> what the chosen data set does there, for the map."""
        return {
            one.code: one.tag.lower()
            for one in self.signals.of_dataset(self.slug)
            if self.sees_all
        }

    def rows(self) -> list[list[str | int]]:
        """The list as cells of a sheet, without its heading."""
        return [
            [
                line.code,
                line.name,
                line.count,
                line.rate,
                line.rank,
                line.yes_or_no,
                line.flags,
                "; ".join(map(str, line.signals)),
                line.area.current.value,
            ]
            for line in self.lines
        ]


HEADINGS = [
    "code",
    "ward",
    "count",
    "rate_per_1000",
    "rank",
    "flagged",
    "flags",
    "signals",
    "area",
]


def ward_list(
    found: QuarterFlags, signals: QuarterSignals, wanted: str, reader: Reader
) -> WardList:
    """The wards in the data set wanted, else in all crime."""
    slug = wanted if wanted in found.datasets else ALL_CRIME
    sees_all = reader.sees_all_of(found.datasets[slug])
    areas = {line.code: line for line in areas_for(found.quarter)}
    raised = dict.fromkeys(found.names, 0)
    for flag in found.flags:
        raised[flag.code] += flag.flagged
    flags = sorted(found.of_dataset(slug), key=lambda flag: found.names[flag.code])
    if sees_all:
        flags.sort(key=lambda flag: flag.rank or len(flags) + 1)
    else:
        flags.sort(key=lambda flag: not flag.flagged)
    lines = [
        _line(
            found,
            flag,
            reader,
            raised[flag.code],
            _counted(signals_shown(signals, flag.code, reader)),
            areas[flag.code],
        )
        for flag in flags
    ]
    return WardList(found, slug, lines, sees_all, signals)


def _counted(signals: Sequence[Signal]) -> list[Counted]:
    """By tag, rises first; all crime is not one more."""
    told = [one for one in signals if one.dataset != ALL_CRIME]
    counts = Counter((one.kind, one.tag) for one in told)
    return [Counted(kind, tag, count) for (kind, tag), count in counts.items()]


def _line(
    found: QuarterFlags,
    flag: Flag,
    reader: Reader,
    raised: int,
    signals: list[Counted],
    area: AreaLine,
) -> WardLine:
    figures = found.datasets[flag.dataset]
    return WardLine(
        code=flag.code,
        name=found.names[flag.code],
        count=reader.count(found, flag.dataset, flag.code, flag.count),
        rate=reader.rate(figures, flag),
        rank=reader.rank(figures, flag),
        flagged=reader.flagged(figures, flag),
        is_flagged=flag.flagged,
        flags=raised,
        signals=signals,
        area=area,
    )
