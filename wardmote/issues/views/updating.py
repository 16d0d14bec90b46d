"""Quarterly updates to the Board: all of a group's, one to read, to write and to send."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.agreements.access import require_partner_text
from wardmote.groups.models import Group
from wardmote.issues.access import acts_for, reader_of
from wardmote.issues.forms.updating import UpdateForm
from wardmote.issues.moving import quarters_of_work
from wardmote.issues.updates import (
    paper,
    require_write,
    update_for,
    updates_for,
)
from wardmote.issues.usecases.updating import draft_update, save_update, send_update
from wardmote.issues.views.common import ask, version_sent
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.markings import PARTNERS
from wardmote.kernel.periods import Quarter
from wardmote.papers.files import as_attachment, format_or_404
from wardmote.papers.html import render_document
from wardmote.partnership.queries import word_template
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, get_or_post, posted


@get_or_post
def updates(request: SignedInRequest, pk: int) -> HttpResponse:
    """A group's updates, and those it was sent; POST drafts the one of a quarter."""
    require_partner_text(request.user, localdate())
    group = get_object_or_404(Group, pk=pk)
    reader = reader_of(request.user)
    if request.method == "POST":
        return _draft(request, group)
    found = updates_for(reader)
    context = {
        "marking": PARTNERS,
        "group": group,
        "given": found.filter(group=group),
        "received": found.filter(sent_to=group),
        "may_write": acts_for(reader, group.pk),
        "quarters": quarters_of_work(localdate()),
    }
    return render(request, "issues/updates.html", context)


def _draft(request: SignedInRequest, group: Group) -> HttpResponse:
    require_write(reader_of(request.user), group)
    try:
        quarter = Quarter.parse(request.POST.get("quarter", ""))
        made = draft_update(group, quarter, by=request.user, now=now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("group-updates", group.pk)
    return redirect("update", made.pk)


@require_safe
def update(request: SignedInRequest, pk: int) -> HttpResponse:
    """One update as the Board reads it."""
    reader = reader_of(request.user)
    held = update_for(reader, pk)
    document = paper(held)
    context = {
        "marking": document.marking,
        "update": held,
        "document": document,
        "paper": render_document(replace(document, marking="")),
        "may_write": held.sent_at is None and acts_for(reader, held.group_id),
    }
    return render(request, "issues/update.html", context)


@get_or_post
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a draft's sections."""
    reader = reader_of(request.user)
    held = update_for(reader, pk)
    require_write(reader, held.group)
    if held.sent_at is not None:
        raise Http404
    form = UpdateForm(posted(request), initial={**held.texts, "version": held.version})
    page = FormPage(
        "What should the Board know?",
        "Save the draft",
        reverse("update", args=[held.pk]),
        "The draft",
        caption=f"{held.group}, {Quarter.parse(held.quarter).words}",
        intro="Lines that begin with a hyphen become a list. All agencies that signed read it "
        "once it is sent; councillors do not.",
        marking=PARTNERS,
    )

    def deed() -> None:
        given = form.cleaned_data
        save_update(
            held.pk,
            given,
            given["version"],
            by=request.user,
            now=now(),
            checked=given["checked"],
        )

    return ask(request, page, form, deed, "Saved")


@require_POST
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put it before the Board."""
    reader = reader_of(request.user)
    held = update_for(reader, pk)
    require_write(reader, held.group)
    try:
        sent = send_update(pk, version_sent(request), by=request.user, now=now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Sent to the {sent.sent_to}. It stays as it is now")
    return redirect("update", pk)


@require_safe
def update_file(request: SignedInRequest, pk: int, ending: str) -> HttpResponse:
    """The update as PDF or Word."""
    document = paper(update_for(reader_of(request.user), pk))
    called = f"{document.subtitle} {document.title}"
    return as_attachment(document, format_or_404(ending), word_template(), called)
