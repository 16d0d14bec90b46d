"""Fetching months of the district from the police's own API, beside the archive.

The network is spoken to first, outside any transaction and without holding up imports;
what came whole is kept for the next try. Then one transaction makes all months current.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.datasets.downloads import Download, Downloads, write_street_file
from wardmote.datasets.fetching import Wanted, choose, download
from wardmote.datasets.holdings import months_of_archive
from wardmote.datasets.intake import Progress, take_in
from wardmote.datasets.models import Dataset, DistrictMonth, Import
from wardmote.datasets.police_api import police_api
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
from wardmote.datasets.stores import boundaries_of, cubes, shelf
from wardmote.datasets.taken import Intake, Taken
from wardmote.datasets.usecases.done import record_done
from wardmote.datasets.usecases.figures import release_open_figures
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list
from wardmote.kernel.periods import Month
from wardmote.places.queries import edition_in_use, places_of

STOPPED = "The fetch was stopped before it finished. Nothing was changed. Start it again"


def keep_fetched(
    receipt: Import, *, by: Actor, clock: Callable[[], datetime], progress: Progress
) -> None:
    """Carry out a fetch. All of its months become current at once, or none does."""
    waiting = Downloads(shelf())
    with waiting.alone():
        _close_others(receipt.pk, at=clock())
        api = police_api(settings.POLICE_API)
        wanted = choose(api, receipt)
        found = download(api, wanted, waiting, receipt, progress)
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


def _keep(
    receipt: Import,
    wanted: Wanted,
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
        _flip(receipt, wanted, intake, host, by=by, at=clock())


@transaction.atomic
def _flip(
    receipt: Import,
    wanted: Wanted,
    intake: Intake,
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
    months = [str(one) for one in wanted.months]
    record_done(receipt, by=by, at=at, source=host, months=months)


def _weigh(
    month: Month, parts: list[Taken], before: list[DistrictMonth], wanted: Wanted
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
    wanted: Wanted,
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
            batch=one.batch,
            part=one.part,
            rows=one.rows,
            no_location=one.no_location,
            published_on=wanted.updated,
            received_in=receipt,
        )
        for one in parts
    )


def _fill_in(
    receipt: Import, intake: Intake, wanted: Wanted, verdicts: Counter[Verdict], at: datetime
) -> None:
    receipt.state = State.DONE
    receipt.finished_at = at
    receipt.rows = intake.rows + receipt.rejected
    receipt.no_location = sum(one.no_location for one in intake.taken.values())
    receipt.changes = {one.value: verdicts[one] for one in Verdict}
    edition = edition_in_use()
    ours = set(places_of(edition).values_list("code", flat=True))
    receipt.placed = cubes().placed(boundaries_of(edition), intake.held, ours)
    receipt.outside = intake.rows - receipt.no_location - receipt.placed
    archived = months_of_archive(wanted.force.name.lower()).intersection(wanted.months)
    if archived:
        names = and_list([month.words for month in sorted(archived)])
        receipt.messages.append(
            f"The archive has {names} too, so figures go on being counted from the archive"
        )
    receipt.messages += intake.notes
    receipt.done = receipt.total = len(wanted.months)
    receipt.save()


@transaction.atomic
def _nothing(receipt: Import, *, by: Actor, at: datetime) -> None:
    receipt.state, receipt.finished_at = State.DONE, at
    receipt.changes = {one.value: 0 for one in Verdict}
    receipt.save()
    record_done(receipt, by=by, at=at, source=settings.POLICE_API, months=[])
