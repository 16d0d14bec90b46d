"""One organisation on one agreement: signing, the paper form, the copy, more time."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.agreements.access import is_lead, may_sign, party_for
from wardmote.agreements.copies import KEPT, LARGEST, MEDIA_TYPES
from wardmote.agreements.forms import ExtensionForm, PaperForm, SignatoryForm, SignForm
from wardmote.agreements.models import Party, Version
from wardmote.agreements.paper import signature_form
from wardmote.agreements.queries import party_line, safeguards
from wardmote.agreements.rules import State
from wardmote.agreements.usecases import (
    agree_extension,
    ask_extension,
    end_party,
    name_signatory,
    sign,
)
from wardmote.groups.access import acts_as_officer, require_officer
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import day_words
from wardmote.papers.files import Format, attachment
from wardmote.papers.names import file_name
from wardmote.papers.pdf import pdf
from wardmote.partnership.queries import this_partnership
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal, get_or_post

EXTENDABLE = (State.AMBER, State.SHUT)


def _party(request: SignedInRequest, pk: int, party: int) -> Party:
    return party_for(request.user, pk, party, localdate())


def _newest(party: Party) -> Version:
    """The version to sign now."""
    found = party.agreement.versions.first()
    if found is None:
        raise Http404
    return found


@require_safe
def party(request: SignedInRequest, pk: int, party: int) -> HttpResponse:
    """How this organisation stands, what it signed, and what can be done."""
    found = _party(request, pk, party)
    line = party_line(found, localdate())
    context: dict[str, Any] = {
        "party": found,
        "line": line,
        "signatures": found.signatures.select_related("version", "recorded_by"),
        "extensions": found.extensions.select_related("asked_by", "agreed_by"),
        "version": _newest(found),
        "is_officer": acts_as_officer(request.user, localdate()),
        "may_sign": may_sign(request.user, found),
        "is_lead": is_lead(request.user),
        "lead": safeguards().lead,
        "may_extend": line.standing.state in EXTENDABLE and line.asked is None,
    }
    return render(request, "agreements/party.html", context)


def _page(found: Party, title: str, does: str, intro: str = "") -> FormPage:
    back = reverse("party", args=[found.agreement_id, found.pk])
    caption = f"{found.organisation}, {found.agreement}"
    return FormPage(title, does, back, str(found.organisation), caption=caption, intro=intro)


def _back(found: Party) -> HttpResponse:
    return redirect("party", found.agreement_id, found.pk)


@get_or_post
def sign_here(request: SignedInRequest, pk: int, party: int) -> HttpResponse:
    """The organisation's signatory signs the newest version."""
    found = _party(request, pk, party)
    if not may_sign(request.user, found):
        raise PermissionDenied("Only the organisation’s signatory signs here")
    version = _newest(found)
    form = SignForm(request.POST or None)
    if form.is_valid():
        try:
            made = sign(
                found,
                version,
                name=request.user.name,
                capacity=form.cleaned_data["capacity"],
                signed_on=localdate(),
                by=request.user,
                now=now(),
            )
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            until = f"{day_words(made.until)}"
            messages.success(request, f"Signed for {found.organisation}, until {until}")
            return redirect("sharing")
    page = FormPage(
        f"Sign for {found.organisation}",
        "Sign",
        reverse("sharing"),
        "Your sharing agreements",
        caption=f"{version}",
        template="agreements/sign.html",
        marking="OFFICIAL",
    )
    return page.answer(request, form, version=version, party=found)


@get_or_post
def sign_on_paper(request: SignedInRequest, pk: int, party: int) -> HttpResponse:
    """An officer records what was signed by hand, with the signed copy."""
    require_officer(request.user)
    found = _party(request, pk, party)
    form = PaperForm(found, request.POST or None, request.FILES or None)
    if form.is_valid() and _recorded(request, found, form):
        return _back(found)
    return _page(found, "Record a signature on paper", "Record it").answer(request, form)


