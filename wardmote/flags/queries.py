"""The flags of one quarter, from the figures in store and the partnership's settings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wardmote.datasets.queries import PoliceFigures, police_figures
from wardmote.flags.figures import Figures, quarter_figures, quarters
from wardmote.flags.models import LedElsewhere
from wardmote.flags.rules import Flag, flag_quarter, top_count
from wardmote.flags.wording import Wording
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
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
    figures that all this was read from.
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

    def wording(self, slug: str) -> Wording:
        figures = self.datasets[slug]
        missing = [month for month in figures.missing_months if month.quarter == self.quarter]
        return Wording(slug, figures.name, figures.exposure, self.quarter, missing)

    def sentence(self, flag: Flag) -> str:
        return self.wording(flag.dataset).sentence(flag)

    def of_ward(self, code: str) -> list[Flag]:
        return [flag for flag in self.flags if flag.code == code]

    def of_dataset(self, slug: str) -> list[Flag]:
        return [flag for flag in self.flags if flag.dataset == slug]

    def is_counted(self, flag: Flag) -> bool:
        """Flagged, and the partnership's own to act on."""
        return flag.flagged and (flag.code, flag.dataset) not in self.led


def flags_for(quarter: Quarter, edition: str = "") -> QuarterFlags:
    """The literal rule on this quarter's figures.

    Raises RuleBroken without boundaries or profile, or where the quarter has no figures.
    """
    police = police_figures(edition)
    names = {place.code: place.name for place in police.places}
    exposures = _exposures(list(names))
    _require_figures(quarter)
    settings = this_partnership()
    datasets = {one.slug: one for one in quarter_figures(quarter, police)}
    flags = flag_quarter(
        datasets.values(),
        exposures,
        share=settings.flag_share,
        fewest_wards=settings.flag_fewest_wards,
    )
    return QuarterFlags(
        quarter=quarter,
        edition=police.edition.name,
        k=top_count(settings.flag_share, len(names)),
        names=names,
        datasets=datasets,
        flags=tuple(flags),
        refusals=_refusals(flags, settings.flag_fewest_wards),
        led=_led(quarter, datasets.values(), list(names)),
        police=police,
    )


def _exposures(codes: list[str]) -> dict[str, dict[str, int | None]]:
    found = profiles(codes)
    if not found:
        raise RuleBroken(
            "Flags compare rates per 1,000 residents or households, and none are loaded for "
            "these wards. Load them with `wardmote import profile FILE.csv`"
        )
    return {
        "residents": {code: profile.residents for code, profile in found.items()},
        "households": {code: profile.households for code, profile in found.items()},
    }


def _require_figures(quarter: Quarter) -> None:
    there = quarters()
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
        if flag.ranked < fewest_wards
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
