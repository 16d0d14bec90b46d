"""Facts for a report, gathered from what is loaded now."""

from dataclasses import dataclass
from datetime import date

from wardmote.areas.queries import AreaLine, areas_for
from wardmote.datasets.models import Dataset
from wardmote.datasets.queries import (
    PoliceFigures,
    counts_of,
    figures_of,
    police_figures,
    register,
)
from wardmote.datasets.rules import FlagRule, Source
from wardmote.datasets.street import ALL_CRIME, TYPES
from wardmote.flags.queries import QuarterFlags, flags_for
from wardmote.flags.rules import Flag
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month, Quarter, Year
from wardmote.partnership.queries import this_partnership
from wardmote.partnership.thresholds import ALL, GUARD
from wardmote.places.models import Place, Profile
from wardmote.places.queries import profiles
from wardmote.reports.changing import Changing, changing
from wardmote.reports.facts import AreaFacts, DatasetFacts, Facts, WardFacts, YearFacts

MONTHS_DRAWN = 36

Held = tuple[dict[str, int | None], tuple[str, ...]]  # counts by ward, missing months


def quarters_with_figures() -> list[Quarter]:
    """Every quarter of which any month is loaded, oldest first."""
    return sorted({month.quarter for month in police_figures().months})


@dataclass(frozen=True, slots=True)
class Quarters:
    """The flags of a quarter and of the one before; None where there are none."""

    now: QuarterFlags | None
    before: QuarterFlags | None
    refusal: str


def gather(quarter: Quarter, *, today: date) -> Facts:
    """Everything a report on this quarter says in numbers.

    RuleBroken without boundaries, or naming the quarters there are.
    """
    police = police_figures()
    check_has_figures(quarter)
    counted, settings = counts_of(quarter), this_partnership()
    flags, signals = _flags(quarter), changing(quarter)
    months = [month for month in police.months if month <= quarter.months[-1]]
    drawn = months[-MONTHS_DRAWN:]
    return Facts(
        quarter=str(quarter),
        boundaries=str(police.edition),
        gathered_on=today.isoformat(),
        wards=_wards(police),
        datasets=_datasets(quarter, police, flags, signals),
        areas=_areas(quarter),
        months=tuple(str(month) for month in drawn),
        district={
            "All crime": _together(police, ALL_CRIME, drawn),
            TYPES["anti-social-behaviour"]: _together(police, "anti-social-behaviour", drawn),
        },
        rows=counted.rows,
        no_location=counted.no_location,
        outside=counted.outside,
        k=flags.now.k if flags.now else 0,
        share=settings.flag_share,
        fewest_wards=settings.flag_fewest_wards,
        smallest_shown=settings.smallest_shown,
        flags_refusal=flags.refusal,
        signals_refusal=signals.refusal,
        thresholds=tuple((one.label, one.said(settings)) for one in (*ALL, *GUARD)),
        has_earlier=quarter - 1 in quarters_with_figures(),
        years=_years(Year.ended_by(quarter)),
    )


def check_has_figures(quarter: Quarter) -> None:
    """RuleBroken, naming the quarters there are, unless this one has figures."""
    known = quarters_with_figures()
    if not known:
        raise RuleBroken("There are no figures yet. Load some with `wardmote import street`")
    if quarter not in known:
        there = ", ".join(map(str, known))
        raise RuleBroken(f"There are no figures for {quarter}. There are figures for {there}")


def _wards(police: PoliceFigures) -> tuple[WardFacts, ...]:
    people = profiles([place.code for place in police.places])
    return tuple(_ward(place, people.get(place.code)) for place in police.places)


def _ward(place: Place, profile: Profile | None) -> WardFacts:
    if profile is None:
        return WardFacts(place.code, place.name)
    return WardFacts(place.code, place.name, profile.residents, profile.households)


def _flags(quarter: Quarter) -> Quarters:
    try:
        now = flags_for(quarter)
    except RuleBroken as refusal:
        return Quarters(None, None, f"{refusal}.")
    try:
        return Quarters(now, flags_for(quarter - 1), "")
    except RuleBroken:
        return Quarters(now, None, "")


def _datasets(
    quarter: Quarter, police: PoliceFigures, flags: Quarters, signals: Changing
) -> tuple[DatasetFacts, ...]:
    found = (_dataset(one, quarter, police, flags, signals) for one in register())
    return tuple(one for one in found if one is not None)


