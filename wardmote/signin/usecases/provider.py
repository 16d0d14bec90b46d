"""Whom an organisation's own sign-in has named."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User
from wardmote.signin.queries import linked_person
from wardmote.signin.rules import Provider, provider_for

UNKNOWN = (
    "Your organisation’s sign-in worked, but nobody here has an account with your address. "
    "Ask your partnership officer to invite you"
)
UNVERIFIED = (
    "Your organisation’s sign-in did not say that your e-mail address is yours. Ask its IT "
    "service desk, or your partnership officer"
)
OTHER = (
    "Another account of your organisation is tied to yours here. Ask your partnership officer "
    "to reset your second step, then try again"
)


@transaction.atomic
def person_named(provider: Provider, claims: Mapping[str, Any], *, now: datetime) -> User:
    """The person these proven claims are about; tied to them at the first time.

    Later it is the tie (`sub`) that counts and not the address, which may pass to somebody
    else. RuleBroken for everybody who has no open account.
    """
    subject = str(claims["sub"])
    known = linked_person(provider, subject)
    if known is not None:
        if not known.is_active:
            raise RuleBroken(UNKNOWN)
        return known
    user = (
        User.objects.select_for_update()
        .filter(email__iexact=_proven_address(provider, claims), is_active=True)
        .first()
    )
    if user is None:
        raise RuleBroken(UNKNOWN)
    if SocialAccount.objects.filter(user=user, provider=provider.key).exists():
        raise RuleBroken(OTHER)
    SocialAccount.objects.create(user=user, provider=provider.key, uid=subject)
    record("sign_in.tied", user.pk, by=user, at=now, provider=provider.key)
    return user


def _proven_address(provider: Provider, claims: Mapping[str, Any]) -> str:
    """An address in the provider's own domains that it says it has verified.

    Entra ID says so by `xms_edov`, everybody else by `email_verified`.
    """
    address = str(claims.get("email") or "").strip()
    said = (claims.get("email_verified"), claims.get("xms_edov"))
    if not address or not any(one in (True, "true", "1", 1) for one in said):
        raise RuleBroken(UNVERIFIED)
    if provider_for(address, [provider]) is None:
        raise RuleBroken(UNVERIFIED)
    return address


def vouches(provider: Provider, claims: Mapping[str, Any]) -> bool:
    """Whether this sign-in stands for a second factor: by agreement, or by its own word."""
    methods = claims.get("amr")
    return provider.has_second_factor or (isinstance(methods, list) and "mfa" in methods)
