"""Starting an import, carrying it out and keeping its receipt, whatever it reads."""

import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.datasets.intake import Progress
from wardmote.datasets.listeners import figures_changed
from wardmote.datasets.models import Import
from wardmote.datasets.partner import Columns
from wardmote.datasets.rules import (
    ImportKind,
    State,
    Stopped,
    Verdict,
    check_may_be_taken,
    check_slug,
)
from wardmote.datasets.usecases.fetched import keep_fetched
from wardmote.datasets.usecases.partner import keep_dataset
from wardmote.datasets.usecases.stopping import note_stopped, stopped_words
from wardmote.datasets.usecases.street import keep_street
from wardmote.kernel.actors import Actor, Machine
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.people.models import User

SAID_EVERY = 0.5  # seconds between two notes of progress on the receipt


def import_street(
    paths: Sequence[Path],
    *,
    by: Actor,
    now: datetime,
    published: date | None = None,
    replace: bool = False,
    progress: Progress | None = None,
) -> Import:
    """Take in street files of data.police.uk and replace the force-months they hold.

    All or nothing: RuleBroken (kept on the receipt too) means that nothing changed.
    Stopped (by Ctrl-C, or on its page) means the same, and that it can be resumed.
    """
    receipt = await_street(paths, by=by, now=now, published=published, replace=replace)
    return _carry_out(receipt, by=by, now=now, progress=progress)


def await_street(
    paths: Sequence[Path],
    *,
    by: Actor,
    now: datetime,
    published: date | None = None,
    replace: bool = False,
) -> Import:
    """Keep the wish to import files that lie on this machine; `run_import` does it."""
    options = {
        "paths": [str(path) for path in paths],
        "published": (published or localdate(now)).isoformat(),
        "replace": replace,
    }
    return _start(ImportKind.STREET, options, by=by, now=now)


def fetch_street(
    *,
    by: Actor,
    now: datetime,
    month: Month | None = None,
    every: bool = False,
    force: str = "",
    replace: bool = False,
    progress: Progress | None = None,
) -> Import:
    """Fetch from the police's API the newest month, or this one, or all not yet held.

    All or nothing; whole months that came before something broke need not come again.
    """
    receipt = queue_fetch(
        by=by, now=now, month=month, every=every, force=force, replace=replace
    )
    return _carry_out(receipt, by=by, now=now, progress=progress)


def queue_fetch(
    *,
    by: Actor,
    now: datetime,
    month: Month | None = None,
    every: bool = False,
    force: str = "",
    replace: bool = False,
) -> Import:
    """Keep the wish to fetch from the police's API; `run_import` does it later."""
    options = {
        "paths": [],
        "month": str(month or ""),
        "all": every,
        "force": force,
        "replace": replace,
    }
    return _start(ImportKind.FETCH, options, by=by, now=now)


def import_dataset(
    path: Path,
    slug: str,
    *,
    by: Actor,
    now: datetime,
    columns: Columns | None = None,
    replace: bool = False,
    blank_is_zero: bool = False,
) -> Import:
    """Take in a partner's counts; the periods in the file are replaced as a whole.

    A data set that is not in the register is entered there, its owner and lawful basis
    to be filled in. All or nothing.
    """
    options = dataset_options(slug, columns, replace=replace, blank_is_zero=blank_is_zero)
    receipt = _start(ImportKind.DATASET, options | {"paths": [str(path)]}, by=by, now=now)
    return _carry_out(receipt, by=by, now=now)


def dataset_options(
    slug: str,
    columns: Columns | None = None,
    *,
    replace: bool = False,
    blank_is_zero: bool = False,
) -> dict[str, Any]:
    """What `queue_import` needs to know for a partner's file."""
    check_may_be_taken(slug)
    check_slug(slug)
    columns = columns or Columns()
    return {
        "dataset": slug,
        "columns": [columns.code, columns.period, columns.count],
        "replace": replace,
        "blank_is_zero": blank_is_zero,
    }


def queue_import(
    kind: ImportKind,
    uploads: Iterable[UploadedFile[bytes]],
    options: dict[str, Any],
    *,
    by: Actor,
    now: datetime,
) -> Import:
    """Keep uploaded files and the wish to import them; `run_import` does it later.

    `options`: for street files `published` (ISO date) and `replace`, both optional; for
    a data set those of `dataset_options`.
    """
    folder = Path(settings.FILES) / "imports" / uuid4().hex
    folder.mkdir(parents=True)
    paths: list[str] = []
    for upload in uploads:
        path = folder / _safe_name(upload.name or "", len(paths))
        with path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        paths.append(str(path))
    if not paths:
        folder.rmdir()
        raise RuleBroken("Select a file to import", about="files")
    today = {"published": localdate(now).isoformat(), "replace": False}
    whole = today | options | {"paths": paths, "folder": str(folder)}
    return _start(kind, whole, by=by, now=now)


