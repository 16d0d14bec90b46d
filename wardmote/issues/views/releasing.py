"""What is let out about an issue: asked for, cleared by a second person, taken back."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now

from wardmote.issues.access import issue_for, require_act, require_had
from wardmote.issues.clearing import may_rule
from wardmote.issues.forms.deciding import ReleaseForm, RulingForm, WithdrawForm
from wardmote.issues.models import Clearance
from wardmote.issues.queries import released
from wardmote.issues.usecases.releasing import ask_to_release, rule_on, second_of, take_back
from wardmote.issues.views.common import ask, question
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import get_or_post, posted
from wardmote.releases.rules import AUDIENCE_WORDS, Audience


@get_or_post
def release_issue(request: SignedInRequest, number: str) -> HttpResponse:
    """Write what councillors, then everyone, may know."""
    found = issue_for(request.user, number)
    require_act(found.reader, found.issue)
    standing = released(found.issue, Audience.MEMBERS).first()
    start = {"text": standing.content["text"]} if standing else {}
    form = ReleaseForm(posted(request), initial=start)
    page = question(
        found,
        "Release words about this issue",
        "Put before a second person",
        "Title, number and wards go with it. Nothing leaves before another person has "
        "cleared it.",
    )

    def deed() -> None:
        ask_to_release(found.issue.pk, **form.cleaned_data, by=request.user, now=now())

    return ask(request, page, form, deed, "It waits for a second person")


@get_or_post
def clear(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Let the words out, or say what has to be mended."""
    found = issue_for(request.user, number)
    held = get_object_or_404(found.issue.clearances.select_related("by"), pk=pk)
    if not may_rule(second_of(found.reader, found.issue), held.by_id):
        raise PermissionDenied("Another person must clear these words")
    form = RulingForm(posted(request))
    page = question(found, "May these words be released?", "Save", _what(held))

    def deed() -> None:
        given = form.cleaned_data
        rule_on(held.pk, given["ruling"], given["reason"], by=request.user, now=now())

    return ask(request, page, form, deed, "Saved")


def _what(held: Clearance) -> str:
    readers = AUDIENCE_WORDS[Audience(held.audience)] or "Everyone could read them"
    return f"{held.by} wrote: “{held.text}” {readers}."


@get_or_post
def take_back_release(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Withdraw what stands, with a reason."""
    found = issue_for(request.user, number)
    require_had(found.reader, found.issue)
    if not any(
        one.pk == pk for audience in Audience for one in released(found.issue, audience)
    ):
        raise Http404
    form = WithdrawForm(posted(request))
    page = question(
        found,
        "Withdraw these words",
        "Withdraw",
        "They are gone from every page at the next click. A note stays that something was "
        "withdrawn, and why.",
    )

    def deed() -> None:
        take_back(pk, form.cleaned_data["reason"], by=request.user, now=now())

    return ask(request, page, form, deed, "Withdrawn")
