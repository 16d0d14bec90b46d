"""Terms of reference are proposed, changed, put on an agenda, entered, taken back."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from wardmote.groups.models import Group
from wardmote.groups.queries import open_groups
from wardmote.kernel.numbers import key_of
from wardmote.meetings.access import group_for, require_keeper
from wardmote.meetings.document import GROUP
from wardmote.meetings.forms.planning import ReasonForm
from wardmote.meetings.forms.terms import FormerForm, ProposalForm, as_typed
from wardmote.meetings.models import TermsVersion
from wardmote.meetings.terms import history
from wardmote.meetings.usecases import terms as deeds
from wardmote.meetings.views.terms import version_for
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, carry_out, get_or_post, posted


def _group(request: SignedInRequest, pk: int) -> tuple[Group, bool]:
    """An open group whose terms this person keeps, and whether they are the officer."""
    group, reader, _ = group_for(request.user, pk)
    require_keeper(reader, group)
    if group not in open_groups(localdate()):
        raise Http404
    return group, reader.is_officer


def _page(group: Group, title: str, does: str, intro: str = "", back: str = "") -> FormPage:
    return FormPage(
        title,
        does,
        back or reverse("terms", args=[group.pk]),
        "The terms of reference",
        str(group),
        intro,
        GROUP,
    )


@get_or_post
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose a version, beginning with the words in force."""
    group, _ = _group(request, pk)
    latest = history(group).first()
    form = ProposalForm(posted(request), initial=as_typed(latest))
    page = _page(
        group,
        "Propose new terms of reference",
        "Propose them",
        "Change what should change. The next agenda has it as an item, with every change in "
        "full; agreed there, it is in force.",
    )

    def deed() -> None:
        given = form.cleaned_data
        deeds.propose_terms(
            group, form.wording, given["why"], given["asked_from"], by=request.user, now=now()
        )

    return page.ask(request, form, deed, "Proposed. Put it on an agenda")


@get_or_post
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a proposal otherwise."""
    found = _kept(request, pk)
    start = as_typed(found) | {
        "why": found.why,
        "asked_from": found.asked_from,
        "revision": found.revision,
    }
    form = ProposalForm(posted(request), initial=start)
    back = reverse("terms-version", args=[pk])
    page = _page(found.group, "Change the proposal", "Save", back=back)

    def deed() -> None:
        given = form.cleaned_data
        deeds.change_proposal(
            pk,
            form.wording,
            given["why"],
            given["asked_from"],
            given["revision"] or 0,
            by=request.user,
            now=now(),
        )

    return page.ask(request, form, deed, "Saved")


def _kept(request: SignedInRequest, pk: int) -> TermsVersion:
    """A version that is not in force by a decision, for those who keep it."""
    found, _ = version_for(request, pk)
    _, reader, _ = group_for(request.user, found.group_id)
    require_keeper(reader, found.group)
    return found


@get_or_post
def enter(request: SignedInRequest, pk: int) -> HttpResponse:
    """A version that stood before Wardmote, with its source."""
    group, is_officer = _group(request, pk)
    if not is_officer:
        raise Http404
    form = FormerForm(posted(request), initial=as_typed(None))
    page = _page(
        group,
        "Enter terms of reference from before",
        "Enter them",
        "For a text that was agreed elsewhere. What a meeting here agrees is proposed instead.",
    )

    def deed() -> None:
        given = form.cleaned_data
        deeds.enter_terms(
            group, form.wording, given["since"], given["source"], by=request.user, now=now()
        )

    return page.ask(request, form, deed, "Entered")


@require_POST
def put(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the proposal on the agenda of the meeting chosen."""
    _kept(request, pk)
    meeting = key_of(request.POST.get("meeting", ""))
    carry_out(
        request,
        lambda: deeds.put_on_agenda(pk, meeting, by=request.user, now=now()),
        "It is on the agenda",
    )
    return redirect("terms-version", pk)


@get_or_post
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back a proposal, or a version that was entered wrong."""
    found = _kept(request, pk)
    form = ReasonForm(posted(request))
    page = _page(found.group, "Take these terms back", "Take them back")

    def deed() -> None:
        reason = form.cleaned_data["reason"]
        deeds.withdraw_terms(pk, reason, by=request.user, now=now())

    return page.ask(request, form, deed, "Taken back")
