"""One ward, ready to show: the finding, its flags, its trends, who lives there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from wardmote.areas.readers import Reader
from wardmote.charts import spark
from wardmote.flags.figures import Series
from wardmote.flags.queries import Led, QuarterFlags
from wardmote.flags.rules import Flag, Kind
from wardmote.flags.watch import Band, Signal
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Month, Period, Quarter
from wardmote.places.models import Profile

SPARK_MONTHS = 24
TREND_MONTHS = 36
Partners = Mapping[str, Mapping[Period, int]]  # data set -> period -> count


@dataclass(frozen=True, slots=True)
class FlagLine:
    """One flag of the ward: its sentence, and who leads on it if others do."""

    slug: str
    name: str
    sentence: str
    why: list[str]
    is_counted: bool
    led: Led | None


@dataclass(frozen=True, slots=True)
class TypeLine:
    """One data set in this ward: this quarter beside the same one a year before."""

    slug: str
    name: str
    count: str
    year_before: str
    rate: str
    rank: str
    flagged: str
    spark: str
    href: str
    is_police: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """The series drawn large: what it is, and its months or quarters."""

    slug: str
    name: str
    periods: tuple[Period, ...]
    values: tuple[int | None, ...]
    missing: tuple[Month, ...]
    band: Band | None = None


def flag_lines(found: QuarterFlags, flags: list[Flag], reader: Reader) -> list[FlagLine]:
    """The ward's flags, those that count first."""
    lines = [
        FlagLine(
            flag.dataset,
            found.datasets[flag.dataset].name,
            reader.sentence(found, flag),
            reader.why(found, flag),
            found.is_counted(flag),
            found.led.get((flag.code, flag.dataset)),
        )
        for flag in flags
        if flag.flagged
    ]
    return sorted(lines, key=lambda line: not line.is_counted)


def rule_words(found: QuarterFlags) -> str:
    """The two rules behind flags, with the numbers that make them."""
    wards, share = len(found.names), found.settings.flag_share
    return (
        f"The top {100 * share:g} % of the district’s {plural(wards, 'ward')} are {found.k} "
        f"wards ({share:g} × {wards} is {share * wards:.3g}, rounded). Ranked on one quarter "
        "alone, about half of all flags change from one quarter to the next by chance. So a "
        "ward is flagged where its rate is likely to be truly among the highest, by this "
        "quarter and those before it together; a data set may go by the quarter alone, or "
        "by another agency’s list. A missing month is left out, never counted as zero."
    )


def type_lines(
    found: QuarterFlags,
    flags: list[Flag],
    series: Series,
    partners: Partners,
    reader: Reader,
) -> list[TypeLine]:
    """Every data set in this ward; police types first, then partners' data."""
    ordered = sorted(
        flags,
        key=lambda flag: (
            not found.datasets[flag.dataset].is_police,
            flag.dataset != "all-crime",
            found.datasets[flag.dataset].name,
        ),
    )
    return [_type_line(found, flag, series, partners, reader) for flag in ordered]


def _type_line(
    found: QuarterFlags,
    flag: Flag,
    series: Series,
    partners: Partners,
    reader: Reader,
) -> TypeLine:
    figures = found.datasets[flag.dataset]
    values = series.by_slug.get(flag.dataset, ())
    year_before = found.quarter - 4
    count = reader.count(found, flag.dataset, flag.code, flag.count)
    is_police = figures.is_police
    before, drawn = "", ""
    if is_police:
        before = quarter_total(series.months, values, year_before)
        drawn = _spark(flag.dataset, figures.name, series.months, values)
    elif reader.sees_counts:
        before = _partner_total(partners.get(flag.dataset, {}), year_before)
    here = reverse("ward", args=[flag.code])
    can_draw = is_police or reader.sees_counts
    return TypeLine(
        slug=flag.dataset,
        name=figures.name,
        count=count,
        year_before=before or "not shown",
        rate=reader.rate(figures, flag),
        rank=reader.rank(figures, flag),
        flagged=reader.flagged(figures, flag),
        spark=drawn,
        href=f"{here}?type={flag.dataset}#trend" if can_draw else "",
        is_police=is_police,
    )


