"""Reads of pre-election periods: which run, what they hold, what has been let out.

An app that is about to let something out asks `check_may_go_out`; its pages `standing_of`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list
from wardmote.kernel.once import once
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User
from wardmote.places.models import Place
from wardmote.places.rules import Kind
from wardmote.places.shapes import wards_touched
from wardmote.preelection.models import ElectionPeriod, GoAhead, MonitoringOfficer
from wardmote.preelection.rules import CODE, WARNED, Piece, Publicity, held_words, needs_tick
from wardmote.preelection.rules import is_held as is_held_by

#: kinds of place that people vote in, and that publicity goes to
PLACES = (Kind.WARD, Kind.DIVISION, Kind.PARISH)
MOST_NAMED = 3


@once
def monitoring_officer() -> User | None:
    """Who is named, if anybody is and their account is open."""
    held = MonitoringOfficer.objects.select_related("person").first()
    return held.person if held and held.person and held.person.is_active else None


def all_periods() -> QuerySet[ElectionPeriod]:
    """Every period, the latest poll first."""
    return ElectionPeriod.objects.select_related("body", "edition", "ended_by")


@once
def periods_on(on: date) -> tuple[ElectionPeriod, ...]:
    """Periods that run on this day, the first to end first."""
    found = all_periods().filter(notice_on__lte=on, poll_on__gte=on)
    return tuple(one for one in found.order_by("poll_on", "pk") if one.span.runs(on))


@once
def periods_near(on: date) -> tuple[ElectionPeriod, ...]:
    """Periods that run on this day or begin within 14 days."""
    found = all_periods().filter(notice_on__lte=on + WARNED, poll_on__gte=on)
    ordered = found.order_by("notice_on", "pk")
    return tuple(one for one in ordered if one.span.runs(on) or one.span.is_coming(on))


def place_words(period: ElectionPeriod) -> str:
    """The whole district; or its places by name, the first three of them."""
    if period.edition is None:
        return "the whole district"
    names = dict(
        period.edition.places.filter(code__in=period.codes).values_list("code", "name")
    )
    return few([names.get(code, code) for code in period.codes])


def few(names: list[str]) -> str:
    """Longmere, Newbridge, Harrow Fen and 4 more."""
    named = sorted(names)
    if len(named) > MOST_NAMED + 1:
        named = [*named[:MOST_NAMED], f"{len(named) - MOST_NAMED} more"]
    return and_list(named)


@dataclass(frozen=True, slots=True)
class Holding:
    """One period that holds something, in words."""

    period: ElectionPeriod
    words: str


def holding(publicity: Publicity, codes: Iterable[str] | None, on: date) -> tuple[Holding, ...]:
    """The periods that hold this on this day, where it goes. None, or no code at all: it goes
    to the whole district, and so wherever somebody votes."""
    return _holding(publicity, codes, periods_on(on))


def _holding(
    publicity: Publicity, codes: Iterable[str] | None, periods: Iterable[ElectionPeriod]
) -> tuple[Holding, ...]:
    may_hold = [
        one for one in periods if is_held_by(publicity, whole_district=one.is_whole_district)
    ]
    return tuple(Holding(one, _because(one)) for one in covering(may_hold, codes))


def _because(period: ElectionPeriod) -> str:
    return f"“{period.title}” covers {place_words(period)}"


def covering(
    periods: Iterable[ElectionPeriod], codes: Iterable[str] | None
) -> list[ElectionPeriod]:
    """Those of the periods that cover any of these places."""
    found, wanted = list(periods), frozenset(codes or ())
    if not wanted or all(one.is_whole_district for one in found):
        return found
    places = _latest(wanted)
    if len(places) < len(wanted):  # a place that nobody knows may be anywhere
        return found
    return [one for one in found if _covers(one, places)]


def _latest(codes: frozenset[str]) -> list[Place]:
    """The places of these codes, each by the latest boundaries that have it."""
    known = Place.objects.filter(code__in=codes, edition__kind__in=PLACES)
    ordered = known.select_related("edition").order_by("edition__name")
    return list({one.code: one for one in ordered}.values())


def _covers(period: ElectionPeriod, places: list[Place]) -> bool:
    """By the code within one set of boundaries, else through the wards that both touch."""
    if period.edition is None:
        return True
    theirs = [one for one in places if one.edition_id == period.edition_id]
    if any(one.code in period.codes for one in theirs):
        return True
    others = [one for one in places if one.edition_id != period.edition_id]
    if not others:
        return False
    voting = period.edition.places.filter(code__in=period.codes).select_related("edition")
    try:
        touched = _touched(voting)
        return any(wards_touched(one) & touched for one in others)
    except RuleBroken:  # it cannot be told: better held than let out
        return True


def _touched(places: Iterable[Place]) -> frozenset[str]:
    return frozenset().union(*(wards_touched(one) for one in places))


def is_held(publicity: Publicity, codes: Iterable[str] | None, on: date) -> bool:
    """Whether a period holds it today, go-ahead or not: for jobs and for pages' words."""
    return bool(holding(publicity, codes, on))


