"""Signing in at one's own organisation, and coming back."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wardmote.kernel.errors import RuleBroken
from wardmote.people.views import problem
from wardmote.signin.flow import go_on, safe_address
from wardmote.signin.queries import provider_named
from wardmote.signin.rules import Provider
from wardmote.signin.usecases.provider import person_named, vouches

log = logging.getLogger(__name__)
AFTER = "after_provider"


@login_not_required
@never_cache
@require_safe
def provider_start(request: HttpRequest, key: str) -> HttpResponse:
    """Send the browser to the organisation's own sign-in."""
    from allauth.socialaccount.providers.oauth2.client import OAuth2Error
    from requests import RequestException

    from wardmote.signin.oidc import RoundTrip, nonce_for

    provider = _provider(key)
    if request.user.is_authenticated:
        return redirect("start")
    request.session[AFTER] = safe_address(request, request.GET.get("next", ""))
    state = secrets.token_urlsafe(24)
    asked = {"nonce": nonce_for(state), "prompt": "select_account"}
    try:
        sent: HttpResponse = (
            RoundTrip(request, provider)
            .get_provider()
            .redirect(request, "login", state_id=state, auth_params=asked)
        )
    except (RequestException, OAuth2Error, ValueError) as error:
        log.warning("Sign-in of %s cannot be reached: %s", provider.key, type(error).__name__)
        return problem(
            request,
            503,
            f"{provider.name}’s sign-in does not answer",
            "Try again in a few minutes. If it goes on, ask your IT service desk.",
        )
    return sent


@login_not_required
@never_cache
@require_safe
def provider_back(request: HttpRequest, key: str) -> HttpResponse:
    """Believe what the organisation says about who this is, or refuse it."""
    from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView

    from wardmote.signin.oidc import RoundTrip

    provider = _provider(key)

    def believed(claims: Mapping[str, Any]) -> HttpResponse:
        return _enter(request, provider, claims)

    trip = RoundTrip(request, provider, believed)
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(trip)(request)
    except (KeyError, TypeError, ValueError) as error:  # an answer of no known shape
        log.warning("Sign-in of %s answered oddly: %s", provider.key, type(error).__name__)
        return refused(request)
    return answer


def _enter(request: HttpRequest, provider: Provider, claims: Mapping[str, Any]) -> HttpResponse:
    try:
        user = person_named(provider, claims, now=now())
    except RuleBroken as refusal:
        return problem(request, 403, "You cannot sign in with this account", str(refusal))
    after = request.session.pop(AFTER, "")
    second = "provider" if vouches(provider, claims) else ""
    return go_on(request, user, how=f"provider {provider.key}", after=after, second=second)


def refused(request: HttpRequest) -> HttpResponse:
    """The round trip did not end as it must: cancelled, out of date, or not genuine."""
    return problem(
        request,
        422,
        "Signing in was not finished",
        "Your organisation’s answer could not be used: it was cancelled, is out of date, or "
        "was not meant for this browser. Start again from the sign-in page.",
    )


def _provider(key: str) -> Provider:
    found = provider_named(key)
    if found is None:
        raise Http404("No such organisation")
    return found
