"""The public page of a parish."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wardmote.briefings.parishes import parish_or_404, told_of
from wardmote.briefings.publications import papers_of
from wardmote.briefings.queries import public_categories
from wardmote.briefings.views.public import figures_context, public_page


@public_page
def public_parish(request: HttpRequest, code: str) -> HttpResponse:
    """One parish: the finding, the picture, which wards it lies in, the table."""
    parish, figures = parish_or_404(code)
    categories = public_categories()
    surveys, bulletins = told_of(parish)
    context = {
        "parish": parish,
        "code": code,
        "name": parish.spoken,
        "figures": figures,
        "surveys": surveys,
        "bulletins": bulletins,
        "papers": papers_of(parish.codes),
        "wards": [(part, categories.get(part.code, "")) for part in parish.wards],
    }
    if figures.months:
        spoken = replace(figures, name=parish.spoken)
        context |= figures_context(spoken, request.GET.get("type", ""))
    return render(request, "briefings/parish.html", context)
