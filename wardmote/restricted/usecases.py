"""Writing restricted text, and sealing all of it anew with the key in use."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.agreements.queries import restricted_is_on
from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User
from wardmote.restricted.models import Text, TextWords
from wardmote.restricted.queries import belongs_to, keys, opened
from wardmote.restricted.sealing import seal
from wardmote.search.rules import indexed


@transaction.atomic
def write_restricted(subject: str, text: str, *, by: User, now: datetime) -> Text:
    """Keep a restricted text. The audit trail says that it was written, not what.

    Raises RuleBroken while restricted text is switched off, or if there is no text.
    """
    if not restricted_is_on(localdate(now)):
        raise RuleBroken(
            "Restricted text is switched off in this partnership. Write what all agencies "
            "that signed may read, or ask the officer"
        )
    if not text.strip():
        raise RuleBroken("Enter the restricted text", about="text")
    made = Text(uid=uuid4(), subject=subject, organisation_id=by.organisation_id, by=by, at=now)
    _keep(made, text.strip())
    record("restricted.written", subject, by=by, at=now, text=made.pk)
    return made


def _keep(made: Text, words: str) -> None:
    """Sealed where there is a key, and then in no index; else plain and in ours."""
    held = keys()
    if held.seals:
        made.body, made.key = "", held.current
        made.sealed = seal(words, belongs_to(made), held)
    else:
        made.body, made.key, made.sealed = words, "", None
    made.save()
    if held.seals:
        TextWords.objects.filter(text=made).delete()
    else:
        TextWords.objects.update_or_create(text=made, defaults={"words": indexed(words)})


@transaction.atomic
def seal_anew(*, by: Actor, now: datetime) -> int:
    """Seal everything with the key in use; returns how many texts were not already.

    Without keys everything is opened and kept plain. All or nothing.
    """
    held = keys()
    others = list(Text.objects.select_for_update().exclude(key=held.current))
    for one, words in zip(others, opened(others), strict=True):
        _keep(one, words.text)
    record("restricted.sealed-anew", "restricted text", by=by, at=now, texts=len(others))
    return len(others)
