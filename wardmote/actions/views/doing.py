"""What owners say: done, not yet, our part is done."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from wardmote.actions.access import action_for, may_tell, may_tick, require
from wardmote.actions.forms.asking import TellForm, WhyForm
from wardmote.actions.models import Action, Share
from wardmote.actions.usecases import report_done, tell, tick, untick
from wardmote.actions.views.common import question
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import carry_out, get_or_post, posted


@get_or_post
def tell_action(request: SignedInRequest, number: str) -> HttpResponse:
    """Say whether it is done, and how far it is."""
    action, reader = action_for(request.user, number)
    require(may_tell(reader, action), "Only its owner and the officer say how far it is")
    page = question(action, "How far is it?", "Save", f"It is due {action.due_words}.")
    form = TellForm(posted(request), initial={"version": action.version})

    def deed() -> None:
        given = form.cleaned_data
        does = report_done if given["done"] == "yes" else tell
        does(
            action.pk,
            given["words"],
            by=request.user,
            now=now(),
            version=given["version"],
            checked=given["checked"],
        )

    return page.ask(request, form, deed, "Saved")


def _share(request: SignedInRequest, pk: int) -> tuple[Share, Action]:
    """The part, for those who may read its action and may tick it."""
    share = Share.objects.select_related("action", "organisation").filter(pk=pk).first()
    if share is None:
        raise Http404
    action, reader = action_for(request.user, share.action.number)
    said = "Only the organisation’s own people and the officer tick its part"
    require(may_tick(reader, share), said)
    return share, action


@require_POST
def tick_share(request: SignedInRequest, pk: int) -> HttpResponse:
    """An organisation has done its part."""
    share, action = _share(request, pk)
    done = f"Ticked for {share.organisation}"
    carry_out(request, lambda: tick(share.pk, by=request.user, now=now()), done)
    return redirect("action", action.number)


@get_or_post
def untick_share(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its part is open again, and why."""
    share, action = _share(request, pk)
    title = f"What is still to do for {share.organisation}?"
    page = question(action, title, "Open its part again")
    form = WhyForm(posted(request), initial={"version": action.version})
    form.fields["words"].label = "What is still to do?"

    def deed() -> None:
        given = form.cleaned_data
        untick(pk, given["words"], by=request.user, now=now(), checked=given["checked"])

    return page.ask(request, form, deed, "Its part is open again")
