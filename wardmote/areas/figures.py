"""The pictures of the ward and area pages, each drawn for wide and for narrow screens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from wardmote.areas.queries import Spell, histories
from wardmote.areas.rules import Category
from wardmote.charts import (
    Area,
    Band,
    Block,
    Chart,
    Line,
    Outlines,
    TimelineRow,
    category_timeline,
    choropleth,
    line_chart,
    outlines,
)
from wardmote.flags.queries import QuarterFlags
from wardmote.flags.rules import Flag
from wardmote.flags.watch import Band as Expected
from wardmote.flags.wording import Wording, rate_words
from wardmote.kernel.periods import Month, Period, Quarter
from wardmote.places.models import Edition
from wardmote.places.queries import edition_in_use, geometries

LETTERS = {Category.EMERGING: "E", Category.PREVENTING: "P", Category.SUSTAINING: "S"}
WIDE, NARROW = 630, 358
QUARTERS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture drawn for wide and for narrow screens, and its numbers."""

    wide: Chart
    narrow: Chart


@lru_cache(maxsize=8)
def _outlines(edition: Edition, version: int, district: str) -> Outlines:
    return outlines(geometries(edition))


def ward_outlines(district: str, edition: str = "") -> Outlines:
    """The partnership's wards ready to draw, kept until a shape changes."""
    found = edition_in_use(name=edition)
    return _outlines(found, found.version, district)


def rate_map(
    found: QuarterFlags,
    slug: str,
    shapes: Outlines,
    hrefs: Mapping[str, str],
    signals: Mapping[str, str],
) -> Figure:
    """Wards shaded by rate in one data set, with their names and what is changing there."""
    wide = _map(found, slug, shapes, hrefs, width=WIDE, signals=signals)
    return Figure(wide, _map(found, slug, shapes, hrefs, width=NARROW, signals=signals))


def small_map(
    found: QuarterFlags, slug: str, shapes: Outlines, hrefs: Mapping[str, str], ward: str
) -> Chart:
    """The same for a narrow column: one ward has a heavy line and a name."""
    return _map(found, slug, shapes, hrefs, width=NARROW, ward=ward)


def _map(
    found: QuarterFlags,
    slug: str,
    shapes: Outlines,
    hrefs: Mapping[str, str],
    *,
    width: float,
    ward: str = "",
    signals: Mapping[str, str] | None = None,
) -> Chart:
    told = signals or {}
    figures, wording = found.datasets[slug], found.wording(slug)
    areas = [
        Area(
            flag.code,
            found.names[flag.code],
            flag.rate_per_1000,
            ", ".join(filter(None, [_says(wording, flag), told.get(flag.code)])),
            hrefs[flag.code],
        )
        for flag in found.of_dataset(slug)
    ]
    return choropleth(
        key=f"map-{width}",
        title=f"{figures.name} by ward, {found.quarter.words}",
        areas=areas,
        shapes=shapes,
        unit=f"per 1,000 {figures.exposure}",
        highlighted=ward or None,
        labels=not ward,
        heading=False,
        width=width,
    )


def _says(wording: Wording, flag: Flag) -> str:
    if flag.count is None:
        return "no figure"
    events, rate = wording.events(flag.count), flag.rate_per_1000
    return events if rate is None else f"{events}, {rate_words(rate)} per 1,000"


class Drawable(Protocol):
    """A series to draw: one value a period, None where it is missing."""

    @property
    def name(self) -> str: ...
    @property
    def periods(self) -> Sequence[Period]: ...
    @property
    def values(self) -> Sequence[int | None]: ...
    @property
    def band(self) -> Expected | None: ...


def trend(series: Drawable, title: str) -> Figure:
    """One line with a gap for each missing period, over the band of what was expected."""
    band = _band(series)
    unit = "recorded a month" if isinstance(series.periods[0], Month) else "a quarter"

    def draw(key: str, width: float) -> Chart:
        return line_chart(
            key=key,
            title=title,
            periods=series.periods,
            lines=[Line(series.name, series.values)],
            unit=unit,
            band=band,
            heading=False,
            width=width,
        )

    return Figure(draw("trend", WIDE), draw("trend-narrow", NARROW))


def _band(series: Drawable) -> Band | None:
    """What was expected of each period drawn; none of those it was not asked of."""
    if series.band is None:
        return None
    places = {month: at for at, month in enumerate(series.band.months)}
    at = [
        places.get(period) if isinstance(period, Month) else None for period in series.periods
    ]
    low, high = series.band.low, series.band.high
    return Band(
        [None if one is None else low[one] for one in at],
        [None if one is None else high[one] for one in at],
    )


def timeline(
    names: Mapping[str, str],
    until: Quarter,
    title: str,
    found: Mapping[str, Sequence[Spell]],
) -> Figure:
    """A row for each of these wards: its category in each of the last quarters."""
    shown = quarters_until(until)
    rows = [
        TimelineRow(
            name,
            [_block(spell) for spell in found.get(code) or [Spell(Category.OFF)] * len(shown)],
        )
        for code, name in names.items()
    ]

    def draw(key: str, width: float) -> Chart:
        return category_timeline(
            key=key, title=title, quarters=shown, rows=rows, heading=False, width=width
        )

    return Figure(draw("timeline", WIDE), draw("timeline-narrow", NARROW))


def quarters_until(last: Quarter) -> list[Quarter]:
    return [last - back for back in range(QUARTERS_SHOWN - 1, -1, -1)]


def spells_until(last: Quarter, *, with_proposed: bool = True) -> dict[str, list[Spell]]:
    """code -> its category in the quarters a timeline shows."""
    return histories(quarters_until(last), with_proposed=with_proposed)


def _block(spell: Spell) -> Block | None:
    letter = LETTERS.get(spell.category)
    return Block(letter, spell.is_proposed) if letter else None
