"""Letting a report out, correcting it, taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import add_refusal, get_or_post
from wardmote.preelection.queries import factual_until
from wardmote.preelection.rules import Publicity
from wardmote.reports import queries
from wardmote.reports.access import require_publisher
from wardmote.reports.forms import (
    PublishForm,
    WithdrawForm,
)
from wardmote.reports.gathering import gather
from wardmote.reports.noticing import notice_page
from wardmote.reports.usecases import (
    begin_correction,
    publish,
    withdraw_report,
)
from wardmote.reports.views.common import asked, do, report_or_404


@get_or_post
def publish_report(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Show what will be released, and to whom; then publish."""
    found = report_or_404(request, quarter)
    require_publisher(request.user, localdate())
    page = notice_page(found, localdate())
    form = PublishForm(
        request.POST or None,
        initial={"version": found.version},
        is_correction=found.editions.exists(),
        has_notice=not page.is_draft or page.may_publish,
        factual_until=factual_until(Publicity.REPORT, None, localdate()),
    )
    if form.is_valid():
        try:
            publish(quarter, **form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
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
        "page": page,
    }
    return asked(request, "publish.html", form, context)


@require_POST
def correct(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Open a published report for a corrected edition."""
    report_or_404(request, quarter)
    return do(
        request,
        quarter,
        "A correction has begun. What is published stands until the new edition is",
        lambda: begin_correction(quarter, by=request.user, now=now()),
    )


@get_or_post
def withdraw(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Take back what the report let out, with a reason."""
    found = report_or_404(request, quarter)
    require_publisher(request.user, localdate())
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw_report(quarter, form.cleaned_data["reason"], by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Withdrawn. The public pages no longer show it")
            return redirect("report", quarter)
    return asked(request, "withdraw.html", form, {"report": found, "quarter": quarter})
