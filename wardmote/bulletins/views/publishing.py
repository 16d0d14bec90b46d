"""Notice, publishing, correcting, withdrawing, throwing away."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from wardmote.bulletins.forms import GoAheadForm, PublishForm, WithdrawForm
from wardmote.bulletins.jobs import mail_all
from wardmote.bulletins.noticing import notice_page
from wardmote.bulletins.queries import asked, linked, recipients
from wardmote.bulletins.reading import content_of, outside_links, piece_of
from wardmote.bulletins.rules import open_links
from wardmote.bulletins.usecases.composing import throw_away
from wardmote.bulletins.usecases.publishing import (
    ask_monitoring_officer,
    begin_bulletin_correction,
    broken_pages,
    give_bulletin_notice,
    publish_bulletin,
    take_bulletin_notice_back,
    what_is_lacking,
    withdraw_bulletin,
)
from wardmote.bulletins.views.common import bulletin_or_404, do, version_of
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.markings import OFFICE
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal, carry_out, get_or_post, posted
from wardmote.preelection.queries import monitoring_officer, standing_of

GIVEN = "The councillors of the wards have it on their pages now"


@require_POST
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put it before the councillors of the wards that it names."""
    bulletin_or_404(request, pk)
    given: dict[str, Any] = {"by": request.user, "now": now()}
    return do(
        request, pk, GIVEN, lambda: give_bulletin_notice(pk, version_of(request), **given)
    )


@require_POST
def notice_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it from their pages."""
    bulletin_or_404(request, pk)
    given: dict[str, Any] = {"by": request.user, "now": now()}
    return do(
        request,
        pk,
        "Taken back: it is no longer on the councillors’ pages",
        lambda: take_bulletin_notice_back(pk, version_of(request), **given),
    )


@get_or_post
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what goes out and to whom; then publish and mail it, once."""
    found = bulletin_or_404(request, pk)
    content, page = content_of(found), notice_page(found, localdate())
    unsure = open_links(outside_links(content), asked(found), now())
    form = PublishForm(
        posted(request),
        initial={"version": found.version},
        has_notice=page.may_publish,
        is_sure=not unsure,
    )
    status = 422
    if form.is_valid():
        try:
            publish_bulletin(pk, **form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            status = 409 if isinstance(refusal, Stale) else 422
            add_refusal(form, refusal)
        else:
            return _published(request, pk)
    context = {
        "marking": OFFICE,
        "bulletin": found,
        "form": form,
        "page": page,
        "lacking": what_is_lacking(found, content),
        "checks": linked(found, content),
        "standing": standing_of(piece_of(found), localdate()),
        "monitoring_officer": monitoring_officer(),
        "broken": broken_pages(content),
        "recipients": recipients(found, localdate()),
        "mail_is_on": settings.MAIL_IS_ON,
    }
    status = status if form.errors else 200
    return render(request, "bulletins/publish.html", context, status=status)


def _published(request: SignedInRequest, pk: int) -> HttpResponse:
    if settings.MAIL_IS_ON:
        mail_all.enqueue()
    carry_out(request, lambda: None, "Published: everybody reads it")
    return redirect("bulletin-draft", pk)


@get_or_post
def go_ahead(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the monitoring officer whether exactly these words may go out before the poll."""
    found = bulletin_or_404(request, pk)
    form = GoAheadForm(posted(request), initial={"version": found.version})
    page = FormPage(
        "Ask the monitoring officer for the go-ahead",
        "Ask",
        reverse("bulletin-publish", args=[pk]),
        "Back",
        found.title,
        "They read the whole text and answer for exactly that: when a word changes, ask again.",
    )

    def deed() -> None:
        given = form.cleaned_data
        more: dict[str, Any] = {"by": request.user, "now": now()}
        ask_monitoring_officer(pk, given["why"], given["version"], **more)

    return page.ask(request, form, deed, "The monitoring officer has been asked")


@require_POST
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open it for a corrected edition."""
    bulletin_or_404(request, pk)
    return do(
        request,
        pk,
        "A correction has begun. What is published stands until the new edition is",
        lambda: begin_bulletin_correction(pk, by=request.user, now=now()),
    )


@get_or_post
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it off the public pages, with a reason."""
    found = bulletin_or_404(request, pk)
    form = WithdrawForm(posted(request))
    page = FormPage(
        "Withdraw this bulletin",
        "Withdraw it",
        reverse("bulletin-draft", args=[pk]),
        "Back to the bulletin",
        found.title,
        "It leaves the archive and the feed at the next request. What has been mailed "
        "cannot be taken back.",
    )

    def deed() -> None:
        withdraw_bulletin(pk, form.cleaned_data["reason"], by=request.user, now=now())

    return page.ask(request, form, deed, "Withdrawn. The public pages no longer show it")


@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    found = bulletin_or_404(request, pk)
    given: dict[str, Any] = {"by": request.user, "now": now()}
    carry_out(request, lambda: throw_away(pk, version_of(request), **given), "Thrown away")
    return redirect("bulletin-draft", pk) if found.editions else redirect("bulletin-desk")
