"""Pages of reports, for partners: read a draft, agree, publish."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wardmote.agreements.access import require_partner_text, sees_counts
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.papers.html import render_document
from wardmote.people.access import SignedInRequest
from wardmote.reports import queries
from wardmote.reports.access import may_publish, may_take, require_publisher, require_writer
from wardmote.reports.files import MEDIA_TYPES, Format, file_name, written
from wardmote.reports.forms import (
    FindingForm,
    PublishForm,
    ReasonsForm,
    StepForm,
    WithdrawForm,
)
from wardmote.reports.gathering import gather
from wardmote.reports.models import Edition, Report
from wardmote.reports.rules import State
from wardmote.reports.usecases import (
    begin_correction,
    draft_report,
    publish,
    remove_finding,
    save_finding,
    save_reasons,
    take_step,
    withdraw_report,
)

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _report_or_404(request: SignedInRequest, quarter: Quarter) -> Report:
    """The report, for partners; for others 403, so that no page can forget."""
    require_partner_text(request.user, localdate())
    return get_object_or_404(Report, quarter=str(quarter))


def _refused(form: Form, refusal: RuleBroken) -> None:
    about = refusal.about if refusal.about in form.fields else None
    form.add_error(about, str(refusal))


def _asked(
    request: HttpRequest, template: str, form: Form, context: dict[str, Any]
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"reports/{template}", {"form": form, **context}, status=status)


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
    context: dict[str, Any] = {"lines": lines}
    if sees_counts(request.user, today):
        context["to_draft"] = queries.quarters_to_draft({one.quarter for one in held})
        context["writes"] = True
    return render(request, "reports/reports.html", context)


@require_POST
def draft(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Draft the report, or draft it again from what is loaded now."""
    require_writer(request.user, localdate())
    before = queries.report_on(quarter)
    try:
        after = draft_report(quarter, by=request.user, now=now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("report", quarter) if before else redirect("reports")
    same = before is not None and before.version == after.version
    messages.success(
        request,
        "Nothing loaded since changes the draft" if same else f"Drafted: {quarter.words}",
    )
    return redirect("report", quarter)


@require_safe
def report(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """The draft with its road, or the published edition."""
    found, today = _report_or_404(request, quarter), localdate()
    writes = sees_counts(request.user, today)
    guarded = not writes or request.GET.get("as") == "published"
    newest = found.editions.first()
    is_draft = found.state == State.DRAFT
    document = (
        queries.draft_document(found, guarded=guarded)
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
    }
    return render(request, "reports/report.html", context)


@get_or_post
def finding(request: SignedInRequest, quarter: Quarter, pk: int | None = None) -> HttpResponse:
    """Write a finding, or change one."""
    found = _report_or_404(request, quarter)
    require_writer(request.user, localdate())
    held = None if pk is None else get_object_or_404(found.findings, pk=pk)
    names = ("place", "heading", "text", "recommendation")
    initial = {name: getattr(held, name) for name in names} if held else {}
    form = FindingForm(request.POST or None, initial=initial, facts=queries.facts_of(found))
    if form.is_valid():
        try:
            save_finding(
                quarter, **form.cleaned_data, finding_id=pk, by=request.user, now=now()
            )
        except RuleBroken as refusal:
            _refused(form, refusal)
        else:
            messages.success(request, "Finding saved")
            return redirect("report", quarter)
    context = {"report": found, "quarter": quarter, "finding": held}
    return _asked(request, "finding.html", form, context)


@require_POST
def finding_remove(request: SignedInRequest, quarter: Quarter, pk: int) -> HttpResponse:
    """Take a finding out of the draft."""
    found = _report_or_404(request, quarter)
    get_object_or_404(found.findings, pk=pk)
    return _do(
        request,
        quarter,
        "Finding removed",
        lambda: remove_finding(quarter, pk, by=request.user, now=now()),
    )


def _do(request: SignedInRequest, quarter: Quarter, done: str, deed: Any) -> HttpResponse:
    """Do a deed without a form and say how it went."""
    try:
        deed()
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("report", quarter)


@get_or_post
def reasons(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Say in words for the public why each area is what it is."""
    found = _report_or_404(request, quarter)
    require_writer(request.user, localdate())
    facts = queries.facts_of(found)
    form = ReasonsForm(
        request.POST or None,
        initial=queries.reasons_of(found),
        areas=queries.areas_to_explain(facts),
        names=queries.public_names(),
    )
    if form.is_valid():
        try:
            save_reasons(quarter, form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            _refused(form, refusal)
        else:
            messages.success(request, "Words for the public saved")
            return redirect("report", quarter)
    return _asked(request, "reasons.html", form, {"report": found, "quarter": quarter})


@get_or_post
def step(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Record that the next step of the road has been taken."""
    found = _report_or_404(request, quarter)
    due = next((one.name for one in queries.road_of(found) if one.is_next), None)
    if due is None or found.state != State.DRAFT:
        messages.error(request, "No step is waiting on this report’s road")
        return redirect("report", quarter)
    initial = {"name": due, "version": found.version, "on": localdate()}
    form = StepForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            take_step(quarter, **form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            _refused(form, refusal)
        else:
            messages.success(request, f"Recorded: {form.cleaned_data['name']}")
            return redirect("report", quarter)
    context = {"report": found, "quarter": quarter, "due": due}
    context["takes"] = may_take(request.user, due, localdate())
    return _asked(request, "step.html", form, context)


@get_or_post
def publish_report(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Show what will be released, and to whom; then publish."""
    found = _report_or_404(request, quarter)
    require_publisher(request.user, localdate())
    form = PublishForm(
        request.POST or None,
        initial={"version": found.version},
        is_correction=found.editions.exists(),
    )
    if form.is_valid():
        try:
            publish(quarter, **form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            _refused(form, refusal)
        else:
            messages.success(request, f"The report on {quarter.words} is published")
            return redirect("report", quarter)
    facts = queries.facts_of(found)
    context = {
        "report": found,
        "quarter": quarter,
        "lets_out": queries.lets_out(found, facts),
        "road": queries.road_of(found),
        "is_stale": not facts.same_as(gather(quarter, today=localdate())),
        "number": queries.next_number(found),
    }
    return _asked(request, "publish.html", form, context)


@require_POST
def correct(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Open a published report for a corrected edition."""
    _report_or_404(request, quarter)
    return _do(
        request,
        quarter,
        "A correction has begun. What is published stands until the new edition is",
        lambda: begin_correction(quarter, by=request.user, now=now()),
    )


@get_or_post
def withdraw(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Take back what the report let out, with a reason."""
    found = _report_or_404(request, quarter)
    require_publisher(request.user, localdate())
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw_report(quarter, form.cleaned_data["reason"], by=request.user, now=now())
        except RuleBroken as refusal:
            _refused(form, refusal)
        else:
            messages.success(request, "Withdrawn. The public pages no longer show it")
            return redirect("report", quarter)
    return _asked(request, "withdraw.html", form, {"report": found, "quarter": quarter})


@require_safe
def edition(request: SignedInRequest, quarter: Quarter, number: int) -> HttpResponse:
    """A published edition as it was frozen."""
    found = _report_or_404(request, quarter)
    held = get_object_or_404(found.editions, number=number)
    document = queries.edition_document(held)
    context = {"report": found, "quarter": quarter, "edition": held, "document": document}
    context["paper"] = render_document(document)
    return render(request, "reports/edition.html", context)


@require_safe
def draft_file(request: SignedInRequest, quarter: Quarter, ending: str) -> HttpResponse:
    """The draft as a file: for the office with real counts, for others guarded."""
    found = _report_or_404(request, quarter)
    guarded = not sees_counts(request.user, localdate()) or "guarded" in request.GET
    document = queries.draft_document(found, guarded=guarded)
    name = file_name(document.marking, str(quarter), ending=ending)
    return _sent(written(document, _format(ending)), _format(ending), name)


@require_safe
def edition_file(
    request: SignedInRequest, quarter: Quarter, number: int, ending: str
) -> HttpResponse:
    """A published edition's own frozen file."""
    found = _report_or_404(request, quarter)
    held: Edition = get_object_or_404(found.editions, number=number)
    wanted = _format(ending)
    kept = {Format.PDF: held.pdf, Format.DOCX: held.docx}
    name = file_name("", str(quarter), ending=ending, edition=number)
    body = kept.get(wanted) or written(queries.edition_document(held), wanted)
    return _sent(bytes(body), wanted, name)


def _format(ending: str) -> Format:
    try:
        return Format(ending)
    except ValueError:
        raise Http404 from None


def _sent(body: bytes, wanted: Format, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=MEDIA_TYPES[wanted])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
