"""Who chooses: whoever sits for a ward today, themselves or through a county division."""

from datetime import date

from django.core.exceptions import PermissionDenied

from wardmote.digests.queries import is_member
from wardmote.people.models import User


def require_member(person: User, on: date) -> None:
    if not is_member(person, on):
        raise PermissionDenied("Only councillors of a ward are written to")
