"""What still names a ward that the boundaries in use do not have, and needs a person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from wardmote.actions.queries import live
from wardmote.areas.models import Decision
from wardmote.areas.rules import Category
from wardmote.issues.access import readable, reader_of
from wardmote.issues.concerns import ConcernState
from wardmote.issues.hearing import hears
from wardmote.kernel.periods import day_words
from wardmote.meetings.models import Meeting
from wardmote.meetings.rules import State
from wardmote.people.models import User
from wardmote.places.elections import to_bind_anew
from wardmote.places.following import Former, former_wards
from wardmote.places.rules import Kind


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that still names a former ward, and where to put it right."""

    words: str
    href: str
    does: str
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class FormerLine:
    """A former ward with what still names it."""

    gone: Former
    left: tuple[Left, ...]


def left_behind(user: User, today: date) -> list[FormerLine]:
    """Every former ward by name, with what this person can put right."""
    gone = {one.code: one for one in former_wards()}
    if not gone:
        return []
    found: dict[str, list[Left]] = {code: [] for code in gone}
    for code, left in _all(user, today, gone):
        found[code].append(left)
    return [FormerLine(one, tuple(found[code])) for code, one in gone.items()]


def _all(user: User, today: date, gone: Mapping[str, Former]) -> Iterator[tuple[str, Left]]:
    yield from _people(today, gone)
    yield from _areas(gone)
    yield from _issues(user, today, gone)
    yield from _concerns(user, today, gone)
    yield from _meetings(today, gone)


def _people(today: date, gone: Iterable[str]) -> Iterator[tuple[str, Left]]:
    for one in to_bind_anew(today):
        if one.kind == Kind.WARD and one.code in gone:
            where = reverse("person", args=[one.user_id])
            yield (
                one.code,
                Left(f"{one.user} sits for it", where, "Bind them anew", is_person=True),
            )


def _areas(gone: Mapping[str, Former]) -> Iterator[tuple[str, Left]]:
    newest = {one.ward: one for one in Decision.objects.filter(ward__in=list(gone))}
    for code, one in newest.items():
        if one.category != Category.OFF:
            words = f"{one.get_category_display()} area, decided for {one.quarter_words}"
            into = gone[code].into
            where = reverse("area", args=[into[0].code]) if into else reverse("areas")
            does = f"Look at {into[0].name}" if into else "Look at the areas"
            yield code, Left(words, where, does)


def _issues(user: User, today: date, gone: Iterable[str]) -> Iterator[tuple[str, Left]]:
    found = readable(reader_of(user, today)).filter(closed_at=None, wards__code__in=list(gone))
    wards = list(found.order_by("pk").values_list("wards__code", "pk", "number"))
    actions: dict[str, list[str]] = {}
    sources = {f"issue {pk}" for _, pk, _ in wards}
    for source, number in (
        live().filter(source__in=sources).order_by("pk").values_list("source", "number")
    ):
        actions.setdefault(source, []).append(number)
    for code, pk, number in wards:
        where = reverse("place-issue", args=[number])
        yield code, Left(f"Issue {number} is about it", where, "Say where it is")
        for one in actions.get(f"issue {pk}", ()):
            words = f"Action {one} comes of issue {number}"
            yield code, Left(words, reverse("action", args=[one]), "Read it")


def _concerns(user: User, today: date, gone: Iterable[str]) -> Iterator[tuple[str, Left]]:
    found = hears(reader_of(user, today)).exclude(state=ConcernState.DONE)
    named = found.filter(places__kind=Kind.WARD, places__code__in=list(gone))
    for code, receipt in named.order_by("pk").values_list("places__code", "receipt"):
        where = reverse("concern", args=[receipt])
        yield code, Left(f"Concern {receipt} names it", where, "Open it")


def _meetings(today: date, gone: Iterable[str]) -> Iterator[tuple[str, Left]]:
    still = (State.PLANNED, State.AGENDA_OUT)
    planned = Meeting.objects.filter(on__gte=today, state__in=still)
    for one in planned.select_related("group").order_by("on"):
        for code in set(one.wards) & set(gone):
            words = f"{one.group} meets about it on {day_words(one.on)}"
            yield code, Left(words, reverse("meeting-change", args=[one.pk]), "Change it")
