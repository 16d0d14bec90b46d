"""The same archive once more: nothing to read, weigh or count, and a receipt that says so."""

import hashlib
from collections import Counter
from datetime import date, datetime

from django.db import transaction

from wardmote.datasets.looks import Look, recall, remember
from wardmote.datasets.models import DistrictMonth, ForceMonth, Import
from wardmote.datasets.rules import ImportKind, State, Verdict
from wardmote.datasets.stores import boundaries_in_use, shelf
from wardmote.datasets.taken import Intake
from wardmote.datasets.usecases.done import record_done
from wardmote.kernel.actors import Actor
from wardmote.partnership.queries import this_partnership

SAME = ("files", "rows", "skipped", "no_location", "placed", "outside")


@transaction.atomic
def is_nothing_new(receipt: Import, word: str, *, by: Actor, at: datetime) -> bool:
    """Finish an import of files that `word` (see `looks`) shows to be as they were.

    Only where what is held, where its rows and counts lie and the places that they are
    counted in are as that import left them too; otherwise nothing happens.
    """
    look = recall(shelf(), word)
    if look is None or look.state != _state():
        return False
    done = Import.objects.filter(pk=look.receipt, kind=ImportKind.STREET, state=State.DONE)
    before = done.first()
    if before is None or not _is_dated(receipt, before, look):
        return False
    for name in SAME:
        setattr(receipt, name, getattr(before, name))
    counts = Counter({Verdict.UNCHANGED: sum(before.changes.values())})
    receipt.changes = {one.value: counts[one] for one in Verdict}
    receipt.state, receipt.finished_at = State.DONE, at
    receipt.save()
    record_done(receipt, by=by, at=at)
    return True


def _is_dated(receipt: Import, before: Import, look: Look) -> bool:
    """Count the same rows as of the later publication, where that can be said of all held."""
    published = date.fromisoformat(receipt.options["published"])
    if published <= date.fromisoformat(before.options["published"]):
        return True
    if look.is_all:
        ForceMonth.objects.filter(published_on__lt=published).update(published_on=published)
    return look.is_all


def note_look(receipt: Import, word: str, intake: Intake, cubes: list[str]) -> None:
    """Remember what these files came to: only where there was nothing to say of them."""
    if receipt.rejected or receipt.messages or receipt.changes[Verdict.OLDER]:
        return
    held = set(ForceMonth.objects.values_list("month", "force_key"))
    look = Look(
        receipt=receipt.pk,
        state=_state(),
        batches=tuple(sorted({one.batch for one in intake.taken.values()})),
        cubes=tuple(cubes),
        is_all=held == set(intake.taken),
    )
    remember(shelf(), word, look)


def _state() -> str:
    """What is held, where it lies, and the places that it is counted in."""
    rows = ("month", "force_key", "fingerprint", "batch", "part")
    state = [
        *ForceMonth.objects.order_by("month", "force_key").values_list(*rows),
        *DistrictMonth.objects.order_by("pk").values_list(*rows, "district_code", "source"),
        *[one.name for one in boundaries_in_use()],
        this_partnership().district_code,
    ]
    return hashlib.sha256(repr(state).encode()).hexdigest()
