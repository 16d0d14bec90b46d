"""Replacing force-months: what came in is weighed, moved into place and flipped at once."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from wardmote.datasets.ahead import placing_ahead
from wardmote.datasets.holdings import batches_in_use
from wardmote.datasets.intake import Progress, take_in
from wardmote.datasets.looks import look_at
from wardmote.datasets.manifest import Manifest
from wardmote.datasets.models import Dataset, ForceMonth, Import
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
from wardmote.datasets.shelf import Shelf
from wardmote.datasets.stores import (
    boundaries_in_use,
    boundaries_of,
    cubes,
    prepare_counts,
    shelf,
)
from wardmote.datasets.taken import Intake, Taken
from wardmote.datasets.usecases.again import is_nothing_new, note_look
from wardmote.datasets.usecases.done import record_done
from wardmote.datasets.usecases.figures import release_open_figures
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.places.queries import edition_in_use, places_of

Key = tuple[str, str]  # a month and a force, in lower case
KEPT_STOPPED = timedelta(days=7)
STOPPED = "The import was stopped before it finished. Nothing was changed. Start it again"


def keep_street(
    receipt: Import, *, by: Actor, clock: Callable[[], datetime], progress: Progress
) -> None:
    """Carry out a street import. A kill at any moment leaves the old months or the new.

    Files are written aside and moved into place under names that nothing refers to yet;
    then one transaction makes them current. One import runs at a time.
    """
    store = shelf()
    paths = [Path(path) for path in receipt.options["paths"]]
    try:
        with store.incoming() as folder:
            _close_all_but(receipt.pk, at=clock())
            word = look_at(paths)
            if is_nothing_new(receipt, word, by=by, at=clock()):
                return
            latest = str(Month.of(localdate(clock())))
            with placing_ahead(store, boundaries_in_use()) as ahead:
                intake = take_in(paths, folder, store, progress, latest=latest, ahead=ahead)
                with _leaving_nothing(store, intake):
                    _verdicts(receipt, intake, ForceMonth.objects.all())
            with _leaving_nothing(store, intake):
                _flip(receipt, intake, by=by, at=clock())
            note_look(receipt, word, intake, prepare_counts())
            if store.sweep(batches_in_use()):
                Manifest(store).forget_lost()
    except OSError as error:
        raise RuleBroken(
            f"The import could not write to {store.root} ({error.strerror or error}). "
            "Nothing was changed. Make room or mend the folder, then try again"
        ) from error


@contextmanager
def _leaving_nothing(store: Shelf, intake: Intake) -> Iterator[None]:
    """What is refused in here leaves no file behind."""
    try:
        yield
    except RuleBroken:
        came_in = {taken.batch for taken in intake.taken.values()}
        store.drop(came_in - batches_in_use())
        Manifest(store).forget_lost()
        raise


def close_dead_imports(*, at: datetime) -> None:
    """Close what a killed process left running; nothing happens while an import runs."""
    with suppress(RuleBroken), shelf().incoming():
        _close_all_but(0, at=at)


def _close_all_but(mine: int, *, at: datetime) -> None:
    """Whoever holds the store's lock knows that any other running import is dead.

    Where its files are still there it can be resumed; uploads are kept a week for that.
    """
    street = Import.objects.filter(kind=ImportKind.STREET).exclude(pk=mine)
    for dead in street.filter(state=State.RUNNING):
        paths = [Path(path) for path in dead.options.get("paths", [])]
        can_go_on = bool(paths) and all(path.exists() for path in paths)
        dead.state = State.STOPPED if can_go_on else State.REFUSED
        dead.refusal, dead.finished_at = "" if can_go_on else STOPPED, at
        dead.save(update_fields=["state", "refusal", "finished_at"])
        if not can_go_on:
            shutil.rmtree(dead.options.get("folder", ""), ignore_errors=True)
    for old in street.filter(state=State.STOPPED, finished_at__lt=at - KEPT_STOPPED):
        old.state, old.refusal = State.REFUSED, "It was stopped, and not resumed in a week"
        old.save(update_fields=["state", "refusal"])
        shutil.rmtree(old.options.get("folder", ""), ignore_errors=True)


@transaction.atomic
def _flip(receipt: Import, intake: Intake, *, by: Actor, at: datetime) -> None:
    """Make what came in current, release it, and keep the receipt: all in one step."""
    held, verdicts = _verdicts(receipt, intake, ForceMonth.objects.select_for_update())
    published = date.fromisoformat(receipt.options["published"])
    _store(intake, held, verdicts, published, receipt)
    _fill_in(receipt, intake, verdicts, at)
    if receipt.changes[Verdict.NEW] or receipt.changes[Verdict.REPLACED]:
        _mark_received(localdate(at))
        release_open_figures(by=by, now=at)
    record_done(receipt, by=by, at=at)


class Before(NamedTuple):
    """What is held of a force-month: a model of each would take ten times as long to read."""

    month: str
    force_key: str
    pk: int
    rows: int
    fingerprint: str
    published_on: date
    batch: str
    part: int


def _verdicts(
    receipt: Import, intake: Intake, months: QuerySet[ForceMonth]
) -> tuple[dict[Key, Before], dict[Key, Verdict]]:
    """What is held of the months that came in, and what becomes of each force-month.

    RuleBroken if one is refused.
    """
    came = months.filter(month__in={month for month, _ in intake.taken})
    rows = [Before(*row) for row in came.values_list(*Before._fields)]
    held = {(row.month, row.force_key): row for row in rows}
    published = date.fromisoformat(receipt.options["published"])
    return held, {
        key: _weigh(taken, held.get(key), published, replace=receipt.options["replace"])
        for key, taken in intake.taken.items()
    }


def _weigh(taken: Taken, held: Before | None, published: date, *, replace: bool) -> Verdict:
    before = None
    if held is not None:
        before = Publication(held.rows, held.fingerprint, held.published_on)
    new = Publication(taken.rows, taken.fingerprint, published)
    return verdict(f"{taken.force}, {taken.month.words},", new, before, replace=replace)


def _store(
    intake: Intake,
    held: dict[Key, Before],
    verdicts: dict[Key, Verdict],
    published: date,
    receipt: Import,
) -> None:
    """Point the force-months at what came in, all of them in a few statements."""
    new, changed, later = [], [], []
    for key, found in verdicts.items():
        taken, before = intake.taken[key], held.get(key)
        if found is Verdict.OLDER:
            continue
        if before is None:
            new.append(ForceMonth(month=key[0], force_key=key[1]))
        elif found is Verdict.REPLACED or (before.batch, before.part) != (
            taken.batch,
            taken.part,
        ):
            changed.append(before.pk)
        elif before.published_on < published:
            later.append(before.pk)
    old = [*ForceMonth.objects.in_bulk(changed).values()]
    for one in [*new, *old]:
        key = one.month, one.force_key
        taken = intake.taken[key]
        if verdicts[key] is not Verdict.UNCHANGED:
            one.force, one.received_in = taken.force, receipt
            one.rows, one.no_location = taken.rows, taken.no_location
            one.fingerprint, one.published_on = taken.fingerprint, published
        one.batch, one.part = taken.batch, taken.part
        one.published_on = max(one.published_on, published)
    ForceMonth.objects.bulk_create(new, batch_size=500)
    fields = ["force", "received_in", "rows", "no_location", "fingerprint"]
    fields += ["published_on", "batch", "part"]
    ForceMonth.objects.bulk_update(old, fields, batch_size=100)
    ForceMonth.objects.filter(pk__in=later).update(published_on=published)


def _fill_in(
    receipt: Import, intake: Intake, verdicts: dict[Key, Verdict], at: datetime
) -> None:
    counts = Counter(verdicts.values())
    receipt.state = State.DONE
    receipt.finished_at = at
    receipt.files = intake.files
    receipt.rows = intake.rows + intake.rejected
    receipt.rejected = intake.rejected
    receipt.rejects = [[one.file, one.line, one.reason] for one in intake.rejects]
    receipt.skipped = [[one.name, one.why] for one in intake.skipped]
    receipt.no_location = sum(one.no_location for one in intake.taken.values())
    receipt.changes = {one.value: counts[one] for one in Verdict}
    receipt.messages = intake.notes
    receipt.placed = _placed(intake, receipt)
    if receipt.placed is not None:
        receipt.outside = intake.rows - receipt.no_location - receipt.placed
    receipt.done = receipt.total
    receipt.save()


def _placed(intake: Intake, receipt: Import) -> int | None:
    """How many of the rows that came in lie in our wards; None before wards are loaded."""
    try:
        edition = edition_in_use()
        ours = set(places_of(edition).values_list("code", flat=True))
    except RuleBroken as refusal:
        receipt.messages.append(f"The rows are kept and not yet placed. {refusal}")
        return None
    return cubes().placed(boundaries_of(edition), intake.held, ours)


def _mark_received(on: date) -> None:
    Dataset.objects.filter(source=Source.POLICE).update(
        last_received_on=on, expected_next_on=expected_next(on, Cadence.MONTHLY)
    )
