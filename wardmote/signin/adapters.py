"""What django-allauth asks of us: sealing secrets, naming keys, and never signing up."""

import base64
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import force_bytes

from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User

log = logging.getLogger(__name__)
REFUSED = "ID token refused"


def seal() -> MultiFernet:
    """Encrypts with a key drawn from SECRET_KEY, which is kept outside the database."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> bytes:
    drawn = HKDF(SHA256(), 32, salt=None, info=b"wardmote second factors")
    return base64.urlsafe_b64encode(drawn.derive(force_bytes(key)))


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """MFA_ADAPTER: secrets are sealed before they reach the database."""

    def encrypt(self, text: str) -> str:
        return seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return seal().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return this_partnership().name

    def _get_site_name(self) -> str:
        return this_partnership().name

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        assert isinstance(user, User)
        return {
            "id": str(user.pk).encode(),
            "display_name": user.name,
            "name": user.email,
        }


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """ACCOUNT_ADAPTER: nobody makes an account for themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """SOCIALACCOUNT_ADAPTER: a refusal is one of our own pages."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, **more: Any
    ) -> None:
        from wardmote.signin.views.provider import refused

        why = more.get("exception") or error
        # an exception of another kind may hold what the provider sent
        words = str(why) if str(why).startswith(REFUSED) else type(why).__name__
        log.warning("Sign-in of %s was not finished: %s", provider.app.provider_id, words)
        raise ImmediateHttpResponse(refused(request))
