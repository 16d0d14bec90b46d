"""Signing in and out, one-time links, and the pages for what went wrong."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wardmote.kernel.errors import RuleBroken
from wardmote.people.forms import FirstOfficerForm, PasswordForm, SignInForm
from wardmote.people.rules import PLACEHOLDER
from wardmote.people.usecases import open_link, set_password

BACKEND = "django.contrib.auth.backends.ModelBackend"


@method_decorator(login_not_required, name="dispatch")
@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class SignIn(LoginView):
    """Ask who it is."""

    authentication_form = SignInForm
    template_name = "people/sign_in.html"
    redirect_authenticated_user = True

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOut(LogoutView):
    """End the session."""


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_time_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of a one-time link choose a password, then sign them in."""
    try:
        link = open_link(token, now=now())
    except RuleBroken as refusal:
        return _problem(request, 410, "This link cannot be used", str(refusal))
    is_first = link.user.email == PLACEHOLDER
    form = (FirstOfficerForm if is_first else PasswordForm)(request.POST or None)
    if form.is_valid():
        try:
            user = set_password(token, **form.cleaned_data, now=now())
        except RuleBroken as refusal:
            form.add_error(refusal.about, str(refusal))
        else:
            login(request, user, backend=BACKEND)
            return redirect("start")
    context = {"form": form, "person": link.user, "is_first": is_first}
    status = 422 if form.errors else 200
    return render(request, "people/choose_password.html", context, status=status)


def _problem(
    request: HttpRequest, status: int, title: str, message: str, see: str = ""
) -> HttpResponse:
    """`see` names an address whose page says why, and whom to ask."""
    context = {"title": title, "message": message, "see": see}
    return render(request, "people/problem.html", context, status=status)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _problem(
        request,
        404,
        "Page not found",
        "If you typed the address, check it. If you followed a link, the page may have "
        "moved, or you may need to sign in as someone who can read it.",
    )


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _problem(
        request,
        403,
        "You cannot open this page",
        "It is for other posts in the partnership. Your partnership officer can tell you "
        "who sees what.",
        see=getattr(exception, "see", ""),
    )


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _problem(
        request,
        400,
        "That request could not be read",
        "Go back, reload the page and try again.",
    )


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _problem(
        request,
        403,
        "This form is out of date",
        "Go back, reload the page and send the form again. Nothing has been changed.",
    )


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "people/broken.html", status=500)
