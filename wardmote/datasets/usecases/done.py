"""The record of an import that has come to its end."""

from datetime import datetime
from typing import Any

from wardmote.audit.usecases import record
from wardmote.datasets.models import Import
from wardmote.kernel.actors import Actor


def record_done(receipt: Import, *, by: Actor, at: datetime, **more: Any) -> None:
    """What the import changed; `more` is what only its kind can say."""
    record(
        "import.done",
        receipt.pk,
        by=by,
        at=at,
        kind=receipt.kind,
        rows=receipt.rows,
        rejected=receipt.rejected,
        **more,
        **receipt.changes,
    )
