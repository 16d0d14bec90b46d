"""The council's page of a meeting: read it back, confirm which item is which, take it off."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.access import council_page_for, kept_for
from wardmote.meetings.document import EXEMPT
from wardmote.meetings.forms.council import LARGEST_PAGE, CouncilPageForm, MatchForm
from wardmote.meetings.jobs import throw_away_unsaved
from wardmote.meetings.old import REVIEW_DAYS
from wardmote.meetings.queries import standing_items
from wardmote.meetings.reading.guarded import read_bytes
from wardmote.meetings.usecases import council
from wardmote.meetings.views.common import question
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import add_refusal, carry_out, get_or_post, posted

PASTED = "The pasted source"


@get_or_post
def put_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page is uploaded or pasted, and read; nothing of it is kept with the meeting yet."""
    found = kept_for(request.user, pk)
    if not standing_items(found.meeting):
        raise Http404
    form = CouncilPageForm(posted(request), request.FILES or None)
    if form.is_valid():
        try:
            _put(request, pk, form)
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("council-match", pk)
    intro = (
        "Its numbers and links are put with your items once you have confirmed which is which. "
        "It takes the place of a page that was read before."
    )
    page = question(found, "Read the council’s page of this meeting", "Read it", intro)
    return page.answer(request, form)


def _put(request: SignedInRequest, pk: int, form: CouncilPageForm) -> None:
    """The page through the guarded reader, outside of any transaction: it may take seconds."""
    given = form.cleaned_data
    upload = given["file"]
    name, field = (upload.name, "file") if upload else (PASTED, "source")
    content = upload.read(LARGEST_PAGE + 1) if upload else given["source"].encode()
    if len(content) > LARGEST_PAGE:
        raise RuleBroken(f"{name} must be smaller than 4 MB", about=field)
    said = read_bytes(content, by="council_child")
    if "refused" in said:
        raise RuleBroken(f"{name} cannot be read: {said['refused']}", about=field)
    made = council.put_council_page(
        pk, name, said["page"], given["address"], by=request.user, now=now()
    )
    throw_away_unsaved.using(run_after=made.thrown_away_at).enqueue()


@get_or_post
def match(request: SignedInRequest, pk: int) -> HttpResponse:
    """Our items beside the council's: each is confirmed, changed, or left without."""
    found = kept_for(request.user, pk)
    page = council_page_for(found, now())
    form = MatchForm(posted(request), page=page, items=list(standing_items(found.meeting)))
    if form.is_valid():
        try:
            council.confirm_council_page(page.pk, form.chosen, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Saved: the council’s numbers and links stand beside it")
            return redirect("meeting", pk)
    context = {
        "marking": EXEMPT,
        "meeting": found.meeting,
        "page": page,
        "form": form,
        "days": REVIEW_DAYS,
        "back_href": reverse("meeting", args=[pk]),
    }
    return render(
        request, "meetings/council_match.html", context, status=422 if form.errors else 200
    )


@require_POST
def take_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """The council's numbers and links stand with this meeting no more."""
    kept_for(request.user, pk)
    carry_out(
        request,
        lambda: council.take_council_page_off(pk, by=request.user, now=now()),
        "The council’s numbers and links are taken off",
    )
    return redirect("meeting", pk)
