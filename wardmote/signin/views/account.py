"""One's own account: second factors, recovery codes, where one is signed in."""

import base64
import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.timezone import localdate, now
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from wardmote.kernel.errors import RuleBroken
from wardmote.people.access import (
    SECOND,
    SignedInRequest,
    gave_second_factor,
    has_second_factor,
)
from wardmote.people.pages import FormPage, add_refusal
from wardmote.signin import passkeys
from wardmote.signin.access import (
    before_second_factor,
    confirm_first,
    mark_confirmed,
    must_have_second_factor,
    recently_confirmed,
)
from wardmote.signin.flow import safe_address
from wardmote.signin.forms import (
    AppForm,
    CodeForm,
    ConfirmPasswordForm,
    PasskeyForm,
    RemoveForm,
)
from wardmote.signin.queries import (
    factors_of,
    has_app,
    latest_events,
    open_sessions,
    recovery_codes_left,
)
from wardmote.signin.rules import CONFIRMED_LIVES
from wardmote.signin.usecases.factors import (
    add_app,
    add_passkey,
    make_recovery_codes,
    remove_factor,
)
from wardmote.signin.usecases.sessions import note_refusal
from wardmote.signin.views.coming_in import ask_second, second_proof

NEW_SECRET, SHOWN_CODES = "new_secret", "shown_codes"
MARKING = "OFFICIAL: only you"
ASKS = ["GET", "HEAD", "POST"]


def _page(title: str, does: str, **options: str) -> FormPage:
    return FormPage(title, does, "account", "Your account", marking=MARKING, **options)


@before_second_factor
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """What guards this account, where it is open, and what happened to it."""
    user, held = request.user, factors_of(request.user)
    context = {
        "factors": held,
        "has_app": has_app(user),
        "codes_left": recovery_codes_left(user),
        "is_needed": must_have_second_factor(user, localdate()),
        "sessions": open_sessions(user, now=now(), here=request.session.session_key),
        "events": latest_events(user),
    }
    return render(request, "signin/account.html", context)


@before_second_factor
@sensitive_post_parameters()
@require_http_methods(ASKS)
def confirm(request: SignedInRequest) -> HttpResponse:
    """Ask once more who it is, before the account is changed."""
    given = request.POST.get("next") or request.GET.get("next", "")
    after = safe_address(request, given) or resolve_url("account")
    if has_second_factor(request.user):
        return _confirm_by_factor(request, after)
    if request.user.has_usable_password():
        return _confirm_by_password(request, after)
    return render(request, "signin/confirm_again.html")


def _confirm_by_factor(request: SignedInRequest, after: str) -> HttpResponse:
    form, answer = CodeForm(request.POST or None), request.POST.get("passkey", "")
    if answer or form.is_valid():
        found = second_proof(request, request.user, form, answer)
        if found:
            request.session[SECOND] = found
            mark_confirmed(request)
            return redirect(after)
    return ask_second(request, request.user, form, "signin/confirm.html", next=after)


def _confirm_by_password(request: SignedInRequest, after: str) -> HttpResponse:
    form = ConfirmPasswordForm(request.POST or None)
    if form.is_valid():
        given = {"username": request.user.email, "password": form.cleaned_data["password"]}
        if authenticate(request, **given) is not None:
            mark_confirmed(request)
            return redirect(after)
        note_refusal(request.user.email, how="password", closed=False, now=now())
        form.add_error("password", "That password is not right")
    context = {"form": form, "next": after}
    status = 422 if form.errors else 200
    return render(request, "signin/confirm.html", context, status=status)


