"""Who composes bulletins: officers without elected office. What is published is for all."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from wardmote.people.access import is_officer
from wardmote.people.models import User
from wardmote.places.queries import is_councillor


def is_editor(user: object, on: date) -> bool:
    """Writes and publishes bulletins, and reads their drafts."""
    return isinstance(user, User) and is_officer(user) and not is_councillor(user, on)


def require_editor(user: object) -> None:
    """Today, so that no page can forget the day."""
    check_editor(user, localdate())


def check_editor(user: object, on: date) -> None:
    if not is_editor(user, on):
        raise PermissionDenied("Only a partnership officer writes bulletins")
