"""Reads of the trail: its head, a check of the whole chain, who did or saw what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import make_aware

from wardmote.audit.models import Entry, Head, Seal
from wardmote.audit.rules import (
    READ,
    START,
    Anchor,
    Fault,
    FaultKind,
    Sealed,
    faults_in,
)
from wardmote.audit.triggers import TRAIL

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the chain found."""

    entries: int
    hash: str
    faults: list[Fault]


def head() -> tuple[int, str]:
    """The number and seal of the last entry; (0, zeros) before the first."""
    found = Head.objects.filter(pk=1).values_list("number", "hash").first()
    return found or (0, START)


def check(anchors: Iterable[Anchor] = ()) -> Checked:
    """Walk the whole chain. Writers may go on: what they add is walked or passed over."""
    last = (0, START)

    def walked() -> Iterator[Sealed]:
        nonlocal last
        for link in _chain():
            last = link.number, link.hash
            yield link

    faults = [*faults_in(walked(), head, anchors), *_unsealed()]
    faults += [
        Fault(FaultKind.UNGUARDED, None, f"The database no longer refuses changes: no {name}")
        for name in TRAIL.missing(connection)
    ]
    return Checked(*last, faults)


def _chain() -> Iterator[Sealed]:
    last = -1
    while True:
        seals = list(Seal.objects.filter(number__gt=last).order_by("number")[:AT_ONCE])
        if not seals:
            return
        entries = Entry.objects.in_bulk([one.entry_id for one in seals])
        for seal in seals:
            entry = entries.get(seal.entry_id)
            digest, kept = (entry.deed.digest, entry.digest) if entry else (None, None)
            yield Sealed(seal.number, seal.entry_id, seal.previous, seal.hash, digest, kept)
        last = seals[-1].number


def _unsealed() -> Iterator[Fault]:
    sealed = Seal.objects.filter(entry=OuterRef("pk"))
    for pk in Entry.objects.filter(~Exists(sealed)).values_list("pk", flat=True):
        words = f"An entry (key {pk}) was inserted from outside: it has no seal"
        yield Fault(FaultKind.INSERTED, None, words)


def last_of(verb: str) -> Entry | None:
    """The latest entry of this verb."""
    return Entry.objects.filter(verb=verb).order_by("-pk").first()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries somebody wants to see; whatever is empty does not narrow."""

    about: str = ""
    person: int | None = None
    what: str = ""  # "read", "done" or everything
    since: date | None = None
    until: date | None = None


def entries(asked: Asked) -> QuerySet[Entry]:
    """The latest first."""
    found = Entry.objects.select_related("seal").order_by("-pk")
    if asked.about:
        found = found.filter(subject=asked.about)
    if asked.person is not None:
        found = found.filter(actor_id=asked.person)
    if asked.what == "read":
        found = found.filter(verb=READ)
    if asked.what == "done":
        found = found.exclude(verb=READ)
    if asked.since:
        found = found.filter(at__gte=_start_of(asked.since))
    if asked.until:
        found = found.filter(at__lt=_start_of(asked.until + timedelta(days=1)))
    return found


def _start_of(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def was_recorded(verb: str, subject: object) -> bool:
    """Whether this deed is in the trail already, for what is kept once."""
    return Entry.objects.filter(verb=verb, subject=str(subject)).exists()
