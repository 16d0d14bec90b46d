"""The flags of one quarter, from the figures in store and the partnership's settings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from wardmote.datasets.queries import PoliceFigures, police_figures
from wardmote.flags.figures import Figures, quarter_figures, quarters
from wardmote.flags.history import standings
from wardmote.flags.models import LedElsewhere
from wardmote.flags.rules import (
    LIST,
    PROBABILITY,
    Flag,
    Standing,
    beside_probability,
    by_list,
    by_probability,
    flag_quarter,
    top_count,
)
from wardmote.flags.settings import EvidenceSettings
from wardmote.flags.signals.engine import SHORTEST
from wardmote.flags.watch import Band, Signal, Watched, partner_watch, police_watch
from wardmote.flags.wording import Wording
from wardmote.kernel.disclosure import Table
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Quarter
from wardmote.partnership.models import Partnership
from wardmote.partnership.queries import this_partnership
from wardmote.places.queries import profiles

Key = tuple[str, str]  # a ward's code and a data set's slug


@dataclass(frozen=True, slots=True)
class Led:
    """Who leads on a flag that is not the partnership's to affect."""

    lead: str
    contact: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class QuarterFlags:
    """Every ward of every data set in one quarter, by data set and then ward code.

    `datasets` holds each data set's figures by slug, `refusals` says of which data sets
    there can be no flag and why, `led` who leads on what elsewhere, `police` the open
    figures that all this was read from, `settings` what the rules went by. `told` is what a
    reader without partners' counts is shown of them (`told.py`).
    """

    quarter: Quarter
    edition: str
    k: int
    names: Mapping[str, str]
    datasets: Mapping[str, Figures]
    flags: tuple[Flag, ...]
    refusals: Mapping[str, str]
    led: Mapping[Key, Led | None]
    police: PoliceFigures
    settings: EvidenceSettings = field(default_factory=EvidenceSettings)
    told: Mapping[str, Table] = field(default_factory=dict)

    def wording(self, slug: str) -> Wording:
        figures = self.datasets[slug]
        missing = [month for month in figures.missing_months if month.quarter == self.quarter]
        return Wording(
            slug, figures.name, figures.exposure, self.quarter, missing, self.settings
        )

    def sentence(self, flag: Flag) -> str:
        return self.wording(flag.dataset).sentence(flag)

    def of_ward(self, code: str) -> list[Flag]:
        return [flag for flag in self.flags if flag.code == code]

    def of_dataset(self, slug: str) -> list[Flag]:
        return [flag for flag in self.flags if flag.dataset == slug]

    def is_counted(self, flag: Flag) -> bool:
        """Flagged, and the partnership's own to act on."""
        return flag.flagged and (flag.code, flag.dataset) not in self.led


