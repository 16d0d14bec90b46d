"""Reading issues: all of them, one group's, and one whole."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.actions.access import reader_of as actor_of
from wardmote.actions.queries import from_source
from wardmote.actions.shown import lines
from wardmote.agreements.access import require_partner_text, sees_counts
from wardmote.groups.models import Group
from wardmote.groups.queries import routes_from
from wardmote.issues import queries
from wardmote.issues.access import (
    Readable,
    has_had,
    issue_for,
    readable,
    reader_of,
    restricted_texts,
)
from wardmote.issues.asks import ranked_list, waiting_asks
from wardmote.issues.boards import boards_of, group_board
from wardmote.issues.clearing import Ruling, may_rule
from wardmote.issues.drawn import drawn, headline, tables
from wardmote.issues.figure import figure_for
from wardmote.issues.hearing import hears_any
from wardmote.issues.lapsed import lapsed
from wardmote.issues.listing import listing
from wardmote.issues.moving import open_asks, quarters_of_work
from wardmote.issues.origins import came_from
from wardmote.issues.shown import shown
from wardmote.issues.usecases.reading import open_restricted
from wardmote.issues.usecases.releasing import second_of
from wardmote.issues.usecases.unblocking import may_answer
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.markings import PARTNERS, RESTRICTED
from wardmote.kernel.periods import Quarter
from wardmote.partnership.queries import this_partnership
from wardmote.people.access import SignedInRequest, gave_second_factor
from wardmote.releases.rules import Audience
from wardmote.restricted.queries import Opened


@require_safe
def issues(request: SignedInRequest) -> HttpResponse:
    """Every open issue by the group that has it, and what has been closed lately."""
    require_partner_text(request.user, localdate())
    reader = reader_of(request.user)
    boards = boards_of(reader, now())
    context = {
        "marking": PARTNERS,
        "boards": boards,
        "open": sum(one.open for one in boards),
        "asks": open_asks(reader).count(),
        "hears_concerns": hears_any(reader, now()),
    }
    return render(request, "issues/issues.html", context)


@require_safe
def figure(request: SignedInRequest) -> HttpResponse:
    """The figure of eight: what is where, what moved in a quarter, what is stuck."""
    require_partner_text(request.user, localdate())
    on = localdate()
    quarters = quarters_of_work(on)
    try:
        quarter = Quarter.parse(request.GET.get("quarter") or str(quarters[0]))
    except RuleBroken as refusal:
        raise Http404 from refusal
    found = figure_for(reader_of(request.user), quarter, on)
    held, moved = tables(found)
    context = {
        "marking": PARTNERS,
        "figure": found,
        "title": headline(found),
        "drawing": drawn(found),
        "held": held,
        "moved": moved,
        "quarter": quarter,
        "quarters": quarters,
        "stuck_after": this_partnership().issue_stuck_days,
    }
    return render(request, "issues/figure.html", context)


@require_safe
def figure_list(request: SignedInRequest) -> HttpResponse:
    """The issues behind one number of the figure."""
    require_partner_text(request.user, localdate())
    try:
        found = listing(reader_of(request.user), request.GET.dict(), localdate())
    except RuleBroken as refusal:
        raise Http404 from refusal
    quarter = request.GET.get("quarter", "")
    context = {"marking": PARTNERS, "listing": found, "quarter": quarter}
    return render(request, "issues/listing.html", context)


@require_safe
def group_issues(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a group is asked, its issues by state, and what became of those it sent on."""
    require_partner_text(request.user, localdate())
    group = get_object_or_404(Group, pk=pk)
    reader = reader_of(request.user)
    board = group_board(reader, group, now())
    sent = queries.sent_by(readable(reader), [group.pk], 0).select_related("holder")
    waiting = waiting_asks([group.pk], localdate())
    context = {
        "marking": PARTNERS,
        "board": board,
        "sent": sent,
        "waiting": [(one, may_answer(request.user, one.ask, now())) for one in waiting],
        "opens_issues": True,
    }
    return render(request, "issues/group.html", context)


@require_safe
def issue(request: SignedInRequest, number: str) -> HttpResponse:
    """One issue: where it is, its texts as far as they are this reader's, its journey."""
    found = issue_for(request.user, number)
    texts, refusal = opened(request, found)
    secret = {one.pk: one.text for one in texts}
    held = found.issue
    context = {
        "marking": RESTRICTED if secret else PARTNERS,
        "issue": held,
        "found": found,
        "wards": queries.wards_of(held),
        "came_from": came_from(held, sees_counts=sees_counts(request.user, localdate())),
        "partner_text": queries.partner_text(held),
        "earlier_texts": queries.earlier_texts(held),
        "refusal": refusal,
        "lapsed": lapsed(found),
        "steps": queries.journey(held, secret),
        "references": held.references.select_related("by"),
        "actions": lines(actor_of(request.user), from_source(held.subject), localdate()),
        "asks": held.asks.select_related("of"),
        "unblocks": routes_from(held.holder, localdate()).filter(unblocks=True).exists(),
        "may_reopen": not held.is_open and has_had(found.reader, held),
        **_ranked(found),
        **_let_out(found),
    }
    return render(request, "issues/issue.html", context)


def _ranked(found: Readable) -> dict[str, object]:
    """Its line of the list of the group that has it, and how many are on that."""
    held = found.issue
    if not held.is_open:
        return {}
    beside = readable(found.reader).filter(holder=held.holder, closed_at=None)
    lines = ranked_list(beside, this_partnership().issue_weights)
    own = next((one for one in lines if one.issue.pk == held.pk), None)
    return {"ranked": own, "ranked_among": len(lines)}


def _let_out(found: Readable) -> dict[str, object]:
    """What has been released, what waits to be, and what this reader may do about it."""
    held, reader = found.issue, found.reader
    newest = held.clearances.select_related("by", "ruled_by").first()
    waits = newest if newest and newest.is_open else None
    released = [one for to in Audience for one in queries.released(held, to)]
    public = [one.content["text"] for one in released if one.audience == Audience.PUBLIC]
    return {
        "released": released,
        "for_everyone": any(one.content["text"] not in public for one in released),
        "earlier_released": queries.earlier_released(held),
        "withdrawn": [
            (one, shown(one) if reader.is_officer else None) for one in queries.withdrawn(held)
        ],
        "waiting": waits,
        "refused": newest if newest and newest.ruling == Ruling.REFUSED else None,
        "may_clear": waits is not None and may_rule(second_of(reader, held), waits.by_id),
        "may_release": found.may_act,
        "may_withdraw": has_had(reader, held),
    }


def opened(request: SignedInRequest, found: Readable) -> tuple[list[Opened], str]:
    """The restricted texts, opened and the reading logged; or why not."""
    texts = restricted_texts(found)
    if not texts:
        return [], ""
    if not gave_second_factor(request):
        return [], "There is restricted text. Sign in with your second step to read it."
    try:
        return open_restricted(found, texts, by=request.user, now=now()), ""
    except RuleBroken as refusal:
        return [], str(refusal)
