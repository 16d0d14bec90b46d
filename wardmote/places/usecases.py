"""Loading boundaries and profiles; who acts for a place."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User
from wardmote.people.rules import Role
from wardmote.places.geojson import Boundaries, Boundary
from wardmote.places.models import Edition, Place, Profile, Representation, Shape
from wardmote.places.profile import Line, ProfileFile
from wardmote.places.queries import is_councillor
from wardmote.places.rules import OFFICE_KINDS, Kind, Office


@dataclass(frozen=True, slots=True)
class Loaded:
    """What an import changed."""

    added: int
    changed: int
    unchanged: int
    unknown: int = 0


@transaction.atomic
def load_boundaries(
    boundaries: Boundaries, kind: Kind, edition: str, *, by: Actor, now: datetime
) -> Loaded:
    """Add or replace these places in an edition; others of the edition stay.

    Loading the same file again changes nothing. RuleBroken for a nameless edition.
    """
    if not edition.strip() or len(edition) > 30:
        raise RuleBroken("Name the edition, for example --edition 2025-05", about="edition")
    Edition.objects.get_or_create(
        kind=kind, name=edition.strip(), defaults={"imported_at": now}
    )
    found = Edition.objects.select_for_update().get(kind=kind, name=edition.strip())
    known = {place.code: place for place in found.places.select_related("shape")}
    added = [one for one in boundaries.places if one.code not in known]
    changed = [
        one
        for one in boundaries.places
        if one.code in known and not _is_same(one, known[one.code])
    ]
    if added or changed:
        _write(found, added, changed, known, now)
        record(
            "places.loaded",
            found,
            by=by,
            at=now,
            added=len(added),
            changed=len(changed),
        )
    unchanged = len(boundaries.places) - len(added) - len(changed)
    return Loaded(len(added), len(changed), unchanged)


def _is_same(one: Boundary, place: Place) -> bool:
    return (one.name, one.district_code, one.geometry) == (
        place.name,
        place.district_code,
        place.shape.geometry,
    )


def _write(
    edition: Edition,
    added: list[Boundary],
    changed: list[Boundary],
    known: dict[str, Place],
    now: datetime,
) -> None:
    for one in changed:
        place = known[one.code]
        place.name, place.district_code = one.name, one.district_code
        place.save(update_fields=["name", "district_code"])
        place.shape.geometry = one.geometry
        place.shape.save(update_fields=["geometry"])
    made = Place.objects.bulk_create(
        Place(edition=edition, code=one.code, name=one.name, district_code=one.district_code)
        for one in added
    )
    Shape.objects.bulk_create(
        Shape(place=place, geometry=one.geometry)
        for place, one in zip(made, added, strict=True)
    )
    edition.version += 1
    edition.imported_at = now
    edition.save(update_fields=["version", "imported_at"])


@transaction.atomic
def load_profile(profile: ProfileFile, source: str, *, by: Actor, now: datetime) -> Loaded:
    """Add or replace the profiles of these places."""
    known = Profile.objects.in_bulk([line.code for line in profile.lines])
    fresh = [_profile(line, source) for line in profile.lines]
    added = [one for one in fresh if one.code not in known]
    changed = [
        one for one in fresh if one.code in known and not _says_same(one, known[one.code])
    ]
    Profile.objects.bulk_create(
        [*added, *changed],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["residents", "households", "makeup", "source"],
    )
    if added or changed:
        record("profile.loaded", source, by=by, at=now, added=len(added), changed=len(changed))
    places = set(
        Place.objects.filter(code__in=[line.code for line in profile.lines]).values_list(
            "code", flat=True
        )
    )
    unknown = sum(line.code not in places for line in profile.lines)
    unchanged = len(fresh) - len(added) - len(changed)
    return Loaded(len(added), len(changed), unchanged, unknown)


def _profile(line: Line, source: str) -> Profile:
    return Profile(
        code=line.code,
        residents=line.residents,
        households=line.households,
        makeup=line.makeup,
        source=source[:200],
    )


def _says_same(one: Profile, other: Profile) -> bool:
    return (one.residents, one.households, one.makeup) == (
        other.residents,
        other.households,
        other.makeup,
    )


@transaction.atomic
def represent(
    user: User,
    *,
    office: Office,
    kind: Kind,
    code: str,
    since: date,
    by: Actor,
    now: datetime,
) -> Representation:
    """Make a person councillor or clerk of a place, from a day on.

    Raises RuleBroken for a place that is not loaded, a kind of place that the office
    does not act for, or when they act for it already.
    """
    if kind not in OFFICE_KINDS[office]:
        raise RuleBroken(
            "Choose a parish for a clerk" if office == Office.CLERK else "Choose a ward",
            about="place",
        )
    if not Place.objects.filter(code=code, edition__kind=kind).exists():
        raise RuleBroken("Choose a place whose boundaries are loaded", about="place")
    if office == Office.COUNCILLOR and user.role == Role.OFFICER:
        _check_leaves_an_officer(user, since)
    held = user.represents.filter(office=office, kind=kind, code=code)
    if held.filter(until=None).exists() or held.filter(since=since).exists():
        raise RuleBroken(f"{user} already acts for this place", about="place")
    one = Representation.objects.create(
        user=user, office=office, kind=kind, code=code, since=since
    )
    record("representation.given", code, by=by, at=now, person=user.pk, office=office)
    return one


def _check_leaves_an_officer(user: User, on: date) -> None:
    """Elected office bars the office's pages: somebody else must be able to open them."""
    others = User.objects.filter(role=Role.OFFICER, is_active=True).exclude(pk=user.pk)
    if all(is_councillor(other, on) for other in others):
        raise RuleBroken(
            "A councillor cannot act as officer, and the partnership needs one. Invite another "
            "officer first",
            about="office",
        )


@transaction.atomic
def end_representation(
    representation_id: int, *, by: Actor, now: datetime, on: date
) -> Representation:
    """End it: the person's pages for the place close at their next request."""
    one = Representation.objects.select_for_update().get(pk=representation_id)
    if one.until is not None:
        raise RuleBroken("This has already ended")
    one.until = max(on, one.since)
    one.save(update_fields=["until"])
    record("representation.ended", one.code, by=by, at=now, person=one.user_id)
    return one
