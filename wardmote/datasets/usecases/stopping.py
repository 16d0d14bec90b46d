"""Stopping an import of street files, and letting it go on."""

from datetime import datetime

from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.datasets.models import Import
from wardmote.datasets.rules import ImportKind, State
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken


@transaction.atomic
def stop_import(import_id: int, *, by: Actor, now: datetime) -> Import:
    """Ask a street import to stop: at once if it waits, else after the files in hand."""
    receipt = Import.objects.select_for_update().get(pk=import_id)
    if receipt.kind != ImportKind.STREET or receipt.state not in (State.QUEUED, State.RUNNING):
        raise RuleBroken("This import is not running")
    if receipt.state == State.QUEUED:
        receipt.state, receipt.finished_at = State.STOPPED, now
    receipt.stop_asked = True
    receipt.save(update_fields=["state", "finished_at", "stop_asked"])
    record("import.stop_asked", receipt.pk, by=by, at=now)
    return receipt


@transaction.atomic
def resume_import(import_id: int, *, by: Actor, now: datetime) -> Import:
    """Queue a stopped import again; it goes on with the files that it has not read."""
    receipt = Import.objects.select_for_update().get(pk=import_id)
    if receipt.state != State.STOPPED:
        raise RuleBroken("This import was not stopped, so there is nothing to resume")
    receipt.state, receipt.stop_asked, receipt.finished_at = State.QUEUED, False, None
    receipt.save(update_fields=["state", "finished_at", "stop_asked"])
    record("import.resumed", receipt.pk, by=by, at=now)
    return receipt


def stopped_words(receipt: Import) -> str:
    """What a person is told when an import was stopped."""
    return (
        "The import was stopped. Nothing was changed, and what it has read is kept: "
        f"`wardmote import resume {receipt.pk}` goes on with the rest"
    )


@transaction.atomic
def note_stopped(receipt: Import, *, by: Actor, at: datetime) -> None:
    """Keep on the receipt that an import was stopped."""
    Import.objects.filter(pk=receipt.pk).update(state=State.STOPPED, finished_at=at)
    record("import.stopped", receipt.pk, by=by, at=at)
