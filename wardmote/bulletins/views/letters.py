"""Leaving the list by the link in a letter, and coming back."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from wardmote.bulletins.letters import person_of
from wardmote.bulletins.models import Unsubscribed
from wardmote.bulletins.usecases.sending import subscribe_again, unsubscribe
from wardmote.kernel.errors import RuleBroken
from wardmote.people.pages import get_or_post
from wardmote.people.views import problem


@login_not_required
@never_cache
@csrf_exempt
@get_or_post
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing; its button, or a mail program's one click, does.

    A mail program comes from elsewhere and has no page of ours (RFC 8058): the token in the
    address is the proof, and all that it opens is this list.
    """
    try:
        person = person_of(token)
    except RuleBroken as refusal:
        return problem(request, 410, "This link cannot be used", str(refusal))
    if request.method == "POST":
        change = subscribe_again if "again" in request.POST else unsubscribe
        change(person, now=now())
    context = {
        "has_left": Unsubscribed.objects.filter(person=person).exists(),
        "is_done": request.method == "POST",
    }
    return render(request, "bulletins/unsubscribe.html", context)