@dataclass(frozen=True, slots=True)
class Standing:
    """How one piece stands today: what holds it, and the last answer to this very text."""

    held: tuple[Holding, ...]
    go_ahead: GoAhead | None

    @property
    def may_go_out(self) -> bool:
        """Nothing holds it; or it was let out of every period that does."""
        if not self.held:
            return True
        given = self.go_ahead
        return (
            given is not None
            and given.is_given is True
            and {one.period.pk for one in self.held} <= set(given.periods)
        )

    @property
    def waits(self) -> bool:
        return self.go_ahead is not None and self.go_ahead.is_given is None

    @property
    def until(self) -> date | None:
        """The last day on which it is held."""
        return max((one.period.poll_on for one in self.held), default=None)


def standing_of(piece: Piece, on: date) -> Standing:
    """What a page says of a piece. A changed text has no answer yet."""
    held = holding(piece.publicity, piece.codes, on)
    return Standing(held, latest_answer(piece) if held else None)


def standing_soon(piece: Piece, on: date) -> Standing:
    """The same of periods that begin within 14 days: what will hold it then."""
    near = _holding(piece.publicity, piece.codes, periods_near(on))
    held = tuple(one for one in near if not one.period.span.runs(on))
    return Standing(held, latest_answer(piece) if held else None)


def latest_answer(piece: Piece) -> GoAhead | None:
    """What was last asked of exactly this text."""
    asked = GoAhead.objects.filter(
        publicity=piece.publicity, ref=piece.ref, digest=piece.digest, is_overtaken=False
    )
    return asked.select_related("asked_by", "answered_by").first()


def check_may_go_out(piece: Piece, on: date) -> None:
    """RuleBroken, saying what holds it, until when and what to do, while it is held."""
    standing = standing_of(piece, on)
    if standing.may_go_out or standing.until is None:
        return
    because = [one.words for one in standing.held]
    raise RuleBroken(held_words(piece.title, because, standing.until))


def factual_until(publicity: Publicity, codes: Iterable[str] | None, on: date) -> date | None:
    """Until when whoever publishes this ticks that it is factual; None where nobody does."""
    found = covering(periods_on(on), codes) if needs_tick(publicity) else []
    return max((one.poll_on for one in found), default=None)


def periods_to_ask_for(piece: Piece, on: date) -> tuple[ElectionPeriod, ...]:
    """Periods that hold the piece now, or will within 14 days."""
    near = _holding(piece.publicity, piece.codes, periods_near(on))
    return tuple(one.period for one in near)


def waiting_go_aheads() -> QuerySet[GoAhead]:
    """What the monitoring officer is asked, the longest waiting first."""
    waits = GoAhead.objects.filter(is_given=None, is_overtaken=False)
    return waits.select_related("asked_by").order_by("asked_at", "pk")


def answered_go_aheads() -> QuerySet[GoAhead]:
    """What was answered, the newest first."""
    done = GoAhead.objects.exclude(is_given=None)
    return done.select_related("asked_by", "answered_by").order_by("-answered_at", "-pk")


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period as it stands today, with its places in words."""

    period: ElectionPeriod
    where: str
    runs: bool
    is_over: bool

    @property
    def may_change(self) -> bool:
        return not (self.runs or self.is_over)


def period_lines(on: date) -> list[PeriodLine]:
    """Every period, the latest poll first."""
    periods = list(all_periods())
    editions = {one.edition_id for one in periods if one.edition_id}
    known = Place.objects.filter(edition__in=editions).values_list("edition", "code", "name")
    names: dict[int | None, dict[str, str]] = {}
    for edition, code, name in known:
        names.setdefault(edition, {})[code] = name
    return [
        PeriodLine(
            one,
            _where(one, names.get(one.edition_id, {})),
            one.span.runs(on),
            one.span.is_over(on),
        )
        for one in periods
    ]


def _where(period: ElectionPeriod, names: dict[str, str]) -> str:
    if period.is_whole_district:
        return "the whole district"
    return few([names.get(code, code) for code in period.codes])


def named_places(codes: Iterable[str] | None) -> list[str]:
    """The names of these places; none for the whole district."""
    return sorted(one.name for one in _latest(frozenset(codes or ())))


def code_of_practice() -> str:
    """The code of the nation that the district lies in: by its code, else England’s."""
    return CODE.get(this_partnership().district_code[:1], CODE["E"])
