"""A councillor's or clerk's own ward, and what its members get before the public."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.briefings import queries
from wardmote.briefings.access import (
    is_clerk,
    member_wards,
    my_parishes,
    my_wards,
)
from wardmote.briefings.coming import notice_to, notices_to
from wardmote.briefings.making import has_read_of
from wardmote.briefings.parishes import have_pages
from wardmote.briefings.rules import start_of_last_quarter
from wardmote.papers.html import render_document
from wardmote.people.access import SignedInRequest
from wardmote.people.models import User
from wardmote.places.following import before, former_ward
from wardmote.places.queries import Acting
from wardmote.releases.queries import short_notices_for
from wardmote.releases.rules import AUDIENCE_WORDS, Audience
from wardmote.releases.usecases import acknowledge

MARKING = AUDIENCE_WORDS[Audience.MEMBERS]


@require_safe
def my_ward(request: SignedInRequest) -> HttpResponse:
    """What a councillor or clerk needs to know of each ward they act for."""
    mine = my_wards(request.user, localdate())
    wanted = request.GET.get("ward", mine[0].code if mine else "")
    ward = next((one for one in mine if one.code == wanted), None)
    if mine and ward is None:
        raise Http404
    news = ward and queries.ward_news(ward.code, for_members=ward.is_member)
    context: dict[str, Any] = {
        "mine": mine,
        "ward": ward,
        "news": news,
        "sits_for_several": sum(one.is_member for one in mine) > 1,
        "is_clerk": is_clerk(request.user, localdate()),
        "parishes": _parishes(request.user),
    }
    if ward and ward.is_member:
        context["notices"] = coming = notices_to([ward.code])
        context["short"] = short_notices_for(ward.code, start_of_last_quarter(localdate()))
        context["marking"] = MARKING if coming else ""
        context |= _redrawn(request.user, ward.code)
    if news:
        context |= {
            "marking": context.get("marking") or ("" if news.is_public else MARKING),
            "recent": news.since(start_of_last_quarter(localdate())),
            "finding": news.finding,
        }
    return render(request, "briefings/my_ward.html", context)


def _redrawn(user: User, code: str) -> dict[str, Any]:
    """What new boundaries mean for this member, until they say that they have read on."""
    if gone := former_ward(code):
        return {"gone": gone}
    was = before(code)
    is_told = was is None or has_read_of(user, code, was.since)
    return {} if is_told else {"before": was}


def _parishes(user: User) -> list[Acting]:
    """The parishes that they act for and that have a page."""
    mine = my_parishes(user, localdate())
    pages = have_pages(one.code for one in mine)
    return [one for one in mine if one.code in pages]


@require_safe
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """What will be published and names this member's ward. That they open it is not kept."""
    wards = member_wards(request.user, localdate())
    found = notice_to(request.user, pk, wards)
    context: dict[str, Any] = {"notice": found, "marking": MARKING}
    if found.document is not None:
        context["paper"] = render_document(found.document)
    return render(request, "briefings/notice.html", context)


@require_POST
def acknowledge_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """The member says that they have read it, if they wish to."""
    wards = member_wards(request.user, localdate())
    acknowledge(pk, wards, by=request.user, now=now())
    messages.success(request, "Thank you. The partnership’s officer can see that you read it")
    return redirect("notice", pk)
