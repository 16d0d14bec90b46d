"""Who may tell the PSG something, and who hears it. What one may not see is a 404.

councillors and clerks   tell of their own places; read their own words until it is done,
                         where it stands and the answer
... who sit on the PSG   the same: the narrowest post wins
the PSG, signed          that there is a concern, where, how it stands
... with reach           its words, as restricted text of that group
the group's chair alone  the words of what was sent on to the chair
the officer              as for restricted text of an issue
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.timezone import localdate

from wardmote.agreements.queries import safeguards
from wardmote.groups.models import Group
from wardmote.groups.queries import open_groups, sittings
from wardmote.groups.rules import GroupKind, SeatRole
from wardmote.issues.access import Reader, acts_for, reader_of
from wardmote.issues.concerns import Onward, erase_at
from wardmote.issues.models import Concern
from wardmote.people.models import User
from wardmote.places.queries import acts_for as acting_for
from wardmote.places.rules import Kind
from wardmote.places.shapes import wards_of


@dataclass(frozen=True, slots=True)
class Told:
    """A place that somebody may tell the PSG of."""

    kind: str
    code: str
    name: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.code}"


def places_to_tell_of(user: User, now: datetime) -> list[Told]:
    """Their wards, those that their division touches, and the parishes they are clerk of."""
    found: dict[str, Told] = {}
    for one in acting_for(user, localdate(now)):
        wards = wards_of(one.kind, one.code) if one.kind == Kind.DIVISION else ()
        places = [Told(Kind.WARD, *ward) for ward in wards]
        for place in places or [Told(one.kind, one.code, one.name)]:
            found.setdefault(place.key, place)
    return list(found.values())


def require_teller(user: User, now: datetime) -> list[Told]:
    """Where they may tell of; PermissionDenied for who acts for no place."""
    places = places_to_tell_of(user, now)
    if not places:
        raise PermissionDenied("Only councillors and parish clerks tell the group something")
    return places


def own_concerns(user: User) -> QuerySet[Concern]:
    """What this person has told, newest first."""
    return Concern.objects.filter(by=user).prefetch_related("places")


def own_concern(user: User, receipt: str) -> Concern:
    """Their own; a 404 for anybody else's."""
    found = own_concerns(user).filter(receipt=receipt).first()
    if found is None:
        raise Http404
    return found


def hearing_group(now: datetime) -> Group | None:
    """The group that concerns go to: the oldest PSG that is open."""
    kind = GroupKind.PROBLEM_SOLVING
    return open_groups(localdate(now)).filter(kind=kind).order_by("pk").first()


@dataclass(frozen=True, slots=True)
class Heard:
    """A concern that somebody may know of, and whether its words are theirs to read."""

    concern: Concern
    reader: Reader
    opens: bool
    is_chair: bool


def hears(reader: Reader) -> QuerySet[Concern]:
    """The concerns that this person may know of: those of groups that they act for."""
    found = Concern.objects.select_related("group", "issue", "by", "answered_by")
    if not reader.reads_partner_text:
        return found.none()
    if not reader.is_officer:
        found = found.filter(group__in=reader.groups)
    return found.prefetch_related("places")


def hears_any(reader: Reader, now: datetime) -> bool:
    """Acts for the group that concerns go to."""
    group = hearing_group(now)
    return group is not None and acts_for(reader, group.pk)


def heard_concern(user: User, receipt: str, now: datetime) -> Heard:
    """The concern, for those who act for its group; for others a 404."""
    reader = reader_of(user, localdate(now))
    found = hears(reader).filter(receipt=receipt).first()
    if found is None:
        raise Http404
    chair = chairs(user, found.group_id, now)
    return Heard(found, reader, opens_words(reader, found, now), chair)


def chairs(user: User, group: int, now: datetime) -> bool:
    """Is the chair of this very group today."""
    held = sittings(localdate(now), person=user)
    return any(one.group == group and one.role == SeatRole.CHAIR for one in held)


def has_chair(group: int, now: datetime) -> bool:
    """Whether somebody chairs the group today."""
    held = sittings(localdate(now), groups=[group])
    return any(one.role == SeatRole.CHAIR for one in held)


def opens_words(reader: Reader, concern: Concern, now: datetime) -> bool:
    """May read the words, as restricted text of the group; the chair alone what went there.

    Past the days for which they are kept nobody may, though no job has erased them yet.
    """
    reach = reader.reach.get(concern.group_id)
    if not reader.reads_partner_text or reach is None or is_past(concern, now):
        return False
    if concern.sent_to == Onward.CHAIR and not chairs(reader.user, concern.group_id, now):
        return False
    return concern.restricted is not None and reach.opens(localdate(concern.at))


def is_past(concern: Concern, now: datetime) -> bool:
    """Kept for as long as the text of a concern may be kept."""
    return now >= erase_at(concern.at, safeguards().concern_days)


def shows_own_words(concern: Concern, now: datetime) -> bool:
    """Whether whoever told it still sees their words."""
    return concern.restricted is not None and not is_past(concern, now)