def _dataset(
    dataset: Dataset,
    quarter: Quarter,
    police: PoliceFigures,
    flags: Quarters,
    signals: Changing,
) -> DatasetFacts | None:
    """One data set; None if a partner reported nothing for this quarter."""
    counts, missing = held_in(dataset, quarter, police)
    is_police = dataset.source == Source.POLICE
    if not is_police and all(count is None for count in counts.values()):
        return None
    before, missing_before = held_in(dataset, quarter - 1, police)
    year_ago, missing_year_ago = held_in(dataset, quarter - 4, police)
    flagged = _flagged(flags.now, dataset.slug)
    wording = flags.now.wording(dataset.slug) if flags.now and flagged else None
    received = dataset.last_received_on
    return DatasetFacts(
        slug=dataset.slug,
        name=dataset.name,
        is_police=is_police,
        exposure=dataset.exposure,
        sensitive=dataset.sensitive,
        owner=dataset.owner,
        cadence=dataset.cadence,
        received_on=received.isoformat() if received else "",
        counts=counts,
        before=before,
        year_ago=year_ago,
        missing=missing,
        missing_before=missing_before,
        missing_year_ago=missing_year_ago,
        flagged=tuple(one.code for one in flagged),
        flagged_before=tuple(one.code for one in _flagged(flags.before, dataset.slug)),
        sentences={one.code: wording.sentence(one) for one in flagged} if wording else {},
        refusal=flags.now.refusals.get(dataset.slug, "") if flags.now else "",
        rule=dataset.rule,
        literal=tuple(one.code for one in _of(flags.now, dataset.slug) if one.literal),
        signals=signals.said(dataset.slug),
        ended=signals.ended(dataset.slug),
        bands=signals.bands(dataset.slug),
    )


def held_in(dataset: Dataset, quarter: Quarter, police: PoliceFigures) -> Held:
    """A data set's counts of a quarter by ward, and the months that they leave out."""
    if dataset.source != Source.POLICE:
        figures = figures_of(dataset.slug, quarter)
        return dict(figures.counts), tuple(map(str, figures.missing))
    gone = police.missing(quarter.months)
    good = [month for month in quarter.months if month not in gone]
    counts: dict[str, int | None] = {
        place.code: police.count(place.code, dataset.slug, good) if good else None
        for place in police.places
    }
    return counts, tuple(map(str, gone))


def _years(year: Year) -> tuple[YearFacts, ...]:
    """Sensitive data sets with any figure of this year or of the one before."""
    found = []
    for one in register():
        if one.sensitive and one.source != Source.POLICE and one.rule != FlagRule.LIST:
            (count, some), (before, earlier) = _year(one, year), _year(one, year - 1)
            if some or earlier:
                found.append(YearFacts(one.slug, one.name, count, before))
    return tuple(found)


def _year(dataset: Dataset, year: Year) -> tuple[int | None, bool]:
    """The district's count, None where any of it is missing; and whether any is there."""
    held = [figures_of(dataset.slug, quarter) for quarter in year.quarters]
    counts = [count for quarter in held for count in quarter.counts.values()]
    known = [count for count in counts if count is not None]
    is_whole = len(known) == len(counts) and not any(one.missing for one in held)
    return sum(known) if is_whole else None, bool(known)


def _of(flags: QuarterFlags | None, slug: str) -> list[Flag]:
    return flags.of_dataset(slug) if flags else []


def _flagged(flags: QuarterFlags | None, slug: str) -> list[Flag]:
    return [one for one in _of(flags, slug) if one.flagged]


def _together(police: PoliceFigures, slug: str, months: list[Month]) -> tuple[int | None, ...]:
    series = [police.series(place.code, slug, months) for place in police.places]
    return tuple(
        None if None in month else sum(count or 0 for count in month)
        for month in zip(*series, strict=True)
    )


def _areas(quarter: Quarter) -> tuple[AreaFacts, ...]:
    told = (_area(line) for line in areas_for(quarter))
    return tuple(one for one in told if one.is_live or one.before != "off" or one.proposed)


def _area(line: AreaLine) -> AreaFacts:
    return AreaFacts(
        code=line.code,
        name=line.name,
        category=str(line.current),
        before=str(line.before),
        since=str(line.since or ""),
        reason=line.reason,
        because=line.because,
        proposed=str(line.proposed) if line.is_change and line.proposed else "",
    )
