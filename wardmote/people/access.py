"""What a person is in the office (elected office: `groups.access`), and with what proof."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from wardmote.people.models import User
from wardmote.people.rules import Role

#: in the session: which second factor was given ("code", "passkey", "provider" ...)
SECOND = "second"


class SecondFactorNeeded(PermissionDenied):
    """This page asks for more than a password."""


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


def has_second_factor(user: User) -> bool:
    """Has set up an app that makes codes, or a passkey."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())


def officers_with_second_factor() -> int:
    """How many open officers' accounts have one: sign-in with it works."""
    officers = User.objects.filter(role=Role.OFFICER, is_active=True)
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return officers.filter(authenticator__type__in=kinds).distinct().count()


def gave_second_factor(request: HttpRequest) -> bool:
    """This session proved itself by a second factor, or its organisation vouches for it."""
    return bool(request.session.get(SECOND))


def account_tried(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """Whose account somebody tries to open, for the lock: one person, however typed."""
    given = (credentials or request.POST).get("username") or ""
    return given.strip().lower()
