"""Second factors: added, used, removed by their owner, reset by an officer."""

import hmac
import logging
from datetime import datetime
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from allauth.socialaccount.models import SocialAccount
from cryptography.fernet import InvalidToken
from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User
from wardmote.signin import notices
from wardmote.signin.models import Session
from wardmote.signin.queries import FACTORS
from wardmote.signin.rules import CODE_DIGITS, RECOVERY_DIGITS

log = logging.getLogger(__name__)
PERIOD, LAST_STEP = 30, "last_step"
MOST_PASSKEYS = 10


def step_of(secret: str, code: str, *, after: int, now: datetime) -> int | None:
    """The half-minute whose code this is: this one or its neighbours, never again the same."""
    this = int(now.timestamp()) // PERIOD
    for step in (this - 1, this, this + 1):
        right = format_hotp_value(hotp_value(secret, step))
        if hmac.compare_digest(right.encode(), code.encode()) and step > after:
            return step
    return None


def plain(code: str) -> str:
    """A code without the spaces and dashes people type."""
    return "".join(code.split()).replace("-", "")


@transaction.atomic
def take_code(user: User, code: str, *, now: datetime) -> str | None:
    """Use up a code from an app ("code") or a recovery code ("recovery"); None: not right.

    Every code works once: the row is locked, and the half-minute last used is kept.
    """
    given = plain(code)
    kinds = {
        CODE_DIGITS: Authenticator.Type.TOTP,
        RECOVERY_DIGITS: Authenticator.Type.RECOVERY_CODES,
    }
    kind = kinds.get(len(given)) if given.isascii() and given.isdecimal() else None
    held = Authenticator.objects.select_for_update().filter(user=user, type=kind).first()
    if held is None:
        return None
    try:
        right = (
            _take_totp(held, given, now)
            if kind == Authenticator.Type.TOTP
            else (held.wrap().validate_code(given))
        )
    except InvalidToken:
        log.error(
            "A second factor was sealed with another SECRET_KEY. An officer must reset it"
        )
        return None
    if not right:
        return None
    Authenticator.objects.filter(pk=held.pk).update(last_used_at=now)
    return "code" if kind == Authenticator.Type.TOTP else "recovery"


def _take_totp(held: Authenticator, code: str, now: datetime) -> bool:
    after = held.data.get(LAST_STEP, -1)
    step = step_of(decrypt(held.data["secret"]), code, after=after, now=now)
    if step is None:
        return False
    held.data[LAST_STEP] = step
    held.save(update_fields=["data"])
    return True


@transaction.atomic
def add_app(user: User, secret: str, code: str, *, now: datetime) -> bool:
    """An app makes codes for this person from now on. True if recovery codes were made too.

    RuleBroken if the code does not come from this secret, or there is an app already.
    """
    _lock(user)
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        raise RuleBroken("You have an app already. Remove it before you add another")
    step = step_of(secret, plain(code), after=-1, now=now)
    if step is None:
        raise RuleBroken(
            "That code is not right. Enter the six digits that the app shows now", about="code"
        )
    made = TOTP.activate(user, secret).instance
    made.data[LAST_STEP] = step
    made.save(update_fields=["data"])
    record("factor.added", user.pk, by=user, at=now, factor="app")
    return _first_recovery_codes(user, now=now)


@transaction.atomic
def add_passkey(user: User, name: str, credential: dict[str, Any], *, now: datetime) -> bool:
    """Keep a passkey that the browser has made. True if recovery codes were made too."""
    from allauth.mfa.webauthn.internal.auth import WebAuthn

    _lock(user)
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    if held.count() >= MOST_PASSKEYS:
        raise RuleBroken(f"You have {MOST_PASSKEYS} passkeys. Remove one first")
    WebAuthn.add(user, name, credential)
    record("factor.added", user.pk, by=user, at=now, factor="passkey")
    return _first_recovery_codes(user, now=now)


def _lock(user: User) -> None:
    User.objects.select_for_update().get(pk=user.pk)


def _first_recovery_codes(user: User, *, now: datetime) -> bool:
    kept = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES)
    if kept.exists():
        return False
    make_recovery_codes(user, now=now)
    return True


@transaction.atomic
def make_recovery_codes(user: User, *, now: datetime) -> None:
    """Ten new recovery codes; older ones stop working."""
    _lock(user)
    if not Authenticator.objects.filter(user=user, type__in=FACTORS).exists():
        raise RuleBroken("Add an app or a passkey first")
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(user)
    record("factor.codes_made", user.pk, by=user, at=now)


@transaction.atomic
def remove_factor(user: User, factor: int, *, is_needed: bool, now: datetime) -> None:
    """Take one away; recovery codes go with the last one. Refused if one is needed."""
    _lock(user)
    held = Authenticator.objects.filter(user=user, type__in=FACTORS)
    going = held.filter(pk=factor).first()
    if going is None:
        raise RuleBroken("That second step has been removed already", about="factor")
    if is_needed and held.count() == 1:
        raise RuleBroken("Your posts ask for a second step. Add another one first")
    kind = "app" if going.type == Authenticator.Type.TOTP else "passkey"
    going.delete()
    if not held.exists():
        Authenticator.objects.filter(user=user).delete()
    record("factor.removed", user.pk, by=user, at=now, factor=kind)


@transaction.atomic
def reset_factors(user_id: int, reason: str, *, by: Actor, now: datetime) -> User:
    """An officer takes all second factors from somebody who lost them; signs them out.

    A tie to their organisation's own sign-in goes too. The reason is kept and shown.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    if user.pk == by.pk:
        raise RuleBroken("Change your own second step on your account page")
    if not reason.strip():
        raise RuleBroken("Enter why it is reset and how you know who asked", about="reason")
    held = Authenticator.objects.filter(user=user)
    tied = SocialAccount.objects.filter(user=user)
    if not held.exists() and not tied.exists():
        raise RuleBroken("There is no second step to reset")
    held.delete()
    tied.delete()
    Session.objects.filter(person=user).delete()
    record("factor.reset", user.pk, by=by, at=now, reason=reason.strip())
    told = partial(notices.factor_was_reset, user, officer=str(by), reason=reason.strip())
    transaction.on_commit(told)
    return user
