"""The public pages."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, wraps
from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from wardmote.briefings import pictures, publications, queries
from wardmote.briefings.parishes import parish_lines
from wardmote.briefings.rules import (
    ALL,
    Figures,
    Finding,
    change,
    finding,
    year_words,
)
from wardmote.kernel.periods import Quarter
from wardmote.papers.files import attachment
from wardmote.papers.html import render_document
from wardmote.partnership.models import Partnership
from wardmote.partnership.queries import this_partnership
from wardmote.places.shapes import ward_outlines
from wardmote.releases.models import ReleasedFile
from wardmote.releases.rules import PACK, ReleaseKind

LOGO_TYPES = {"image/png", "image/jpeg", "image/svg+xml"}
REPORT, ASSESSMENT = ReleaseKind.REPORT, ReleaseKind.ASSESSMENT
#: names of the addresses of what is published in editions: its page, one edition, a file
ADDRESSES = {
    REPORT: {
        "page": "public-report",
        "edition": "public-edition",
        "file": "public-report-file",
    },
    ASSESSMENT: {
        "page": "public-assessment",
        "edition": "public-assessment-edition",
        "file": "public-assessment-file",
    },
}
DRAWING_ONLY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """Open to anyone. Browsers may keep it, but ask each time whether it still stands.

    The tag is made from what is sent and from nothing else, so it tells no more.
    """

    @login_not_required
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        etag = quote_etag(sha256(response.content).hexdigest()[:32])
        response["ETag"] = etag
        response["Cache-Control"] = "no-cache"
        kept = get_conditional_response(request, etag=etag, response=response)
        return kept or response

    return answer


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, and lead to a ward or a report."""
    wards = queries.public_figures()
    context = {
        "wards": wards,
        "parishes": parish_lines(),
        "map": pictures.district_map(wards, ward_outlines()),
        "months": year_words(wards),
        "reports": publications.latest_reports(),
        "updated_on": queries.last_updated(),
        "is_set_up": Partnership.objects.exists,
    }
    return render(request, "briefings/home.html", context)


@public_page
def public_wards(request: HttpRequest) -> HttpResponse:
    """All wards and parishes, or those whose name holds what was typed; one opens at once."""
    everything, parishes = queries.public_figures(), parish_lines()
    wanted = request.GET.get("q", "").strip()[:80]
    wards = [one for one in everything if wanted.casefold() in one.name.casefold()]
    found = [one for one in parishes if wanted.casefold() in one.name.casefold()]
    if wanted and len(wards) + len(found) == 1:
        where = "public-ward" if wards else "public-parish"
        return redirect(where, (wards or found)[0].code)
    categories = queries.public_categories()
    lines = [
        {"ward": one, "change": change(one, ALL), "category": categories.get(one.code, "")}
        for one in wards
    ]
    context = {
        "wanted": wanted,
        "lines": lines,
        "all": len(everything),
        "parishes": found,
        "all_parishes": len(parishes),
        "map": None if wanted else pictures.district_map(wards, ward_outlines()),
        "months": year_words(wards),
        "updated_on": queries.last_updated(),
    }
    return render(request, "briefings/wards.html", context)


def figures_context(
    figures: Figures, wanted: str, found: Finding | None = None
) -> dict[str, Any]:
    """The charts and numbers of one place, and what was `found` in them.

    `wanted` is the type of crime to draw.
    """
    found = found or finding(figures)
    chosen = wanted if wanted in figures.types else found.type
    residents = queries.district_residents()
    return {
        "figures": figures,
        "finding": found,
        "chosen": chosen,
        "trend": pictures.trend(figures, chosen),
        "changes": [
            change(figures, name, district_residents=residents) for name in figures.types
        ],
        "has_rates": figures.residents and residents and figures.district,
    }


@public_page
def public_reports(request: HttpRequest) -> HttpResponse:
    """Every published report and strategic assessment."""
    context = {
        "reports": publications.latest_reports(),
        "assessments": publications.latest_assessments(),
    }
    return render(request, "briefings/reports.html", context)


@public_page
def public_report(
    request: HttpRequest, quarter: Quarter, number: int | None = None
) -> HttpResponse:
    """A published report as it was frozen."""
    return _edition(request, REPORT, quarter, number)


@public_page
def public_assessment(
    request: HttpRequest, quarter: Quarter, number: int | None = None
) -> HttpResponse:
    """A published strategic assessment as it was agreed."""
    return _edition(request, ASSESSMENT, quarter, number)


