"""Wards that later boundaries have done away with, and which wards lie there now.

The boundaries in use are the latest loaded; a ward whose code they lack is a former ward.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import shapely
from django.db.models import Count, Sum
from django.utils.timezone import localdate
from shapely.geometry import shape

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list
from wardmote.kernel.once import once
from wardmote.kernel.periods import day_words
from wardmote.places.models import Edition, Election, Place, Profile, Shape
from wardmote.places.queries import edition_in_use, geometries, places_of, wards
from wardmote.places.rules import Kind
from wardmote.places.shapes import Part, Stamp, stamp
from wardmote.places.succession import ELSEWHERE, People, Succession, succession

MOST = 500  # a home with more wards has the whole country's: nothing is worked out


@dataclass(frozen=True, slots=True)
class Former:
    """A ward that is no more, and where it went: `share` of each part is of this ward."""

    code: str
    name: str
    edition: str
    since: date
    into: tuple[Part, ...]
    by_residents: bool
    #: an election by the new boundaries has been entered; till then they only count
    is_elected: bool

    @property
    def words(self) -> str:
        """What to say to whoever looks for it."""
        since = f"Since {day_words(self.since)} this area is"
        where = and_list([one.name for one in self.into]) or "no ward of the partnership"
        return f"{since} in {where}" if self.is_elected else f"{since} counted in {where}"


@dataclass(frozen=True, slots=True)
class Before:
    """What a ward was before: `share` of each part is of the ward as it is now."""

    since: date
    parts: tuple[Part, ...]
    by_residents: bool


@once
def changed_on() -> date:
    """Since when the boundaries in use hold: their first election, else their loading."""
    found = edition_in_use(Kind.WARD)
    held = Election.objects.filter(edition=found).order_by("on").first()
    return held.on if held else localdate(found.imported_at)


def is_elected_by() -> bool:
    """Whether an election by the boundaries in use has been entered."""
    return Election.objects.filter(edition__in=_editions()[:1]).exists()


@once
def _editions() -> list[Edition]:
    """The editions of wards, the one in use first."""
    return list(Edition.objects.filter(kind=Kind.WARD).order_by("-name"))


def former_ward(code: str) -> Former | None:
    """The ward of this code that the boundaries in use do not have; None for any other."""
    in_use, earlier = _editions()[:1], _editions()[1:]
    if not earlier or in_use[0].places.filter(code=code).exists():
        return None
    with suppress(RuleBroken):  # none of an edition is in the district of the settings
        for edition in earlier:
            place = places_of(edition).filter(code=code).first()
            if place is not None:
                return _former(edition, [place])[0]
    return None


def former_wards() -> list[Former]:
    """All wards of the edition before the one in use that it does not have, by name."""
    in_use, earlier = _editions()[:1], _editions()[1:]
    if not earlier:
        return []
    there = set(in_use[0].places.values_list("code", flat=True))
    with suppress(RuleBroken):
        gone = [one for one in places_of(earlier[0]).order_by("name") if one.code not in there]
        return _former(earlier[0], gone)
    return []


def _former(edition: Edition, gone: list[Place]) -> list[Former]:
    found, since, is_elected = _between(edition), changed_on(), is_elected_by()
    names = dict(wards().values_list("code", "name"))
    return [
        Former(
            code=place.code,
            name=place.name,
            edition=edition.name,
            since=since,
            into=tuple(
                Part(one.new, names[one.new], one.of_old)
                for one in (found.into(place.code) if found else ())
                if one.new != ELSEWHERE
            ),
            by_residents=bool(found and found.by_residents),
            is_elected=is_elected,
        )
        for place in gone
    ]


def before(code: str) -> Before | None:
    """What this ward was in the edition before; None where it is as it was, or unknown."""
    return _before([code]).get(code)


def changed_wards() -> dict[str, Before]:
    """Every ward in use that was not what it is now, by code."""
    with suppress(RuleBroken):
        return _before(list(wards().values_list("code", flat=True)))
    return {}


def _before(codes: list[str]) -> dict[str, Before]:
    earlier = _editions()[1:2]
    with suppress(RuleBroken):
        if earlier and (found := _between(earlier[0])):
            names = dict(earlier[0].places.values_list("code", "name"))
            since = changed_on()
            each = {code: _parts(found, code, names) for code in codes}
            return {
                code: Before(since, parts, found.by_residents)
                for code, parts in each.items()
                if parts
            }
    return {}


def _parts(found: Succession, code: str, names: dict[str, str]) -> tuple[Part, ...]:
    shared = [one for one in found.out_of(code) if one.old != ELSEWHERE]
    if [one.old for one in shared] == [code]:
        return ()
    return tuple(Part(one.old, names[one.old], one.of_new) for one in shared)


def predecessors(code: str) -> tuple[str, ...]:
    """The codes of the wards that this one was before."""
    found = before(code)
    return tuple(one.code for one in found.parts) if found else ()


def _between(earlier: Edition) -> Succession | None:
    in_use = _editions()[0]
    if max(earlier.places.count(), in_use.places.count()) > MOST:
        return None
    return _succession(stamp(earlier), stamp(in_use), _people_stamp())


def _people_stamp() -> tuple[Stamp, int, int] | None:
    """Changes when small areas or who lives there do; None unless all have a count."""
    small = Edition.objects.filter(kind=Kind.LSOA).order_by("-name").first()
    if small is None:
        return None
    codes = small.places.values("code")
    told = Profile.objects.filter(code__in=codes).aggregate(
        many=Count("residents"), together=Sum("residents")
    )
    if told["many"] < small.places.count():
        return None
    return stamp(small), told["many"], told["together"] or 0


@lru_cache(maxsize=4)
def _succession(
    earlier: Stamp, in_use: Stamp, people: tuple[Stamp, int, int] | None
) -> Succession:
    return succession(_shapes(earlier), _shapes(in_use), _people(people[0]) if people else ())


def _shapes(of: Stamp) -> dict[str, shapely.Geometry]:
    found = geometries(Edition.objects.get(pk=of[0]))
    return {code: shape(drawn) for code, drawn in found.items()}


def _people(of: Stamp) -> list[People]:
    residents = dict(Profile.objects.values_list("code", "residents"))
    found = Shape.objects.filter(place__edition=of[0]).values_list("place__code", "geometry")
    return [People(shape(drawn), residents[code] or 0) for code, drawn in found]


def forget() -> None:
    """Drop what is kept, for whoever has changed shapes without a new version."""
    _succession.cache_clear()
