"""What is let out about an issue: asked for, cleared by a second person, taken back."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now

from wardmote.groups.naming import found_in
from wardmote.issues.access import Readable, issue_for, require_act, require_had
from wardmote.issues.clearing import Ruling, may_rule
from wardmote.issues.forms.deciding import (
    ClearForm,
    EveryoneForm,
    ReleaseForm,
    WithdrawForm,
)
from wardmote.issues.models import Clearance
from wardmote.issues.noticing import notice_page
from wardmote.issues.publicity import piece_of
from wardmote.issues.queries import partner_text, released
from wardmote.issues.usecases.releasing import (
    ask_for_everyone,
    ask_issue_go_ahead,
    ask_to_release,
    draft_of,
    rule_on,
    second_of,
    take_back,
)
from wardmote.issues.views.common import ask, question
from wardmote.issues.views.reading import opened
from wardmote.kernel.markings import RESTRICTED
from wardmote.kernel.numbers import and_list
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import get_or_post, posted
from wardmote.preelection.forms import AskForm
from wardmote.preelection.queries import standing_of
from wardmote.releases.models import Release
from wardmote.releases.rules import Audience


@get_or_post
def release_issue(request: SignedInRequest, number: str) -> HttpResponse:
    """Write what councillors may know; `?to=public`: let everyone read what they read."""
    found = issue_for(request.user, number)
    require_act(found.reader, found.issue)
    standing = released(found.issue, Audience.MEMBERS).first()
    if request.GET.get("to") == Audience.PUBLIC:
        return _to_everyone(request, found, standing)
    has_wards = found.issue.wards.exists()
    start = {"text": standing.content["text"]} if standing else {}
    form = ReleaseForm(posted(request), initial=start, has_wards=has_wards)
    first = "Councillors of its wards read it first, then everyone can. " if has_wards else ""
    page = question(
        found,
        "Release words about this issue",
        "Put before a second person",
        f"{first}Title, number and wards go with it. Nothing leaves before another person has "
        "cleared it.",
    )

    def deed() -> None:
        ask_to_release(found.issue.pk, **form.cleaned_data, by=request.user, now=now())

    return ask(request, page, form, deed, "It waits for a second person")


def _to_everyone(
    request: SignedInRequest, found: Readable, standing: Release | None
) -> HttpResponse:
    """The councillors' words as they are: other words go to the councillors first."""
    if standing is None:
        raise Http404
    form = EveryoneForm(posted(request), initial={"shown": standing.pk})
    page = question(
        found,
        "Let everyone read these words?",
        "Put before a second person",
        "They are what its councillors read, and stay as they are. Other words go to the "
        "councillors first. Nothing leaves before another person has cleared it.",
    )
    page = replace(page, template="issues/for_everyone.html")

    def deed() -> None:
        ask_for_everyone(found.issue.pk, **form.cleaned_data, by=request.user, now=now())

    return ask(request, page, form, deed, "It waits for a second person", said=standing.content)


@get_or_post
def clear(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Let the words out, or say what has to be mended."""
    found, held = _to_clear(request, number, pk)
    shown = draft_of(found.issue, held.text, Audience(held.audience)).digest
    start = {"shown": shown}
    form = ClearForm(posted(request), initial=start, has_waited=_has_waited(held))
    page = question(found, "May these words be released?", "Save")
    page = replace(page, template="issues/clear.html")

    def deed() -> None:
        rule_on(held.pk, **form.cleaned_data, by=request.user, now=now())

    if form.is_valid():
        return ask(request, page, form, deed, _done(held, form), **_beside(held))
    secrets, refusal = opened(request, found)
    if secrets:
        page = replace(page, marking=RESTRICTED)
    beside = _beside(held) | {"secrets": secrets, "refusal": refusal}
    return ask(request, page, form, deed, "", **beside)


def _done(held: Clearance, form: ClearForm) -> str:
    """What happened, and who reads it now."""
    if form.cleaned_data["ruling"] is Ruling.REFUSED:
        return f"Not released. {held.by} reads what has to be mended"
    return f"Released: {_readers(held)} can read it now"


def _readers(held: Clearance) -> str:
    if held.audience == Audience.PUBLIC:
        return "everyone"
    named = draft_of(held.issue, held.text, Audience.MEMBERS).content["wards"]
    names = [str(one["name"]) for one in named]
    return f"the councillors of {and_list(names)}" if names else "all councillors"


def _beside(held: Clearance) -> dict[str, object]:
    """The release as its readers would get it, and what whoever decides on it needs."""
    issue, audience = held.issue, Audience(held.audience)
    piece = piece_of(held)
    said = draft_of(issue, held.text, audience).content
    return {
        "held": held,
        "said": said,
        "readers": _readers(held),
        "stands": [one for to in Audience for one in released(issue, to)],
        "partner_text": partner_text(issue),
        "traces": found_in(f"{said['title']}. {held.text}"),
        "page_of_notice": notice_page(issue, localdate()) if piece else None,
        "standing": standing_of(piece, localdate()) if piece else None,
    }


def _to_clear(request: SignedInRequest, number: str, pk: int) -> tuple[Readable, Clearance]:
    """The words, for whoever may be their second person."""
    found = issue_for(request.user, number)
    held = get_object_or_404(found.issue.clearances.select_related("by", "issue"), pk=pk)
    if not may_rule(second_of(found.reader, found.issue), held.by_id):
        raise PermissionDenied("Another person must clear these words")
    return found, held


@get_or_post
def go_ahead(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Before an election: why these words should go out before the poll."""
    found, held = _to_clear(request, number, pk)
    if piece_of(held) is None or not held.is_open:
        raise Http404
    page = question(
        found,
        "Ask the monitoring officer for the go-ahead",
        "Ask",
        "They read the title and the words, and answer for exactly these.",
    )
    form = AskForm(posted(request))

    def deed() -> None:
        ask_issue_go_ahead(pk, form.cleaned_data["why"], by=request.user, now=now())

    return ask(request, page, form, deed, "Asked: the monitoring officer answers with a reason")


def _has_waited(held: Clearance) -> bool:
    """Whether nobody has to say why it cannot wait."""
    is_public = held.audience == Audience.PUBLIC
    return not is_public or notice_page(held.issue, localdate()).may_publish


@get_or_post
def take_back_release(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Withdraw what stands, with a reason."""
    found = issue_for(request.user, number)
    require_had(found.reader, found.issue)
    if not any(
        one.pk == pk for audience in Audience for one in released(found.issue, audience)
    ):
        raise Http404
    form = WithdrawForm(posted(request))
    page = question(
        found,
        "Withdraw these words",
        "Withdraw",
        "They are gone from every page at the next click. A note stays that something was "
        "withdrawn, and why.",
    )

    def deed() -> None:
        take_back(pk, **form.cleaned_data, by=request.user, now=now())

    return ask(request, page, form, deed, "Withdrawn")
