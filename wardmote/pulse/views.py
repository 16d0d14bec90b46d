"""The question to a member, the results, and what is changed because of them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wardmote.groups.access import require_officer
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal, carry_out, get_or_post, posted
from wardmote.people.views import problem
from wardmote.preelection.forms import AskForm
from wardmote.preelection.queries import standing_of
from wardmote.pulse.access import reads_answers, require_member, require_results
from wardmote.pulse.forms import AdjustmentForm, AnswerForm, DismissForm
from wardmote.pulse.jobs import mail_all
from wardmote.pulse.links import opened
from wardmote.pulse.models import Dismissal, Pulse, PulseAnswer, PulseQuestion
from wardmote.pulse.pictures import trend
from wardmote.pulse.queries import (
    adjusted,
    answer_lines,
    answer_of,
    earlier_answers,
    open_suggestions,
    piece_of,
    pulse_lines,
    question_for,
    sitting_members,
    suggestion_for,
    ward_choices,
    ward_names,
)
from wardmote.pulse.rules import (
    ASKED,
    FEWEST_SHOWN,
    Direction,
    Said,
    Suggests,
    closes_on,
    is_open,
    is_skipped,
)
from wardmote.pulse.usecases import (
    Change,
    answer_by_link,
    answer_pulse,
    ask_to_open,
    dismiss_suggestion,
    log_adjustment,
    open_pulse,
)

MEMBER = "Not public: you and the partnership officer"
BOARD = "OFFICIAL: partnership officer and Board"
OFFICER = "OFFICIAL-SENSITIVE: partnership officer"


def _said(form: AnswerForm) -> tuple[Said, str]:
    given = form.cleaned_data
    return Said(given["score"], given["wish"]), given["why"]


def _start(answer: PulseAnswer | None) -> dict[str, object]:
    if answer is None:
        return {}
    return {"score": answer.score, "wish": answer.wish, "why": answer.why}


def _asked(question: PulseQuestion) -> dict[str, object]:
    """What the page says of a question: its quarter, its wards, until when."""
    names = ward_names(question.wards)
    return {
        "question": question,
        "quarter": question.pulse.period,
        "wards": [names[code] for code in question.wards],
        "fewest": FEWEST_SHOWN,
    }


@get_or_post
def my_pulse(request: SignedInRequest) -> HttpResponse:
    """The question of the quarter to a member, and what they said before."""
    require_member(request.user)
    question, today = question_for(request.user), localdate()
    open_now = question is not None and is_open(question.pulse.closes_on, today)
    answer = answer_of(question) if question else None
    form = AnswerForm(posted(request), initial=_start(answer))
    status = 200
    if request.method == "POST":
        if question is None:
            raise Http404
        if form.is_valid():
            try:
                answer_pulse(question.pk, *_said(form), by=request.user, now=now())
            except RuleBroken as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, "Thank you. Your answer is kept")
                return redirect("pulse")
        status = 422
    context = {
        "marking": MEMBER,
        "form": form,
        "is_open": open_now,
        "answer": answer,
        "earlier": earlier_answers(request.user, question),
        **(_asked(question) if question else {}),
    }
    return render(request, "pulse/mine.html", context, status=status)


@login_not_required
@never_cache
@get_or_post
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """The one question for the one member; nothing that was said before is shown."""
    try:
        question = opened(token, localdate())
    except RuleBroken as refusal:
        return problem(request, 410, "This link cannot be used", str(refusal))
    form, status, is_told = AnswerForm(posted(request)), 200, False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                answer_by_link(token, *_said(form), now=now())
            except RuleBroken as refusal:
                add_refusal(form, refusal)
            else:
                status, is_told = 200, True
    context = {
        "form": form,
        "is_told": is_told,
        "answer": answer_of(question),
        "is_link": True,
        **_asked(question),
    }
    return render(request, "pulse/link.html", context, status=status)


@require_safe
def results(request: SignedInRequest) -> HttpResponse:
    """The district for the Board; for the officer each answer of one quarter, too."""
    require_results(request.user)
    today = localdate()
    is_officer = reads_answers(request.user, today)
    lines = pulse_lines(today)
    current = Month.of(today).quarter
    context: dict[str, object] = {
        "marking": OFFICER if is_officer else BOARD,
        "lines": lines,
        "shown": next((one for one in lines if one.mean is not None), None),
        "trend": trend(lines),
        "fewest": FEWEST_SHOWN,
        "is_officer": is_officer,
    }
    if is_officer:
        may_ask = all(one.quarter != current for one in lines)
        standing = standing_of(piece_of(current), today)
        pulse = _chosen(request.GET.get("quarter", ""))
        asked = answer_lines(pulse) if pulse else []
        context |= {
            "may_ask": may_ask and standing.may_go_out,
            "is_unasked": may_ask,
            "standing": standing if may_ask else None,
            "is_skipped": bool(standing.until and is_skipped(current, standing.until)),
            "current": current,
            "to_ask": len(sitting_members(today)),
            "until": closes_on(today),
            "chosen": pulse.period if pulse else None,
            "answers": [one for one in asked if one.answer],
            "silent": [one.member for one in asked if not one.answer],
        }
    return render(request, "pulse/results.html", context)


def _chosen(wanted: str) -> Pulse | None:
    """The quarter asked for, else the newest."""
    pulses = Pulse.objects.all()
    return next((one for one in pulses if one.quarter == wanted), None) or pulses.first()


@require_POST
def open_question(request: SignedInRequest) -> HttpResponse:
    """Ask this quarter's question."""
    require_officer(request.user)

    def deed() -> None:
        open_pulse(by=request.user, now=now())
        if settings.MAIL_IS_ON:
            mail_all.enqueue()

    carry_out(request, deed, "The question is asked")
    return redirect("pulse-results")


