"""Writing a survey, looking at it as the public will, opening it, stopping it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.markings import OFFICE
from wardmote.kernel.numbers import key_of
from wardmote.kernel.personal import PointsToPerson
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal, carry_out, get_or_post, posted
from wardmote.preelection.queries import monitoring_officer
from wardmote.surveys.access import (
    Asker,
    require_asker,
    run_survey,
    survey_for,
    surveys_of,
)
from wardmote.surveys.clearance import pauses_of
from wardmote.surveys.forms import AnswerForm, PlanForm, QuestionForm
from wardmote.surveys.models import Survey
from wardmote.surveys.queries import place_names, questions_of, released
from wardmote.surveys.rules import MOST_QUESTIONS, OPENED, WRITTEN, Asks, State
from wardmote.surveys.usecases import (
    Plan,
    change_survey,
    drop_question,
    hand_in,
    make_survey,
    move_question,
    open_survey,
    put_question,
    stop_survey,
)
from wardmote.surveys.views.clearing import held_now

ASKERS = "Not public: who made the survey and the partnership officer"


@require_safe
def surveys(request: SignedInRequest) -> HttpResponse:
    """All that this person may know of, and a way to begin one."""
    asker = require_asker(request.user)
    context = {"marking": _marking(asker), "surveys": surveys_of(asker), "asker": asker}
    return render(request, "surveys/surveys.html", context)


def _marking(asker: Asker) -> str:
    return OFFICE if asker.is_officer else ASKERS


@get_or_post
def new_survey(request: SignedInRequest) -> HttpResponse:
    """What it is about, before its questions."""
    asker = require_asker(request.user)
    form = PlanForm(posted(request), places=asker.places, initial={"opens_on": localdate()})
    page = FormPage("Make a survey", "Go on to its questions", "surveys", "Surveys",
                    marking=_marking(asker))  # fmt: skip
    if not form.is_valid():
        return page.answer(request, form)
    try:
        checked = form.cleaned_data["checked"]
        made = make_survey(_plan(form), by=request.user, now=now(), checked=checked)
    except RuleBroken as refusal:
        _refused(form, refusal)
        return page.answer(request, form)
    messages.success(request, "Kept as a draft. Now add its questions")
    return redirect("survey", made.pk)


def _plan(form: PlanForm) -> Plan:
    given = form.cleaned_data
    names = ("title", "why", "use", "opens_on", "closes_on")
    return Plan(places=tuple(given["places"]), **{name: given[name] for name in names})


def _refused(form: PlanForm, refusal: RuleBroken) -> None:
    if isinstance(refusal, PointsToPerson):
        form.ask_whether_checked()
    add_refusal(form, refusal)


@require_safe
def survey(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where it stands, what it asks, and the next thing to do."""
    asker, found = survey_for(request.user, pk)
    state = found.state(localdate())
    is_open = state in OPENED
    questions = questions_of(found)
    context: dict[str, Any] = {
        "marking": _marking(asker),
        "survey": found,
        "asker": asker,
        "questions": questions,
        "most": MOST_QUESTIONS,
        "is_written": state in WRITTEN,
        "waits": state is State.WAITS,
        "may_hand_in": found.by_clerk and state is State.DRAFT and not asker.is_officer,
        "may_open": asker.is_officer and _opens(found, state, asker),
        "is_open": is_open,
        "held": held_now(found),
        "pauses": pauses_of(found, localdate()) if is_open else [],
        "is_named": monitoring_officer() is not None,
        "told": released(found),
        "link": _link(request, found) if is_open else "",
    }
    return render(request, "surveys/survey.html", context)


def _opens(found: Survey, state: State, asker: Asker) -> bool:
    if found.by_clerk:
        return state is State.WAITS and found.by_id != asker.user.pk
    return state in WRITTEN


def _link(request: SignedInRequest, found: Survey) -> str:
    return request.build_absolute_uri(reverse("answer-survey", args=[found.key]))


def _written(request: SignedInRequest, pk: int) -> tuple[Asker, Survey]:
    """A survey that can still be changed; a 404 for one that is frozen."""
    asker, found = survey_for(request.user, pk)
    if found.state(localdate()) not in WRITTEN:
        raise Http404
    return asker, found


