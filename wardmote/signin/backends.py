"""A second factor is checked like a password: the same lock counts the wrong ones."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.utils.timezone import now

from wardmote.people.models import User
from wardmote.signin.passkeys import used
from wardmote.signin.usecases.factors import take_code


class SecondFactorBackend(BaseBackend):
    """authenticate(request, username=..., code=...) or (..., passkey=...)."""

    def authenticate(  # type: ignore[override]
        self,
        request: HttpRequest | None,
        username: str | None = None,
        code: str = "",
        passkey: str = "",
    ) -> Any:
        """The person, with `second` set to what they gave; None if it does not hold."""
        user = User.objects.filter(email__iexact=username or "", is_active=True).first()
        if user is None or not (code or passkey):
            return None
        second = take_code(user, code, now=now()) if code else None
        if passkey and not code:
            found = used(user, passkey)
            if found is not None:
                found.record_usage()
                second = "passkey"
        if second is None:
            return None
        user.second = second  # type: ignore[attr-defined]
        return user
