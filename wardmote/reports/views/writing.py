"""Writing a draft: figures drafted again, findings, words for the public, its road."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import add_refusal, get_or_post
from wardmote.reports import queries
from wardmote.reports.access import may_take, require_writer
from wardmote.reports.forms import (
    FindingForm,
    ReasonsForm,
    StepForm,
)
from wardmote.reports.rules import State
from wardmote.reports.usecases import (
    draft_report,
    remove_finding,
    save_finding,
    save_reasons,
    take_step,
)
from wardmote.reports.views.common import asked, do, report_or_404


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


@get_or_post
def finding(request: SignedInRequest, quarter: Quarter, pk: int | None = None) -> HttpResponse:
    """Write a finding, or change one."""
    found = report_or_404(request, quarter)
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
            add_refusal(form, refusal)
        else:
            messages.success(request, "Finding saved")
            return redirect("report", quarter)
    context = {"report": found, "quarter": quarter, "finding": held}
    return asked(request, "finding.html", form, context)


@require_POST
def finding_remove(request: SignedInRequest, quarter: Quarter, pk: int) -> HttpResponse:
    """Take a finding out of the draft."""
    found = report_or_404(request, quarter)
    get_object_or_404(found.findings, pk=pk)
    return do(
        request,
        quarter,
        "Finding removed",
        lambda: remove_finding(quarter, pk, by=request.user, now=now()),
    )


@get_or_post
def reasons(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Say in words for the public why each area is what it is."""
    found = report_or_404(request, quarter)
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
            add_refusal(form, refusal)
        else:
            messages.success(request, "Words for the public saved")
            return redirect("report", quarter)
    return asked(request, "reasons.html", form, {"report": found, "quarter": quarter})


@get_or_post
def step(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Record that the next step of the road has been taken."""
    found = report_or_404(request, quarter)
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
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Recorded: {form.cleaned_data['name']}")
            return redirect("report", quarter)
    context = {"report": found, "quarter": quarter, "due": due}
    context["takes"] = may_take(request.user, due, localdate())
    return asked(request, "step.html", form, context)
