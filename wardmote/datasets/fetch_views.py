"""The button that fetches the newest month from the police's own API."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from wardmote.datasets.access import require_counts
from wardmote.datasets.jobs import carry_out_import
from wardmote.datasets.models import Import
from wardmote.datasets.rules import ImportKind, State
from wardmote.datasets.usecases import queue_fetch
from wardmote.people.access import SignedInRequest


@require_POST
def fetch(request: SignedInRequest) -> HttpResponse:
    """Queue a fetch, and show its receipt; one that waits or runs is shown instead."""
    require_counts(request.user)
    is_open = State.QUEUED, State.RUNNING
    one = Import.objects.filter(kind=ImportKind.FETCH, state__in=is_open).first()
    if one is None:
        with transaction.atomic():
            one = queue_fetch(by=request.user, now=now())
            carry_out_import.enqueue(one.pk)
    return redirect("import", pk=one.pk)
