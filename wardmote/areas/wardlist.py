"""All wards in one data set, ready to show or to download."""

from dataclasses import dataclass

from wardmote.areas.queries import AreaLine, areas_for
from wardmote.areas.readers import Reader
from wardmote.flags.figures import Figures
from wardmote.flags.queries import QuarterFlags
from wardmote.flags.rules import Flag

ALL_CRIME = "all-crime"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class WardLine:
    """One ward: where it stands in the chosen data set, and as an area."""

    code: str
    name: str
    count: str
    rate: str
    rank: str
    flagged: bool
    flags: int
    area: AreaLine


@dataclass(frozen=True, slots=True)
class WardList:
    """The wards in one data set. Sorted by rank, or by flag where ranks may not show."""

    found: QuarterFlags
    slug: str
    lines: list[WardLine]
    sees_all: bool

    @property
    def figures(self) -> Figures:
        return self.found.datasets[self.slug]

    @property
    def title(self) -> str:
        """The finding: who is highest; or, where that may not show, the subject."""
        first = next((line for line in self.lines if line.flagged), None)
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

    def rows(self) -> list[list[object]]:
        """The list as cells, with no text that a spreadsheet takes for a formula."""
        cells: list[list[object]] = [
            [
                *map(plain, (line.code, line.name, line.count, line.rate, line.rank)),
                "yes" if line.flagged else "no",
                line.flags,
                line.area.current.value,
            ]
            for line in self.lines
        ]
        heading = "code ward count rate_per_1000 rank flagged flags area"
        return [[*heading.split()], *cells]


def ward_list(found: QuarterFlags, wanted: str, reader: Reader) -> WardList:
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
    lines = [_line(found, flag, reader, raised[flag.code], areas[flag.code]) for flag in flags]
    return WardList(found, slug, lines, sees_all)


def _line(
    found: QuarterFlags, flag: Flag, reader: Reader, raised: int, area: AreaLine
) -> WardLine:
    figures = found.datasets[flag.dataset]
    return WardLine(
        code=flag.code,
        name=found.names[flag.code],
        count=reader.count(figures, flag.count),
        rate=reader.rate(figures, flag),
        rank=reader.rank(figures, flag),
        flagged=flag.flagged,
        flags=raised,
        area=area,
    )


def plain(cell: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
