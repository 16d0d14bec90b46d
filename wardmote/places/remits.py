"""Remits: who works in which wards, so that they are asked to come when it is about those.

A remit opens nothing: what a person reads follows their seats, their organisation's
signature and their office. Whoever acts for a place as councillor or clerk comes by that,
and has no remit; one given before they were elected is passed over while they act.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.numbers import and_list
from wardmote.kernel.periods import day_words
from wardmote.people.models import User
from wardmote.places.models import Place, Remit, Representation
from wardmote.places.queries import current_representations, wards
from wardmote.places.rules import Coverage, check_coverage


def current_remits(on: date) -> QuerySet[Remit]:
    """Who works where on this day: open accounts of people who act for no place."""
    acting = current_representations(on).values("user")
    found = Remit.objects.filter(_running(on), since__lte=on, user__is_active=True)
    return _whole(found.exclude(user__in=acting))


def remits_left(on: date) -> QuerySet[Remit]:
    """All that have not ended, also those that begin later, whoever holds them."""
    return _whole(Remit.objects.filter(_running(on)))


def _whole(found: QuerySet[Remit]) -> QuerySet[Remit]:
    return found.select_related("user__organisation").prefetch_related("wards")


def _running(on: date) -> Q:
    """Not ended by this day, and not ended before it began."""
    return Q(until=None) | (Q(until__gt=on) & Q(until__gt=F("since")))


def coverage_of(remit: Remit) -> Coverage:
    """What the remit says, ready to be asked of."""
    return Coverage(
        remit.work, frozenset(one.code for one in remit.wards.all()), remit.is_whole
    )


def working_in(chosen: Sequence[tuple[str, str]], on: date) -> Iterator[tuple[User, str]]:
    """Whose remit covers any of these (code, name) of wards, and what they do in which."""
    for remit in current_remits(on):
        coverage = coverage_of(remit)
        covered = coverage.of({code for code, _ in chosen})
        if covered:
            names = and_list([name for code, name in chosen if code in covered])
            where = "the whole district" if remit.is_whole else names
            yield remit.user, f"{remit.work}, covers {where}"


@dataclass(frozen=True, slots=True)
class RemitLine:
    """A remit as the officer sees it."""

    remit: Remit
    where: str
    #: names of its wards that the boundaries in use do not have
    gone: tuple[str, ...]
    #: why it counts for nothing now, if it does
    idle: str


def remit_lines(on: date, person: User | None = None) -> list[RemitLine]:
    """All that have not ended, or this person's, with what is wrong about each."""
    acting = set(current_representations(on).values_list("user", flat=True))
    left = remits_left(on)
    held = list(left if person is None else left.filter(user=person))
    codes = {one.code for remit in held for one in remit.wards.all()}
    names, there = _names(codes), _in_use()
    return [
        RemitLine(
            remit,
            _where(coverage_of(remit), names),
            tuple(
                sorted(names[one.code] for one in remit.wards.all() if one.code not in there)
            ),
            _idle(remit, acting),
        )
        for remit in held
    ]


def _where(coverage: Coverage, names: dict[str, str]) -> str:
    if coverage.is_whole:
        return "The whole district"
    return and_list(sorted(names[code] for code in coverage.wards))


def _idle(remit: Remit, acting: set[int]) -> str:
    if not remit.user.is_active:
        return "account closed"
    return "acts for a place" if remit.user_id in acting else ""


def _names(codes: set[str]) -> dict[str, str]:
    """code -> name in the latest edition that has it."""
    found = Place.objects.filter(code__in=codes)
    return {code: code for code in codes} | dict(
        found.order_by("edition__name").values_list("code", "name")
    )


def _in_use() -> set[str]:
    try:
        return set(wards().values_list("code", flat=True))
    except RuleBroken:
        return set()


