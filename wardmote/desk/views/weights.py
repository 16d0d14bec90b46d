"""The weights of an issue's marks: seen, tried out on the ranked lists, then saved."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from wardmote.desk.forms.weights import WeightsForm
from wardmote.desk.queries.reranked import Reranked, reranked
from wardmote.desk.usecases import change_partnership
from wardmote.groups.access import require_officer
from wardmote.issues.access import reader_of
from wardmote.issues.ranking import check_weights
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.markings import OFFICE, PARTNERS
from wardmote.partnership.queries import this_partnership
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import add_refusal


@require_http_methods(["GET", "HEAD", "POST"])
def weights(request: SignedInRequest) -> HttpResponse:
    """Ask for the weights; show the lists as they would be; save on the second button."""
    require_officer(request.user)
    form = WeightsForm(request.POST or None, initial=this_partnership().issue_weights)
    preview: list[Reranked] | None = None
    if form.is_valid():
        try:
            check_weights(form.cleaned_data)
            if "save" in request.POST:
                change_partnership(by=request.user, now=now(), issue_weights=form.cleaned_data)
                messages.success(request, "Saved. The ranked lists follow these weights")
                return redirect("issue-weights")
            preview = reranked(reader_of(request.user), form.cleaned_data)
        except RuleBroken as refusal:
            add_refusal(form, refusal)
    context = {
        "marking": OFFICE if preview is None else PARTNERS,
        "form": form,
        "preview": preview,
        "moved": sum(one.moved for one in preview or []),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/weights.html", context, status=status)
