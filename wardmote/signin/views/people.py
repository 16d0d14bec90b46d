"""The officer's page that takes a lost second factor away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from wardmote.groups.access import require_officer
from wardmote.kernel.errors import RuleBroken
from wardmote.people.access import SignedInRequest
from wardmote.people.models import User
from wardmote.people.pages import FormPage, add_refusal
from wardmote.signin.access import confirm_first
from wardmote.signin.forms import ResetForm
from wardmote.signin.usecases.factors import reset_factors


@require_http_methods(["GET", "HEAD", "POST"])
def reset_factor(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask why; then the person signs in without it and sets up another."""
    require_officer(request.user)
    user = get_object_or_404(User, pk=pk)
    if answer := confirm_first(request):
        return answer
    form = ResetForm(request.POST or None)
    if form.is_valid():
        try:
            reset_factors(user.pk, form.cleaned_data["reason"], by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{user}’s second step has been reset")
            return redirect("person", pk=pk)
    page = FormPage(
        "Reset the second step",
        "Reset it",
        reverse("person", args=[pk]),
        user.name,
        caption=user.name,
        intro="They are signed out everywhere and sign in without it until they set up "
        "another. Make sure that it is they who ask: call them on a number you know.",
    )
    return page.answer(request, form)
