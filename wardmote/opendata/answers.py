"""How every address of the open data answers: to anybody, from anywhere, not too often."""

from collections.abc import Callable
from hashlib import sha256
from time import monotonic
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.csrf import csrf_exempt

from wardmote.kernel.limits import Limit
from wardmote.kernel.numbers import plural
from wardmote.opendata.queries import last_change
from wardmote.people.access import client_address
from wardmote.places.following import Former

MINUTE = 60
METHODS = "GET, HEAD, OPTIONS"
#: whose address cannot be told share one count, so many times as large
TOGETHER = 10
PROBLEM = "application/problem+json"
ABSENT = (
    "There is nothing published at this address. /open-data/v1/wards lists the wards, "
    "/open-data/v1/parishes the parishes, and /open-data/ says what else there is."
)
requests = Limit(MINUTE)

View = Callable[..., HttpResponse]


def problem(status: int, title: str, detail: str, **more: object) -> HttpResponse:
    """What went wrong and what to do, as RFC 9457 writes it."""
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return JsonResponse(said, status=status, content_type=PROBLEM)


def absent() -> HttpResponse:
    """Nothing is there."""
    return problem(404, "Not found", ABSENT)


class Moved(Exception):  # noqa: N818 - what became of a ward, not an error
    """Later boundaries have done away with the ward that was asked for."""

    def __init__(self, gone: Former) -> None:
        super().__init__(gone.code)
        self.gone = gone


def moved(gone: Former) -> HttpResponse:
    """The ward is no more; which wards its area is in."""
    detail = f"{gone.words}. What had been published is on its page."
    successors = [
        {
            "code": one.code,
            "name": one.name,
            "share": round(one.share, 3),
            "figures": reverse("open-data-figures", args=[one.code]),
        }
        for one in gone.into
    ]
    page = reverse("public-ward", args=[gone.code])
    return problem(410, "Former ward", detail, page=page, successors=successors)


def open_answer(view: View) -> View:
    """Read by anybody without signing in, from any page, so often a minute by address.

    Nothing is ever written, so no cookie and no token is asked for. Whoever keeps an
    answer asks each time whether it still stands: what is withdrawn is gone at once.
    """

    @login_not_required
    @csrf_exempt
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _answer(view, request, args, kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        return response

    return answer


def _answer(
    view: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse:
    asked = request.method
    if asked == "OPTIONS":
        return _may_be_asked()
    if asked not in ("GET", "HEAD"):
        said = problem(405, "Reading only", "Nothing can be changed here: ask with GET.")
        said["Allow"] = METHODS
        return said
    if not _may_ask(request):
        return _too_many()
    request.method = "GET"  # a HEAD is answered by the same view; its body is not sent
    try:
        response = view(request, *args, **kwargs)
    except Http404:
        return absent()
    except Moved as ward:
        return moved(ward.gone)
    finally:
        request.method = asked
    return _kept(request, response) if response.status_code == 200 else response


def _may_ask(request: HttpRequest) -> bool:
    where, most = client_address(request), settings.OPEN_DATA_A_MINUTE
    return requests.allows(where, most if where else most * TOGETHER, at=monotonic())


def _may_be_asked() -> HttpResponse:
    """What a browser asks before another site's page may."""
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _too_many() -> HttpResponse:
    said = problem(
        429,
        "Too many requests",
        f"You can ask {plural(settings.OPEN_DATA_A_MINUTE, 'time')} within a minute. Wait "
        "a minute, then ask again. "
        "/open-data/figures.csv has the police figures of all wards in one file.",
    )
    said["Retry-After"] = str(MINUTE)
    return said


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """By its tag alone: a second is too long for what has just been withdrawn."""
    etag = quote_etag(sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    if changed := last_change():
        response["Last-Modified"] = http_date(changed.timestamp())
    kept = get_conditional_response(request, etag=etag, response=response)
    return kept or response