def _recorded(request: SignedInRequest, found: Party, form: Form) -> bool:
    given = dict(form.cleaned_data)
    upload = given.pop("copy")
    try:
        if upload.size > LARGEST:
            raise RuleBroken("The signed copy must be smaller than 10 MB", about="copy")
        made = sign(
            found,
            given.pop("version"),
            **given,
            is_on_paper=True,
            copy=upload.read(),
            copy_name=upload.name,
            by=request.user,
            now=now(),
        )
    except RuleBroken as refusal:
        add_refusal(form, refusal)
        return False
    messages.success(request, f"Recorded: it holds until {day_words(made.until)}")
    return True


@require_safe
def form_pdf(request: SignedInRequest, pk: int, party: int) -> HttpResponse:
    """The form to sign by hand."""
    found = _party(request, pk, party)
    today = localdate()
    document = signature_form(found, _newest(found), this_partnership(), today)
    called = f"signature form {found.organisation}"
    name = file_name(called, made_on=today, ending="pdf", marking="OFFICIAL")
    return attachment(pdf(document), Format.PDF.media_type, name)


@require_safe
def copy(request: SignedInRequest, pk: int, party: int, signature: int) -> HttpResponse:
    """The signed copy, for the officer alone."""
    require_officer(request.user)
    found = _party(request, pk, party)
    signed = get_object_or_404(found.signatures.exclude(copy=""), pk=signature)
    try:
        content = KEPT.read(signed.copy)
    except FileNotFoundError as gone:
        raise Http404("The signed copy is not in the files of this home") from gone
    ending = signed.copy.rpartition(".")[2]
    called = f"signed {found.organisation}"
    name = file_name(called, made_on=signed.signed_on, ending=ending, marking="OFFICIAL")
    return attachment(content, MEDIA_TYPES[ending], name)


@get_or_post
def signatory(request: SignedInRequest, pk: int, party: int) -> HttpResponse:
    """Name who signs for the organisation from now on."""
    require_officer(request.user)
    found = _party(request, pk, party)
    form = SignatoryForm(request.POST or None, initial={"signatory": found.signatory})
    if form.is_valid():
        name_signatory(found.pk, **form.cleaned_data, by=request.user, now=now())
        messages.success(request, "Changed. What has been signed holds on")
        return _back(found)
    intro = "Another signatory is no lapse: what has been signed holds on."
    return _page(found, "Who signs for them?", "Save", intro).answer(request, form)


@get_or_post
def extend(request: SignedInRequest, pk: int, party: int) -> HttpResponse:
    """Ask the data protection lead for 30 days more."""
    require_officer(request.user)
    found = _party(request, pk, party)
    form = ExtensionForm(request.POST or None)
    if form.is_valid():
        try:
            ask_extension(found.pk, form.cleaned_data["reason"], by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Asked. It counts once the lead has agreed")
            return _back(found)
    lead = safeguards().lead
    who = f"{lead} has to agree" if lead else "A data protection lead has to be named first"
    intro = f"{who}. It can be extended once, by 30 days from the day they agree."
    return _page(found, "Ask for 30 days more", "Ask", intro).answer(request, form)


@require_POST
def agree(request: SignedInRequest, pk: int, party: int) -> HttpResponse:
    """The data protection lead agrees to what the officer asked."""
    found = _party(request, pk, party)
    if not is_lead(request.user):
        raise PermissionDenied("Only the data protection lead agrees")
    asked = found.extensions.filter(agreed_at=None).first()
    try:
        if asked is None:
            raise RuleBroken("Nothing waits for your agreement here")
        made = agree_extension(asked.pk, by=request.user, now=now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        until = f" until {day_words(made.until)}" if made.until else ""
        messages.success(request, f"Agreed: it stays open{until}")
    return _back(found)


@get_or_post
def leave(request: SignedInRequest, pk: int, party: int) -> HttpResponse:
    """The organisation leaves the agreement, having said what that shuts."""
    require_officer(request.user)
    found = _party(request, pk, party)
    if request.method == "POST":
        end_party(found.pk, by=request.user, now=now(), on=localdate())
        messages.success(request, f"{found.organisation} has left the agreement")
        return redirect("agreement", pk)
    return render(request, "agreements/leave.html", {"party": found})
