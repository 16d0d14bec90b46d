"""Fetching months of the district from the police's own API, beside the archive.

The network is spoken to first, outside any transaction and without holding up imports;
what came whole is kept for the next try. Then one transaction makes all months current.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import shapely
from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.datasets.cubes import Held
from wardmote.datasets.downloads import Download, Downloads, write_street_file
from wardmote.datasets.holdings import fetched, months_held, months_of_archive
from wardmote.datasets.intake import Intake, Progress, Taken, move_into_place, take_in
from wardmote.datasets.models import Dataset, DistrictMonth, Import
from wardmote.datasets.police_api import (
    MONTHS_KEPT,
    PoliceApi,
    PoliceForce,
    outline,
    police_api,
)
from wardmote.datasets.queries import boundaries_of, cubes, partnership_forces, shelf
from wardmote.datasets.rules import (
    Cadence,
    ImportKind,
    Publication,
    Source,
    State,
    Verdict,
    expected_next,
    verdict,
)
from wardmote.datasets.upstream import NotThere
from wardmote.datasets.usecases.figures import release_open_figures
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list
from wardmote.kernel.periods import Month
from wardmote.partnership.queries import this_partnership
from wardmote.places.queries import edition_in_use, geometries, places_of

STOPPED = "The fetch was stopped before it finished. Nothing was changed. Start it again"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What one fetch is about."""

    district: str
    updated: date
    force: PoliceForce
    months: list[Month]
    replace: bool

    def name(self, month: Month) -> str:
        """Names a complete month, as it stood when the API was last updated."""
        return f"{self.district or 'all'}-{self.force.slug}-{month}-{self.updated}"


def keep_fetched(
    receipt: Import, *, by: Actor, clock: Callable[[], datetime], progress: Progress
) -> None:
    """Carry out a fetch. All of its months become current at once, or none does."""
    waiting = Downloads(shelf())
    with waiting.alone():
        _close_others(receipt.pk, at=clock())
        api = police_api(settings.POLICE_API)
        wanted = _wanted(api, receipt)
        found = _download(api, wanted, waiting, receipt, progress)
        if found:
            _keep(receipt, wanted, found, api.host, by=by, clock=clock)
        else:
            _nothing(receipt, by=by, at=clock())
        waiting.clear()


def close_dead_fetches(*, at: datetime) -> None:
    """Close what a killed process left running; nothing happens while a fetch runs."""
    with suppress(RuleBroken), Downloads(shelf()).alone():
        _close_others(0, at=at)


def _close_others(mine: int, *, at: datetime) -> None:
    running = Import.objects.filter(kind=ImportKind.FETCH, state=State.RUNNING)
    running.exclude(pk=mine).update(state=State.REFUSED, refusal=STOPPED, finished_at=at)


def _wanted(api: PoliceApi, receipt: Import) -> _Wanted:
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
    return _Wanted(district, updated, force, months, asked["replace"])


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
            ours = {name.lower() for name in partnership_forces()}
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
    found = [one for one in geometries(edition_in_use()).values() if one]
    return [_as_shape(one) for one in found]


def _as_shape(geometry: dict[str, object]) -> shapely.Geometry:
    from shapely.geometry import shape

    return shape(geometry)


