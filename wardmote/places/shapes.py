"""Shapes of places kept ready in memory: the map's outlines, the wards of a parish."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import shapely
from shapely.geometry import shape

from wardmote.charts import Outlines, outlines
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import percent
from wardmote.partnership.queries import this_partnership
from wardmote.places.models import Edition, Place, Shape
from wardmote.places.queries import edition_in_use, geometries, wards
from wardmote.places.rules import Kind

OVERLAP = 0.01  # of the smaller of the two: less is the same border drawn twice

#: acted for through the wards that they touch
TOUCHES = (Kind.DIVISION, Kind.PARISH)


@dataclass(frozen=True, slots=True)
class Part:
    """How much of a place lies in one ward: `share` of its area, 0 to 1."""

    code: str
    name: str
    share: float

    @property
    def words(self) -> str:
        return percent(self.share)


#: an edition, the version of its shapes, and the district that says which are ours
Stamp = tuple[int, int, datetime, str]


def ward_outlines() -> Outlines | None:
    """The wards in use, ready to draw; None before there are any."""
    try:
        return _outlines(stamp(edition_in_use(Kind.WARD)))
    except RuleBroken:
        return None


def wards_of(kind: Kind, code: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of the wards that this parish or division touches, most of it first.

    None for a place that later boundaries have done away with: see `places.elections`.
    """
    return tuple((one.code, one.name) for one in parts_of(kind, code))


def parts_of(kind: Kind, code: str) -> tuple[Part, ...]:
    """The same with how much of its area lies in each. A ward counts where they share more
    than a hundredth of the smaller of the two."""
    place = (
        Place.objects.filter(code=code, edition__kind=kind)
        .order_by("-edition__name")
        .select_related("edition")
        .first()
    )
    if place is None:
        return ()
    try:
        if place.edition_id != edition_in_use(kind).pk:
            return ()
        return _overlaps(place.pk, stamp(place.edition), stamp(edition_in_use(Kind.WARD)))
    except RuleBroken:
        return ()


def wards_touched(place: Place) -> frozenset[str]:
    """The wards in use that this place touches, of whatever edition it is. A ward that is in
    use touches itself. RuleBroken where there are no wards, or no shape to tell by."""
    in_use = edition_in_use(Kind.WARD)
    is_ward = place.edition.kind == Kind.WARD
    if is_ward and in_use.places.filter(code=place.code).exists():
        return frozenset({place.code})
    try:
        found = _overlaps(place.pk, stamp(place.edition), stamp(in_use))
    except Shape.DoesNotExist:
        raise RuleBroken(f"The boundaries hold no shape of {place}") from None
    return frozenset(one.code for one in found)


def wards_acted_for(kind: str, code: str) -> frozenset[str]:
    """The wards of whoever acts for this place: the ward itself, those that a division or
    parish touches, none for anything else."""
    if kind == Kind.WARD:
        return frozenset({code})
    if kind not in TOUCHES:
        return frozenset()
    return frozenset(ward for ward, _ in wards_of(Kind(kind), code))


def forget() -> None:
    """Drop what is kept, for whoever has changed shapes without a new version."""
    _outlines.cache_clear()
    _overlaps.cache_clear()
    _wards.cache_clear()


def stamp(edition: Edition) -> Stamp:
    """What is kept stands for this version of the shapes only."""
    district = this_partnership().district_code
    return edition.pk, edition.version, edition.imported_at, district


@lru_cache(maxsize=4)
def _outlines(stamp: Stamp) -> Outlines:
    return outlines(geometries(Edition.objects.get(pk=stamp[0])))


@lru_cache(maxsize=500)
def _overlaps(place_id: int, _: Stamp, ward_stamp: Stamp) -> tuple[Part, ...]:
    place = shape(Shape.objects.get(pk=place_id).geometry)
    found = []
    for code, name, ward in _wards(ward_stamp):
        shared = shapely.intersection(place, ward).area
        if shared > OVERLAP * min(place.area, ward.area):
            found.append(Part(code, name, shared / place.area))
    return tuple(sorted(found, key=lambda part: (-round(part.share, 6), part.code)))


@lru_cache(maxsize=2)
def _wards(_: Stamp) -> tuple[tuple[str, str, shapely.Geometry], ...]:
    found = wards().values_list("code", "name", "shape__geometry")
    return tuple((code, name, shape(geometry)) for code, name, geometry in found)
