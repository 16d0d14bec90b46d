"""A councillor's briefing: of one ward, or of all of theirs in one document."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.briefings.access import MyWard, my_ward_or_404, own_wards
from wardmote.briefings.forms import ReadForm
from wardmote.briefings.making import briefing_of, whole_briefing_of
from wardmote.briefings.usecases import say_all_read
from wardmote.kernel.errors import RuleBroken
from wardmote.papers.document import Document
from wardmote.papers.files import as_attachment, format_or_404
from wardmote.papers.html import render_document
from wardmote.partnership.queries import word_template
from wardmote.people.access import SignedInRequest
from wardmote.people.models import User
from wardmote.people.pages import add_refusal, get_or_post, posted


@get_or_post
def briefing(request: SignedInRequest, code: str) -> HttpResponse:
    """All that is released about a ward to its councillors, on one page; say it is read."""
    ward = my_ward_or_404(request.user, code, localdate())
    document = _of_ward(request.user, ward)
    return _page(request, [ward], document, ("briefing", code), {"ward": ward})


@get_or_post
def my_briefing(request: SignedInRequest) -> HttpResponse:
    """The same of all their wards, each a section of one document."""
    wards = own_wards(request.user, localdate())
    return _page(request, wards, _of_all(request.user, wards), ("my-briefing",), {})


def _of_ward(user: User, ward: MyWard) -> Document:
    return briefing_of(user, ward.code, ward.name, localdate())


def _of_all(user: User, wards: Sequence[MyWard]) -> Document:
    return whole_briefing_of(user, {one.code: one.name for one in wards}, localdate())


def _page(
    request: SignedInRequest,
    wards: Sequence[MyWard],
    document: Document,
    here: tuple[str, ...],
    more: dict[str, Any],
) -> HttpResponse:
    form = ReadForm(posted(request), initial={"on": localdate()})
    if form.is_valid():
        codes = [one.code for one in wards]
        try:
            say_all_read(codes, form.cleaned_data["on"], by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Your briefing now begins with what came after that day")
            return redirect(*here)
    context = {
        "title": document.title,
        "form": form,
        "marking": document.marking,
        "paper": render_document(replace(document, marking="")),
        **more,
    }
    status = 422 if form.errors else 200
    return render(request, "briefings/briefing.html", context, status=status)


@require_safe
def briefing_file(request: SignedInRequest, code: str, ending: str) -> HttpResponse:
    """The document of one ward as a file."""
    ward = my_ward_or_404(request.user, code, localdate())
    return as_attachment(_of_ward(request.user, ward), format_or_404(ending), word_template())


@require_safe
def my_briefing_file(request: SignedInRequest, ending: str) -> HttpResponse:
    """The document of all their wards as a file."""
    wards = own_wards(request.user, localdate())
    return as_attachment(_of_all(request.user, wards), format_or_404(ending), word_template())
