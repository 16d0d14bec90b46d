"""Sessions end after 30 idle minutes and 12 hours in all; private pages are not kept."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from wardmote.kernel.once import one_page
from wardmote.people.views import not_by_itself

Answer = Callable[[HttpRequest], HttpResponse]
BEGUN, SEEN = "begun", "seen"
STEP = 60  # seconds between writes of the session's "last seen"


class AskedOnce:
    """A page that changes nothing looks up once what it asks for many times."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_page():
            return self.get_response(request)


class SessionLimits:
    """Signs a person out when their session is too old or too idle."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._limit(request, time.time())
        return self.get_response(request)

    def _limit(self, request: HttpRequest, now: float) -> None:
        begun = request.session.setdefault(BEGUN, now)
        seen = request.session.get(SEEN, now)
        idle = now - seen > settings.SESSION_IDLE_SECONDS
        if idle or now - begun > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif SEEN not in request.session or now - seen > STEP:
            request.session[SEEN] = now


class OnlyByButton:
    """An address that only a button uses says so to whoever opens it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = not_by_itself(request)
        page["Allow"] = response["Allow"]
        return page


class NoStore:
    """What a signed-in person sees is not kept by browsers or proxies."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        if getattr(request, "htmx", False) or response.headers.get("Vary"):
            patch = response.headers.get("Vary", "")
            if "HX-Request" not in patch:
                response["Vary"] = f"{patch}, HX-Request".lstrip(", ")
        return response
