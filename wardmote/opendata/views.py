"""The page about the open data, its files, and the piece of a ward for other sites."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.clickjacking import xframe_options_exempt

from wardmote.briefings import pictures
from wardmote.briefings.parishes import parish_lines, parish_or_404
from wardmote.briefings.rules import Figures, Finding, finding
from wardmote.briefings.views.public import public_page
from wardmote.opendata import queries
from wardmote.opendata.answers import Moved, absent
from wardmote.opendata.api import NOTE, description
from wardmote.opendata.rules import By, note, rows
from wardmote.papers.files import CSV_TYPE, attachment
from wardmote.papers.sheets import Cell, csv_bytes
from wardmote.partnership.queries import this_partnership
from wardmote.people import views as people
from wardmote.places.following import former_ward

HEADERS = ("Ward code", "Ward", "Month", "Type", "Count")
PARISH_HEADERS = ("Parish code", "Parish", *HEADERS[2:])
HERE = "/open-data/"
CSV = "figures.csv"
FILES = (CSV, "figures.json")


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """What there is, how to ask for it, and what to say with it."""
    wards = queries.open_wards()
    context = {
        "wards": wards,
        "parishes": parish_lines(),
        "example": wards[0] if wards else None,
        "snippet": snippet(request, wards[0]) if wards else "",
        "cautions": NOTE["cautions"],
        "most": settings.OPEN_DATA_A_MINUTE,
    }
    return render(request, "opendata/about.html", context)


def snippet(request: HttpRequest, ward: queries.OpenWard) -> str:
    """What another site's page holds to show a ward."""
    where = request.build_absolute_uri(reverse("ward-embed", args=[ward.code]))
    return (
        f'<iframe src="{where}"\n  title="Recorded crime in {ward.name}"\n'
        '  width="100%" height="720" loading="lazy"></iframe>'
    )


def openapi(request: HttpRequest) -> HttpResponse:
    """The API described for programs."""
    return JsonResponse(description())


def district_file(request: HttpRequest, name: str) -> HttpResponse:
    """The police figures of all wards by month."""
    about = this_partnership().name
    _check_file(name)
    return _sent(_of_district(queries.figures_stamp(), about, name), about, name)


@lru_cache(maxsize=4)
def _of_district(_: tuple[str, ...], about: str, name: str) -> bytes:
    """Kept for as long as the same figures are released: it is the one long file."""
    return _written(queries.open_figures(), about, name)


def ward_file(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The police figures of one ward by month."""
    _check_file(name)
    if gone := former_ward(code):
        raise Moved(gone)
    found = queries.open_figures(code)
    if not found:
        raise Http404
    about = found[0].name
    return _sent(_written(found[:1], about, name), about, name)


def parish_file(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The police figures of one parish by month."""
    parish, figures = parish_or_404(code)
    _check_file(name)
    return _sent(_written([figures], parish.spoken, name, PARISH_HEADERS), parish.spoken, name)


def _check_file(name: str) -> None:
    if name not in FILES:
        raise Http404


def _written(
    found: list[Figures], about: str, name: str, headers: tuple[str, ...] = HEADERS
) -> bytes:
    if name == CSV:
        return csv_bytes(headers, _cells(found), marking=note(about))
    columns = [words.lower().replace(" ", "_") for words in headers]
    lines = [dict(zip(columns, cells, strict=True)) for cells in _cells(found)]
    return json.dumps({"about": about, "note": NOTE, "rows": lines}).encode()


def _sent(body: bytes, about: str, name: str) -> HttpResponse:
    """As a file named after what it is about."""
    called = f"police-{slugify(about) or 'wards'}-{name}"
    return attachment(body, CSV_TYPE if name == CSV else "application/json", called)


def _cells(found: list[Figures]) -> Iterator[tuple[Cell, ...]]:
    for one in found:
        for row in rows(one, By.MONTH):
            yield one.code, one.name, row.period, row.type, row.count


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """May stand in other sites' pages, without scripts and forms."""
    policy = {"frame-ancestors": ["*"], "script-src": [NONE], "form-action": [NONE]}
    return xframe_options_exempt(csp_replace(policy)(public_page(view)))


@framed
def embed(request: HttpRequest, code: str) -> HttpResponse:
    """A ward's finding and picture, small and without scripts, to stand in other pages."""
    if gone := former_ward(code):
        return render(request, "opendata/embed_former.html", {"gone": gone}, status=410)
    found = queries.open_figures(code)
    if not found:
        raise Http404
    said = finding(found[0], queries.open_flags(code))
    return _framed(request, found[0], said, reverse("public-ward", args=[code]))


@framed
def parish_embed(request: HttpRequest, code: str) -> HttpResponse:
    """The same of a parish."""
    parish, figures = parish_or_404(code)
    spoken = replace(figures, name=parish.spoken)
    page = reverse("public-parish", args=[code])
    return _framed(request, spoken, finding(spoken), page)


def _framed(request: HttpRequest, figures: Figures, said: Finding, page: str) -> HttpResponse:
    if not figures.months:
        raise Http404
    context = {
        "figures": figures,
        "finding": said,
        "trend": pictures.trend(figures, said.type),
        "page": page,
    }
    return render(request, "opendata/embed.html", context)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """To a program a problem that it can read, to a person a page."""
    if request.path.startswith(f"{HERE}v1/"):
        return absent()
    return people.not_found(request, exception)
