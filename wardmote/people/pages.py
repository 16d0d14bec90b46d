"""A page that asks: the same shape, words and status everywhere."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.markings import OFFICE


def add_refusal(form: forms.BaseForm, refusal: RuleBroken) -> None:
    """Show a refusal at the field it is about, or above the form."""
    about = refusal.about if refusal.about in form.fields else None
    form.add_error(about, str(refusal))


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
            **more,
        }
        return render(request, self.template, context, status=status if form.errors else 200)
