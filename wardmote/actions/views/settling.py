"""Recording, and what the officer and the chair say for the meeting."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from wardmote.actions.access import (
    action_for,
    may_record,
    may_settle,
    reader_of,
    reads_actions,
    require,
)
from wardmote.actions.forms.asking import GiveForm, MoveForm, RecordForm, WhyForm
from wardmote.actions.models import Action
from wardmote.actions.rules import NO_SOURCE, Source
from wardmote.actions.usecases import (
    accept,
    drop,
    move_due,
    reassign,
    record_action,
    send_back,
)
from wardmote.actions.views.common import SETTLES, question
from wardmote.groups.models import Group
from wardmote.kernel.markings import PARTNERS
from wardmote.kernel.numbers import key_of
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, carry_out, get_or_post, posted


@get_or_post
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record an action of a group, from nothing in particular."""
    reader = reader_of(request.user)
    if not reads_actions(reader):
        raise Http404
    group = get_object_or_404(Group, pk=pk)
    require(may_record(reader, pk), "Only those who sit on the group record its actions")
    return ask_to_record(request, group, reverse("group-actions", args=[pk]), str(group))


def ask_to_record(
    request: SignedInRequest,
    group: Group,
    back: str,
    back_words: str,
    source: Source = NO_SOURCE,
) -> HttpResponse:
    """Ask for an action of this group, whatever page it is asked from; then record it."""
    form = RecordForm(
        posted(request), group=group, is_of_the_group=source == NO_SOURCE, on=localdate()
    )
    page = FormPage(
        "Record an action",
        "Record it",
        back,
        back_words,
        caption=source.words or str(group),
        intro=f"It stands before the {group} until its meeting accepts it as done.",
        marking=PARTNERS,
    )

    def deed() -> None:
        given = form.cleaned_data
        record_action(
            text=given["text"],
            group=group,
            owner=given["owner"],
            shares=given["shares"],
            due=form.due(),
            source=source,
            by=request.user,
            now=now(),
            checked=given["checked"],
        )

    return page.ask(request, form, deed, "The action has been recorded and has its number")


def _settled(request: SignedInRequest, number: str) -> Action:
    """The action, for those who speak for its meeting: 404 for who may not know of it."""
    action, reader = action_for(request.user, number)
    require(may_settle(reader, action), SETTLES)
    return action


@require_POST
def accept_action(request: SignedInRequest, number: str) -> HttpResponse:
    """The meeting accepts that it is done."""
    action = _settled(request, number)
    version = key_of(request.POST.get("version", ""))
    carry_out(
        request,
        lambda: accept(action.pk, by=request.user, now=now(), version=version),
        "Accepted as done",
    )
    return redirect("action", number)


def _ask_why(
    request: SignedInRequest,
    action: Action,
    page: FormPage,
    does: Callable[..., Any],
    done: str,
) -> HttpResponse:
    form = WhyForm(posted(request), initial={"version": action.version})
    return page.ask(request, form, lambda: does(action.pk, **_why(request, form)), done)


def _why(request: SignedInRequest, form: Form) -> dict[str, Any]:
    """What every deed with a reason is told."""
    given = form.cleaned_data
    return {
        "reason": given["words"],
        "by": request.user,
        "now": now(),
        "version": given["version"],
        "checked": given["checked"],
    }


@get_or_post
def send_action_back(request: SignedInRequest, number: str) -> HttpResponse:
    """Not done after all."""
    action = _settled(request, number)
    page = question(action, "What is still to do?", "Send it back", "Its owner reads this.")
    return _ask_why(request, action, page, send_back, "Sent back: it is open again")


@get_or_post
def drop_action(request: SignedInRequest, number: str) -> HttpResponse:
    """No longer needed."""
    action = _settled(request, number)
    page = question(action, "Why is it no longer needed?", "Drop it", "It stays on record.")
    return _ask_why(request, action, page, drop, "Dropped")


@get_or_post
def move(request: SignedInRequest, number: str) -> HttpResponse:
    """Another day."""
    action = _settled(request, number)
    page = question(action, "When is it due instead?", "Save", f"It is due {action.due_words}.")
    start = {"version": action.version, "day": action.due_day}
    form = MoveForm(posted(request), initial=start, on=localdate())

    def deed() -> None:
        move_due(action.pk, form.due(), **_why(request, form))

    return page.ask(request, form, deed, "It is due another day")


@get_or_post
def give(request: SignedInRequest, number: str) -> HttpResponse:
    """Another owner."""
    action = _settled(request, number)
    now_with = action.owner_words or "Nobody"
    page = question(
        action, "Who answers for it from now on?", "Save", f"{now_with} has it now."
    )
    start = {"version": action.version}
    form = GiveForm(posted(request), initial=start, group=action.group, on=localdate())

    def deed() -> None:
        reassign(action.pk, form.cleaned_data["owner"], **_why(request, form))

    return page.ask(request, form, deed, "Somebody else has it now")
