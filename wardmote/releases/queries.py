"""What has been released and still stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, make_aware

from wardmote.places.members import Sitting, members_of_wards
from wardmote.releases.models import Release, ReleasedWard, ShortNotice
from wardmote.releases.notice import HasIt, WardNotice
from wardmote.releases.rules import Audience, ReleaseKind


def standing() -> QuerySet[Release]:
    """Neither superseded nor withdrawn."""
    return Release.objects.filter(superseded_by=None, withdrawn_at=None)


def public(kind: ReleaseKind | None = None) -> QuerySet[Release]:
    """What anyone may read."""
    found = standing().filter(audience=Audience.PUBLIC)
    return found.filter(kind=kind) if kind else found


def for_members_of(wards: Iterable[str]) -> QuerySet[Release]:
    """What the councillors of these wards may read: public, or named for their ward.

    A release to members that names no ward is for all of them.
    """
    theirs = Q(wards__code__in=list(wards)) | Q(wards=None)
    allowed = Q(audience=Audience.PUBLIC) | (Q(audience=Audience.MEMBERS) & theirs)
    return standing().filter(allowed).distinct()


def last_word(slot: str) -> Release | None:
    """What was said last in a slot and stands, whoever it was for: what is new is new to it."""
    return standing().filter(slot=slot).order_by("-released_at", "-pk").first()


def of_ward(releases: QuerySet[Release], code: str) -> QuerySet[Release]:
    """Those that name this ward."""
    return releases.filter(wards__code=code).distinct()


def editions(slot: str, audience: Audience) -> QuerySet[Release]:
    """What has stood in a slot, newest first; none once the current word is withdrawn.

    Earlier ones that were withdrawn by themselves are left out.
    """
    if not standing().filter(slot=slot, audience=audience).exists():
        return Release.objects.none()
    kept = Release.objects.filter(slot=slot, audience=audience, withdrawn_at=None)
    return kept.order_by("-pk")


#: why figures ended whose ward later boundaries, or another district, do not have
NO_LONGER_OURS = "No longer a ward of the partnership"


def archived(slot: str) -> Release | None:
    """The last public word in a slot, where its ward's end alone took it back."""
    last = Release.objects.filter(slot=slot, audience=Audience.PUBLIC).order_by("-pk").first()
    is_archived = last is not None and last.withdrawn_why == NO_LONGER_OURS
    return last if is_archived else None


#: why a notice ended that stood until its item was published
PUBLISHED = "Published"


@dataclass(frozen=True, slots=True)
class Notice:
    """What the members of some wards get before it is published, in the words it will have.

    `part` tells the notices of one item apart: a ward's code, where each has its own.
    """

    title: str
    content: dict[str, Any]
    names: dict[str, str]  # code -> name of the wards that it names
    part: str = ""

    @property
    def wards(self) -> tuple[str, ...]:
        return tuple(self.names)

    def slot(self, item: str) -> str:
        return f"{_slot_of(item)} {self.part}"


def _slot_of(item: str) -> str:
    return f"notice {item}:"


def notices_of(item: str) -> QuerySet[Release]:
    """The notices of an item that stand on members' pages."""
    found = standing().filter(
        kind=ReleaseKind.NOTICE,
        audience=Audience.MEMBERS,
        slot__startswith=_slot_of(item),
    )
    return found.prefetch_related("wards", "given")


def had_since(one: Release, member: Sitting) -> datetime:
    """When this member had it on their page: when it was given, or when they took office."""
    in_office = make_aware(datetime.combine(member.since, time.min))
    return max(one.released_at, in_office)


def wards_of_notice(
    notices: Sequence[Notice], item: str, today: date, days: int
) -> list[WardNotice]:
    """Each ward that these notices name, and since when its members of today have them."""
    held = {one.slot: one for one in notices_of(item)}
    sitting = members_of_wards(today)
    found: list[WardNotice] = []
    for notice in notices:
        given = held.get(notice.slot(item))
        if given and (given.title, given.content) != (notice.title, notice.content):
            given = None  # they have other words
        for code, name in notice.names.items():
            members = tuple(_has_it(given, code, one) for one in sitting.get(code, ()))
            found.append(WardNotice(code, name, members, days))
    return sorted(found, key=lambda one: one.name)


def _has_it(given: Release | None, ward: str, member: Sitting) -> HasIt:
    name, through = member.person.name, member.through
    if given is None:
        return HasIt(name, None, through)
    for one in given.given.all():
        if (one.ward, one.person_id) == (ward, member.person.pk):
            return HasIt(name, localdate(one.at), through, _day(one.acknowledged_at))
    return HasIt(name, localdate(had_since(given, member)), through)


def _day(at: datetime | None) -> date | None:
    return None if at is None else localdate(at)


def wards_given(item: str, days: int) -> list[WardNotice]:
    """Whom an item was given to before it was published, ward by ward, as it was kept."""
    ended = Release.objects.filter(slot__startswith=_slot_of(item), withdrawn_why=PUBLISHED)
    found: list[WardNotice] = []
    for one in ended.prefetch_related("wards", "given__person"):
        rows = list(one.given.all())
        for named in one.wards.all():
            members = tuple(
                HasIt(
                    row.person.name, localdate(row.at), row.through, _day(row.acknowledged_at)
                )
                for row in rows
                if row.ward == named.code
            )
            name = ward_name(one.content, named.code)
            found.append(WardNotice(named.code, name, members, days))
    return sorted(found, key=lambda one: one.name)


def ward_name(content: dict[str, Any], code: str) -> str:
    """What a release calls this ward."""
    wards = [content["ward"]] if "ward" in content else content.get("wards", [])
    return next((str(one["name"]) for one in wards if one["code"] == code), code)


def short_notice(item: str) -> ShortNotice | None:
    """Why an item was published before its wards' members had had it long enough."""
    return ShortNotice.objects.filter(item=item).first()


def short_notices_for(ward: str, since: date) -> list[ShortNotice]:
    """What was published since this day before this ward's members had had it."""
    found = ShortNotice.objects.filter(at__date__gte=since)
    return [one for one in found if ward in one.wards]


def notices_for(wards: Iterable[str]) -> QuerySet[Release]:
    """What will be published and names one of these wards: for their members."""
    return standing().filter(
        kind=ReleaseKind.NOTICE,
        audience=Audience.MEMBERS,
        pk__in=ReleasedWard.objects.filter(code__in=list(wards)).values("release"),
    )


def notice_for(release_id: int, wards: Iterable[str]) -> Release:
    """One of them; a 404 for members of other wards."""
    return get_object_or_404(notices_for(wards), pk=release_id)