@transaction.atomic
def give_remit(
    user: User,
    coverage: Coverage,
    *,
    since: date,
    until: date | None = None,
    by: Actor,
    now: datetime,
) -> Remit:
    """A person works in these wards from a day on; `until`: the first day no more.

    RuleBroken for somebody who acts for a place in that time, or has this remit.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    check_coverage(coverage, known=_in_use())
    if until is not None and until <= since:
        raise RuleBroken("The last day must not be before the first", about="last_on")
    if not person.is_active:
        raise RuleBroken(f"{person}’s account is closed. Open it first", about="person")
    _check_acts_for_nothing(person, since, until)
    _check_is_new(person, coverage, since, until)
    made = Remit.objects.create(
        user=person,
        work=coverage.work,
        is_whole=coverage.is_whole,
        since=since,
        until=until,
    )
    _cover(made, coverage)
    record(
        "remit.given", made.pk, by=by, at=now, person=person.pk, since=since, **_told(coverage)
    )
    return made


def _check_acts_for_nothing(person: User, since: date, until: date | None) -> None:
    """The narrowest post wins: who is elected, or clerk of a parish, comes as that."""
    held = Representation.objects.filter(_running(since), user=person)
    if until is not None:
        held = held.filter(since__lt=until)
    one = held.first()
    if one is not None:
        raise RuleBroken(
            f"{person} is {one.office} of {_names({one.code})[one.code]}, and is named on the "
            "local agenda by that: a councillor or clerk has no remit",
            about="person",
        )


def _check_is_new(
    person: User,
    coverage: Coverage,
    since: date,
    until: date | None,
    but: Remit | None = None,
) -> None:
    same = Remit.objects.filter(_running(since), user=person, work__iexact=coverage.work)
    if until is not None:
        same = same.filter(since__lt=until)
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise RuleBroken(
            f"{person} has a remit as {coverage.work} already. Change its wards", about="work"
        )


def _cover(remit: Remit, coverage: Coverage) -> None:
    remit.wards.exclude(code__in=coverage.wards).delete()
    there = set(remit.wards.values_list("code", flat=True))
    for code in sorted(coverage.wards - there):
        remit.wards.create(code=code)


def _told(coverage: Coverage) -> dict[str, object]:
    where = "the whole district" if coverage.is_whole else sorted(coverage.wards)
    return {"work": coverage.work, "where": where}


@transaction.atomic
def change_remit(
    remit_id: int, coverage: Coverage, version: int, *, by: Actor, now: datetime
) -> Remit:
    """Other wards, or other words for what is done there. Stale for an older `version`."""
    today = localdate(now)
    remit = _held(remit_id, version, today)
    check_coverage(coverage, known=_in_use())
    _check_is_new(remit.user, coverage, max(remit.since, today), remit.until, but=remit)
    before = coverage_of(remit)
    coverage = _with_gone(coverage, before)
    if coverage == before:
        return remit
    remit.work, remit.is_whole = coverage.work, coverage.is_whole
    remit.version += 1
    remit.save(update_fields=["work", "is_whole", "version"])
    _cover(remit, coverage)
    was = {f"{key}_before": told for key, told in _told(before).items()}
    record(
        "remit.changed", remit.pk, by=by, at=now, person=remit.user_id, **was, **_told(coverage)
    )
    return remit


def _with_gone(coverage: Coverage, before: Coverage) -> Coverage:
    """Where only the words were changed, wards that new boundaries lack stay: nobody has
    said where the person works now."""
    only_words = coverage.work != before.work and coverage.wards == before.wards & _in_use()
    return replace(coverage, wards=before.wards) if only_words else coverage


@transaction.atomic
def end_remit(remit_id: int, version: int, *, by: Actor, now: datetime, on: date) -> Remit:
    """End it, today or from a later day on; a day entered ahead can be put right till then."""
    today = localdate(now)
    remit = _held(remit_id, version, today)
    if on < today:
        raise RuleBroken("The last day must be today or later", about="last_on")
    if on <= remit.since and on != today:
        words = day_words(remit.since)
        raise RuleBroken(
            f"It begins on {words}. Enter that day or a later one", about="last_on"
        )
    if remit.until is not None and on > remit.until:  # put off: what may not be given may not
        _check_acts_for_nothing(remit.user, remit.until, on)
        _check_is_new(remit.user, coverage_of(remit), remit.until, on, but=remit)
    remit.until = max(on, remit.since)
    remit.version += 1
    remit.save(update_fields=["until", "version"])
    record("remit.ended", remit.pk, by=by, at=now, person=remit.user_id, until=remit.until)
    return remit


def _held(remit_id: int, version: int, today: date) -> Remit:
    """The remit, locked, as the page showed it. RuleBroken if it has ended."""
    remit = (
        Remit.objects.select_for_update(of=("self",)).select_related("user").get(pk=remit_id)
    )
    if version != remit.version:
        raise Stale(
            "Somebody has changed this remit since you opened the page. See what they did, "
            "then do yours again if it still makes sense"
        )
    if remit.until is not None and remit.until <= max(today, remit.since):
        raise RuleBroken("This remit has ended. Enter a new one")
    return remit
