"""A page that asks: the same shape, words and status everywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_http_methods

from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.markings import OFFICE
from wardmote.kernel.personal import PointsToPerson
from wardmote.people.forms import Guarded

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def posted(request: HttpRequest) -> QueryDict | None:
    """The answers sent, even if there are none; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def carry_out(request: HttpRequest, deed: Callable[[], object], done: str) -> None:
    """Do what one button asks for, and say what happened: `done`, or why it was refused."""
    try:
        deed()
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


def add_refusal(form: forms.BaseForm, refusal: RuleBroken) -> None:
    """Show a refusal at the field it is about, or above the form.

    A page that was overtaken keeps what was typed; it is told what stands now, so that
    whoever has read that can send theirs again.
    """
    about = refusal.about if refusal.about in form.fields else None
    form.add_error(about, str(refusal))
    if isinstance(refusal, Stale):
        _show_what_stands(form)


def _show_what_stands(form: forms.BaseForm) -> None:
    """What the page itself filled in, such as a version, is what holds now."""
    sent = form.data.copy()  # type: ignore[attr-defined]
    for name, field in form.fields.items():
        if isinstance(field.widget, forms.HiddenInput) and name in form.initial:
            sent[form.add_prefix(name)] = form.initial[name]
    form.data = sent


def text(label: str, missing: str, **options: Any) -> forms.CharField:
    """A line of text; `missing` is said when it must be there and is not."""
    options.setdefault("max_length", 120)
    options.setdefault(
        "error_messages",
        {
            "required": missing,
            "max_length": f"{label} must be %(limit_value)d characters or fewer",
        },
    )
    return forms.CharField(label=label, **options)


def choice(label: str, missing: str, choices: Any, **options: Any) -> forms.ChoiceField:
    """One of these; an answer that is not among them counts as none."""
    messages = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(label=label, choices=choices, error_messages=messages, **options)


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page that asks one thing: components/form_page.html."""

    title: str
    does: str
    back: str
    back_words: str
    caption: str = ""
    intro: str = ""
    marking: str = OFFICE
    template: str = "components/form_page.html"

    def answer(
        self, request: HttpRequest, form: forms.Form, status: int = 422, /, **more: Any
    ) -> HttpResponse:
        """Ask; with `status` and what was typed when the form has errors."""
        context = {
            "form": form,
            "title": self.title,
            "does": self.does,
            "caption": self.caption,
            "intro": self.intro,
            "marking": self.marking,
            "back_href": resolve_url(self.back),
            "back_words": self.back_words,
            "is_overtaken": bool(form.errors) and status == HTTPStatus.CONFLICT,
            **more,
        }
        return render(request, self.template, context, status=status if form.errors else 200)

    def ask(
        self,
        request: HttpRequest,
        form: forms.Form,
        deed: Callable[[], object],
        done: str,
        **more: Any,
    ) -> HttpResponse:
        """Ask; do the deed once the answers will do; say what happened.

        A page that was overtaken is answered with 409 and keeps what was typed.
        """
        status = 422
        if form.is_valid():
            try:
                deed()
            except RuleBroken as refusal:
                if isinstance(refusal, PointsToPerson) and isinstance(form, Guarded):
                    form.ask_whether_checked()
                status = HTTPStatus.CONFLICT if isinstance(refusal, Stale) else 422
                add_refusal(form, refusal)
            else:
                messages.success(request, done)
                return redirect(self.back)
        return self.answer(request, form, status, **more)
