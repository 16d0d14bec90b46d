"""Data pages for the office: the register, uploads, imports and their receipts."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from wardmote.datasets.access import require_counts
from wardmote.datasets.forms import (
    DatasetFileForm,
    PlacesForm,
    ProfileForm,
    RegisterForm,
    StreetForm,
    WhatForm,
)
from wardmote.datasets.holdings import fetched_lines
from wardmote.datasets.jobs import carry_out_import
from wardmote.datasets.models import Dataset, Import
from wardmote.datasets.queries import imports as all_imports
from wardmote.datasets.rules import ImportKind, Source
from wardmote.datasets.shown import (
    gaps,
    latest_counts,
    partner_covers,
    police_covers,
    register_lines,
)
from wardmote.datasets.uploads import was_too_large
from wardmote.datasets.usecases import (
    change_dataset,
    queue_import,
    register_dataset,
    release_open_figures,
)
from wardmote.datasets.usecases.imports import dataset_options
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import plural
from wardmote.people.access import SignedInRequest
from wardmote.people.models import User
from wardmote.people.pages import FormPage, add_refusal
from wardmote.places.geojson import read_boundaries
from wardmote.places.profile import read_profile
from wardmote.places.rules import Kind
from wardmote.places.usecases import load_boundaries, load_profile

REJECTS_SHOWN = 100


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
        **_progress(one),
        "rejects": one.rejects[:REJECTS_SHOWN],
        "published": date.fromisoformat(published) if published else None,
    }
    is_part = getattr(request, "htmx", False)
    template = "datasets/receipt_part.html" if is_part else "datasets/receipt.html"
    return render(request, template, context)


def _progress(one: Import) -> dict[str, Any]:
    is_open = one.state in ("queued", "running")
    percent = round(100 * one.done / one.total) if one.total else None
    return {"is_open": is_open, "percent": percent}


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedInRequest) -> HttpResponse:
    """Ask what is in the file before asking for it."""
    require_counts(request.user)
    form = WhatForm(request.POST or None)
    if form.is_valid():
        return redirect("upload-kind", what=form.cleaned_data["what"])
    page = FormPage("Load data", "Continue", "data", "Data")
    return page.answer(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def upload_kind(request: SignedInRequest, what: str) -> HttpResponse:
    """Ask for the file, keep it, and start its import."""
    require_counts(request.user)
    if what not in UPLOADS:
        raise Http404
    title, form_class, take = UPLOADS[what]
    chosen = {"dataset": request.GET.get("dataset", "")}
    if request.method == "POST":
        form = form_class(request.POST, request.FILES)
    else:
        form = form_class(initial=chosen)
    if was_too_large(request):
        form.is_valid()
        form.errors.pop("upload", None)
        form.add_error("upload", f"Select a file smaller than {_limit_words()}")
    elif form.is_valid():
        try:
            return take(request, form)
        except RuleBroken as refusal:
            about = refusal.about if refusal.about in form.fields else "upload"
            form.add_error(about, str(refusal))
    page = FormPage(title, "Load", "upload", "Load data")
    return page.answer(request, form)


def _limit_words() -> str:
    return f"{settings.UPLOAD_LIMIT // 1024**2:,} MB"


def _queue(
    request: SignedInRequest, kind: ImportKind, form: Form, options: dict[str, Any]
) -> HttpResponse:
    files = form.cleaned_data["upload"]
    with transaction.atomic():
        one = queue_import(kind, files, options, by=request.user, now=now())
        carry_out_import.enqueue(one.pk)
    return redirect("import", pk=one.pk)


def _take_street(request: SignedInRequest, form: Form) -> HttpResponse:
    given = form.cleaned_data
    options: dict[str, Any] = {"replace": given["replace"]}
    if given["published"]:
        if given["published"] > localdate():
            raise RuleBroken("The day of publication is in the future", about="published")
        options["published"] = given["published"].isoformat()
    return _queue(request, ImportKind.STREET, form, options)


def _take_dataset(request: SignedInRequest, form: Form) -> HttpResponse:
    given = form.cleaned_data
    options = dataset_options(
        given["dataset"], replace=given["replace"], blank_is_zero=given["blank_is_zero"]
    )
    return _queue(request, ImportKind.DATASET, form, options)


def _take_places(request: SignedInRequest, form: Form) -> HttpResponse:
    given = form.cleaned_data
    kind = Kind(given["kind"])

    def load(path: Path, by: User) -> str:
        found = read_boundaries(path, kind)
        with transaction.atomic():
            done = load_boundaries(found, kind, given["edition"], by=by, now=now())
            release_open_figures(by=by, now=now())
        left = f", {plural(len(found.rejected), 'place')} left out" if found.rejected else ""
        return (
            f"{plural(done.added, 'boundary', 'boundaries')} added, {done.changed} changed, "
            f"{done.unchanged} as they were{left}"
        )

    return _at_once(request, given["upload"][0], load)


def _take_profile(request: SignedInRequest, form: Form) -> HttpResponse:
    upload = form.cleaned_data["upload"][0]

    def load(path: Path, by: User) -> str:
        found = read_profile(path)
        with transaction.atomic():
            done = load_profile(found, upload.name or "upload", by=by, now=now())
            release_open_figures(by=by, now=now())
        left = f", {plural(len(found.rejected), 'line')} left out" if found.rejected else ""
        return (
            f"{plural(done.added, 'profile')} added, {done.changed} changed, "
            f"{done.unchanged} as they were{left}"
        )

    return _at_once(request, upload, load)


def _at_once(
    request: SignedInRequest, upload: UploadedFile[Any], load: Callable[[Path, User], str]
) -> HttpResponse:
    """Small files are loaded while the page waits; nothing of them is kept."""
    Path(settings.FILES).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.FILES) as folder:
        path = Path(folder) / (Path(upload.name or "upload").name[-100:])
        with path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        said = load(path, request.user)
    messages.success(request, said)
    return redirect("data")


Take = Callable[[SignedInRequest, Form], HttpResponse]
UPLOADS: dict[str, tuple[str, type[Form], Take]] = {
    "street": ("Load police street files", StreetForm, _take_street),
    "dataset": ("Load a partner’s counts", DatasetFileForm, _take_dataset),
    "places": ("Load boundaries", PlacesForm, _take_places),
    "profile": ("Load residents and households", ProfileForm, _take_profile),
}