def _edition(
    request: HttpRequest, kind: ReleaseKind, quarter: Quarter, number: int | None
) -> HttpResponse:
    """One edition; without a number the one that stands."""
    editions = publications.public_editions(quarter, kind)
    report = next((one for one in editions if number in (None, one.number)), None)
    if report is None:
        raise Http404
    context = {
        "report": report,
        "editions": editions,
        "paper": _paper(report.release_id, report.digest),
        "at": ADDRESSES[kind],
        "kind": kind,
    }
    return render(request, "briefings/report.html", context)


@lru_cache(maxsize=16)
def _paper(release_id: int, _: str) -> SafeString:
    """A released report as HTML. What is released is never edited, so it may be kept."""
    return render_document(publications.released_document(release_id))


@public_page
def public_report_file(request: HttpRequest, quarter: Quarter, name: str) -> HttpResponse:
    """The standing edition as a file."""
    return _edition_file(REPORT, quarter, name, "data-report")


@public_page
def public_assessment_file(request: HttpRequest, quarter: Quarter, name: str) -> HttpResponse:
    """The standing edition as a file."""
    return _edition_file(ASSESSMENT, quarter, name, "strategic-assessment")


def _edition_file(kind: ReleaseKind, quarter: Quarter, name: str, called: str) -> HttpResponse:
    report = next(iter(publications.public_editions(quarter, kind)), None)
    if report is None:
        raise Http404
    saved_as = f"{called}-{quarter}-edition-{report.number}.{name.rpartition('.')[2]}"
    return _file(report.release_id, name, saved_as)


@public_page
def public_meetings(request: HttpRequest) -> HttpResponse:
    """Agendas, minutes and terms of reference that have been published."""
    context = {"meetings": publications.public_meetings(), "terms": publications.public_terms()}
    return render(request, "briefings/meetings.html", context)


@public_page
def public_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The public part of one meeting's minutes, or of its agenda."""
    held = publications.public_meeting(pk)
    if held is None:
        raise Http404
    context = {
        "meeting": held,
        "paper": _paper(held.pk, held.digest),
        "pack": PACK if ReleasedFile.objects.filter(release=held, name=PACK).exists() else "",
    }
    return render(request, "briefings/meeting.html", context)


@public_page
def public_meeting_file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The same as a file."""
    held = publications.public_meeting(pk)
    if held is None:
        raise Http404
    return _file(held.pk, name, f"{held.content['on']}-{name}")


@public_page
def public_terms(request: HttpRequest, pk: int) -> HttpResponse:
    """The terms of reference of one group."""
    held = next(iter(publications.public_terms(pk)), None)
    if held is None:
        raise Http404
    context = {"terms": held, "paper": _paper(held.pk, held.digest)}
    return render(request, "briefings/terms.html", context)


@public_page
def public_terms_file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The same as a file."""
    held = next(iter(publications.public_terms(pk)), None)
    if held is None:
        raise Http404
    return _file(held.pk, name, f"{held.content['since']}-{name}")


@public_page
def public_survey(request: HttpRequest, pk: int) -> HttpResponse:
    """What people said in one survey, as it was told."""
    held = publications.public_survey(pk)
    if held is None:
        raise Http404
    days = {name: date.fromisoformat(held.content[name]) for name in ("from", "until")}
    return render(request, "briefings/survey.html", {"survey": held, "days": days})


def _file(release: int, name: str, saved_as: str) -> HttpResponse:
    """A file of what stands."""
    if not name.isprintable():  # PostgreSQL takes no NUL in a question
        raise Http404
    file = get_object_or_404(ReleasedFile, release=release, name=name)
    return attachment(bytes(file.body), file.media_type, saved_as)


@public_page
def about_figures(request: HttpRequest) -> HttpResponse:
    """Where the figures come from and what they are not."""
    return render(request, "briefings/about.html", {"updated_on": queries.last_updated()})


@public_page
def logo(request: HttpRequest) -> HttpResponse:
    """The partnership's logo, as a picture and nothing more."""
    ours = this_partnership()
    if not ours.logo or ours.logo_type not in LOGO_TYPES:
        raise Http404
    response = HttpResponse(bytes(ours.logo), content_type=ours.logo_type)
    response["Content-Security-Policy"] = DRAWING_ONLY
    return response
