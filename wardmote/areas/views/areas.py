"""The quarter's proposals and decisions, one area's history, and deciding on it."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wardmote.areas.access import may_decide, may_propose, require_decider, require_proposer
from wardmote.areas.figures import spells_until, timeline
from wardmote.areas.forms import DecideForm, JudgmentForm, LedElsewhereForm
from wardmote.areas.models import Proposal
from wardmote.areas.queries import AreaLine, area_line, areas_for, decisions_of, thresholds
from wardmote.areas.rules import CATEGORY_NAMES, Category
from wardmote.areas.usecases import (
    confirm,
    leave_to_others,
    override,
    propose_on_judgment,
    propose_quarter,
)
from wardmote.areas.views.common import (
    chosen_quarter,
    name_or_404,
    partner_page,
    posted,
    quarters_newest_first,
    show,
)
from wardmote.areas.wording import thresholds_in_words
from wardmote.flags.models import LedElsewhere
from wardmote.flags.queries import flags_for
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Quarter
from wardmote.people.access import SignedInRequest
from wardmote.places.queries import wards as our_wards

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@partner_page
def areas(request: SignedInRequest) -> HttpResponse:
    """The quarter: what is proposed first, then areas that go on, then the rest."""
    quarter = chosen_quarter(request)
    lines = areas_for(quarter)
    waiting = [line for line in lines if line.is_change]
    waiting.sort(key=lambda line: (-line.counted, line.name))
    decided = [line for line in lines if line.decided is not None]
    going_on = [line for line in lines if line.is_live and line not in waiting + decided]
    spells = spells_until(quarter)
    names = {line.code: line.name for line in lines if line.code in spells}
    on = localdate()
    context = {
        "quarter": quarter,
        "quarters": quarters_newest_first(),
        "title": _title(quarter, lines, waiting),
        "waiting": waiting,
        "decided": decided,
        "going_on": going_on,
        "rest": [line for line in lines if line not in waiting + decided + going_on],
        "is_proposed": any(line.proposed for line in lines),
        "live": sum(line.is_live for line in lines),
        "timeline": timeline(names, quarter, "Priority areas by quarter", spells)
        if names
        else None,
        "thresholds": thresholds_in_words(thresholds()),
        "cap": thresholds().area_cap,
        "may_decide": may_decide(request.user, on),
        "may_propose": may_propose(request.user, on),
    }
    return show(request, "areas/areas.html", context)


def _title(quarter: Quarter, lines: list[AreaLine], waiting: list[AreaLine]) -> str:
    live = plural(sum(line.is_live for line in lines), "priority area")
    if waiting:
        many = plural(len(waiting), "proposal waits", "proposals wait")
        return f"{many} for a decision; {live} now"
    if not any(line.proposed for line in lines):
        return f"{live}; nothing is proposed for {quarter.words} yet"
    return f"{live} in {quarter.words}; nothing waits for a decision"


@require_POST
@partner_page
def propose(request: SignedInRequest) -> HttpResponse:
    """Apply the rules to the quarter's figures."""
    require_proposer(request.user, localdate())
    try:
        quarter = Quarter.parse(request.POST.get("quarter", ""))
        made = propose_quarter(quarter, by=request.user, now=now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("areas")
    changes = sum(line.is_change for line in areas_for(quarter))
    messages.success(
        request,
        f"{plural(len(made), 'ward')} looked at: {plural(changes, 'change')} to decide",
    )
    return redirect(f"{reverse('areas')}?quarter={quarter}")


@require_safe
@partner_page
def area(request: SignedInRequest, code: str) -> HttpResponse:
    """One area through time: categories, proposals, decisions, what is led elsewhere."""
    name = name_or_404(code)
    quarter = chosen_quarter(request)
    spells = spells_until(quarter)
    line = area_line(code, name, quarter)
    context = {
        "code": code,
        "name": name,
        "quarter": quarter,
        "line": line,
        "title": f"{name}: {_standing(line)}",
        "timeline": timeline({code: name}, quarter, f"{name} by quarter", spells)
        if code in spells
        else None,
        "decisions": decisions_of(code),
        "proposals": Proposal.objects.filter(ward=code).order_by("-quarter"),
        "marks": LedElsewhere.objects.filter(ward=code).select_related("by"),
        "today": localdate(),
        "may_decide": may_decide(request.user, localdate()),
    }
    return show(request, "areas/area.html", context)


def _standing(line: AreaLine) -> str:
    name = CATEGORY_NAMES[line.current]
    if line.current is Category.OFF or line.since is None:
        return name[:1].lower() + name[1:]
    return f"{name} since {line.since.months[0].words}"


@get_or_post
@partner_page
def decide(request: SignedInRequest, code: str) -> HttpResponse:
    """Confirm what is proposed for a ward, or override it with a reason."""
    name = name_or_404(code)
    require_decider(request.user, localdate())
    quarter = chosen_quarter(request)
    line = area_line(code, name, quarter)
    start = {"category": line.decided or line.proposed or line.before, "seen": line.version}
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
    seen = form.cleaned_data["seen"]
    by, at = request.user, now()
    try:
        if line.proposed == category and line.decided is None:
            made = confirm(line.code, quarter, reason=reason, seen=seen, by=by, now=at)
        else:
            made = override(
                line.code,
                quarter,
                category=category,
                reason=reason,
                seen=seen,
                by=by,
                now=at,
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
