"""The page behind the link in a reminder: one button, and not a word that is not public."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache

from wardmote.actions.links import asks, opened
from wardmote.actions.usecases import done_by_link
from wardmote.kernel.errors import RuleBroken
from wardmote.people.pages import get_or_post
from wardmote.people.views import problem


@login_not_required
@never_cache
@get_or_post
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """A button: mail scanners open links, and only people press buttons.

    What is refused for now, while organisations have parts to do, is not gone.
    """
    today, status = localdate(), 200
    try:
        action, person = opened(token, today)
    except RuleBroken as refusal:
        return problem(request, 410, "This link cannot be used", str(refusal))
    if request.method == "POST":
        try:
            action = done_by_link(token, now=now())
        except RuleBroken:
            status = 422  # the page says what is to be done first
    context = {"action": action, "asks": asks(action, person, today)}
    return render(request, "actions/link.html", context, status=status)
