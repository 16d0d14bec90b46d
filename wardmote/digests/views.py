"""How often a member hears by mail, and the page by which they stop it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from wardmote.digests.access import require_member
from wardmote.digests.forms import ChoiceForm
from wardmote.digests.links import opened
from wardmote.digests.queries import choice_of, hears
from wardmote.digests.rules import Often
from wardmote.digests.usecases import choose, stop_by_link
from wardmote.kernel.errors import RuleBroken
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import get_or_post, posted
from wardmote.people.views import problem

MARKING = "Not public: you and the partnership officer"


@get_or_post
def mail_choice(request: SignedInRequest) -> HttpResponse:
    """A member says how often they want to hear."""
    require_member(request.user, localdate())
    form = ChoiceForm(posted(request), initial={"often": choice_of(request.user)})
    if form.is_valid():
        choose(form.cleaned_data["often"], by=request.user, now=now())
        messages.success(request, "Your choice is kept")
        return redirect("mail-choice")
    context = {
        "marking": MARKING,
        "form": form,
        "address": request.user.email,
        "hears": hears(request.user),
        "mail_is_on": settings.MAIL_IS_ON,
    }
    status = 422 if form.errors else 200
    return render(request, "digests/choice.html", context, status=status)


@csrf_exempt
@login_not_required
@never_cache
@get_or_post
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mails: a page with one button; mail programs send its answer by themselves.

    Whoever sends it need not come from our page (RFC 8058): the token alone is what counts.
    """
    try:
        person = opened(token)
        if request.method == "POST":
            stop_by_link(token, now=now())
    except RuleBroken as refusal:
        return problem(request, 410, "This link cannot be used", str(refusal))
    context = {"is_stopped": choice_of(person) is Often.NEVER}
    return render(request, "digests/stop.html", context)
