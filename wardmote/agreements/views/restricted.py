"""Before restricted text is switched on: what must be recorded, one question a page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wardmote.agreements.forms import (
    AmberForm,
    ConcernDaysForm,
    ControllerForm,
    LeadForm,
    ReferenceForm,
)
from wardmote.agreements.models import Safeguards
from wardmote.agreements.queries import (
    concerns_are_on,
    preconditions,
    restricted_is_on,
    safeguards,
)
from wardmote.agreements.usecases import (
    change_safeguards,
    switch_off_concerns,
    switch_off_restricted,
    switch_on_concerns,
    switch_on_restricted,
)
from wardmote.groups.access import require_officer
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, carry_out

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to record: its page, what it starts with, and what is kept of the answer."""

    title: str
    form: type[Form]
    initial: Callable[[Safeguards], Answers]
    kept: Callable[[Answers], Answers]
    intro: str = ""


def _same(answers: Answers) -> Answers:
    return answers


QUESTIONS = {
    "assessment": Question(
        "Data protection impact assessment",
        ReferenceForm,
        lambda held: {"reference": held.assessment, "day": held.assessed_on},
        lambda given: {"assessment": given["reference"], "assessed_on": given["day"]},
        "The reference by which your organisation keeps it, and the day it was approved.",
    ),
    "hosting": Question(
        "Hosting assurance",
        ReferenceForm,
        lambda held: {"reference": held.hosting, "day": held.hosting_on},
        lambda given: {"hosting": given["reference"], "hosting_on": given["day"]},
        "The reference and day of the assurance for the machine that this runs on.",
    ),
    "controller": Question(
        "Who is the data controller?",
        ControllerForm,
        lambda held: {"controller": held.controller},
        _same,
        "The organisation that decides why and how the information is used.",
    ),
    "lead": Question(
        "Who is the data protection lead?",
        LeadForm,
        lambda held: {"lead": held.lead},
        _same,
    ),
    "amber": Question(
        "How long does a lapsed signature stay open?",
        AmberForm,
        lambda held: {"amber_days": held.amber_days},
        _same,
    ),
    "concern-days": Question(
        "For how long is the text of a concern kept at most?",
        ConcernDaysForm,
        lambda held: {"concern_days": held.concern_days},
        _same,
        "Then it is erased, whatever has become of the concern. It goes earlier when the "
        "concern is done, or has been taken up by whoever it was sent on to.",
    ),
}


@require_safe
def restricted(request: SignedInRequest) -> HttpResponse:
    """What is recorded, what is missing, and the switch."""
    require_officer(request.user)
    on = localdate()
    found = preconditions(on)
    context = {
        "preconditions": found,
        "missing": sum(not one.is_met for one in found),
        "is_on": restricted_is_on(on),
        "is_switched_on": safeguards().restricted_on,
        "amber_days": safeguards().amber_days,
        "concerns_on": concerns_are_on(on),
        "concerns_switched_on": safeguards().concerns_on,
        "concern_days": safeguards().concern_days,
        "questions": QUESTIONS,
    }
    return render(request, "agreements/restricted.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record_safeguard(request: SignedInRequest, what: str) -> HttpResponse:
    """Record one of the safeguards."""
    require_officer(request.user)
    question = QUESTIONS.get(what)
    if question is None:
        raise Http404
    form = question.form(request.POST or None, initial=question.initial(safeguards()))
    if form.is_valid():
        kept = question.kept(form.cleaned_data)
        change_safeguards(by=request.user, now=now(), **kept)
        messages.success(request, "Recorded")
        return redirect("restricted")
    page = FormPage(question.title, "Record it", "restricted", "Restricted text",
                    intro=question.intro)  # fmt: skip
    return page.answer(request, form)


@require_POST
def switch(request: SignedInRequest, to: str) -> HttpResponse:
    """Switch restricted text on or off."""
    require_officer(request.user)
    turn = switch_on_restricted if to == "on" else switch_off_restricted
    carry_out(request, lambda: turn(by=request.user, now=now()), f"Restricted text is {to}")
    return redirect("restricted")


@require_POST
def switch_concerns(request: SignedInRequest, to: str) -> HttpResponse:
    """Switch concerns on or off."""
    require_officer(request.user)
    turn = switch_on_concerns if to == "on" else switch_off_concerns
    carry_out(request, lambda: turn(by=request.user, now=now()), f"Concerns are {to}")
    return redirect("restricted")
