"""Imports and their receipts; stopping one, and letting it go on."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from wardmote.datasets.access import require_counts
from wardmote.datasets.jobs import carry_out_import
from wardmote.datasets.models import Import
from wardmote.datasets.queries import imports as all_imports
from wardmote.datasets.rules import State
from wardmote.datasets.shown import (
    running,
)
from wardmote.datasets.usecases import (
    resume_import,
    stop_import,
)
from wardmote.kernel.errors import RuleBroken
from wardmote.people.access import SignedInRequest

REJECTS_SHOWN = 100


@require_safe
def imports(request: SignedInRequest) -> HttpResponse:
    """Every import, newest first."""
    require_counts(request.user)
    page = Paginator(all_imports(), 25).get_page(request.GET.get("page"))
    return render(request, "datasets/imports.html", {"page": page})


@require_safe
def receipt(request: SignedInRequest, pk: int) -> HttpResponse:
    """What became of every row; while it runs, how far it is."""
    require_counts(request.user)
    one = get_object_or_404(all_imports(), pk=pk)
    published = one.options.get("published")
    context = {
        "one": one,
        "is_open": one.state in (State.QUEUED, State.RUNNING),
        "running": running(one, now()),
        "rejects": one.rejects[:REJECTS_SHOWN],
        "published": date.fromisoformat(published) if published else None,
    }
    is_part = getattr(request, "htmx", False)
    template = "datasets/receipt_part.html" if is_part else "datasets/receipt.html"
    return render(request, template, context)


@require_POST
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop an import; what it has read is kept for when it is resumed."""
    require_counts(request.user)
    try:
        stop_import(get_object_or_404(Import, pk=pk).pk, by=request.user, now=now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    return redirect("import", pk=pk)


@require_POST
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a stopped import go on."""
    require_counts(request.user)
    try:
        with transaction.atomic():
            found = get_object_or_404(Import, pk=pk).pk
            resume_import(found, by=request.user, now=now())
            carry_out_import.enqueue(found)
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    return redirect("import", pk=pk)