@get_or_post
def ask_for_go_ahead(request: SignedInRequest) -> HttpResponse:
    """Ask the monitoring officer whether the question may be asked before the poll."""
    require_officer(request.user)
    form = AskForm(posted(request))
    page = FormPage(
        "Ask for the go-ahead",
        "Ask the monitoring officer",
        reverse("pulse-results"),
        "Pulse",
        f"The question of {Month.of(localdate()).quarter.words}",
        ASKED,
        OFFICER,
    )

    def deed() -> None:
        ask_to_open(form.cleaned_data["why"], by=request.user, now=now())

    return page.ask(request, form, deed, "Asked. You see the answer on this page")


@require_safe
def adjustments(request: SignedInRequest) -> HttpResponse:
    """What was changed, and whether the score moved; for the officer what is suggested."""
    require_results(request.user)
    today = localdate()
    is_officer = reads_answers(request.user, today)
    context = {
        "marking": OFFICER if is_officer else BOARD,
        "is_officer": is_officer,
        "log": adjusted(today, for_officer=is_officer),
        "suggestions": open_suggestions() if is_officer else (),
        "dismissed": _dismissed() if is_officer else (),
    }
    return render(request, "pulse/adjustments.html", context)


def _dismissed() -> list[dict[str, object]]:
    found = list(Dismissal.objects.select_related("by", "pulse"))
    names = ward_names(one.ward for one in found)
    return [{"dismissal": one, "name": names[one.ward]} for one in found]


@get_or_post
def adjust(request: SignedInRequest) -> HttpResponse:
    """Log an adjustment; with `?ward=` the one that answers a suggestion."""
    require_officer(request.user)
    wards = ward_choices()
    wanted = request.GET.get("ward", "")
    waits = suggestion_for(wanted) if wanted in wards else None
    start = {"ward": wanted if wanted in wards else ""}
    if waits and waits.suggests in (Suggests.MORE, Suggests.LESS):
        start["direction"] = str(waits.suggests)
    form = AdjustmentForm(posted(request), wards=wards, initial=start)
    page = FormPage(
        "Log an adjustment",
        "Log it",
        reverse("pulse-adjustments"),
        "Adjustments",
        waits.name if waits else "",
        f"{waits.words}." if waits else "",
        OFFICER,
    )

    def deed() -> None:
        given = form.cleaned_data
        said = {name: given[name] for name in ("ward", "what", "reason", "often")}
        change = Change(direction=Direction(given["direction"]), **said)
        log_adjustment(change, by=request.user, now=now(), checked=given["checked"])

    return page.ask(request, form, deed, "Logged")


@get_or_post
def dismiss(request: SignedInRequest, code: str) -> HttpResponse:
    """Decide against a suggestion, with a reason."""
    require_officer(request.user)
    waits = suggestion_for(code)
    if waits is None:
        raise Http404
    form = DismissForm(posted(request), initial={"shown": str(waits.suggests)})
    page = FormPage(
        "Dismiss this suggestion",
        "Dismiss it",
        reverse("pulse-adjustments"),
        "Adjustments",
        waits.name,
        f"{waits.words}.",
        OFFICER,
    )

    def deed() -> None:
        given = form.cleaned_data
        dismiss_suggestion(code, given["shown"], given["reason"], by=request.user, now=now())

    return page.ask(request, form, deed, "Dismissed")