@get_or_post
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same answers as when it was begun."""
    asker, found = _written(request, pk)
    names = ("title", "why", "use", "opens_on", "closes_on", "version")
    start = {name: getattr(found, name) for name in names}
    start["places"] = list(place_names(found))
    form = PlanForm(posted(request), places=asker.places, initial=start)
    page = FormPage("Change what it is about", "Save", reverse("survey", args=[pk]),
                    "Back to the survey", found.title, marking=_marking(asker))  # fmt: skip

    def deed() -> None:
        given = form.cleaned_data
        by = {"by": request.user, "now": now(), "checked": given["checked"]}
        change_survey(pk, given["version"] or 0, _plan(form), **by)

    return page.ask(request, form, deed, "Saved")


@get_or_post
def question(request: SignedInRequest, pk: int, number: int | None = None) -> HttpResponse:
    """Ask for a question, or for other words of this one."""
    asker, found = _written(request, pk)
    asked = questions_of(found)
    held = next((one for one in asked if one.number == number), None)
    if number is not None and held is None:
        raise Http404
    start: dict[str, Any] = {"version": found.version}
    if held:
        start |= {
            "text": held.text,
            "asks": held.asks.value,
            "options": "\n".join(held.options),
        }
    form = QuestionForm(posted(request), initial=start)
    title = f"Question {asked.index(held) + 1}" if held else "Add a question"
    page = FormPage(title, "Save", reverse("survey", args=[pk]), "Back to the survey",
                    found.title, marking=_marking(asker))  # fmt: skip

    def deed() -> None:
        given = form.cleaned_data
        by = {"by": request.user, "now": now(), "checked": given["checked"]}
        what = (Asks(given["asks"]), given["text"], form.listed())
        put_question(pk, given["version"], *what, number=number, **by)

    return page.ask(request, form, deed, "Saved")


@require_POST
def remove_question(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Take it out."""
    _require_question(request, pk, number)
    deed = partial(drop_question, pk, number=number, by=request.user, now=now())
    return _press(request, pk, "Taken out", deed, at="#questions")


@require_POST
def move(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One place up or down."""
    _require_question(request, pk, number)
    is_up = request.POST.get("to") == "up"
    deed = partial(move_question, pk, number=number, up=is_up, by=request.user, now=now())
    return _press(request, pk, "Moved", deed, at="#questions")


def _require_question(request: SignedInRequest, pk: int, number: int) -> None:
    """A 404 unless a survey that can still be changed asks it."""
    _, found = _written(request, pk)
    if not any(one.number == number for one in questions_of(found)):
        raise Http404


@require_safe
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page as the public will see it; nothing can be sent from here."""
    asker, found = survey_for(request.user, pk)
    form = AnswerForm(questions=questions_of(found), places=place_names(found))
    context = {"survey": found, "form": form, "is_preview": True, "marking": _marking(asker)}
    return render(request, "surveys/answer.html", context)


@require_POST
def hand_in_survey(request: SignedInRequest, pk: int) -> HttpResponse:
    """A clerk asks the officer to open it."""
    survey_for(request.user, pk)
    deed = partial(hand_in, pk, by=request.user, now=now())
    return _press(request, pk, "Handed in: an officer reads it and opens it", deed)


@require_POST
def open_it(request: SignedInRequest, pk: int) -> HttpResponse:
    """Freeze it and give it a link."""
    run_survey(request.user, pk)
    deed = partial(open_survey, pk, by=request.user, now=now())
    return _press(request, pk, "Opened: what it asks is frozen", deed)


@require_POST
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take no more answers."""
    run_survey(request.user, pk)
    deed = partial(stop_survey, pk, by=request.user, now=now())
    return _press(request, pk, "Stopped: it takes no more answers", deed)


def _press(
    request: SignedInRequest,
    pk: int,
    done: str,
    deed: Callable[[int], object],
    at: str = "",
) -> HttpResponse:
    """One button of the survey's page, as that page showed it; `at` is where on it."""
    version = key_of(request.POST.get("version", ""))
    carry_out(request, lambda: deed(version), done)
    return redirect(f"{reverse('survey', args=[pk])}{at}")
