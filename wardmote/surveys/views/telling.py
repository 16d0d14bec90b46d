"""What was answered: the table as it will be told, what people wrote; notice; publishing."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.kernel.markings import PARTNERS
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, carry_out, get_or_post, posted
from wardmote.surveys.access import run_survey
from wardmote.surveys.forms import WithdrawForm
from wardmote.surveys.models import Survey
from wardmote.surveys.queries import content_of, notice_page_of, released, texts_of
from wardmote.surveys.rules import KEPT_DAYS, State
from wardmote.surveys.usecases import (
    give_survey_notice,
    publish_survey,
    take_survey_notice_back,
    withdraw_survey,
)

GIVEN = "The councillors of the wards have it on their pages now"


def _over(request: SignedInRequest, pk: int) -> Survey:
    """A survey that nobody answers any more; a 404 for others."""
    found = run_survey(request.user, pk)
    if found.state(localdate()) not in (State.CLOSED, State.PUBLISHED):
        raise Http404
    return found


def _is_gone(found: Survey) -> bool:
    """Past their day single answers are shown to nobody, erased already or not."""
    return found.erased_at is not None or localdate() >= found.erased_from


@require_safe
def results(request: SignedInRequest, pk: int) -> HttpResponse:
    """The guarded table, as everybody will read it; and what people wrote, for officers."""
    found = _over(request, pk)
    told = released(found)
    content: dict[str, Any] | None = told.content if told else None
    texts = [] if _is_gone(found) else texts_of(found)
    if content is None and found.release is None and not _is_gone(found):
        content = content_of(found)
    context = {
        "marking": PARTNERS,
        "survey": found,
        "told": told,
        "content": content,
        "texts": texts,
        "is_gone": _is_gone(found),
        "kept_days": KEPT_DAYS,
        "may_publish": found.release is None and not _is_gone(found),
    }
    return render(request, "surveys/results.html", context)


def _to_publish(request: SignedInRequest, pk: int) -> Survey:
    """A closed survey whose results can still be told; a 404 for others."""
    found = _over(request, pk)
    if found.release is not None or _is_gone(found):
        raise Http404
    return found


@require_POST
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the wards' councillors the results."""
    _to_publish(request, pk)
    carry_out(request, lambda: give_survey_notice(pk, by=request.user, now=now()), GIVEN)
    return redirect("publish-survey", pk)


@require_POST
def notice_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take them off the councillors' pages."""
    _to_publish(request, pk)
    deed = partial(take_survey_notice_back, pk, by=request.user, now=now())
    carry_out(request, deed, "Taken back: it is no longer on the councillors’ pages")
    return redirect("publish-survey", pk)


@get_or_post
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what leaves and who has had notice; then tell everybody, once."""
    found = _to_publish(request, pk)
    if request.method == "POST":
        reason = request.POST.get("cannot_wait", "")[:300]
        deed = partial(publish_survey, pk, cannot_wait=reason, by=request.user, now=now())
        carry_out(request, deed, "Published: everybody reads it")
        return redirect("survey-results", pk)
    page = notice_page_of(found, localdate())
    context = {
        "marking": PARTNERS,
        "survey": found,
        "content": content_of(found),
        "page": page,
        "give": reverse("survey-notice", args=[pk]),
        "is_given": any(one.since for ward in page.wards for one in ward.members),
    }
    return render(request, "surveys/publish.html", context)


@get_or_post
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what was published, with a reason."""
    found = _over(request, pk)
    if released(found) is None:
        raise Http404
    form = WithdrawForm(posted(request))
    page = FormPage(
        "Withdraw what people said",
        "Withdraw it",
        reverse("survey-results", args=[pk]),
        "What people said",
        found.title,
        "It is gone from all pages at the next request, and is never published again.",
        PARTNERS,
    )

    def deed() -> None:
        withdraw_survey(pk, form.cleaned_data["reason"], by=request.user, now=now())

    return page.ask(request, form, deed, "Withdrawn")
