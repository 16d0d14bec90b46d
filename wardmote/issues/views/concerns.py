"""A councillor or clerk tells the PSG something, and sees what became of it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.agreements.queries import concerns_are_on, safeguards
from wardmote.issues.concerns import erase_at
from wardmote.issues.forms.concerns import ConcernForm
from wardmote.issues.hearing import hearing_group, own_concern, own_concerns, require_teller
from wardmote.issues.usecases.concerns import own_words, tell_psg
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.markings import TOLD
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, get_or_post, posted


@require_safe
def my_concerns(request: SignedInRequest) -> HttpResponse:
    """What this person has told: where each stands."""
    require_teller(request.user, now())
    context = {
        "marking": TOLD,
        "concerns": own_concerns(request.user),
        "group": hearing_group(now()),
        "is_on": concerns_are_on(localdate()),
    }
    return render(request, "issues/my_concerns.html", context)


@get_or_post
def tell(request: SignedInRequest) -> HttpResponse:
    """What not to send, and where urgent danger goes; then the question."""
    ours = require_teller(request.user, now())
    form = ConcernForm(posted(request), ours=ours)
    page = FormPage(
        "Tell the group something",
        "Send it",
        "my-concerns",
        "What I told",
        marking=TOLD,
        template="issues/tell_psg.html",
    )
    context = {
        "is_on": concerns_are_on(localdate()),
        "group": hearing_group(now()),
        "days": safeguards().concern_days,
    }
    if not form.is_valid():
        return page.answer(request, form, **context)
    try:
        made = tell_psg(**form.cleaned_data, by=request.user, now=now())
    except RuleBroken as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        return page.answer(request, form, **context)
    return redirect("my-concern", made.receipt)


@require_safe
def my_concern(request: SignedInRequest, receipt: str) -> HttpResponse:
    """One of them: its receipt, where it stands, their own words while they are kept."""
    require_teller(request.user, now())
    found = own_concern(request.user, receipt)
    try:
        words, refusal = own_words(found, now=now()), ""
    except RuleBroken as wrong:
        words, refusal = "", str(wrong)
    context = {
        "marking": TOLD,
        "concern": found,
        "words": words,
        "refusal": refusal,
        "erased_by": erase_at(found.at, safeguards().concern_days),
    }
    return render(request, "issues/my_concern.html", context)
