"""Who acts for the partnership's office, and who sits where. The narrowest post wins.

What a seat lets its holder read is decided in `agreements.access`: their organisation
must have signed.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from wardmote.groups.queries import groups_of, kinds_of
from wardmote.groups.rules import GroupKind
from wardmote.people.access import is_office, is_officer
from wardmote.people.models import User
from wardmote.places.queries import is_councillor


def acts_as_officer(user: object, on: date) -> bool:
    """Holds the officer's post and no elected office."""
    return isinstance(user, User) and is_officer(user) and not is_councillor(user, on)


def works_in_office(user: object, on: date) -> bool:
    """Officers and analysts who hold no elected office."""
    return isinstance(user, User) and is_office(user) and not is_councillor(user, on)


def require_officer(user: object) -> None:
    """Today, so that no page can forget the day."""
    if not acts_as_officer(user, localdate()):
        raise PermissionDenied("Only a partnership officer can do this")


def require_office(user: object) -> None:
    if not works_in_office(user, localdate()):
        raise PermissionDenied("Only the partnership’s officers and analysts can do this")


def sits_on(user: object, kind: GroupKind, on: date) -> bool:
    """Holds a seat on a group of this kind today."""
    return isinstance(user, User) and user.is_active and kind in kinds_of(user, on)


def holds_seat(user: object, group: int, on: date) -> bool:
    """Holds a seat on this very group today."""
    return isinstance(user, User) and user.is_active and group in groups_of(user, on)