def run_import(import_id: int, *, now: datetime, progress: Progress | None = None) -> Import:
    """Carry out a queued import, as a job. A refusal is on the receipt, not raised."""
    receipt = Import.objects.select_related("by_user").get(pk=import_id)
    if receipt.state != State.QUEUED:
        return receipt
    by: Actor = receipt.by_user or Machine(receipt.by_name)
    try:
        with suppress(RuleBroken):
            _carry_out(receipt, by=by, now=now, progress=progress)
    finally:
        receipt.refresh_from_db()
        if receipt.state != State.STOPPED:
            shutil.rmtree(receipt.options.get("folder", ""), ignore_errors=True)
    return receipt


def _start(kind: ImportKind, options: dict[str, Any], *, by: Actor, now: datetime) -> Import:
    receipt = Import.objects.create(
        kind=kind,
        by_user=by if isinstance(by, User) else None,
        by_name=str(by),
        started_at=now,
        options=options,
    )
    files = [Path(path).name for path in options["paths"]]
    record("import.started", receipt.pk, by=by, at=now, kind=kind.value, files=files)
    return receipt


def _carry_out(
    receipt: Import, *, by: Actor, now: datetime, progress: Progress | None = None
) -> Import:
    """Run an import and keep how it ended: done or refused, never in between."""
    began = time.monotonic()

    def clock() -> datetime:
        return now + timedelta(seconds=time.monotonic() - began)

    started = {"state": State.RUNNING, "running_since": now}
    if not Import.objects.filter(pk=receipt.pk, stop_asked=False).update(**started):
        raise Stopped(stopped_words(receipt))
    receipt.state, receipt.running_since = State.RUNNING, now
    try:
        if receipt.kind == ImportKind.STREET:
            keep_street(receipt, by=by, clock=clock, progress=_noting(receipt, progress))
        elif receipt.kind == ImportKind.FETCH:
            keep_fetched(receipt, by=by, clock=clock, progress=_noting(receipt, progress))
        else:
            keep_dataset(receipt, by=by, clock=clock)
    except (Stopped, KeyboardInterrupt) as stop:
        if receipt.kind == ImportKind.STREET:
            note_stopped(receipt, by=by, at=clock())
            raise Stopped(stopped_words(receipt)) from stop
        _refuse(receipt, "The import was stopped. Nothing was changed", by=by, clock=clock)
        raise
    except RuleBroken as refusal:
        _refuse(receipt, str(refusal), by=by, clock=clock)
        raise
    except BaseException:
        words = "The import was stopped by an error. Nothing was changed"
        _refuse(receipt, words, by=by, clock=clock)
        raise
    if receipt.changes.get(Verdict.NEW) or receipt.changes.get(Verdict.REPLACED):
        figures_changed.send_robust(Import)
    return receipt


@transaction.atomic
def _refuse(receipt: Import, words: str, *, by: Actor, clock: Callable[[], datetime]) -> None:
    at = clock()
    Import.objects.filter(pk=receipt.pk).update(
        state=State.REFUSED, refusal=words, finished_at=at
    )
    record("import.refused", receipt.pk, by=by, at=at, why=words)


def _noting(receipt: Import, watcher: Progress | None) -> Progress:
    """Keeps progress on the receipt now and then, and tells whoever watches.

    Raises Stopped when somebody has asked for that.
    """
    mine = Import.objects.filter(pk=receipt.pk)
    last = 0.0

    def note(done: int, total: int, rows: int) -> None:
        nonlocal last
        if not last:
            mine.update(known=done)
        if time.monotonic() - last > SAID_EVERY:
            last = time.monotonic()
            mine.update(done=done, total=total, rows=rows)
            if mine.filter(stop_asked=True).exists():
                raise Stopped(stopped_words(receipt))
        if watcher is not None:
            watcher(done, total, rows)

    return note


def _safe_name(name: str, number: int) -> str:
    """A name from a browser, for a file in a folder of its own."""
    plain = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name)
    return f"{number}-{plain.lstrip('.-')[-100:] or 'upload'}"