def evidence_settings(partnership: Partnership | None = None) -> EvidenceSettings:
    """The partnership's own thresholds, or those of one that is not saved."""
    ours = partnership or this_partnership()
    return EvidenceSettings(
        **{one.name: getattr(ours, one.name) for one in fields(EvidenceSettings)}
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """What flags and signals of every quarter stand on, read once for a page.

    `people` gives for each kind of exposure the number in each ward.
    """

    police: PoliceFigures
    names: Mapping[str, str]
    people: Mapping[str, Mapping[str, int | None]]
    quarters: tuple[Quarter, ...]
    settings: EvidenceSettings


def ground(edition: str = "", settings: EvidenceSettings | None = None) -> Ground:
    """Raises RuleBroken where no boundaries are loaded."""
    settings = settings or evidence_settings()
    police = police_figures(edition, rule=settings.counting())
    names = {place.code: place.name for place in police.places}
    return Ground(police, names, _people(list(names)), tuple(quarters()), settings)


def flags_for(
    quarter: Quarter,
    edition: str = "",
    settings: EvidenceSettings | None = None,
    on: Ground | None = None,
) -> QuarterFlags:
    """Each data set's own rule on the figures up to and including this quarter.

    Other `settings` than the partnership's show what they would change; a page that asks
    for several quarters reads the `ground` once and passes it. Raises RuleBroken without
    boundaries or profile, or where the quarter has no figures.
    """
    on = on or ground(edition, settings)
    police, names, exposures, settings = on.police, on.names, on.people, on.settings
    _require_people(exposures)
    _require_figures(quarter, on.quarters)
    datasets = {one.slug: one for one in quarter_figures(quarter, police)}
    k = top_count(settings.flag_share, len(names))
    literal = flag_quarter(
        datasets.values(),
        exposures,
        share=settings.flag_share,
        fewest_wards=settings.flag_fewest_wards,
    )
    known = standings(
        list(datasets.values()),
        police,
        exposures,
        quarter=quarter,
        k=k,
        levels=settings.levels(),
    )
    flags = [_by_rule(flag, datasets[flag.dataset], known, settings) for flag in literal]
    return QuarterFlags(
        quarter=quarter,
        edition=police.edition.name,
        k=k,
        names=names,
        datasets=datasets,
        flags=tuple(flags),
        refusals=_refusals(flags, settings.flag_fewest_wards),
        led=_led(quarter, datasets.values(), list(names)),
        police=police,
        settings=settings,
    )


def _by_rule(
    flag: Flag,
    figures: Figures,
    known: Mapping[str, Mapping[str, Standing]],
    settings: EvidenceSettings,
) -> Flag:
    if figures.listed is not None:
        return by_list(flag, figures.listed.get(flag.code))
    standing = known[flag.dataset][flag.code]
    if figures.rule == PROBABILITY:
        return by_probability(flag, standing, on=settings.flag_on)
    return beside_probability(flag, standing)


def _require_people(exposures: Mapping[str, Mapping[str, int | None]]) -> None:
    if not exposures["residents"]:
        raise RuleBroken(
            "Flags compare rates per 1,000 residents or households, and none are loaded for "
            "these wards. Load them with `wardmote import profile FILE.csv`"
        )


def _people(codes: list[str]) -> dict[str, dict[str, int | None]]:
    found = profiles(codes)
    return {
        "residents": {code: profile.residents for code, profile in found.items()},
        "households": {code: profile.households for code, profile in found.items()},
    }


def _require_figures(quarter: Quarter, there: Sequence[Quarter]) -> None:
    if quarter in there:
        return
    if not there:
        raise RuleBroken("There are no figures yet. Load some with `wardmote import street`")
    raise RuleBroken(
        f"There are no figures for {quarter}. There are figures for "
        f"{', '.join(map(str, there))}"
    )


def _refusals(flags: Sequence[Flag], fewest_wards: int) -> dict[str, str]:
    return {
        flag.dataset: f"only {flag.ranked} of {flag.wards} wards can be ranked; "
        f"there is no flag under {fewest_wards}"
        for flag in flags
        if flag.ranked < fewest_wards and flag.rule != LIST
    }


def _led(
    quarter: Quarter, datasets: Iterable[Figures], codes: Sequence[str]
) -> dict[Key, Led | None]:
    """What is led elsewhere: whole data sets (None: the register names no one), and marks.

    A mark holds for a quarter if it began by then and lasts to the quarter's end.
    """
    found: dict[Key, Led | None] = {
        (code, one.slug): None for one in datasets if one.led_elsewhere for code in codes
    }
    marks = LedElsewhere.objects.filter(
        since__lte=str(quarter), until__gte=quarter.months[-1].last_day
    )
    for mark in marks.order_by("pk"):
        led = Led(mark.lead, mark.contact, mark.reason, mark.until)
        found[mark.ward, mark.dataset] = led
    return found


@dataclass(frozen=True, slots=True)
class QuarterSignals:
    """What is changing, as of the end of one quarter, by data set and then ward.

    `district` is said of the district as a whole. `refusal` says why there are no signals of
    the police's data, where there can be none.
    """

    quarter: Quarter
    edition: str
    names: Mapping[str, str]
    signals: tuple[Signal, ...]
    district: tuple[Signal, ...]
    refusal: str
    settings: EvidenceSettings
    watched: tuple[Watched, ...]

    def of_ward(self, code: str) -> tuple[Signal, ...]:
        return tuple(one for one in self.signals if one.code == code)

    def of_dataset(self, slug: str) -> tuple[Signal, ...]:
        return tuple(one for one in self.signals if one.dataset == slug)

    def band(self, code: str, slug: str) -> Band | None:
        """Seen and expected by month; None where too little is held to expect anything."""
        for watched in self.watched:
            slugs = [one.slug for one in watched.datasets]
            if slug in slugs and code in watched.codes and watched.is_long_enough:
                return watched.band(code, slug, self.settings)
        return None


def signals_for(
    quarter: Quarter,
    edition: str = "",
    settings: EvidenceSettings | None = None,
    on: Ground | None = None,
) -> QuarterSignals:
    """The signals on the months up to the end of this quarter, never on later ones.

    Raises RuleBroken as `flags_for` does, but for a missing profile: signals can do without.
    """
    on = on or ground(edition, settings)
    police, names, exposures, settings = on.police, on.names, on.people, on.settings
    _require_figures(quarter, on.quarters)
    watched = (
        police_watch(police, exposures, quarter),
        partner_watch(list(names), exposures, quarter),
    )
    places: list[Signal] = []
    district: list[Signal] = []
    for one in watched:
        if one.is_long_enough:
            found = one.signals(quarter, settings)
            places += found[0]
            district += found[1]
    return QuarterSignals(
        quarter=quarter,
        edition=police.edition.name,
        names=names,
        signals=tuple(places),
        district=tuple(district),
        refusal=_too_short(watched[0]),
        settings=settings,
        watched=watched,
    )


def _too_short(police: Watched) -> str:
    if police.is_long_enough:
        return ""
    held = plural(len(police.months), "month")
    return (
        f"Signals need {SHORTEST} months of figures up to the end of the quarter, to tell a "
        f"change from a season; there are {held}"
    )