def _download(
    api: PoliceApi,
    wanted: _Wanted,
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
    wanted: _Wanted,
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


def _keep(
    receipt: Import,
    wanted: _Wanted,
    found: Iterable[Download],
    host: str,
    *,
    by: Actor,
    clock: Callable[[], datetime],
) -> None:
    store = shelf()
    with store.incoming() as folder:
        paths = []
        for one in found:
            paths.append(folder / f"{one.month}-street.csv")
            write_street_file(one, paths[-1])
            receipt.rejects += [[bad.file, bad.line, bad.reason] for bad in one.rejects]
            receipt.files.append(f"{one.month.words} from {host}")
        receipt.rejected = len(receipt.rejects)
        intake = take_in(paths, folder, store, lambda done, total, rows: None)
        _flip(receipt, wanted, intake, folder, host, by=by, at=clock())


@transaction.atomic
def _flip(
    receipt: Import,
    wanted: _Wanted,
    intake: Intake,
    folder: Path,
    host: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Make every month current, release the figures, and keep the receipt, in one step."""
    held = DistrictMonth.objects.select_for_update().filter(
        district_code=wanted.district, source=host
    )
    before = {
        month: [one for one in held if one.month == str(month)] for month in wanted.months
    }
    verdicts: Counter[Verdict] = Counter()
    move_into_place(intake.taken.values(), folder, shelf())
    for month in sorted({one.month for one in intake.taken.values()}):
        parts = [one for one in intake.taken.values() if one.month == month]
        found = _weigh(month, parts, before[month], wanted)
        verdicts[found] += 1
        _store(month, parts, found, wanted, host, receipt)
    _fill_in(receipt, intake, wanted, verdicts, at)
    if verdicts[Verdict.NEW] or verdicts[Verdict.REPLACED]:
        on = localdate(at)
        Dataset.objects.filter(source=Source.POLICE).update(
            last_received_on=on, expected_next_on=expected_next(on, Cadence.MONTHLY)
        )
        release_open_figures(by=by, now=at)
    _record(receipt, by=by, at=at, host=host, months=[str(one) for one in wanted.months])


def _weigh(
    month: Month, parts: list[Taken], before: list[DistrictMonth], wanted: _Wanted
) -> Verdict:
    """One verdict for the whole month: its parts stay together."""
    held = None
    if before:
        names = "".join(sorted(one.fingerprint for one in before))
        published = max(one.published_on for one in before)
        held = Publication(sum(one.rows for one in before), names, published)
    names = "".join(sorted(one.fingerprint for one in parts))
    new = Publication(sum(one.rows for one in parts), names, wanted.updated)
    return verdict(f"{month.words} from the API", new, held, replace=wanted.replace)


def _store(
    month: Month,
    parts: list[Taken],
    found: Verdict,
    wanted: _Wanted,
    host: str,
    receipt: Import,
) -> None:
    old = DistrictMonth.objects.filter(
        district_code=wanted.district, month=str(month), source=host
    )
    if found is Verdict.UNCHANGED:
        old.update(published_on=wanted.updated)
    if found in (Verdict.UNCHANGED, Verdict.OLDER):
        return
    old.delete()
    DistrictMonth.objects.bulk_create(
        DistrictMonth(
            district_code=wanted.district,
            month=str(month),
            source=host,
            force_key=one.force.lower(),
            force=one.force,
            home_force_key=wanted.force.name.lower(),
            fingerprint=one.fingerprint,
            rows=one.rows,
            no_location=one.no_location,
            published_on=wanted.updated,
            received_in=receipt,
        )
        for one in parts
    )


def _fill_in(
    receipt: Import, intake: Intake, wanted: _Wanted, verdicts: Counter[Verdict], at: datetime
) -> None:
    receipt.state = State.DONE
    receipt.finished_at = at
    receipt.rows = intake.rows + receipt.rejected
    receipt.no_location = sum(one.no_location for one in intake.taken.values())
    receipt.changes = {one.value: verdicts[one] for one in Verdict}
    edition = edition_in_use()
    ours = set(places_of(edition).values_list("code", flat=True))
    some = [Held(one.month, one.force, one.fingerprint) for one in intake.taken.values()]
    receipt.placed = cubes().placed(boundaries_of(edition), some, ours)
    receipt.outside = intake.rows - receipt.no_location - receipt.placed
    archived = months_of_archive(wanted.force.name.lower()).intersection(wanted.months)
    if archived:
        names = and_list([month.words for month in sorted(archived)])
        receipt.messages.append(
            f"The archive has {names} too, so figures go on being counted from the archive"
        )
    if intake.other_labels:
        labels = ", ".join(sorted(intake.other_labels)[:20])
        receipt.messages.append(
            f"Counted in all crime only, being none of the 14 types: {labels}"
        )
    receipt.done = receipt.total = len(wanted.months)
    receipt.save()


@transaction.atomic
def _nothing(receipt: Import, *, by: Actor, at: datetime) -> None:
    receipt.state, receipt.finished_at = State.DONE, at
    receipt.changes = {one.value: 0 for one in Verdict}
    receipt.save()
    _record(receipt, by=by, at=at, host=settings.POLICE_API, months=[])


def _record(receipt: Import, *, by: Actor, at: datetime, host: str, months: list[str]) -> None:
    record(
        "import.done",
        receipt.pk,
        by=by,
        at=at,
        kind=receipt.kind,
        source=host,
        months=months,
        rows=receipt.rows,
        rejected=receipt.rejected,
        **receipt.changes,
    )
