"""What a person has to prove themselves with, and where they are signed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from wardmote.audit.models import Entry
from wardmote.people.middleware import BEGUN, SEEN
from wardmote.people.models import User
from wardmote.signin.models import Session
from wardmote.signin.rules import Provider

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
BROWSER = "browser"


@dataclass(frozen=True, slots=True)
class Factor:
    """One second factor of a person, in words; nothing secret."""

    pk: int
    words: str
    since: datetime
    used_at: datetime | None


def factors_of(user: User) -> list[Factor]:
    """Apps that make codes, and passkeys; recovery codes are counted apart."""
    held = Authenticator.objects.filter(user=user, type__in=FACTORS).order_by("pk")
    return [Factor(one.pk, _words(one), one.created_at, one.last_used_at) for one in held]


def _words(one: Authenticator) -> str:
    if one.type == Authenticator.Type.TOTP:
        return "App that makes codes"
    return f"Passkey: {one.data['name']}"


def has_passkey(user: User) -> bool:
    return _has(user, Authenticator.Type.WEBAUTHN)


def has_app(user: User) -> bool:
    return _has(user, Authenticator.Type.TOTP)


def _has(user: User, kind: str) -> bool:
    return bool(Authenticator.objects.filter(user=user, type=kind).exists())


def recovery_codes_left(user: User) -> int | None:
    """How many recovery codes are unused; None if there never were any."""
    kept = Authenticator.objects.filter(
        user=user, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    return len(kept.wrap().get_unused_codes()) if kept else None


def with_second_factor(people: Iterable[int]) -> set[int]:
    """Which of these people have set one up."""
    held = Authenticator.objects.filter(user__in=list(people), type__in=FACTORS)
    return set(held.values_list("user_id", flat=True))


def providers() -> tuple[Provider, ...]:
    """The organisations whose own sign-in is used, from the environment."""
    return tuple(settings.PROVIDERS)


def provider_named(key: str) -> Provider | None:
    return next((one for one in providers() if one.key == key), None)


def linked_person(provider: Provider, subject: str) -> User | None:
    """Whom this provider's subject has signed in as before."""
    found = SocialAccount.objects.filter(provider=provider.key, uid=subject)
    account = found.select_related("user").first()
    return account.user if account else None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser that somebody is signed in on."""

    browser: str
    since: datetime
    seen_at: datetime
    is_here: bool


def open_sessions(user: User, *, now: datetime, here: str | None) -> list[OpenSession]:
    """Where this person is signed in, the browser that asks first, then the latest."""
    found = []
    for row in Session.objects.filter(person=user, expire_date__gt=now):
        kept = row.get_decoded()
        begun = _instant(kept.get(BEGUN), now)
        seen = _instant(kept.get(SEEN), now)
        idle = (now - seen).total_seconds() > settings.SESSION_IDLE_SECONDS
        is_old = (now - begun).total_seconds() > settings.SESSION_COOKIE_AGE
        if not idle and not is_old:
            browser = kept.get(BROWSER, "Unknown browser")
            found.append(OpenSession(browser, begun, seen, row.session_key == here))
    return sorted(found, key=lambda one: (not one.is_here, -one.seen_at.timestamp()))


def _instant(seconds: float | None, now: datetime) -> datetime:
    return now if seconds is None else datetime.fromtimestamp(seconds, UTC)


EVENTS = {
    "sign_in.done": "Signed in",
    "sign_in.refused": "A wrong password or code was given",
    "sign_in.locked": "Signing in was closed for 15 minutes after too many tries",
    "sign_in.ended": "Signed out, on every device",
    "factor.added": "A second step was added",
    "factor.removed": "A second step was removed",
    "factor.codes_made": "New recovery codes were made",
    "factor.reset": "The second step was reset by an officer",
    "person.password_set": "A password was chosen",
    "person.reset": "A new one-time link was made by an officer",
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an account, for its owner to recognise."""

    at: datetime
    words: str
    reason: str


def latest_events(user: User, most: int = 8) -> list[Event]:
    """What happened to this account, the latest first."""
    found = Entry.objects.filter(subject=str(user.pk), verb__in=EVENTS).order_by("-pk")
    return [
        Event(one.at, EVENTS[one.verb], str(one.details.get("reason", "")))
        for one in found[:most]
    ]
