"""The register: every agreement, who signed it, who is chased; an officer keeps it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.agreements.access import require_register
from wardmote.agreements.forms import (
    AgreementForm,
    ChangeForm,
    PartiesForm,
    ReviewForm,
    VersionForm,
)
from wardmote.agreements.models import Agreement
from wardmote.agreements.queries import (
    PartyLine,
    chase_list,
    open_agreements,
    parties_on,
    party_line,
    reviews_due,
    safeguards,
)
from wardmote.agreements.rules import AgreementKind
from wardmote.agreements.usecases import (
    add_agreement,
    add_party,
    add_version,
    change_agreement,
    close_agreement,
    record_review,
)
from wardmote.groups.access import acts_as_officer, require_officer
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import plural
from wardmote.papers.files import CSV_TYPE, attachment
from wardmote.papers.sheets import Cell, csv_bytes
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal, carry_out, get_or_post

MARKING = "OFFICIAL: partners"


@require_safe
def agreements(request: SignedInRequest) -> HttpResponse:
    """Every agreement in force, and who is to be chased."""
    require_register(request.user)
    on = localdate()
    held = open_agreements(on).prefetch_related("groups", "versions")
    lines = _lines()
    context = {
        "agreements": [(one, [line for line in lines if line.party.agreement == one])
                       for one in held],
        "closed": Agreement.objects.exclude(pk__in=held.values("pk")),
        "chased": chase_list(on),
        "to_review": reviews_due(on),
        "today": on,
        "is_officer": acts_as_officer(request.user, on),
        "marking": MARKING,
    }  # fmt: skip
    return render(request, "agreements/agreements.html", context)


def _lines() -> list[PartyLine]:
    on, days = localdate(), safeguards().amber_days
    return [party_line(party, on, days) for party in parties_on(on)]


@require_safe
def signatures_csv(request: SignedInRequest) -> HttpResponse:
    """The matrix of organisations and agreements: signed by whom, when, until when."""
    require_register(request.user)
    headers = (
        *("Agreement", "Organisation", "State", "Version", "Signed by", "Capacity"),
        *("Signed on", "Holds until", "Open until"),
    )
    rows = [_row(line) for line in _lines()]
    name = f"official-partners-signatures-{localdate()}.csv"
    return attachment(csv_bytes(headers, rows, marking=MARKING), CSV_TYPE, name)


def _row(line: PartyLine) -> list[Cell]:
    made, party, stands = line.signature, line.party, line.standing
    signed: list[Cell] = ["", "", "", ""]
    if made is not None:
        signed = [made.version.number, made.name, made.capacity, made.signed_on]
    names = [party.agreement.name, party.organisation.name, stands.words]
    return [*names, *signed, stands.holds_until, stands.open_until]


@require_safe
def agreement(request: SignedInRequest, pk: int) -> HttpResponse:
    """One agreement: its versions, and each organisation that must sign it."""
    require_register(request.user)
    found = get_object_or_404(Agreement, pk=pk)
    lines = [line for line in _lines() if line.party.agreement_id == pk]
    context = {
        "agreement": found,
        "lines": lines,
        "signed": sum(line.standing.has_signed for line in lines),
        "is_officer": acts_as_officer(request.user, localdate()),
        "opens": found.kind == AgreementKind.SHARING,
        "marking": MARKING,
    }
    return render(request, "agreements/agreement.html", context)


@get_or_post
def new_agreement(request: SignedInRequest) -> HttpResponse:
    """Enter an agreement with its first version."""
    require_officer(request.user)
    form = AgreementForm(request.POST or None, initial={"in_force_on": localdate()})
    if form.is_valid():
        try:
            made = add_agreement(**form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Entered. Now choose who must sign it")
            return redirect("parties-new", made.pk)
    page = FormPage("Enter an agreement", "Enter it", "agreements", "Agreements")
    return page.answer(request, form)


@get_or_post
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its name, and the groups that it covers."""
    require_officer(request.user)
    found = get_object_or_404(Agreement, pk=pk)
    start = {"name": found.name, "groups": found.groups.all()}
    form = ChangeForm(request.POST or None, initial=start)
    if form.is_valid():
        try:
            change_agreement(found.pk, **form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Changed")
            return redirect("agreement", pk)
    return _page(found, "Change name and groups", "Save").answer(request, form)


def _page(found: Agreement, title: str, does: str, intro: str = "") -> FormPage:
    back = reverse("agreement", args=[found.pk])
    return FormPage(title, does, back, found.name, caption=found.name, intro=intro)


@get_or_post
def new_version(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new text, which everybody must sign."""
    require_officer(request.user)
    found = get_object_or_404(Agreement, pk=pk)
    form = VersionForm(request.POST or None, initial={"in_force_on": localdate()})
    if form.is_valid():
        try:
            made = add_version(found, **form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Version {made.number} is entered")
            return redirect("agreement", pk)
    intro = "Every organisation must sign it anew, by the day that you give."
    return _page(found, "Enter a new version", "Enter it", intro).answer(request, form)


@get_or_post
def reviewed(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was looked at and stands as it is."""
    require_officer(request.user)
    found = get_object_or_404(Agreement, pk=pk)
    form = ReviewForm(request.POST or None, initial={"reviewed_on": localdate()})
    if form.is_valid():
        try:
            record_review(found.pk, **form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Kept")
            return redirect("agreement", pk)
    intro = "The text stands as it is. Where it has to change, enter a new version instead."
    return _page(found, "It was reviewed", "Keep it", intro).answer(request, form)


@get_or_post
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """End an agreement, having said what that shuts."""
    require_officer(request.user)
    found = get_object_or_404(Agreement, pk=pk)
    if request.method == "POST":
        carry_out(
            request,
            lambda: close_agreement(pk, by=request.user, now=now(), on=localdate()),
            f"{found} has ended",
        )
        return redirect("agreements")
    context = {"agreement": found, "opens": found.kind == AgreementKind.SHARING}
    return render(request, "agreements/close.html", context)


@get_or_post
def new_parties(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the organisations that must sign."""
    require_officer(request.user)
    found = get_object_or_404(Agreement, pk=pk, closed_on=None)
    form = PartiesForm(found, request.POST or None)
    if form.is_valid():
        chosen = form.cleaned_data["organisations"]
        for one in chosen:
            add_party(found, one, by=request.user, now=now())
        many = plural(len(chosen), "organisation")
        messages.success(request, f"{many} must sign. Say who signs for each")
        return redirect("agreement", pk)
    return _page(found, "Who must sign it?", "Add them").answer(request, form)
