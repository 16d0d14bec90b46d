"""What a person is in the office. Whether elected office bars it: `groups.access`."""

from django.http import HttpRequest

from wardmote.people.models import User
from wardmote.people.rules import Role


class SignedInRequest(HttpRequest):
    """A request behind sign-in: its user is a person."""

    user: User


def is_officer(user: object) -> bool:
    return isinstance(user, User) and user.is_active and user.role == Role.OFFICER


def is_analyst(user: object) -> bool:
    return isinstance(user, User) and user.is_active and user.role == Role.ANALYST


def is_office(user: object) -> bool:
    """Officers and analysts: the partnership's own staff, who see real counts."""
    return is_officer(user) or is_analyst(user)


def account_tried(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """Whose account somebody tries to open, for the lock: one person, however typed."""
    given = (credentials or request.POST).get("username") or ""
    return given.strip().lower()