def quarter_total(
    months: tuple[Month, ...], values: tuple[int | None, ...], quarter: Quarter
) -> str:
    """The sum of a quarter's months, or how many of them there are."""
    by_month = dict(zip(months, values, strict=True))
    known = [value for month in quarter.months if (value := by_month.get(month)) is not None]
    if len(known) == len(quarter.months):
        return f"{sum(known):,}"
    if not known:
        return "no figure"
    return f"{sum(known):,} in {plural(len(known), 'month')}"


def _partner_total(series: Mapping[Period, int], quarter: Quarter) -> str:
    if (whole := series.get(quarter)) is not None:
        return f"{whole:,}"
    known = [value for month in quarter.months if (value := series.get(month)) is not None]
    return f"{sum(known):,}" if len(known) == len(quarter.months) else "no figure"


def _spark(
    slug: str, name: str, months: tuple[Month, ...], values: tuple[int | None, ...]
) -> str:
    if not months or not values:
        return ""
    return spark(
        key=f"spark-{slug}",
        title=f"{name} by month",
        periods=months[-SPARK_MONTHS:],
        values=values[-SPARK_MONTHS:],
    ).svg


def chosen_trend(
    found: QuarterFlags,
    flags: list[Flag],
    series: Series,
    partners: Partners,
    *,
    wanted: str,
    reader: Reader,
    signals: Sequence[Signal] = (),
    band: Callable[[str], Band | None] = lambda _: None,
) -> Trend | None:
    """The series asked for, else what is rising, else the type that is flagged, else of all.

    `band` gives what was expected of a data set by month, where enough is held to say.
    """
    by_slug = {flag.dataset: flag for flag in flags}
    figures = found.datasets.get(wanted)
    if figures is None or not reader.sees_all_of(figures):
        rising = _rising([one for one in signals if one.is_police or reader.sees_counts])
        wanted = rising or _default_type(found, by_slug)
        figures = found.datasets.get(wanted)
    if figures is None:
        return None
    if figures.is_police:
        months = series.months[-TREND_MONTHS:]
        values = series.by_slug.get(wanted, ())[-TREND_MONTHS:]
        missing = tuple(
            month for month, value in zip(months, values, strict=True) if value is None
        )
        if not months:
            return None
        return Trend(wanted, figures.name, months, values, missing, band(wanted))
    filled = _without_holes(partners.get(wanted, {}))
    if not filled:
        return None
    monthly = isinstance(filled[0][0], Month)
    return Trend(wanted, figures.name, *filled, (), band(wanted) if monthly else None)


def _rising(signals: Sequence[Signal]) -> str:
    return next((one.dataset for one in signals if one.kind is Kind.RISING), "")


def _without_holes(
    counts: Mapping[Period, int],
) -> tuple[tuple[Period, ...], tuple[int | None, ...]] | None:
    """Every period from the first to the last of one kind: a hole is a None."""
    if not counts:
        return None
    kind = type(next(iter(counts)))
    held = {period.index: count for period, count in counts.items()}
    indexes = range(min(held), max(held) + 1)
    return tuple(kind.at(one) for one in indexes), tuple(held.get(one) for one in indexes)


def _default_type(found: QuarterFlags, flags: Mapping[str, Flag]) -> str:
    police = [
        flag
        for slug, flag in flags.items()
        if found.datasets[slug].is_police and slug != "all-crime"
    ]
    best = max(police, key=lambda flag: _interest(found, flag), default=None)
    return best.dataset if best else "all-crime"


def _interest(found: QuarterFlags, flag: Flag) -> tuple[bool, bool, int, int]:
    """Ours to act on before flagged at all, then the highest rank, then the most counts."""
    rank = flag.rank if flag.flagged and flag.rank else flag.wards
    return found.is_counted(flag), flag.flagged, -rank, flag.count or 0


def makeup_rows(profile: Profile | None) -> list[tuple[str, str]]:
    """Who lives there, as published: residents, households and the profile's columns."""
    if profile is None:
        return []
    rows: list[tuple[str, object]] = [
        ("Residents", profile.residents),
        ("Households", profile.households),
    ]
    rows += [(_heading(name), value) for name, value in profile.makeup.items()]
    return [(name, _plain(value)) for name, value in rows if value is not None]


def _heading(name: str) -> str:
    """new_homes_a_year as New homes a year; a heading with its own blanks as it is."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _plain(value: object) -> str:
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.1f}"
    return f"{value:,.0f}" if isinstance(value, int | float) else str(value)
