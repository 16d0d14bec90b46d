"""The unblock desk: asking, what waits for an answer, answering."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.agreements.access import may_read_partner
from wardmote.groups.models import Group
from wardmote.groups.queries import groups_of, routes_from
from wardmote.issues.access import issue_for, require_act
from wardmote.issues.asks import asks_of, waiting_asks
from wardmote.issues.forms.deciding import AnswerForm, AskForm, TakeBackForm
from wardmote.issues.rules import Asking
from wardmote.issues.usecases.unblocking import (
    answer_ask,
    ask_to_unblock,
    may_answer,
    require_answerer,
    take_ask_back,
)
from wardmote.issues.views.common import ask, question
from wardmote.people.access import SignedInRequest
from wardmote.people.models import User
from wardmote.people.pages import FormPage, get_or_post, posted
from wardmote.places.queries import is_councillor

DESK_MARKING = "OFFICIAL: the groups asked, councillors on them included"


@get_or_post
def ask_new(request: SignedInRequest, number: str) -> HttpResponse:
    """Ask a group that can unblock for what is needed."""
    found = issue_for(request.user, number)
    require_act(found.reader, found.issue)
    onward = routes_from(found.issue.holder, localdate()).filter(unblocks=True)
    groups = [(route.taker_id, str(route.taker)) for route in onward]
    start = {"of": groups[0][0]} if len(groups) == 1 else {}
    form = AskForm(posted(request), initial=start, groups=groups)
    page = question(found, "Ask to unblock this issue", "Ask")

    def deed() -> None:
        given = dict(form.cleaned_data)
        checked = given.pop("checked")
        ask_to_unblock(
            found.issue.pk, Asking(**given), by=request.user, now=now(), checked=checked
        )

    return ask(request, page, form, deed, "Asked. It waits on the unblock desk")


@get_or_post
def take_back(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Say that no answer is needed any more, and why."""
    found = issue_for(request.user, number)
    require_act(found.reader, found.issue)
    held = found.issue.asks.filter(pk=pk, answered_at=None).select_related("of").first()
    if held is None:
        raise Http404
    form = TakeBackForm(posted(request))
    asked = f"{held.of} is asked: {held.text} It leaves the unblock desk and waits no longer."
    page = question(found, "Take this ask back", "Take it back", asked)

    def deed() -> None:
        take_ask_back(held.pk, **form.cleaned_data, by=request.user, now=now())

    return ask(request, page, form, deed, "Taken back. The asked group can read why")


def groups_to_show(user: User) -> set[int]:
    """Whose asks this person reads: agencies that signed, all; councillors, of their groups.

    An ask is written to be read by councillors on the asked group; an organisation that
    never signed reads none.
    """
    today = localdate()
    if may_read_partner(user, today):
        return set(Group.objects.values_list("pk", flat=True))
    if user.is_active and is_councillor(user, today):
        return groups_of(user, today)
    return set()


@require_safe
def unblock_desk(request: SignedInRequest) -> HttpResponse:
    """What waits for an answer, the longest first; what was answered lately."""
    groups = groups_to_show(request.user)
    if not groups:
        raise Http404
    today = localdate()
    waiting = waiting_asks(groups, today)
    answered = asks_of(groups).exclude(answered_at=None).order_by("-answered_at")[:20]
    context = {
        "marking": DESK_MARKING,
        "waiting": [(one, may_answer(request.user, one.ask, now())) for one in waiting],
        "late": sum(one.is_late for one in waiting),
        "answered": answered,
        "opens_issues": may_read_partner(request.user, today),
    }
    return render(request, "issues/unblock_desk.html", context)


@get_or_post
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer one ask."""
    found = asks_of(groups_to_show(request.user)).filter(pk=pk).first()
    if found is None:
        raise Http404
    require_answerer(request.user, found, now())
    form = AnswerForm(posted(request))
    page = FormPage(
        "Answer an ask",
        "Answer",
        reverse("unblock-desk"),
        "Unblock desk",
        caption=f"{found.issue.number} {found.issue.title}",
        intro=f"{found.asked_by_group} asks: {found.text} Needed from {found.needed_from}.",
        marking=DESK_MARKING,
    )

    def deed() -> None:
        answer_ask(found.pk, **form.cleaned_data, by=request.user, now=now())

    return ask(request, page, form, deed, "Answered. The answer stands on the issue")
