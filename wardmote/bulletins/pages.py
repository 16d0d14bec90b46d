"""Whether a page of ours stands and is open to everybody: the page itself is asked."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, resolve

#: where the pages and files for everybody are made; no other page of ours is asked
PUBLIC_VIEWS = (
    "wardmote.briefings.views.",
    "wardmote.bulletins.views.public",
    "wardmote.opendata.",
)


def is_open(address: str) -> bool:
    """Whether somebody who is not signed in would be shown it now."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    try:
        found = resolve(path)
    except Resolver404:
        return False
    is_open_to_all = not getattr(found.func, "login_required", True)
    if not is_open_to_all or not found.func.__module__.startswith(PUBLIC_VIEWS):
        return False
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.GET = QueryDict(parts.query)
    request.META |= {"SERVER_NAME": _host(), "SERVER_PORT": "443"}
    request.user = AnonymousUser()
    request.resolver_match = found
    try:
        return bool(found.func(request, *found.args, **found.kwargs).status_code == 200)
    except (Http404, PermissionDenied):
        return False


def _host() -> str:
    first = str(settings.ALLOWED_HOSTS[0]).lstrip(".") if settings.ALLOWED_HOSTS else "*"
    return "localhost" if first == "*" else first
