"""The thresholds of flags, signals and proposals: seen, tried out, then saved."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from wardmote.desk.forms.thresholds import ThresholdsForm, shown
from wardmote.desk.queries.whatif import WhatIf, what_if
from wardmote.desk.usecases import change_partnership
from wardmote.desk.views.settings import said_of
from wardmote.groups.access import require_office
from wardmote.kernel.errors import RuleBroken
from wardmote.partnership.queries import this_partnership
from wardmote.partnership.thresholds import ALL, THRESHOLDS
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import add_refusal


@require_http_methods(["GET", "HEAD", "POST"])
def thresholds(request: SignedInRequest) -> HttpResponse:
    """Ask for the thresholds; show what they would change; save on the second button."""
    require_office(request.user)
    before = this_partnership()
    form = ThresholdsForm(request.POST or None, initial=shown(ALL, before))
    preview: WhatIf | None = None
    if form.is_valid():
        if "save" not in request.POST:
            preview = what_if(form.cleaned_data)
        else:
            try:
                after = change_partnership(by=request.user, now=now(), **form.cleaned_data)
            except RuleBroken as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, said_of(form, before, after))
                return redirect("thresholds")
    groups = [
        (name, [(one, one.of(before)) for one in group]) for name, group in THRESHOLDS.items()
    ]
    context = {"form": form, "groups": groups, "preview": preview}
    status = 422 if form.errors else 200
    return render(request, "desk/thresholds.html", context, status=status)
