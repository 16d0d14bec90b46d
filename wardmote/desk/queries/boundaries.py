"""What still names a place that the boundaries in use do not have, and needs a person."""

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
from wardmote.places.models import Edition, Place
from wardmote.places.remits import remits_left
from wardmote.places.rules import Kind
from wardmote.surveys.access import runs_surveys
from wardmote.surveys.models import SurveyPlace
from wardmote.surveys.rules import OPENED, WRITTEN


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
    yield from _remits(today, gone)
    yield from _areas(gone)
    yield from _issues(user, today, gone)
    yield from _concerns(user, today, gone)
    yield from _meetings(today, gone)
    for place, left in _surveys(user, today, Kind.WARD):
        if place.code in gone:
            yield place.code, left


def left_of_parishes(user: User, today: date) -> list[Left]:
    """What names a parish that the boundaries in use do not have: surveys."""
    parishes = Edition.objects.filter(kind=Kind.PARISH).order_by("-name")[:1]
    known = Place.objects.filter(edition__in=list(parishes)).values_list("code", flat=True)
    there = set(known)
    if not there:
        return []
    found = _surveys(user, today, Kind.PARISH)
    return [left for place, left in found if place.code not in there]


def _surveys(user: User, today: date, kind: Kind) -> Iterator[tuple[SurveyPlace, Left]]:
    """Those that are being written, wait or are open, by each of their places."""
    if not runs_surveys(user, today):
        return
    asked = SurveyPlace.objects.filter(kind=kind, survey__release=None)
    for place in asked.select_related("survey").order_by("survey", "name"):
        state = place.survey.state(today)
        words = f"The survey “{place.survey}” asks people of {place.words}"
        if state in WRITTEN:
            where = reverse("change-survey", args=[place.survey_id])
            yield place, Left(words, where, "Change what it is about")
        elif state in OPENED:
            yield place, Left(words, reverse("survey", args=[place.survey_id]), "Look at it")


def _people(today: date, gone: Iterable[str]) -> Iterator[tuple[str, Left]]:
    for one in to_bind_anew(today):
        if one.kind == Kind.WARD and one.code in gone:
            where = reverse("person", args=[one.user_id])
            yield (
                one.code,
                Left(f"{one.user} sits for it", where, "Bind them anew", is_person=True),
            )


def _remits(today: date, gone: Iterable[str]) -> Iterator[tuple[str, Left]]:
    for remit in remits_left(today):
        where = reverse("remit-change", args=[remit.pk])
        for one in remit.wards.all():
            if one.code in gone:
                words = f"{remit.user} works in it ({remit.work})"
                yield one.code, Left(words, where, "Say where they work")


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
