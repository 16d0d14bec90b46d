"""Coming in by a link sent by mail."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wardmote.kernel.errors import RuleBroken
from wardmote.people.access import client_address
from wardmote.people.views import problem
from wardmote.signin.flow import go_on
from wardmote.signin.forms import AddressForm
from wardmote.signin.jobs import mail_link
from wardmote.signin.rules import MAIL_LINK_LIVES
from wardmote.signin.usecases.links import (
    AskedTooOften,
    ask_for_link,
    open_mail_link,
    take_mail_link,
)

MINUTES = int(MAIL_LINK_LIVES.total_seconds() // 60)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_link(request: HttpRequest) -> HttpResponse:
    """Ask where to send a link. The answer is the same whoever asks, for any address."""
    if not settings.MAIL_IS_ON:
        raise Http404("No mail is sent from here")
    if request.user.is_authenticated:
        return redirect("start")
    form = AddressForm(request.POST or None)
    if form.is_valid():
        email, place = form.cleaned_data["email"], client_address(request)
        try:
            asked = ask_for_link(email, now=now(), asked_from=place)
        except AskedTooOften as refusal:
            return problem(request, 429, "Too many links asked for", f"{refusal}.")
        if asked is not None:
            mail_link.enqueue(asked.pk, request.build_absolute_uri("/"))
        return render(request, "signin/link_asked.html", {"minutes": MINUTES})
    context = {"form": form, "minutes": MINUTES}
    return render(request, "signin/ask_link.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """A button: mail scanners open links, and only people press buttons."""
    try:
        if request.method == "POST":
            return go_on(request, take_mail_link(token, now=now()), how="link by mail")
        open_mail_link(token, now=now())
    except RuleBroken as refusal:
        return problem(request, 410, "This link cannot be used", str(refusal))
    return render(request, "signin/use_link.html")
