"""Writing to the audit trail."""

from datetime import datetime

from wardmote.audit.models import Entry
from wardmote.kernel.actors import Actor


def record(verb: str, subject: object, *, by: Actor, at: datetime, **details: object) -> None:
    """Keep who did what. Call it inside the transaction of the deed itself.

    `verb` is a noun and a past participle ("area.decided"); details hold figures,
    codes and reasons, never restricted text.
    """
    Entry.objects.create(
        at=at,
        actor_id=by.pk,
        actor=str(by),
        verb=verb,
        subject=str(subject),
        details={key: _plain(value) for key, value in details.items()},
    )


def _plain(value: object) -> object:
    if isinstance(value, bool | int | float | str | None):
        return value
    if isinstance(value, list | tuple | set):
        return [_plain(item) for item in value]
    return str(value)
