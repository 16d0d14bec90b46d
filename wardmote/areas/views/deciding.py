"""Deciding on an area, proposing one on judgment, and saying who leads on a flag."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, now

from wardmote.areas.access import require_decider, require_proposer
from wardmote.areas.forms import DecideForm, JudgmentForm, LedElsewhereForm
from wardmote.areas.lines import AreaLine
from wardmote.areas.queries import area_line
from wardmote.areas.usecases import (
    confirm,
    leave_to_others,
    override,
    propose_on_judgment,
)
from wardmote.areas.views.common import (
    chosen_quarter,
    name_or_404,
    partner_page,
    show,
)
from wardmote.flags.queries import flags_for
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import get_or_post, posted
from wardmote.places.queries import wards as our_wards


@get_or_post
@partner_page
def decide(request: SignedInRequest, code: str) -> HttpResponse:
    """Confirm what is proposed for a ward, or override it with a reason."""
    name = name_or_404(code)
    require_decider(request.user, localdate())
    quarter = chosen_quarter(request)
    line = area_line(code, name, quarter)
    start = {
        "category": line.decided or line.proposed or line.before,
        "work": line.work,
        "seen": line.version,
    }
    form = DecideForm(posted(request), initial=start)
    if form.is_valid() and _decided(form, line, quarter, request):
        return redirect(f"{reverse('areas')}?quarter={quarter}")
    found = flags_for(quarter)
    context = {
        "code": code,
        "name": name,
        "quarter": quarter,
        "line": line,
        "form": form,
        "sentences": [
            found.sentence(flag)
            for flag in found.of_ward(code)
            if flag.flagged and found.datasets[flag.dataset].is_police
        ],
    }
    return show(request, "areas/decide.html", context, status=422 if form.errors else 200)


def _decided(form: Form, line: AreaLine, quarter: Quarter, request: SignedInRequest) -> bool:
    """Record the decision; False, with the refusal on the form, if a rule is broken."""
    category, reason = form.cleaned_data["category"], form.cleaned_data["reason"]
    said = {"reason": reason, "seen": form.cleaned_data["seen"]}
    work = form.cleaned_data["work"] if "work" in request.POST else None
    by, at = request.user, now()
    try:
        if line.proposed == category and line.decided is None:
            made = confirm(line.code, quarter, work=work, by=by, now=at, **said)
        else:
            made = override(
                line.code, quarter, category=category, work=work, by=by, now=at, **said
            )
    except RuleBroken as refusal:
        form.add_error(refusal.about, str(refusal))
        return False
    messages.success(
        request, f"{line.name}: {made.get_category_display()}, {made.get_kind_display()}"
    )
    return True


@get_or_post
@partner_page
def judgment(request: SignedInRequest) -> HttpResponse:
    """Propose a ward for what is not in the data."""
    require_proposer(request.user, localdate())
    quarter = chosen_quarter(request)
    named = list(our_wards().order_by("name").values_list("code", "name"))
    start = {"ward": request.GET.get("ward", "")}
    form = JudgmentForm(posted(request), wards=named, initial=start)
    if form.is_valid():
        try:
            made = propose_on_judgment(
                form.cleaned_data["ward"],
                quarter,
                category=form.cleaned_data["category"],
                reason=form.cleaned_data["reason"],
                by=request.user,
                now=now(),
            )
        except RuleBroken as refusal:
            form.add_error(refusal.about, str(refusal))
        else:
            messages.success(request, f"Proposed: {dict(named)[made.ward]}, to be decided")
            return redirect(f"{reverse('areas')}?quarter={quarter}")
    context = {"form": form, "quarter": quarter}
    status = 422 if form.errors else 200
    return show(request, "areas/judgment.html", context, status=status)


@get_or_post
@partner_page
def led_elsewhere(request: SignedInRequest, code: str) -> HttpResponse:
    """Say who leads on a ward's flag where it is not the partnership's to affect."""
    name = name_or_404(code)
    require_decider(request.user, localdate())
    quarter = chosen_quarter(request)
    found = flags_for(quarter)
    flags = [
        (flag.dataset, found.datasets[flag.dataset].name)
        for flag in found.of_ward(code)
        if flag.flagged
    ]
    start = {"dataset": request.GET.get("dataset", "")}
    form = LedElsewhereForm(posted(request), flags=flags, initial=start)
    if form.is_valid():
        try:
            mark = leave_to_others(
                code, since=quarter, by=request.user, now=now(), **form.cleaned_data
            )
        except RuleBroken as refusal:
            form.add_error(refusal.about, str(refusal))
        else:
            messages.success(request, f"{dict(flags)[mark.dataset]} is led elsewhere")
            return redirect("area", code)
    context = {"form": form, "code": code, "name": name, "quarter": quarter, "flags": flags}
    status = 422 if form.errors else 200
    return show(request, "areas/led_elsewhere.html", context, status=status)
