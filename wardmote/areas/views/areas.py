"""The quarter's proposals and decisions, and one area's history."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.areas.access import may_decide, may_propose, require_proposer
from wardmote.areas.figures import spells_until, timeline
from wardmote.areas.lines import AreaLine
from wardmote.areas.marks import marks_in, marks_of
from wardmote.areas.models import Proposal
from wardmote.areas.queries import area_line, areas_for, decisions_of, thresholds, waiting_for
from wardmote.areas.readers import Reader
from wardmote.areas.rules import CATEGORY_NAMES, Category, Rule
from wardmote.areas.usecases import propose_quarter
from wardmote.areas.views.common import (
    chosen_quarter,
    name_or_404,
    partner_page,
    quarters_newest_first,
    reader_of,
    show,
)
from wardmote.areas.wording import rules_in_words, steadying_in_words
from wardmote.groups.access import works_in_office
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Quarter
from wardmote.people.access import SignedInRequest


@require_safe
@partner_page
def areas(request: SignedInRequest) -> HttpResponse:
    """The quarter: what is proposed first, then areas that go on, then the rest."""
    quarter, reader = chosen_quarter(request), reader_of(request)
    lines = areas_for(quarter, whole=reader.sees_reasons)
    waiting = [line for line in lines if line.is_change]
    waiting.sort(key=lambda line: (-line.counted, line.name))
    decided = [line for line in lines if line.decided is not None]
    going_on = [line for line in lines if line.is_live and line not in waiting + decided]
    spells = spells_until(quarter, with_proposed=reader.sees_reasons)
    names = {line.code: line.name for line in lines if line.code in spells}
    on, numbers = localdate(), thresholds()
    context = {
        "quarter": quarter,
        "quarters": quarters_newest_first(),
        "reader": reader,
        "title": _title(quarter, lines, waiting, reader),
        "waiting": waiting,
        "decided": decided,
        "going_on": going_on,
        "rest": [line for line in lines if line not in waiting + decided + going_on],
        "is_proposed": any(line.proposed for line in lines),
        "live": sum(line.is_live for line in lines),
        "timeline": timeline(names, quarter, "Priority areas by quarter", spells)
        if names
        else None,
        "rules": rules_in_words(numbers),
        "steadying": steadying_in_words(numbers),
        "cap": numbers.area_cap,
        "deep_dives": [line for line in lines if line.deep_dive],
        "marks": marks_in(quarter, whole=reader.sees_reasons),
        "may_decide": may_decide(request.user, on),
        "may_propose": may_propose(request.user, on),
        "may_set": works_in_office(request.user, on),
    }
    return show(request, "areas/areas.html", context)


def _title(
    quarter: Quarter, lines: list[AreaLine], waiting: list[AreaLine], reader: Reader
) -> str:
    live = plural(sum(line.is_live for line in lines), "priority area")
    if waiting:
        many = plural(len(waiting), "proposal waits", "proposals wait")
        return f"{many} for a decision; {live} now"
    if not reader.sees_reasons:
        return f"{live} in {quarter.words}"
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
    changes = len(waiting_for(quarter))
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
    quarter, reader = chosen_quarter(request), reader_of(request)
    spells = spells_until(quarter, with_proposed=reader.sees_reasons)
    line = area_line(code, name, quarter, whole=reader.sees_reasons)
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
        "reader": reader,
        "proposals": _proposals(code, reader),
        "marks": marks_of(code, localdate(), whole=reader.sees_reasons),
        "may_decide": may_decide(request.user, localdate()),
    }
    return show(request, "areas/area.html", context)


def _proposals(code: str, reader: Reader) -> QuerySet[Proposal]:
    found = Proposal.objects.filter(ward=code).order_by("-quarter")
    return found if reader.sees_reasons else found.filter(rule=Rule.JUDGMENT)


def _standing(line: AreaLine) -> str:
    name = CATEGORY_NAMES[line.current]
    if line.current is Category.OFF or line.since is None:
        return name[:1].lower() + name[1:]
    return f"{name} since {line.since.months[0].words}"
