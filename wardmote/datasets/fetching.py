"""Deciding which months to ask the police's API for, and asking; nothing is changed here.

What may be worth saying goes on the receipt's messages and skipped months.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import shapely
from shapely.geometry import shape

from wardmote.datasets.downloads import Download, Downloads
from wardmote.datasets.holdings import fetched, months_held, months_of_archive
from wardmote.datasets.intake import Progress
from wardmote.datasets.models import Import
from wardmote.datasets.police_api import MONTHS_KEPT, PoliceApi, PoliceForce, outline
from wardmote.datasets.queries import police_figures
from wardmote.datasets.upstream import NotThere
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list
from wardmote.kernel.periods import Month
from wardmote.partnership.queries import this_partnership
from wardmote.places.queries import edition_in_use, geometries


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one fetch is about."""

    district: str
    updated: date
    force: PoliceForce
    months: list[Month]
    replace: bool

    def name(self, month: Month) -> str:
        """Names a complete month, as it stood when the API was last updated."""
        return f"{self.district or 'all'}-{self.force.slug}-{month}-{self.updated}"


def choose(api: PoliceApi, receipt: Import) -> Wanted:
    """Ask the API what it has, and choose. No months: there is nothing to fetch."""
    asked = receipt.options
    updated = api.last_updated()
    newest = Month.of(updated)
    force = _force(api, asked.get("force", ""))
    if asked["month"]:
        months = [_known(Month.parse(asked["month"]), newest)]
    elif asked["all"]:
        held = set(months_held())
        kept = [newest - back for back in reversed(range(MONTHS_KEPT))]
        months = [month for month in kept if month not in held]
    else:
        months = [newest] if _is_news(newest, updated, force) else []
    if not months:
        receipt.messages.append(
            f"There is nothing to fetch: {newest.words}, the newest month that the police "
            "have published, is held"
        )
    district = this_partnership().district_code
    return Wanted(district, updated, force, months, asked["replace"])


def _known(month: Month, newest: Month) -> Month:
    oldest = newest - (MONTHS_KEPT - 1)
    if month > newest:
        raise RuleBroken(
            f"{month.words} is not published yet: the newest month is {newest.words}",
            about="month",
        )
    if month < oldest:
        raise RuleBroken(
            f"The API goes back to {oldest.words}. Load {month.words} from the archive: "
            "`wardmote import street`",
            about="month",
        )
    return month


def _is_news(newest: Month, updated: date, force: PoliceForce) -> bool:
    """Whether the newest month is in neither store, or was fetched before an update."""
    if newest in months_of_archive(force.name.lower()):
        return False
    had = [one for one in fetched() if one.month == str(newest)]
    return not had or min(one.published_on for one in had) < updated


def _force(api: PoliceApi, slug: str) -> PoliceForce:
    """The force of the district: as said, else as the archive shows, else by its middle."""
    forces = api.forces()
    if not slug:
        with suppress(RuleBroken):
            ours = set(police_figures().forces)
            known = [force for force in forces if force.name.lower() in ours]
            if len(known) == 1:
                return known[0]
        middle = shapely.union_all(_shapes()).representative_point()
        slug = api.force_at(middle.x, middle.y)
    for force in forces:
        if force.slug == slug:
            return force
    raise RuleBroken(
        f"data.police.uk knows no force “{slug[:40]}”. It knows "
        f"{and_list([force.slug for force in forces])}",
        about="force",
    )


def _shapes() -> list[shapely.Geometry]:
    found = geometries(edition_in_use()).values()
    return [shape(one) for one in found if one]


def download(
    api: PoliceApi,
    wanted: Wanted,
    waiting: Downloads,
    receipt: Import,
    progress: Progress,
) -> list[Download]:
    """Every month wanted, complete; those that an earlier try had are not asked again."""
    if not wanted.months:
        return []
    pieces = outline(_shapes())
    found: list[Download] = []
    rows = 0
    for number, month in enumerate(wanted.months, start=1):
        one = waiting.find(wanted.name(month)) or _ask(api, wanted, month, pieces, receipt)
        if one is not None:
            waiting.keep(wanted.name(month), one)
            found.append(one)
            rows += len(one.rows)
        progress(number, len(wanted.months), rows)
    if not found:
        _, why = receipt.skipped[-1]
        raise RuleBroken(f"Nothing was fetched. {wanted.months[-1].words} {why}")
    return found


def _ask(
    api: PoliceApi,
    wanted: Wanted,
    month: Month,
    pieces: list[shapely.Geometry],
    receipt: Import,
) -> Download | None:
    try:
        found = api.crimes(month, pieces, wanted.force)
    except NotThere:
        receipt.skipped.append([month.words, "is not in the API (404)"])
        return None
    if not any(values[4] for values in found.rows.values()):
        why = "has no crime in the district there, so it is not taken for published"
        receipt.skipped.append([month.words, why])
        return None
    return Download(month, [found.rows[key] for key in sorted(found.rows)], found.rejects)
