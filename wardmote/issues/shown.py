"""To whom something that was withdrawn had been shown, as far as it can be told.

Opening a released page is deliberately not recorded. What can be told is on whose page the
words stood, and from when to when.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from wardmote.places.models import Representation
from wardmote.places.rules import Kind, Office
from wardmote.places.shapes import wards_acted_for
from wardmote.releases.models import Release
from wardmote.releases.rules import Audience


@dataclass(frozen=True, slots=True)
class Reached:
    """A councillor whose page held the words, and on which days."""

    name: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Shown:
    """Where the words stood, and for how long. `members` is empty where all could read."""

    since: date
    until: date
    is_public: bool
    members: tuple[Reached, ...]


def shown(release: Release) -> Shown:
    """What can be told of a release that was withdrawn."""
    assert release.withdrawn_at is not None, "only what was withdrawn has an end"
    since, until = localdate(release.released_at), localdate(release.withdrawn_at)
    is_public = release.audience == Audience.PUBLIC
    members = () if is_public else tuple(_members(release, since, until))
    return Shown(since, until, is_public, members)


def _members(release: Release, since: date, until: date) -> Iterator[Reached]:
    """Councillors of the wards it named (of all, if none) on any of these days."""
    wards = set(release.wards.values_list("code", flat=True))
    acting = Representation.objects.filter(
        Q(until=None) | Q(until__gt=since),
        since__lte=until,
        office=Office.COUNCILLOR,
        kind__in=[Kind.WARD, Kind.DIVISION],
    )
    days: dict[int, Reached] = {}
    for one in acting.select_related("user").order_by("user__name", "pk"):
        if wards and wards.isdisjoint(wards_acted_for(one.kind, one.code)):
            continue
        last = min(one.until, until) if one.until else until
        found = Reached(one.user.name, max(one.since, since), last)
        before = days.get(one.user_id, found)
        days[one.user_id] = Reached(
            found.name, min(before.since, found.since), max(before.until, found.until)
        )
    yield from days.values()
