"""The last steps of every way in: second factor where there is one, then a new session."""

import time
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now

from wardmote.people.access import SECOND, has_second_factor
from wardmote.people.middleware import BEGUN, SEEN
from wardmote.people.models import User
from wardmote.signin.access import mark_confirmed
from wardmote.signin.queries import BROWSER
from wardmote.signin.rules import HALFWAY_LIVES, browser_words
from wardmote.signin.usecases.sessions import note_sign_in

BACKEND = "django.contrib.auth.backends.ModelBackend"
HALFWAY = "halfway"


@dataclass(frozen=True, slots=True)
class Halfway:
    """Somebody who has given the first proof and owes the second."""

    person: User
    how: str
    after: str


def safe_address(request: HttpRequest, address: str) -> str:
    """Where to go next, if that is a page of ours; else nothing."""
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours and address.startswith("/") else ""


def go_on(
    request: HttpRequest, user: User, *, how: str, after: str = "", second: str = ""
) -> HttpResponse:
    """The first proof holds: sign in, or ask for the second where this person has one."""
    after = safe_address(request, after)
    if not second and has_second_factor(user):
        request.session.cycle_key()
        request.session[HALFWAY] = {
            "person": user.pk,
            "how": how,
            "after": after,
            "at": time.time(),
            "hash": user.get_session_auth_hash(),
        }
        return redirect("second-factor")
    return enter(request, user, how=how, after=after, second=second)


def halfway(request: HttpRequest) -> Halfway | None:
    """Who is halfway in on this browser, if that was not long ago and nothing changed since."""
    kept: dict[str, Any] | None = request.session.get(HALFWAY)
    if kept is None:
        return None
    user = User.objects.filter(pk=kept["person"], is_active=True).first()
    is_fresh = 0 <= time.time() - kept["at"] < HALFWAY_LIVES.total_seconds()
    if user is None or not is_fresh or kept["hash"] != user.get_session_auth_hash():
        del request.session[HALFWAY]
        return None
    return Halfway(user, kept["how"], kept["after"])


def enter(
    request: HttpRequest, user: User, *, how: str, after: str = "", second: str = ""
) -> HttpResponse:
    """A new session for this person, and on to where they were going."""
    request.session.pop(HALFWAY, None)
    request.session.pop(SECOND, None)
    login(request, user, backend=BACKEND)
    if second:
        request.session[SECOND] = second
    request.session[BEGUN] = request.session[SEEN] = time.time()
    request.session[BROWSER] = browser_words(request.headers.get("User-Agent", ""))
    mark_confirmed(request)
    note_sign_in(user, how=how, second=second, now=now())
    return redirect(after or resolve_url("start"))
