"""Organisations, the posts in them that carry seats, and who holds those posts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.desk.forms.groups import (
    ChangeOrganisationForm,
    HolderForm,
    NewPostForm,
    OrganisationForm,
)
from wardmote.desk.queries.groups import post_lines
from wardmote.groups.access import require_officer
from wardmote.groups.models import Post
from wardmote.groups.usecases import add_post, hand_over, leave_post
from wardmote.kernel.errors import RuleBroken
from wardmote.people.access import SignedInRequest
from wardmote.people.models import Organisation
from wardmote.people.organisations import add_organisation, change_organisation
from wardmote.people.pages import FormPage, add_refusal, get_or_post


@require_safe
def posts(request: SignedInRequest) -> HttpResponse:
    """Every post that carries seats, and who holds it today."""
    require_officer(request.user)
    return render(request, "desk/posts.html", {"posts": post_lines(localdate())})


@get_or_post
def new_post(request: SignedInRequest) -> HttpResponse:
    """Add a post."""
    require_officer(request.user)
    form = NewPostForm(request.POST or None)
    if form.is_valid():
        try:
            made = add_post(**form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Added. Say who holds it")
            return redirect("post", made.pk)
    return FormPage("Add a post", "Add it", "posts", "Posts").answer(request, form)


@require_safe
def post(request: SignedInRequest, pk: int) -> HttpResponse:
    """One post: who holds it, who held it, and the seats that it carries."""
    require_officer(request.user)
    found = get_object_or_404(Post, pk=pk)
    context = {
        "post": found,
        "holders": found.holders.select_related("person"),
        "seats": found.seats.filter(until=None).select_related("group"),
        "today": localdate(),
    }
    return render(request, "desk/post.html", context)


@get_or_post
def take_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who holds a post from now on."""
    require_officer(request.user)
    found = get_object_or_404(Post, pk=pk)
    form = HolderForm(request.POST or None)
    if form.is_valid():
        try:
            made = hand_over(found.pk, **form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{made.person} holds the post")
            return redirect("post", pk)
    page = FormPage(
        "Who holds this post?",
        "Save",
        reverse("post", args=[pk]),
        found.name,
        caption=str(found),
        intro="Whoever holds it now leaves it, and its seats, on the day that you give.",
    )
    return page.answer(request, form)


@require_POST
def vacate_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever holds the post leaves it today; its seats stay, vacant."""
    require_officer(request.user)
    found = get_object_or_404(Post, pk=pk)
    held = found.holders.filter(until=None).first()
    if held is None:
        messages.error(request, "Nobody holds this post")
    else:
        leave_post(held.pk, by=request.user, now=now(), on=localdate())
        messages.success(request, f"{held.person} has left the post")
    return redirect("post", pk)


@require_safe
def organisations(request: SignedInRequest) -> HttpResponse:
    """The organisations of the partnership."""
    require_officer(request.user)
    found = Organisation.objects.prefetch_related("people")
    return render(request, "desk/organisations.html", {"organisations": found})


@get_or_post
def new_organisation(request: SignedInRequest) -> HttpResponse:
    """Enter an organisation."""
    require_officer(request.user)
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        try:
            made = add_organisation(form.cleaned_data["name"], by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Entered: {made}")
            return redirect("organisations")
    page = FormPage("Enter an organisation", "Enter it", "organisations", "Organisations")
    return page.answer(request, form)


@get_or_post
def rename_organisation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another name, or it is the host."""
    require_officer(request.user)
    found = get_object_or_404(Organisation, pk=pk)
    start = {"name": found.name, "is_host": found.is_host}
    form = ChangeOrganisationForm(request.POST or None, initial=start)
    if form.is_valid():
        try:
            change_organisation(found.pk, **form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Changed")
            return redirect("organisations")
    page = FormPage("Change an organisation", "Save", "organisations", "Organisations",
                    caption=found.name)  # fmt: skip
    return page.answer(request, form)
