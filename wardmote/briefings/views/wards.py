"""The public page of a ward, and of one that later boundaries have done away with."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wardmote.briefings.parishes import parishes_in
from wardmote.briefings.publications import papers_of
from wardmote.briefings.queries import ward_news
from wardmote.briefings.rules import read_figures
from wardmote.briefings.views.public import figures_context, public_page
from wardmote.places.following import Former, before, former_ward
from wardmote.releases.queries import archived
from wardmote.releases.rules import ReleaseKind

GONE = 410


@public_page
def public_ward(request: HttpRequest, code: str) -> HttpResponse:
    """One ward: the finding, the picture, the table, how we know."""
    if gone := former_ward(code):
        return _former(request, gone)
    news = ward_news(code)
    if news is None:
        raise Http404
    parishes = parishes_in(code)
    context: dict[str, Any] = {
        "news": news,
        "code": code,
        "name": news.name,
        "parishes": parishes,
        "papers": papers_of([code, *(one.code for one in parishes)]),
        "before": before(code),
    }
    if news.figures is not None and news.figures.months:
        context |= figures_context(news.figures, request.GET.get("type", ""), news.finding)
    return render(request, "briefings/ward.html", context)


def _former(request: HttpRequest, gone: Former) -> HttpResponse:
    """Where the area is now, and what had been published about the ward."""
    last = archived(f"{ReleaseKind.FIGURES} {gone.code}")
    context: dict[str, Any] = {
        "gone": gone,
        "name": gone.name,
        "news": ward_news(gone.code),
        "last": last,
    }
    if last is not None and (figures := read_figures(last.content)).months:
        context |= figures_context(figures, "")
        context["has_rates"] = False  # the district is another one now
    return render(request, "briefings/former_ward.html", context, status=GONE)
