"""How every page about an issue asks and answers."""

from collections.abc import Callable
from dataclasses import replace

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from wardmote.issues.access import Readable
from wardmote.issues.rules import Level
from wardmote.kernel.markings import PARTNERS, RESTRICTED
from wardmote.kernel.numbers import key_of
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage


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
    **more: object,
) -> HttpResponse:
    """Ask, as every page does; what was typed as restricted is marked as what it then holds."""
    if form.data.get("level") == Level.RESTRICTED or form.data.get("secret"):
        page = replace(page, marking=RESTRICTED)
    return page.ask(request, form, deed, done, **more)


def version_sent(request: HttpRequest) -> int:
    """What the page showed; 0, which no issue has, where nothing of the kind was sent."""
    return key_of(request.POST.get("version", ""))
