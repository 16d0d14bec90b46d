"""The source register: whose data, on what basis, how fresh."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from wardmote.datasets.access import require_counts
from wardmote.datasets.forms import (
    RegisterForm,
)
from wardmote.datasets.holdings import fetched_lines
from wardmote.datasets.models import Dataset
from wardmote.datasets.queries import imports as all_imports
from wardmote.datasets.rules import Source
from wardmote.datasets.shown import (
    gaps,
    latest_counts,
    partner_covers,
    police_covers,
    register_lines,
)
from wardmote.datasets.usecases import (
    change_dataset,
    register_dataset,
)
from wardmote.kernel.errors import RuleBroken
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal


@require_safe
def data(request: SignedInRequest) -> HttpResponse:
    """The source register: whose data, on what basis, how fresh."""
    require_counts(request.user)
    lines = register_lines(localdate())
    context = {
        "lines": lines,
        "late": sum(line.is_late for line in lines),
        "gaps": gaps(),
        "fetched": fetched_lines(),
        "imports": all_imports()[:5],
    }
    return render(request, "datasets/register.html", context)


@require_safe
def dataset(request: SignedInRequest, slug: str) -> HttpResponse:
    """One line of the register in full, with what is held."""
    require_counts(request.user)
    found = get_object_or_404(Dataset, slug=slug)
    is_police = found.source == Source.POLICE
    context = {
        "dataset": found,
        "is_late": found.is_late(localdate()),
        "is_police": is_police,
        "covers": police_covers() if is_police else partner_covers(found),
        "gaps": gaps() if is_police else [],
        "fetched": fetched_lines() if is_police else [],
        "table": None if is_police else latest_counts(found),
    }
    return render(request, "datasets/dataset.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_dataset(request: SignedInRequest) -> HttpResponse:
    """Enter a partner's data set in the register."""
    require_counts(request.user)
    start = {"cadence": "quarterly", "exposure": "residents", "rule": "probability"}
    form = RegisterForm(request.POST or None, initial=start)
    if form.is_valid():
        given = dict(form.cleaned_data)
        due = given.pop("expected_next_on")
        slug = slugify(given["name"])[:60].strip("-")
        try:
            with transaction.atomic():
                found = register_dataset(slug, **given, by=request.user, now=now())
                if due:
                    change_dataset(slug, by=request.user, now=now(), expected_next_on=due)
        except RuleBroken as refusal:
            about = "name" if refusal.about == "slug" else refusal.about
            add_refusal(form, RuleBroken(str(refusal), about=about))
        else:
            messages.success(request, f"{found} is in the register")
            return redirect("dataset", slug=slug)
    page = FormPage("Enter a data set in the register", "Enter it", "data", "Data")
    return page.answer(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_dataset(request: SignedInRequest, slug: str) -> HttpResponse:
    """Correct a line of the register."""
    require_counts(request.user)
    found = get_object_or_404(Dataset, slug=slug)
    initial = {name: getattr(found, name) for name in RegisterForm.base_fields}
    form = RegisterForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            change_dataset(slug, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"The register’s line on {found} is saved")
            return redirect("dataset", slug=slug)
    page = FormPage(
        "Correct the register",
        "Save",
        reverse("dataset", args=[slug]),
        found.name,
        caption=found.name,
    )
    return page.answer(request, form)
