"""Signing in by password and second factor; one-time links; signing out."""

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wardmote.kernel.errors import RuleBroken
from wardmote.people.access import SECOND
from wardmote.people.forms import FirstOfficerForm, PasswordForm, SignInForm
from wardmote.people.models import User
from wardmote.people.rules import PLACEHOLDER
from wardmote.people.usecases import open_link, set_password
from wardmote.people.views import problem
from wardmote.signin.access import before_second_factor
from wardmote.signin.flow import enter, go_on, halfway, safe_address
from wardmote.signin.forms import WRONG_CODE, CodeForm
from wardmote.signin.passkeys import ask_to_use
from wardmote.signin.queries import has_passkey, providers
from wardmote.signin.rules import Provider, provider_for
from wardmote.signin.usecases.sessions import note_refusal, sign_out_everywhere


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who it is: by password, a link by mail, or their organisation's own sign-in."""
    asked_for = safe_address(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(asked_for or resolve_url("start"))
    given = request.POST if request.method == "POST" else None
    if given is not None and (theirs := provider_for(given.get("username", ""), providers())):
        return _ask(request, SignInForm(request), asked_for, theirs)
    form = SignInForm(request, given)
    if form.is_valid():
        user = form.get_user()
        assert isinstance(user, User)
        return go_on(request, user, how="password", after=asked_for)
    if form.is_bound and "username" in form.cleaned_data and "password" in form.cleaned_data:
        _note(request, form.cleaned_data["username"], how="password")
    return _ask(request, form, asked_for)


def _ask(
    request: HttpRequest, form: SignInForm, after: str, theirs: Provider | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "next": after,
        "theirs": theirs,
        "providers": providers(),
        "by_mail": settings.MAIL_IS_ON,
    }
    status = 422 if form.errors or theirs else 200
    return render(request, "signin/sign_in.html", context, status=status)


def _note(request: HttpRequest, email: str, *, how: str) -> None:
    """Keep the refusal, and that it closed the account if it was the last one allowed."""
    failures = AxesProxyHandler.get_failures(request, {"username": email})
    is_last = failures == settings.AXES_FAILURE_LIMIT
    note_refusal(email, how=how, closed=is_last, now=now())


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a passkey of somebody whose first proof held."""
    person = halfway(request)
    if person is None:
        return redirect("start" if request.user.is_authenticated else "sign-in")
    form = CodeForm(request.POST or None)
    answer = request.POST.get("passkey", "")
    if answer or form.is_valid():
        found = second_proof(request, person.person, form, answer)
        if found:
            entered = {"how": person.how, "after": person.after, "second": found}
            return enter(request, person.person, **entered)
    return ask_second(request, person.person, form, "signin/second_factor.html")


def second_proof(request: HttpRequest, user: User, form: CodeForm, answer: str) -> str:
    """Which second factor was given; a wrong one counts towards the lock and is kept."""
    code = "" if answer else form.cleaned_data["code"]
    found = authenticate(request, username=user.email, code=code, passkey=answer)
    if found is not None:
        return str(getattr(found, SECOND))
    if answer:
        form.errors.clear()
        form.add_error(None, "The passkey did not work. Try again, or enter a code")
    else:
        form.add_error("code", WRONG_CODE)
    _note(request, user.email, how="passkey" if answer else "code")
    return ""


def ask_second(
    request: HttpRequest, user: User, form: CodeForm, template: str, **more: object
) -> HttpResponse:
    """The page that takes a code, with the question for a passkey where there is one."""
    asked = ask_to_use(user) if has_passkey(user) else ""
    context = {"form": form, "asked": asked, **more}
    status = 422 if form.errors else 200
    return render(request, template, context, status=status)


@before_second_factor
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End every session of this person, on every device."""
    if isinstance(request.user, User):
        sign_out_everywhere(request.user, now=now())
    logout(request)
    return redirect("home")


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def one_time_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of a one-time link choose a password, then go on to sign in."""
    try:
        link = open_link(token, now=now())
    except RuleBroken as refusal:
        return problem(request, 410, "This link cannot be used", str(refusal))
    if theirs := provider_for(link.user.email, providers()):
        context = {"person": link.user, "theirs": theirs}
        return render(request, "signin/use_provider.html", context)
    is_first = link.user.email == PLACEHOLDER
    form = (FirstOfficerForm if is_first else PasswordForm)(request.POST or None)
    if form.is_valid():
        try:
            user = set_password(token, **form.cleaned_data, now=now())
        except RuleBroken as refusal:
            form.add_error(refusal.about, str(refusal))
        else:
            return go_on(request, user, how="one-time link")
    context = {"form": form, "person": link.user, "is_first": is_first}
    status = 422 if form.errors else 200
    return render(request, "people/choose_password.html", context, status=status)
