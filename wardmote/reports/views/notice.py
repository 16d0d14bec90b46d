"""Notice to the members of the wards that a report names: who has it, give it, take it back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from wardmote.kernel.numbers import key_of
from wardmote.kernel.periods import Quarter
from wardmote.partnership.queries import this_partnership
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import get_or_post
from wardmote.releases.queries import short_notice
from wardmote.reports.access import may_publish
from wardmote.reports.noticing import notice_page
from wardmote.reports.usecases import give_report_notice, take_report_notice_back
from wardmote.reports.views.common import do, report_or_404

GIVEN = "The councillors of the wards have it on their pages now"


@get_or_post
def notice(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Who has been given what the report says of their ward, and since when; give it."""
    found = report_or_404(request, quarter)
    if request.method == "POST":
        version = key_of(request.POST.get("version", ""))
        return do(
            request,
            quarter,
            GIVEN,
            lambda: give_report_notice(quarter, version, by=request.user, now=now()),
            back="report-notice",
        )
    page = notice_page(found, localdate())
    context = {
        "report": found,
        "quarter": quarter,
        "page": page,
        "days": this_partnership().notice_days,
        "short": short_notice(page.item),
        "gives": page.is_draft and may_publish(request.user, localdate()),
        "is_out": any(one.since for ward in page.wards for one in ward.members),
    }
    return render(request, "reports/notice.html", context)


@require_POST
def take_notice_back(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """The draft will not be published as it was given."""
    report_or_404(request, quarter)
    return do(
        request,
        quarter,
        "Taken back: it is no longer on the councillors’ pages",
        lambda: take_report_notice_back(quarter, by=request.user, now=now()),
        back="report-notice",
    )
