"""Who may read what partners share, by seat. The narrowest post wins."""

from datetime import date

from django.core.exceptions import PermissionDenied

from wardmote.groups.queries import kinds_of
from wardmote.groups.rules import GroupKind
from wardmote.people.access import is_office
from wardmote.people.models import User
from wardmote.places.queries import is_councillor

PARTNER_GROUPS = {
    GroupKind.BOARD,
    GroupKind.TASKING,
    GroupKind.PROBLEM_SOLVING,
    GroupKind.DATA,
}


def is_partner(user: object, on: date) -> bool:
    """Reads partners' pages: office staff and seat holders who hold no elected office."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if is_councillor(user, on):
        return False
    return is_office(user) or bool(kinds_of(user, on) & PARTNER_GROUPS)


def sees_counts(user: object, on: date) -> bool:
    """Sees partners' real counts: officers and analysts without elected office."""
    return is_partner(user, on) and is_office(user)


def require_partner(user: object, on: date) -> None:
    if not is_partner(user, on):
        raise PermissionDenied("Only the partnership’s agencies can read this")


def sits_on(user: object, kind: GroupKind, on: date) -> bool:
    """Holds a seat on a group of this kind today."""
    return isinstance(user, User) and user.is_active and kind in kinds_of(user, on)
