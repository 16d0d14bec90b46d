"""Reading reports: the list, a draft or what was published, and their files."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from wardmote.agreements.access import require_partner_text, sees_counts
from wardmote.kernel.periods import Quarter
from wardmote.papers.files import Format, attachment, format_or_404, written
from wardmote.papers.html import render_document
from wardmote.partnership.queries import word_template
from wardmote.people.access import SignedInRequest
from wardmote.reports import queries
from wardmote.reports.access import may_publish, may_take
from wardmote.reports.assessment.reading import assessment_lines, years_to_assess
from wardmote.reports.models import Edition, Report
from wardmote.reports.noticing import notice_page
from wardmote.reports.rules import State
from wardmote.reports.views.common import report_or_404


@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    """Every report, and for the office a quarter to draft next."""
    today = localdate()
    require_partner_text(request.user, today)
    held = list(Report.objects.prefetch_related("editions"))
    lines = [
        {"report": one, "road": road, "is_agreed": all(step.taken for step in road)}
        for one in held
        for road in [queries.road_of(one)]
    ]
    context: dict[str, Any] = {"lines": lines, "assessments": assessment_lines()}
    if sees_counts(request.user, today):
        context["to_draft"] = queries.quarters_to_draft({one.quarter for one in held})
        context["to_assess"] = years_to_assess()
        context["writes"] = True
    return render(request, "reports/reports.html", context)


@require_safe
def report(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """The draft with its road, or the published edition."""
    found, today = report_or_404(request, quarter), localdate()
    writes = sees_counts(request.user, today)
    guarded = not writes or request.GET.get("as") == "published"
    newest = found.editions.first()
    is_draft = found.state == State.DRAFT
    document = (
        queries.draft_document(found, guarded=guarded, totals=writes)
        if is_draft or newest is None
        else queries.edition_document(newest)
    )
    road = queries.road_of(found)
    context = {
        "report": found,
        "quarter": quarter,
        "is_draft": is_draft,
        "document": document,
        "marking": document.marking,
        "paper": render_document(replace(document, marking="")),
        "road": road,
        "takes": any(one.is_next and may_take(request.user, one.name, today) for one in road),
        "is_agreed": all(one.taken for one in road),
        "is_withdrawn": queries.is_withdrawn(found),
        "publishes": may_publish(request.user, today),
        "writes": writes,
        "guarded": guarded,
        "notice": notice_page(found, today),
    }
    return render(request, "reports/report.html", context)


@require_safe
def edition(request: SignedInRequest, quarter: Quarter, number: int) -> HttpResponse:
    """A published edition as it was frozen."""
    found = report_or_404(request, quarter)
    held = get_object_or_404(found.editions, number=number)
    document = queries.edition_document(held)
    context = {"report": found, "quarter": quarter, "edition": held, "document": document}
    context["paper"] = render_document(document)
    return render(request, "reports/edition.html", context)


@require_safe
def draft_file(request: SignedInRequest, quarter: Quarter, ending: str) -> HttpResponse:
    """The draft as a file: for the office with real counts, for others guarded."""
    found = report_or_404(request, quarter)
    writes = sees_counts(request.user, localdate())
    guarded = not writes or "guarded" in request.GET
    document = queries.draft_document(found, guarded=guarded, totals=writes)
    wanted, level = format_or_404(ending), document.marking.partition(":")[0]
    name = f"data-report-{quarter}-{level}-draft.{ending}"
    return attachment(written(document, wanted, word_template()), wanted.media_type, name)


@require_safe
def edition_file(
    request: SignedInRequest, quarter: Quarter, number: int, ending: str
) -> HttpResponse:
    """A published edition's own frozen file."""
    found = report_or_404(request, quarter)
    held: Edition = get_object_or_404(found.editions, number=number)
    wanted = format_or_404(ending)
    kept = {Format.PDF: held.pdf, Format.DOCX: held.docx}
    name = f"data-report-{quarter}-edition-{number}.{ending}"
    body = kept.get(wanted) or written(queries.edition_document(held), wanted, word_template())
    return attachment(bytes(body), wanted.media_type, name)
