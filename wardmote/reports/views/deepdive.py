"""The deep dive of one ward: on the page and as a file."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from wardmote.agreements.access import require_partner_text
from wardmote.areas.access import figures_reader
from wardmote.areas.queries import ward_named
from wardmote.flags.figures import latest_quarter
from wardmote.kernel.errors import RuleBroken
from wardmote.papers.document import Document
from wardmote.papers.files import as_attachment, format_or_404
from wardmote.papers.html import render_document
from wardmote.partnership.queries import word_template
from wardmote.people.access import SignedInRequest
from wardmote.reports.deepdive import deep_dive, study


@require_safe
def page(request: SignedInRequest, code: str) -> HttpResponse:
    """All that is known of one ward, to be read or printed."""
    document = _document(request, code)
    context = {
        "code": code,
        "document": document,
        "marking": document.marking,
        "paper": render_document(replace(document, marking="")),
    }
    return render(request, "reports/deep_dive.html", context)


@require_safe
def file(request: SignedInRequest, code: str, ending: str) -> HttpResponse:
    """The same as PDF, Word or a page that stands alone: what this reader may see."""
    document = _document(request, code)
    return as_attachment(document, format_or_404(ending), word_template())


def _document(request: SignedInRequest, code: str) -> Document:
    today = localdate()
    require_partner_text(request.user, today)
    reader = figures_reader(request.user, today)
    try:
        name = ward_named(code)
        quarter = latest_quarter()
        if quarter is None:
            raise RuleBroken("There is no whole quarter of figures yet")
        return deep_dive(study(code, name, quarter, reader, today), made_on=today)
    except RuleBroken as refusal:
        raise Http404(str(refusal)) from refusal
