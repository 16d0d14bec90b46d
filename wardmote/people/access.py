"""What a person is in the office (elected office: `groups.access`), and with what proof."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from allauth.mfa.models import Authenticator
from django.conf import settings
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


def client_address(request: HttpRequest) -> str:
    """Where a request comes from: an IPv4 address or an IPv6 network of one customer (/64).

    A header says so only if the operator has named the one that the web server in front
    sets; of a list the last counts, which that server has added. Nothing where it cannot be
    told: this machine's own address is that of the server in front.
    """
    header = settings.CLIENT_ADDRESS_HEADER
    said = request.headers.get(header, "") if header else request.META.get("REMOTE_ADDR", "")
    try:
        found = ip_address(said.rpartition(",")[2].strip())
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    if found.is_loopback:
        return ""
    if isinstance(found, IPv6Address):
        return str(IPv6Network((found, 64), strict=False))
    return str(found)


def account_tried(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """Whose account somebody tries to open, for the lock: one person, however typed."""
    given = (credentials or request.POST).get("username") or ""
    return given.strip().lower()
