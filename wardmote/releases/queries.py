"""What has been released and still stands."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from wardmote.releases.models import Release
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
