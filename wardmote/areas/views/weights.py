"""The table of harm weights: shown to partners, replaced by an officer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.areas.forms import WeightsForm
from wardmote.areas.harm import BASIS_NAMES, COLUMNS, SOURCE
from wardmote.areas.models import HarmWeight
from wardmote.areas.queries import harm_weights
from wardmote.areas.usecases import replace_harm_weights, restore_harm_weights
from wardmote.areas.views.common import MARKING, partner_page, show
from wardmote.datasets.models import Dataset
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import plural
from wardmote.papers.files import CSV_TYPE, attachment
from wardmote.papers.names import file_name
from wardmote.papers.sheets import csv_bytes
from wardmote.people.access import SignedInRequest, is_officer
from wardmote.people.pages import get_or_post, posted


@get_or_post
@partner_page
def weights(request: SignedInRequest) -> HttpResponse:
    """What each data set's event weighs and why; an officer may load another table."""
    if request.method == "POST" and not is_officer(request.user):
        raise PermissionDenied("Only partnership officers change the harm weights")
    form = WeightsForm(posted(request), request.FILES or None)
    if form.is_valid():
        try:
            made = replace_harm_weights(
                form.cleaned_data["weights"], by=request.user, now=now()
            )
        except RuleBroken as refusal:
            form.add_error(refusal.about, str(refusal))
        else:
            messages.success(
                request, f"{plural(len(made), 'weight is', 'weights are')} in use from now on"
            )
            return redirect("harm-weights")
    names = dict(Dataset.objects.values_list("slug", "name"))
    context = {
        "rows": [
            (names.get(one.dataset, one.dataset), one.days, BASIS_NAMES[one.basis], one.source)
            for one in harm_weights()
        ],
        "is_own": HarmWeight.objects.exists(),
        "source": SOURCE,
        "may_change": is_officer(request.user),
        "form": form,
    }
    status = 422 if form.errors else 200
    return show(request, "areas/weights.html", context, status=status)


@require_POST
@partner_page
def restore(request: SignedInRequest) -> HttpResponse:
    """Go back to the table that comes with Wardmote."""
    restore_harm_weights(by=request.user, now=now())
    messages.success(request, "The table that comes with Wardmote is in use again")
    return redirect("harm-weights")


@require_safe
@partner_page
def weights_csv(request: SignedInRequest) -> HttpResponse:
    """The table in use, ready to be changed and loaded."""
    rows = [(one.dataset, one.days, str(one.basis), one.source) for one in harm_weights()]
    sheet = csv_bytes(COLUMNS, rows)
    name = file_name("harm weights", made_on=localdate(), ending="csv", marking=MARKING)
    return attachment(sheet, CSV_TYPE, name)
