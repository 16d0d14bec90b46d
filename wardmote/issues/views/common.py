"""How every page about an issue asks and answers."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wardmote.issues.access import Readable
from wardmote.issues.forms.common import Guarded
from wardmote.issues.rules import Level
from wardmote.issues.usecases.common import PointsToPerson
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.markings import PARTNERS, RESTRICTED
from wardmote.kernel.numbers import key_of
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def posted(request: HttpRequest) -> QueryDict | None:
    """The answers sent, even if there are none; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def question(found: Readable, title: str, does: str, intro: str = "") -> FormPage:
    """A page that asks one thing about an issue."""
    issue = found.issue
    back = reverse("issue", args=[issue.number])
    caption = f"{issue.number} {issue.title}"
    return FormPage(title, does, back, issue.number, caption, intro, PARTNERS)


def ask(
    request: SignedInRequest,
    page: FormPage,
    form: Form,
    deed: Callable[[], object],
    done: str,
) -> HttpResponse:
    """Ask; do the deed once the answers will do; say what happened.

    A page that was overtaken is answered with 409 and keeps what was typed, marked as what
    it then holds.
    """
    status = 422
    if form.is_valid():
        try:
            deed()
        except RuleBroken as refusal:
            if isinstance(refusal, PointsToPerson) and isinstance(form, Guarded):
                form.ask_whether_checked()
            status = 409 if isinstance(refusal, Stale) else 422
            add_refusal(form, refusal)
        else:
            messages.success(request, done)
            return redirect(page.back)
    if form.data.get("level") == Level.RESTRICTED or form.data.get("secret"):
        page = replace(page, marking=RESTRICTED)
    return page.answer(request, form, status)


def version_sent(request: HttpRequest) -> int:
    """What the page showed; 0, which no issue has, where nothing of the kind was sent."""
    return key_of(request.POST.get("version", ""))
