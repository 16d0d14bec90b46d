"""Who may read and keep meetings. The narrowest post wins; what one may not see is a 404.

officers              all of it
analysts              all but exempt items
seat holders          what the public will read; once their agency signed, what is for the
                      group and for partners, and exempt items if it signed for this group
councillors seated    what is for the group; no partner text, no exempt item
colleagues            of an agency that sits on the group and signed: as partners
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from wardmote.agreements.access import Reach, may_read_partner
from wardmote.agreements.standings import standings_by_group
from wardmote.groups.access import acts_as_officer, works_in_office
from wardmote.groups.models import Group
from wardmote.groups.queries import sittings
from wardmote.groups.rules import CHAIRS
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import CouncilPage, Meeting, OldMinutes
from wardmote.meetings.old import REVIEW_DAYS
from wardmote.people.models import User
from wardmote.places.queries import is_councillor

NOTHING: frozenset[Level] = frozenset()
ALL = frozenset(Level)
PARTNERS = ALL - {Level.EXEMPT}


@dataclass(frozen=True, slots=True)
class Reader:
    """What one person may read of meetings on one day, and whose they keep.

    `reach`: group -> how far they read its exempt items; a missing group, never.
    """

    user: User
    is_officer: bool = False
    is_office: bool = False
    is_partner: bool = False
    is_councillor: bool = False
    seats: frozenset[int] = frozenset()
    chairs: frozenset[int] = frozenset()
    colleagues: frozenset[int] = frozenset()
    reach: Mapping[int, Reach] = field(default_factory=dict)

    @property
    def groups(self) -> frozenset[int] | None:
        """The groups whose meetings they may know of; None: every one."""
        return None if self.is_office else self.seats | self.colleagues


def reader_of(user: User, on: date | None = None) -> Reader:
    """This person as a reader today (or on another day)."""
    day = on or localdate()
    if not user.is_active:
        return Reader(user)
    mine = sittings(day, person=user)
    is_partner = may_read_partner(user, day)
    return Reader(
        user,
        is_officer=is_partner and acts_as_officer(user, day),
        is_office=is_partner and works_in_office(user, day),
        is_partner=is_partner,
        is_councillor=is_councillor(user, day),
        seats=frozenset(one.group for one in mine),
        chairs=frozenset(one.group for one in mine if one.role in CHAIRS),
        colleagues=_colleagues(user, day) if is_partner else frozenset(),
        reach=_reach({(one.group, one.organisation) for one in mine}, day)
        if is_partner
        else {},
    )


def _colleagues(user: User, on: date) -> frozenset[int]:
    """Groups on which somebody sits for this person's organisation."""
    if user.organisation_id is None:
        return frozenset()
    found = sittings(on)
    return frozenset(one.group for one in found if one.organisation == user.organisation_id)


def _reach(seats: set[tuple[int, int | None]], on: date) -> dict[int, Reach]:
    """How far each seat opens its group's exempt items, by a signature for that group."""
    bodies = {body for _, body in seats if body is not None}
    return {
        group: Reach(group, body, None if stands.is_open else stands.open_until)
        for (group, body), stands in standings_by_group(on, bodies).items()
        if (group, body) in seats and stands.has_signed
    }


def levels(reader: Reader, meeting: Meeting) -> frozenset[Level]:
    """What of a meeting this person may read; nothing: they may not know of it."""
    return levels_in(reader, meeting.group_id, meeting.on)


def levels_in(reader: Reader, group: int, on: date) -> frozenset[Level]:
    """What of a group's meeting on that day this person may read."""
    if reader.is_officer:
        return ALL
    if reader.is_office:
        return PARTNERS
    if group in reader.seats:
        return _by_seat(reader, group, on)
    return PARTNERS if group in reader.colleagues else NOTHING


def _by_seat(reader: Reader, group: int, on: date) -> frozenset[Level]:
    if reader.is_councillor:
        return frozenset({Level.PUBLIC, Level.GROUP})
    if not reader.is_partner:
        return frozenset({Level.PUBLIC})
    reach = reader.reach.get(group)
    return ALL if reach is not None and reach.opens(on) else PARTNERS


def readable(reader: Reader) -> QuerySet[Meeting]:
    """The meetings that this person may know of."""
    found = Meeting.objects.select_related("group")
    return found if reader.groups is None else found.filter(group__in=reader.groups)


@dataclass(frozen=True, slots=True)
class Readable:
    """A meeting that somebody may read, and how much of it."""

    meeting: Meeting
    reader: Reader
    levels: frozenset[Level]

    @property
    def may_keep(self) -> bool:
        return may_keep(self.reader, self.meeting.group)


def meeting_for(user: User, pk: int, on: date | None = None) -> Readable:
    """The meeting, for those who may know of it; for others a 404."""
    reader = reader_of(user, on)
    meeting = readable(reader).filter(pk=pk).first()
    found = levels(reader, meeting) if meeting is not None else NOTHING
    if meeting is None or not found:
        raise Http404
    return Readable(meeting, reader, found)


def group_for(
    user: User, pk: int, on: date | None = None
) -> tuple[Group, Reader, frozenset[Level]]:
    """A group whose meetings this person may know of, and what of them they may read."""
    reader = reader_of(user, on)
    found = levels_in(reader, pk, on or localdate())
    if not found:
        raise Http404
    return get_object_or_404(Group, pk=pk), reader, found


def may_keep(reader: Reader, group: Group) -> bool:
    """Arranges the group's meetings and keeps their papers: the officer, and who chairs it."""
    return reader.is_officer or (reader.is_partner and group.pk in reader.chairs)


def require_keeper(reader: Reader, group: Group) -> None:
    if not may_keep(reader, group):
        raise PermissionDenied("Only the partnership officer and who chairs the group do this")


def kept_for(user: User, pk: int) -> Readable:
    """The meeting, for those who keep it: a 404 or a refusal for everybody else."""
    found = meeting_for(user, pk)
    require_keeper(found.reader, found.meeting.group)
    return found


def under_review(now: datetime) -> QuerySet[OldMinutes]:
    """Files of old minutes that are neither saved nor thrown away, without their bytes."""
    since = now - timedelta(days=REVIEW_DAYS)
    found = OldMinutes.objects.filter(meeting=None, at__gt=since).defer("content")
    return found.select_related("group")


def review_for(user: User, pk: int, now: datetime) -> OldMinutes:
    """The file that this very person is reading in, while they keep its group's meetings."""
    found = under_review(now).filter(pk=pk, by=user).first()
    if found is None or not may_keep(reader_of(user), found.group):
        raise Http404
    return found


def council_page_for(found: Readable, now: datetime) -> CouncilPage:
    """The council's page that this very person is going through, for who keeps the meeting."""
    since = now - timedelta(days=REVIEW_DAYS)
    mine = CouncilPage.objects.filter(meeting=found.meeting, by=found.reader.user)
    return get_object_or_404(mine, confirmed_at=None, at__gt=since)


def may_open_source(found: Readable) -> bool:
    """Whether they may open the file that these minutes were read from: all of it."""
    source = getattr(found.meeting, "read_from", None)
    return source is not None and Level(source.level) in found.levels
