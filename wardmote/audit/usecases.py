"""Writing to the audit trail."""

from collections.abc import Sequence
from datetime import datetime
from math import isfinite

from django.db import connection, transaction

from wardmote.audit.models import Entry, Head, Seal
from wardmote.audit.rules import READ, Deed, seal_of
from wardmote.kernel.actors import Actor


def record(verb: str, subject: object, *, by: Actor, at: datetime, **details: object) -> None:
    """Keep who did what. Call it inside the transaction of the deed itself.

    `verb` is a noun and a past participle ("area.decided"); details hold figures,
    codes and reasons, never restricted text.
    """
    _keep([_deed(verb, subject, by, at, details)])


def record_read(
    *subjects: object, by: Actor, at: datetime, how: str = "page", **details: object
) -> None:
    """Keep who was shown the restricted text of these things ("issue 31"), one entry each.

    `how` is page, search, export, paper or mail. Call it once for all that one answer
    shows, in the transaction that reads it if there is one: the entries go in together.
    """
    if subjects:
        _keep([_deed(READ, one, by, at, {"how": how, **details}) for one in subjects])


def _deed(
    verb: str, subject: object, by: Actor, at: datetime, details: dict[str, object]
) -> Deed:
    plain = {key: _plain(value) for key, value in details.items()}
    return Deed(at, by.pk, str(by), verb, str(subject), plain)


@transaction.atomic(savepoint=False)
def _keep(deeds: Sequence[Deed]) -> None:
    entries = Entry.objects.bulk_create(
        Entry(
            at=deed.at,
            actor_id=deed.actor_id,
            actor=deed.actor,
            verb=deed.verb,
            subject=deed.subject,
            details=deed.details,
            digest=deed.digest,
        )
        for deed in deeds
    )
    if connection.vendor == "sqlite":  # PostgreSQL seals at commit: see triggers.py
        _seal(entries)


def _seal(entries: Sequence[Entry]) -> None:
    head, _ = Head.objects.get_or_create(pk=1)
    seals = []
    for entry in entries:
        number, previous = head.number + 1, head.hash
        head.number, head.hash = number, seal_of(previous, number, entry.pk, entry.digest)
        seals.append(Seal(number=number, entry=entry, previous=previous, hash=head.hash))
    head.save(update_fields=["number", "hash"])
    Seal.objects.bulk_create(seals)


def _plain(value: object) -> object:
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if isinstance(value, bool | int | float | str | None):
        return value
    if isinstance(value, list | tuple | set):
        return [_plain(item) for item in value]
    return str(value)
