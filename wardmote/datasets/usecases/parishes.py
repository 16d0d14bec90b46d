"""Releasing the open police figures of parishes, beside those of wards.

They are the police's own published counts, placed in the parish's boundary. Partners'
counts are never told for parishes: two geographies beside each other give small counts away.
"""

from datetime import date, datetime
from typing import Any

from wardmote.datasets.queries import PoliceFigures, police_figures
from wardmote.datasets.street import TYPES
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.places.models import Place, Profile
from wardmote.places.queries import profiles
from wardmote.places.rules import Kind
from wardmote.places.shapes import Part, parts_of
from wardmote.releases.queries import standing
from wardmote.releases.rules import ReleaseKind
from wardmote.releases.usecases import Draft, release, withdraw

MOST = 500  # a home with more has the whole country's: no partnership's
NEXT_TO_NOTHING = 0.01  # of a parish: the same border drawn twice

Series = dict[str, list[int | None]]


def release_parish_figures(
    wards: PoliceFigures,
    months: list[Month],
    district: Series,
    *,
    by: Actor,
    now: datetime,
) -> int:
    """Release each parish's months x types, by the months of the wards' figures.

    A parish is the partnership's where its area lies in the partnership's wards. Gives
    back how many changed; those that are no longer the partnership's are withdrawn.
    """
    updated_on = max(one.published_on for one in wards.held)
    drafts = _drafts(months, district, updated_on)
    slots = {draft.slot for draft in drafts}
    for old in standing().filter(kind=ReleaseKind.PARISH_FIGURES).exclude(slot__in=slots):
        withdraw(old.pk, "No longer a parish of the partnership", by=by, now=now)
    return len(release(drafts, by=by, now=now))


def _drafts(months: list[Month], district: Series, updated_on: date) -> list[Draft]:
    try:
        figures = police_figures(kind=Kind.PARISH)
    except RuleBroken:  # no parishes are loaded
        return []
    if len(figures.places) > MOST:
        return []
    people = profiles([place.code for place in figures.places])
    common = {
        "months": [str(month) for month in months],
        "missing_months": [str(month) for month in figures.missing(months)],
        "district": district,
        "updated_on": updated_on.isoformat(),
    }
    found = []
    for place in figures.places:
        if parts := parts_of(Kind.PARISH, place.code):
            table = figures.table(place.code, months)
            content = {
                **common,
                "parish": _about(place, figures.edition.name, parts),
                "types": {label: table[slug] for slug, label in TYPES.items()},
                **_who(people.get(place.code)),
            }
            found.append(_draft(place, content, months[-1]))
    return found


def _draft(place: Place, content: dict[str, Any], latest: Month) -> Draft:
    """It names no ward: it is not news of the wards that the parish lies in."""
    return Draft(
        kind=ReleaseKind.PARISH_FIGURES,
        slot=f"{ReleaseKind.PARISH_FIGURES} {place.code}",
        title=f"{place.name} (parish): police figures to {latest.words}",
        content=content,
        source="data.police.uk",
    )


def _about(place: Place, edition: str, parts: tuple[Part, ...]) -> dict[str, Any]:
    """The wards it lies in with the share of its area, and what lies in none of them."""
    outside = max(0.0, 1 - sum(part.share for part in parts))
    return {
        "code": place.code,
        "name": place.name,
        "boundaries": edition,
        "lies_in": [
            {"code": part.code, "name": part.name, "share": round(part.share, 3)}
            for part in parts
        ],
        "outside": round(outside, 3) if outside > NEXT_TO_NOTHING else 0,
    }


def _who(profile: Profile | None) -> dict[str, Any]:
    return {
        "residents": profile and profile.residents,
        "households": profile and profile.households,
        "makeup": profile.makeup if profile else {},
    }
