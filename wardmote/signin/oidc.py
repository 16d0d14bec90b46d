"""The strict half of OpenID Connect: what must hold of an ID token before it is believed.

django-allauth does the round trip (state, PKCE, exchange of the code). This adds what it
leaves out: a nonce, the signature always, and no more trust in the discovery document than
its issuer deserves. Imported only where an organisation's sign-in is used: it loads
`requests`.
"""

import hmac
from typing import Any, Never

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from wardmote.signin.adapters import REFUSED
from wardmote.signin.rules import Provider

ALGORITHMS = ["RS256", "PS256", "ES256"]  # signatures only the provider can make
NEEDED = ["iss", "aud", "exp", "iat", "sub", "nonce"]
LEEWAY = 30  # seconds that two clocks may differ
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def nonce_for(state: str) -> str:
    """The nonce that goes with a state: only we can make it, and it is used once with it."""
    return salted_hmac("wardmote sign-in nonce", state, algorithm="sha256").hexdigest()


class RoundTrip(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """One sign-in at one provider. `believed` is told the claims and answers the browser."""

    def __init__(self, request: HttpRequest, provider: Provider, believed: Any = None) -> None:
        super().__init__(request, provider.key)
        self.of, self.believed = provider, believed

    def get_provider(self) -> OpenIDConnectProvider:
        app = SocialApp(
            provider="openid_connect",
            provider_id=self.of.key,
            name=self.of.name,
            client_id=self.of.client_id,
            secret=self.of.client_secret,
            settings={"server_url": self.of.issuer.rstrip("/"), "oauth_pkce_enabled": True},
        )
        found = OpenIDConnectProvider(self.request, app=app)
        found.get_oauth2_adapter = lambda request: self
        return found

    @property
    def openid_config(self) -> dict[str, Any]:
        """The discovery document; OAuth2Error unless it is the issuer's own."""
        found = super().openid_config
        is_ours = isinstance(found, dict) and found.get("issuer") == self.of.issuer
        if not is_ours or not all(_is_safe(found.get(one), self.of) for one in ENDPOINTS):
            raise OAuth2Error("The discovery document is not the issuer's")
        return dict(found)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("provider-back", args=[self.of.key]))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **more: Any) -> Never:
        """Believe the ID token or raise OAuth2Error; never allauth's own signing in or up."""
        claims = self.claims_of(str(more["response"].get("id_token", "")))
        raise ImmediateHttpResponse(self.believed(claims))

    def claims_of(self, id_token: str) -> dict[str, Any]:
        """What a token says, once everything about it holds."""
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key_of(id_token),
                algorithms=ALGORITHMS,
                audience=self.of.client_id,
                issuer=self.of.issuer,
                leeway=LEEWAY,
                options={"require": NEEDED, "strict_aud": True},
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error(f"{REFUSED}: {type(error).__name__}") from error
        expected = nonce_for(self.request.GET.get("state", ""))
        if not hmac.compare_digest(str(claims["nonce"]).encode(), expected.encode()):
            raise OAuth2Error(f"{REFUSED}: another nonce")
        return claims

    def _key_of(self, id_token: str) -> jwt.PyJWK:
        wanted = jwt.get_unverified_header(id_token)["kid"]
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            return jwt.PyJWKSet.from_dict(answer.json())[wanted]


def _is_safe(address: object, provider: Provider) -> bool:
    """Encrypted, unless the issuer itself is on this machine."""
    scheme = provider.issuer.partition("://")[0]
    return isinstance(address, str) and address.startswith(("https://", f"{scheme}://"))
