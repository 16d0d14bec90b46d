"""Writing restricted text, and sealing all of it anew with the key in use."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.db import connection, transaction
from django.utils.timezone import localdate

from wardmote.agreements.queries import restricted_is_on
from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User
from wardmote.restricted.models import Text, TextWords
from wardmote.restricted.queries import belongs_to, keys, opened
from wardmote.restricted.sealing import Keys, seal
from wardmote.search.rules import indexed
from wardmote.search.schema import forget_after_commit, forget_erased, overwrite_deleted

#: what holds restricted words while they are not sealed
INDEX_AND_TEXTS = (TextWords._meta.db_table, Text._meta.db_table)
AT_ONCE = 500  # texts between two reports of progress


@transaction.atomic
def write_restricted(
    subject: str, text: str, *, by: User, now: datetime, is_searched: bool = True
) -> Text:
    """Keep a restricted text. The audit trail says that it was written, not what.

    Unless `is_searched` it is in no index, sealed or not.

    Raises RuleBroken while restricted text is switched off, or if there is no text.
    """
    if not restricted_is_on(localdate(now)):
        raise RuleBroken(
            "Restricted text is switched off in this partnership. Write what all agencies "
            "that signed may read, or ask the officer"
        )
    if not text.strip():
        raise RuleBroken("Enter the restricted text", about="text")
    made = Text(
        uid=uuid4(),
        subject=subject,
        is_searched=is_searched,
        organisation_id=by.organisation_id,
        by=by,
        at=now,
    )
    _keep(made, text.strip(), keys())
    record("restricted.written", subject, by=by, at=now, text=made.pk)
    return made


def _keep(made: Text, words: str, held: Keys) -> None:
    """Sealed where there is a key, and then in no index; else plain and in ours."""
    if held.seals:
        made.body, made.key = "", held.current
        made.sealed = seal(words, belongs_to(made), held)
    else:
        made.body, made.key, made.sealed = words, "", None
    made.save()
    if held.seals or not made.is_searched:
        TextWords.objects.filter(text=made).delete()
    else:
        TextWords.objects.update_or_create(text=made, defaults={"words": indexed(words)})


@transaction.atomic
def erase(number: int, *, by: Actor, now: datetime) -> None:
    """Throw a text away. The audit trail says which and when; nothing of it stays, once the
    caller has seen to `forget_soon`."""
    overwrite_deleted(connection)
    gone = Text.objects.get(pk=number)
    subject = gone.subject
    gone.delete()
    record("restricted.erased", subject, by=by, at=now, text=number)


def forget_soon() -> None:
    """As soon as this is committed, what was erased leaves the database's journal."""
    forget_after_commit(connection, Text._meta.db_table)


def forget_now() -> None:
    """What was erased before leaves it: where the journal was being read at the time."""
    forget_erased(connection, Text._meta.db_table)


def _silent(done: int, of: int) -> None:
    pass


@transaction.atomic
def seal_anew(
    *,
    by: Actor,
    now: datetime,
    in_plain: bool = False,
    tell: Callable[[int, int], None] = _silent,
) -> int:
    """Seal everything with the key in use; returns how many texts were not already.

    `in_plain`: open everything instead. `tell`: how many of how many are done. All or
    nothing: RuleBroken where one cannot be opened.
    """
    found = keys()
    held = Keys("", found.by_name) if in_plain else found
    others = list(Text.objects.select_for_update().exclude(key=held.current))
    for done, (one, words) in enumerate(zip(others, opened(others), strict=True), 1):
        _keep(one, words.text, held)
        if done % AT_ONCE == 0 or done == len(others):
            tell(done, len(others))
    record("restricted.sealed-anew", "restricted text", by=by, at=now, texts=len(others))
    return len(others)
