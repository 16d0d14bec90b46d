"""Opening restricted text. Who may is for the caller to have asked; every call is logged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from wardmote.restricted.models import Text
from wardmote.restricted.sealing import Keys, read_keys, unseal


@dataclass(frozen=True, slots=True)
class Opened:
    """A restricted text that has been opened for one reader."""

    pk: int
    text: str
    by: str
    organisation: str
    at: datetime


def keys() -> Keys:
    """The keys that the settings name."""
    return read_keys(settings.TEXT_KEYS)


def texts_of(subject: str) -> QuerySet[Text]:
    """What there is on a subject, unopened, oldest first."""
    return Text.objects.filter(subject=subject).select_related("by", "organisation")


def opened(texts: Iterable[Text]) -> list[Opened]:
    """The words of these texts. RuleBroken where a key is missing or a text was changed."""
    held = keys()
    return [
        Opened(one.pk, _words(one, held), str(one.by), str(one.organisation or ""), one.at)
        for one in texts
    ]


def _words(text: Text, held: Keys) -> str:
    if text.sealed is None:
        return text.body
    return unseal(bytes(text.sealed), belongs_to(text), text.key, held)


def belongs_to(text: Text) -> str:
    """What a sealed text is bound to."""
    return f"{text.subject}|{text.uid}"


def is_sealed() -> bool:
    """Whether the settings name keys: text is sealed then, and there is no index of it."""
    return bool(settings.TEXT_KEYS)
