"""Releasing the open police figures: they are public already, so loading is releasing."""

from datetime import datetime

from django.db import transaction

from wardmote.datasets.queries import PoliceFigures, police_figures
from wardmote.datasets.street import ALL_CRIME, TYPES
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.places.models import Place
from wardmote.releases.rules import ReleaseKind
from wardmote.releases.usecases import Draft, release

MOST_MONTHS = 60
SOURCE = "data.police.uk"


@transaction.atomic
def release_open_figures(*, by: Actor, now: datetime) -> int:
    """Release each ward's months x types as they stand now; give back how many changed.

    Nothing happens before the partnership's wards are loaded. Call it again whenever
    wards or police figures have changed: what is the same is not released again.
    """
    try:
        figures = police_figures()
    except RuleBroken:
        return 0
    months = figures.months[-MOST_MONTHS:]
    if not months:
        return 0
    drafts = [_draft(figures, place, months) for place in figures.places]
    return len(release(drafts, by=by, now=now))


def slot_of(code: str) -> str:
    """The slot of a ward's open figures among the releases."""
    return f"figures {code}"


def _draft(figures: PoliceFigures, place: Place, months: list[Month]) -> Draft:
    return Draft(
        kind=ReleaseKind.FIGURES,
        slot=slot_of(place.code),
        title=f"Police figures for {place.name}",
        content={
            "code": place.code,
            "name": place.name,
            "edition": figures.edition.name,
            "months": [str(month) for month in months],
            "missing_months": [str(month) for month in figures.missing(months)],
            "types": {ALL_CRIME: "All crime", **TYPES},
            "counts": figures.table(place.code, months),
        },
        source=SOURCE,
        wards=(place.code,),
    )
