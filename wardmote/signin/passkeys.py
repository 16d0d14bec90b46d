"""Passkeys: what the browser is asked, and whether its answer holds (`fido2`, when used)."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User

NOT_MADE = "The passkey could not be used. Try again, or use a code"
MOST = 20_000  # characters of an answer


def ask_to_make(user: User) -> str:
    """What `navigator.credentials.create` is asked, as JSON."""
    from allauth.mfa.webauthn.internal import auth

    return json.dumps(auth.begin_registration(user, passwordless=False))


def made(answer: str) -> dict[str, Any]:
    """The new passkey, proven to answer what we asked. RuleBroken otherwise."""
    from allauth.mfa.webauthn.internal import auth

    credential = _read(answer)
    try:
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise RuleBroken(NOT_MADE) from error
    return credential


def ask_to_use(user: User) -> str:
    """What `navigator.credentials.get` is asked, as JSON."""
    from allauth.mfa.webauthn.internal import auth

    return json.dumps(auth.begin_authentication(user))


def used(user: User, answer: str) -> Authenticator | None:
    """Which of this person's passkeys gave the answer; None if none did."""
    from allauth.mfa.webauthn.internal import auth

    try:
        credential = _read(answer)
        auth.parse_authentication_response(credential)
        return auth.complete_authentication(user, credential)
    except (RuleBroken, ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    finally:
        auth.clear_state()  # a challenge is good for one answer, right or wrong


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > MOST:
        raise RuleBroken(NOT_MADE)
    try:
        found = json.loads(answer)
    except ValueError as error:
        raise RuleBroken(NOT_MADE) from error
    if not isinstance(found, dict):
        raise RuleBroken(NOT_MADE)
    return found
