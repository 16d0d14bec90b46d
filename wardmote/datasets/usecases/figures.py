"""Releasing the open police figures: they are public already, so loading is releasing."""

from datetime import datetime

from django.db import transaction

from wardmote.datasets.queries import PoliceFigures, police_figures
from wardmote.datasets.street import TYPES
from wardmote.datasets.usecases.parishes import release_parish_figures
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.places.models import Place, Profile
from wardmote.places.queries import profiles, wards
from wardmote.releases.queries import NO_LONGER_OURS, standing
from wardmote.releases.rules import ReleaseKind
from wardmote.releases.usecases import Draft, release, withdraw

MOST_MONTHS = 60
MOST_WARDS = 500  # a home with more is no partnership: it has no ward pages to release
SOURCE = "data.police.uk"

Series = dict[str, list[int | None]]


@transaction.atomic
def release_open_figures(*, by: Actor, now: datetime) -> int:
    """Release each ward's and parish's months x types as they stand now; how many changed.

    Nothing happens before the partnership's wards are loaded. Call it again whenever
    wards or police figures have changed: what is the same is not released again. Figures
    of a ward that is no longer the partnership's are withdrawn. A home with the wards of
    the whole country and no district in its settings releases nothing.
    """
    try:
        figures = None if wards().count() > MOST_WARDS else police_figures()
    except RuleBroken:
        return 0
    if figures is None or not figures.months:
        return 0
    months = figures.months[-MOST_MONTHS:]
    district = _district(figures, months)
    people = profiles([place.code for place in figures.places])
    drafts = [
        _draft(figures, place, months, district, people.get(place.code))
        for place in figures.places
    ]
    _withdraw_others({draft.slot for draft in drafts}, by=by, now=now)
    made = len(release(drafts, by=by, now=now))
    return made + release_parish_figures(figures, months, district, by=by, now=now)


def _withdraw_others(slots: set[str], *, by: Actor, now: datetime) -> None:
    """Other boundaries or another district: the old wards' pages close."""
    for old in standing().filter(kind=ReleaseKind.FIGURES).exclude(slot__in=slots):
        withdraw(old.pk, NO_LONGER_OURS, by=by, now=now)


def slot_of(code: str) -> str:
    """The slot of a ward's open figures among the releases."""
    return f"figures {code}"


def _draft(
    figures: PoliceFigures,
    place: Place,
    months: list[Month],
    district: Series,
    profile: Profile | None,
) -> Draft:
    return Draft(
        kind=ReleaseKind.FIGURES,
        slot=slot_of(place.code),
        title=f"{place.name}: police figures to {months[-1].words}",
        content={
            "ward": {"code": place.code, "name": place.name},
            "edition": figures.edition.name,
            "months": [str(month) for month in months],
            "missing_months": [str(month) for month in figures.missing(months)],
            "types": _by_type(figures, place, months),
            "district": district,
            "residents": profile and profile.residents,
            "households": profile and profile.households,
            "makeup": profile.makeup if profile else {},
            "updated_on": max(one.published_on for one in figures.held).isoformat(),
        },
        source=SOURCE,
        wards=(place.code,),
    )


def _by_type(figures: PoliceFigures, place: Place, months: list[Month]) -> Series:
    """A series of counts for each type as published; None where a month is missing."""
    table = figures.table(place.code, months)
    return {label: table[slug] for slug, label in TYPES.items()}


def _district(figures: PoliceFigures, months: list[Month]) -> Series:
    """The same for all wards together."""
    wards = [_by_type(figures, place, months) for place in figures.places]
    return {
        label: [
            None if None in month else sum(map(int, month))
            for month in zip(*(ward[label] for ward in wards), strict=True)
        ]
        for label in TYPES.values()
    }
