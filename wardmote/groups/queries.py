"""Who sits where."""

from datetime import date

from django.db.models import Q, QuerySet

from wardmote.groups.models import Seat
from wardmote.groups.rules import GroupKind
from wardmote.people.models import User


def current_seats(on: date) -> QuerySet[Seat]:
    """Seats held on this day by people whose account is active."""
    return Seat.objects.filter(
        Q(until=None) | Q(until__gt=on), since__lte=on, person__is_active=True
    ).select_related("person", "group")


def kinds_of(user: User, on: date) -> set[GroupKind]:
    """The kinds of group this person sits on."""
    held = current_seats(on).filter(person=user).values_list("group__kind", flat=True)
    return {GroupKind(kind) for kind in held}
