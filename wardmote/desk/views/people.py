"""The officer's pages about people: who has an account, what for, and one-time links."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wardmote.desk.forms.people import (
    InviteForm,
    PostForm,
    RepresentForm,
    SeatForm,
    kind_and_code,
)
from wardmote.desk.queries.people import people_list, person_page
from wardmote.desk.usecases import Welcome, welcome_person
from wardmote.groups.access import require_officer
from wardmote.groups.models import Group
from wardmote.groups.rules import SeatRole
from wardmote.groups.usecases import end_seat, give_seat
from wardmote.kernel.errors import RuleBroken
from wardmote.people.access import SignedInRequest
from wardmote.people.models import User
from wardmote.people.pages import FormPage, add_refusal
from wardmote.people.rules import LINK_LIVES, Role
from wardmote.people.usecases import change_person, send_new_link
from wardmote.places.remits import remit_lines
from wardmote.places.rules import Office
from wardmote.places.usecases import end_representation, represent


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Who has an account and what it lets them do."""
    require_officer(request.user)
    context = {"people": people_list(localdate())}
    return render(request, "desk/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_person(request: SignedInRequest) -> HttpResponse:
    """Ask who is to have an account; answer with their one-time link, shown once."""
    require_officer(request.user)
    form = InviteForm(request.POST or None, initial={"role": "", "office": ""})
    if form.is_valid():
        try:
            user, token = welcome_person(
                _welcome(form), by=request.user, now=now(), on=localdate()
            )
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            return _show_link(request, user, token)
    page = FormPage("Invite someone", "Make the account and show the link", "people", "People")
    return page.answer(request, form)


def _welcome(form: InviteForm) -> Welcome:
    given = form.cleaned_data
    return Welcome(
        name=given["name"],
        email=given["email"],
        organisation=given["organisation"],
        role=Role(given["role"]),
        group=Group.objects.get(pk=given["group"]) if given["group"] else None,
        office=Office(given["office"]) if given["office"] else None,
        place=kind_and_code(given["place"]) if given["place"] else None,
    )


def _show_link(request: HttpRequest, user: User, token: str) -> HttpResponse:
    link = request.build_absolute_uri(reverse("one-time-link", args=[token]))
    context = {"person": user, "link": link, "days": LINK_LIVES.days}
    return render(request, "desk/one_time_link.html", context)


@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: their post, seats and places, and what can be done about them."""
    require_officer(request.user)
    found = get_object_or_404(User, pk=pk)
    return render(request, "desk/person.html", _of_person(found))


@require_POST
def reset_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new one-time link; the old password stops working at once."""
    require_officer(request.user)
    user = get_object_or_404(User, pk=pk)
    try:
        token = send_new_link(user.pk, by=request.user, now=now())
    except RuleBroken as refusal:
        return _refused(request, user, refusal)
    return _show_link(request, user, token)


@require_http_methods(["GET", "HEAD", "POST"])
def change_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give or take an office post."""
    require_officer(request.user)
    user = get_object_or_404(User, pk=pk)
    form = PostForm(request.POST or None, initial={"role": user.role})
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        try:
            change_person(
                user.pk, by=request.user, now=now(), role=role, is_active=user.is_active
            )
        except RuleBroken as refusal:
            form.add_error("role", str(refusal))
        else:
            messages.success(request, f"{user}’s office post has been changed")
            return redirect("person", pk=pk)
    return _form_page(request, user, form, "Change office post", "Save")


@require_POST
def set_active(request: SignedInRequest, pk: int, active: bool) -> HttpResponse:
    """Close or open an account; it takes effect at the person's next click."""
    require_officer(request.user)
    user = get_object_or_404(User, pk=pk)
    try:
        change_person(
            user.pk, by=request.user, now=now(), role=Role(user.role), is_active=active
        )
    except RuleBroken as refusal:
        return _refused(request, user, refusal)
    words = "reactivated" if active else "deactivated: it stops working at once"
    messages.success(request, f"{user}’s account has been {words}")
    return redirect("person", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a seat on a group."""
    require_officer(request.user)
    user = get_object_or_404(User, pk=pk)
    form = SeatForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        group = get_object_or_404(Group, pk=given["group"])
        try:
            give_seat(
                group,
                user,
                by=request.user,
                now=now(),
                since=given["since"],
                role=SeatRole(given["role"]),
            )
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{user} has a seat on the {group}")
            return redirect("person", pk=pk)
    return _form_page(request, user, form, "Give a seat on a group", "Give the seat")


@require_http_methods(["GET", "HEAD", "POST"])
def represent_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a person councillor or clerk of a place."""
    require_officer(request.user)
    user = get_object_or_404(User, pk=pk)
    form = RepresentForm(request.POST or None)
    if form.is_valid():
        kind, code = kind_and_code(form.cleaned_data["place"])
        try:
            represent(
                user,
                office=Office(form.cleaned_data["office"]),
                kind=kind,
                code=code,
                since=form.cleaned_data["since"],
                by=request.user,
                now=now(),
            )
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{user} now acts for the place")
            return redirect("person", pk=pk)
    return _form_page(request, user, form, "Add a place they act for", "Add the place")


@require_POST
def end_persons_seat(request: SignedInRequest, pk: int, seat: int) -> HttpResponse:
    """End one of this person's seats."""
    require_officer(request.user)
    user = get_object_or_404(User, pk=pk)
    held = get_object_or_404(user.seats, pk=seat)
    return _end(request, user, held.pk, end_seat, f"The seat on the {held.group} has ended")


@require_POST
def end_persons_place(request: SignedInRequest, pk: int, held: int) -> HttpResponse:
    """End this person's acting for one place."""
    require_officer(request.user)
    user = get_object_or_404(User, pk=pk)
    one = get_object_or_404(user.represents, pk=held)
    said = f"{user} no longer acts for {one.code}"
    return _end(request, user, one.pk, end_representation, said)


def _end(
    request: SignedInRequest, user: User, pk: int, end: Callable[..., object], said: str
) -> HttpResponse:
    """End what this person holds, from today."""
    try:
        end(pk, by=request.user, now=now(), on=localdate())
    except RuleBroken as refusal:
        return _refused(request, user, refusal)
    messages.success(request, said)
    return redirect("person", pk=user.pk)


def _form_page(
    request: HttpRequest, user: User, form: Form, title: str, does: str
) -> HttpResponse:
    back = reverse("person", args=[user.pk])
    return FormPage(title, does, back, user.name, caption=user.name).answer(request, form)


def _refused(request: HttpRequest, user: User, refusal: RuleBroken) -> HttpResponse:
    context = _of_person(user) | {"refusal": str(refusal)}
    return render(request, "desk/person.html", context, status=422)


def _of_person(user: User) -> dict[str, object]:
    today = localdate()
    return {"page": person_page(user, today), "remits": remit_lines(today, user)}
