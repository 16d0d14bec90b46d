"""Reads of places: the edition in use, its wards, and who acts for them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.once import once
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User
from wardmote.places.models import Edition, Place, Profile, Representation
from wardmote.places.rules import KIND_PLURALS, Kind, Office


@once
def edition_in_use(kind: Kind = Kind.WARD, name: str = "") -> Edition:
    """The edition of this name, else the latest by name. RuleBroken if there is none."""
    editions = Edition.objects.filter(kind=kind)
    found = (editions.filter(name=name) if name else editions.order_by("-name")).first()
    if found is None:
        which = f"edition {name} of " if name else ""
        raise RuleBroken(
            f"There are no boundaries for {which}{KIND_PLURALS[kind]} yet. Load them with "
            f"`wardmote import places FILE.geojson --kind {kind} --edition 2025-05`"
        )
    return found


def places_of(edition: Edition) -> QuerySet[Place]:
    """The edition's places that belong to the partnership's district, by code.

    Without a district in the settings, or where the boundary file names no district,
    all places of the edition are the partnership's. RuleBroken if the file names
    districts and none is ours.
    """
    places = edition.places.order_by("code")
    ours = this_partnership().district_code
    if not ours or edition.kind == Kind.DISTRICT:
        return places
    _check_district(edition, ours)
    return places.filter(_in_district(ours))


def _in_district(ours: str) -> Q:
    return Q(district_code=ours) | Q(district_code="")


@once
def _check_district(edition: Edition, ours: str) -> None:
    places = edition.places.all()
    if places.exists() and not places.filter(_in_district(ours)).exists():
        raise RuleBroken(
            f"None of the {edition} lies in the partnership’s district {ours}. Load the "
            "district’s boundaries, or change the district in Settings"
        )


def wards(edition: str = "") -> QuerySet[Place]:
    """The partnership's wards in the edition in use (or the one named)."""
    return places_of(edition_in_use(Kind.WARD, edition))


def geometries(edition: Edition) -> dict[str, dict[str, object]]:
    """code -> GeoJSON geometry of the partnership's places in this edition."""
    return dict(places_of(edition).values_list("code", "shape__geometry"))


def profiles(codes: list[str]) -> dict[str, Profile]:
    """code -> profile, for those that have one."""
    return Profile.objects.in_bulk(codes)


@dataclass(frozen=True, slots=True)
class Acting:
    """One place that a person acts for today."""

    office: Office
    kind: Kind
    code: str
    name: str


@once
def offices_of(user: User, on: date) -> tuple[tuple[Office, Kind, str], ...]:
    """What this person is councillor or clerk of on this day: office, kind of place, code."""
    held = current_representations(on).filter(user=user).values_list("office", "kind", "code")
    return tuple((Office(office), Kind(kind), code) for office, kind, code in held)


@once
def acts_for(user: User, on: date) -> list[Acting]:
    """The places this person is councillor or clerk of on this day, by their latest names."""
    held = offices_of(user, on)
    known = Place.objects.filter(code__in={code for *_, code in held}).order_by("edition__name")
    found = known.values_list("edition__kind", "code", "name") if held else ()
    names = {(kind, code): name for kind, code, name in found}
    return [Acting(*one, name=names.get(one[1:], one[-1])) for one in held]


def current_representations(on: date) -> QuerySet[Representation]:
    """Who acts for which place on this day."""
    return Representation.objects.filter(
        Q(until=None) | Q(until__gt=on), since__lte=on, user__is_active=True
    ).select_related("user")


def is_councillor(user: User, on: date) -> bool:
    """Holds elected office today: reads released text, whatever else they are."""
    return any(office == Office.COUNCILLOR for office, *_ in offices_of(user, on))
