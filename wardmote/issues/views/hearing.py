"""The PSG reads what it was told, and deals with it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.agreements.queries import concerns_are_on, safeguards
from wardmote.issues.access import reader_of
from wardmote.issues.concerns import Onward, erase_at
from wardmote.issues.forms.concerns import (
    AnswerConcernForm,
    ClearAnswerForm,
    IssueFromConcernForm,
    SendOnForm,
)
from wardmote.issues.hearing import Heard, heard_concern, hears, hears_any
from wardmote.issues.rules import Origin, Reach
from wardmote.issues.usecases import hearing
from wardmote.issues.usecases.concerns import open_concern
from wardmote.issues.usecases.raising import Raised
from wardmote.issues.views.common import version_sent
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.markings import PARTNERS, RESTRICTED
from wardmote.partnership.queries import this_partnership
from wardmote.people.access import SignedInRequest, gave_second_factor
from wardmote.people.pages import FormPage, carry_out, get_or_post, posted
from wardmote.places.queries import wards
from wardmote.places.rules import Kind
from wardmote.places.shapes import wards_acted_for

SECOND_STEP = "Sign in with your second step to read it."
SHUT = "Its text is not open to you now."


@require_safe
def concerns(request: SignedInRequest) -> HttpResponse:
    """What councillors and clerks told the group: what is open, and what is done."""
    reader = reader_of(request.user)
    if not hears_any(reader, now()):
        raise PermissionDenied("Only the group that hears concerns can read this")
    found = list(hears(reader))
    context = {
        "marking": PARTNERS,
        "open": [one for one in found if one.is_open],
        "done": [one for one in found if not one.is_open][:50],
        "is_on": concerns_are_on(localdate()),
    }
    return render(request, "issues/concerns.html", context)


@require_safe
def concern(request: SignedInRequest, receipt: str) -> HttpResponse:
    """One concern: its words as restricted text, and what can be done."""
    found = heard_concern(request.user, receipt, now())
    words, refusal = _opened(request, found)
    held = found.concern
    waits_for_chair = held.sent_to == Onward.CHAIR and held.restricted is not None
    context = {
        "marking": RESTRICTED if words else PARTNERS,
        "concern": held,
        "words": words,
        "refusal": refusal,
        "opens": found.opens,
        "erased_by": erase_at(held.at, safeguards().concern_days),
        "may_take_up": found.is_chair if waits_for_chair else held.state == "received",
        "waits_for_chair": waits_for_chair,
        "may_clear": held.answer_waits and held.answered_by_id != request.user.pk,
        "may_close": held.is_open and held.sent_to and held.restricted is None,
    }
    return render(request, "issues/concern.html", context)


def _opened(request: SignedInRequest, found: Heard) -> tuple[str, str]:
    """The words, opened and the reading logged; or why not."""
    if found.concern.restricted is None:
        return "", ""
    if not found.opens:
        return "", SHUT
    if not gave_second_factor(request):
        return "", SECOND_STEP
    try:
        return open_concern(found, by=request.user, now=now()), ""
    except RuleBroken as refusal:
        return "", str(refusal)


def _page(
    found: Heard, title: str, does: str, intro: str = "", *, restricted: bool
) -> FormPage:
    back = reverse("concern", args=[found.concern.receipt])
    receipt = found.concern.receipt
    marking = RESTRICTED if restricted else PARTNERS
    return FormPage(title, does, back, receipt, f"Concern {receipt}", intro, marking)


@require_POST
def take_up(request: SignedInRequest, receipt: str) -> HttpResponse:
    """A button: somebody looks at it."""
    return _move(request, receipt, hearing.take_up, "Taken up")


@require_POST
def close(request: SignedInRequest, receipt: str) -> HttpResponse:
    """A button: others have it, and it ends here."""
    return _move(request, receipt, hearing.close_concern, "Done")


def _move(
    request: SignedInRequest, receipt: str, deed: Callable[..., object], done: str
) -> HttpResponse:
    found = heard_concern(request.user, receipt, now())
    seen = version_sent(request)
    carry_out(request, lambda: deed(found.concern.pk, seen, by=request.user, now=now()), done)
    return redirect("concern", receipt)


@get_or_post
def send_on(request: SignedInRequest, receipt: str) -> HttpResponse:
    """It is about a named person: who looks after that?"""
    found = heard_concern(request.user, receipt, now())
    form = SendOnForm(posted(request), initial={"version": found.concern.version})
    ours = this_partnership()
    intro = (
        "A concern about a named person is not worked on here. Tell those whose work it is "
        "first, in their own way: their form, or by telephone. The receipt and where it went "
        "stay; the text is erased as soon as they have it. The chair reads it here, and it "
        "is erased when the chair takes it up. "
        f"About an adult ring {ours.adult_safeguarding}; about a child ring "
        f"{ours.child_safeguarding}."
    )
    page = _page(found, "Send this concern on", "Send it on", intro, restricted=False)

    def deed() -> None:
        hearing.send_on(found.concern.pk, **form.cleaned_data, by=request.user, now=now())

    return page.ask(request, form, deed, "Sent on")


@get_or_post
def answer(request: SignedInRequest, receipt: str) -> HttpResponse:
    """Write what whoever told it will read; another person clears it."""
    found = heard_concern(request.user, receipt, now())
    held = found.concern
    start = {"version": held.version, "text": held.answer if held.mend else ""}
    form = AnswerConcernForm(posted(request), initial=start)
    intro = "Another person clears it before it goes out. Then the concern is done."
    if held.mend:
        intro = f"What has to be mended: {held.mend}"
    page = _page(
        found, "Answer this concern", "Put before a second person", intro, restricted=False
    )

    def deed() -> None:
        hearing.write_answer(held.pk, **form.cleaned_data, by=request.user, now=now())

    return page.ask(request, form, deed, "It waits for a second person")


@get_or_post
def clear_answer(request: SignedInRequest, receipt: str) -> HttpResponse:
    """Let the answer out, or say what has to be mended."""
    found = heard_concern(request.user, receipt, now())
    held = found.concern
    if held.answered_by_id == request.user.pk:
        raise PermissionDenied("Another person must clear this answer")
    form = ClearAnswerForm(posted(request), initial={"version": held.version})
    intro = f"{held.answered_by} wrote: “{held.answer}”" if held.answer_waits else ""
    page = _page(found, "May this answer go out?", "Save", intro, restricted=False)

    def deed() -> None:
        hearing.rule_on_answer(held.pk, **form.cleaned_data, by=request.user, now=now())

    return page.ask(request, form, deed, "Saved")


@get_or_post
def to_issue(request: SignedInRequest, receipt: str) -> HttpResponse:
    """Make an issue of the problem."""
    found = heard_concern(request.user, receipt, now())
    words, refusal = ("", "") if request.method == "POST" else _opened(request, found)
    form = IssueFromConcernForm(
        posted(request),
        initial=_start(found, words),
        wards=list(wards().order_by("name").values_list("code", "name")),
    )
    is_proven = gave_second_factor(request)
    page = _page(found, "Make an issue of it", "Raise it", refusal, restricted=is_proven)

    def deed() -> None:
        if not is_proven:
            raise RuleBroken(f"{SECOND_STEP} Nothing was saved")
        given = dict(form.cleaned_data)
        version = given.pop("version")
        raised = Raised(
            **given | {"wards": tuple(given["wards"])},
            origin=Origin.CONCERN,
            holder=found.concern.group,
        )
        hearing.raise_from_concern(
            found.concern.pk, version, raised, by=request.user, now=now()
        )

    return page.ask(request, form, deed, "The issue has been raised and has its number")


def _start(found: Heard, words: str) -> dict[str, Any]:
    """What is known already: the words, and the wards of its places."""
    places = found.concern.places.all()
    codes = {code for one in places for code in _wards(one.kind, one.code)}
    return {
        "version": found.concern.version,
        "secret": words,
        "wards": sorted(codes),
        "reach": Reach.PLACES if codes else "",
    }


def _wards(kind: str, code: str) -> frozenset[str]:
    return wards_acted_for(kind, code) if kind in set(Kind) else frozenset()
