"""Who may read, write, agree and publish a report."""

from datetime import date

from django.core.exceptions import PermissionDenied

from wardmote.agreements.access import may_read_partner, sees_counts
from wardmote.groups.access import sits_on
from wardmote.groups.models import Group
from wardmote.groups.rules import GROUP_KIND_NAMES, GroupKind
from wardmote.people.access import is_officer

BY_THE_OFFICE = "figures confirmed"


def require_writer(user: object, on: date) -> None:
    """Drafts and findings: officers and analysts without elected office."""
    if not sees_counts(user, on):
        raise PermissionDenied("Only the partnership’s officers and analysts write reports")


def may_publish(user: object, on: date) -> bool:
    """Officers without elected office."""
    return is_officer(user) and may_read_partner(user, on)


def require_publisher(user: object, on: date) -> None:
    if not may_publish(user, on):
        raise PermissionDenied("Only a partnership officer publishes a report")


def may_agree(user: object, on: date) -> bool:
    """Records what the Board said of a strategic assessment: an officer, or who sits on it."""
    if not may_read_partner(user, on):
        return False
    return is_officer(user) or sits_on(user, GroupKind.BOARD, on)


def require_agreer(user: object, on: date) -> None:
    if not may_agree(user, on):
        raise PermissionDenied("Only the Board agrees a strategic assessment")


def may_take(user: object, step: str, on: date) -> bool:
    """Whether this person may record a step of the road.

    The office confirms figures; the Data Group's step is for it or the office; another
    group's for that group or an officer; any other step for an officer.
    """
    if not may_read_partner(user, on):
        return False
    if step.casefold().startswith(BY_THE_OFFICE):
        return sees_counts(user, on)
    kind = _kind_named(step)
    if kind is not None and sits_on(user, kind, on):
        return True
    return sees_counts(user, on) if kind == GroupKind.DATA else is_officer(user)


def require_taker(user: object, step: str, on: date) -> None:
    if not may_take(user, step, on):
        raise PermissionDenied(f"“{step}” is for others to record")


def _kind_named(step: str) -> GroupKind | None:
    """The kind of group that a step is named after."""
    group = Group.objects.filter(name__iexact=step.strip()).first()
    if group is not None:
        return GroupKind(group.kind)
    names = {words.casefold(): kind for kind, words in GROUP_KIND_NAMES.items()}
    return names.get(step.strip().casefold())
