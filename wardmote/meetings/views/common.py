"""How every page about a meeting asks and answers."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.meetings.access import Readable
from wardmote.meetings.document import EXEMPT
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def question(
    found: Readable, title: str, does: str, intro: str = "", back: str = "meeting"
) -> FormPage:
    """A page that asks one thing about a meeting."""
    meeting = found.meeting
    return FormPage(
        title,
        does,
        reverse(back, args=[meeting.pk]),
        "The meeting" if back == "meeting" else "The minutes",
        str(meeting),
        intro,
        EXEMPT,
    )


def ask(
    request: SignedInRequest,
    page: FormPage,
    form: Form,
    deed: Callable[[], object],
    done: str,
) -> HttpResponse:
    """Ask; do the deed once the answers will do. An overtaken page is answered with 409."""
    status = 422
    if form.is_valid():
        try:
            deed()
        except RuleBroken as refusal:
            status = 409 if isinstance(refusal, Stale) else 422
            add_refusal(form, refusal)
        else:
            messages.success(request, done)
            return redirect(page.back)
    return page.answer(request, form, status)


def do(request: HttpRequest, deed: Callable[[], object], done: str) -> None:
    """Do what one button asks for, and say what happened."""
    try:
        deed()
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


def version_sent(request: HttpRequest) -> int:
    """What the page showed; 0, which no meeting has, where nothing of the kind was sent."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0