@before_second_factor
@require_http_methods(ASKS)
@sensitive_post_parameters()
@recently_confirmed
def add_codes(request: SignedInRequest) -> HttpResponse:
    """Set up an app that makes codes: show its secret, take its first code."""
    if has_app(request.user):
        return redirect("account")
    adapter = get_adapter()
    if NEW_SECRET not in request.session:
        request.session[NEW_SECRET] = adapter.encrypt(generate_totp_secret())
    secret = adapter.decrypt(request.session[NEW_SECRET])
    form = AppForm(request.POST or None)
    if form.is_valid():
        try:
            has_codes = add_app(request.user, secret, form.cleaned_data["code"], now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            del request.session[NEW_SECRET]
            return _added(request, "code", "Your app is set up", has_codes)
    more = {"secret": _in_fours(secret), "picture": _picture(request, secret)}
    title, does = "Set up an app that makes codes", "Check the code and finish"
    return _page(title, does, template="signin/add_codes.html").answer(request, form, **more)


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _picture(request: SignedInRequest, secret: str) -> str:
    """The secret as a QR code, in an address that the policy lets a picture have."""
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


@before_second_factor
@require_http_methods(ASKS)
@recently_confirmed
def add_key(request: SignedInRequest) -> HttpResponse:
    """Set up a passkey: the browser makes it when the form is sent."""
    form = PasskeyForm(request.POST or None)
    if form.is_valid():
        try:
            made = passkeys.made(form.cleaned_data["passkey"])
            has_codes = add_passkey(request.user, form.cleaned_data["name"], made, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            return _added(request, "passkey", "Your passkey is set up", has_codes)
    page = _page("Set up a passkey", "Make the passkey", template="signin/add_key.html")
    return page.answer(request, form, asked=passkeys.ask_to_make(request.user))


def _added(request: HttpRequest, second: str, words: str, has_codes: bool) -> HttpResponse:
    request.session[SECOND] = second
    messages.success(request, words)
    if not has_codes:
        return redirect("account")
    request.session[SHOWN_CODES] = time.time()
    return redirect("recovery-codes")


@before_second_factor
@require_http_methods(ASKS)
def remove(request: SignedInRequest) -> HttpResponse:
    """Take away an app or a passkey."""
    held = factors_of(request.user)
    if not held:
        return redirect("account")
    if answer := confirm_first(request):
        return answer
    form = RemoveForm(held, request.POST or None)
    if form.is_valid():
        is_needed = must_have_second_factor(request.user, localdate())
        try:
            chosen = int(form.cleaned_data["factor"])
            remove_factor(request.user, chosen, is_needed=is_needed, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            if not has_second_factor(request.user):
                request.session.pop(SECOND, None)
            messages.success(request, "It has been removed")
            return redirect("account")
    return _page("Remove a second step", "Remove it").answer(request, form)


@before_second_factor
@require_http_methods(ASKS)
@recently_confirmed
def recovery_codes(request: SignedInRequest) -> HttpResponse:
    """Show new recovery codes while they are new; make others on request."""
    if request.method == "POST":
        try:
            make_recovery_codes(request.user, now=now())
        except RuleBroken as refusal:
            messages.error(request, str(refusal))
            return redirect("account")
        request.session[SHOWN_CODES] = time.time()
        return redirect("recovery-codes")
    codes = _new_codes(request)
    if not codes:
        return redirect("account")
    return render(request, "signin/recovery_codes.html", {"codes": codes})


@before_second_factor
@require_safe
@recently_confirmed
def recovery_codes_file(request: SignedInRequest) -> HttpResponse:
    """The same as a text file, while they are new."""
    codes = _new_codes(request)
    if not codes:
        return redirect("account")
    lines = ["Wardmote recovery codes. Each works once.", "", *codes, ""]
    answer = HttpResponse("\r\n".join(lines), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="wardmote-recovery-codes.txt"'
    return answer


def _new_codes(request: SignedInRequest) -> list[str]:
    since = time.time() - request.session.get(SHOWN_CODES, 0)
    if not gave_second_factor(request) or since > CONFIRMED_LIVES.total_seconds():
        return []
    kind = Authenticator.Type.RECOVERY_CODES
    kept = Authenticator.objects.filter(user=request.user, type=kind).first()
    codes = kept.wrap().get_unused_codes() if kept else []
    return [f"{code[:4]} {code[4:]}" for code in codes]
