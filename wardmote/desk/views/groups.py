"""Who sits where, for partners; an officer keeps groups, seats and routes."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.agreements.access import require_partner_text
from wardmote.desk.forms.groups import (
    EndForm,
    FillForm,
    GroupForm,
    PersonSeatForm,
    PostSeatForm,
    RouteForm,
    VacantSeatForm,
)
from wardmote.desk.queries.groups import popolo, sheet_of, who_sits_where
from wardmote.desk.views.ending import change_end
from wardmote.groups.access import acts_as_officer, require_officer
from wardmote.groups.models import Group, Route, Seat
from wardmote.groups.queries import open_groups
from wardmote.groups.rules import GroupKind, SeatRole
from wardmote.groups.usecases import (
    add_group,
    add_route,
    change_group,
    close_group,
    end_seat,
    fill_seat,
    give_seat,
    keep_seat_vacant,
    remove_route,
    reopen_group,
    seat_post,
)
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import day_words
from wardmote.papers.files import CSV_TYPE, attachment
from wardmote.papers.sheets import csv_bytes
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal, carry_out, get_or_post

MARKING = "OFFICIAL: partners"


@require_safe
def groups(request: SignedInRequest) -> HttpResponse:
    """Who sits where, and which seats are vacant."""
    on = localdate()
    require_partner_text(request.user, on)
    found = who_sits_where(on)
    context = {
        "groups": found,
        "vacant": sum(one.vacant for one in found),
        "is_officer": acts_as_officer(request.user, on),
        "closed": Group.objects.exclude(pk__in=open_groups(on).values("pk")),
        "marking": MARKING,
    }
    return render(request, "desk/groups.html", context)


@require_safe
def members_csv(request: SignedInRequest) -> HttpResponse:
    """Who sits where, as a sheet."""
    require_partner_text(request.user, localdate())
    headers, rows = sheet_of(
        localdate(), with_addresses=acts_as_officer(request.user, localdate())
    )
    content = csv_bytes(headers, rows, marking=MARKING)
    return attachment(content, CSV_TYPE, f"official-partners-groups-{localdate()}.csv")


@require_safe
def members_json(request: SignedInRequest) -> HttpResponse:
    """Who sits where, as Popolo JSON."""
    require_partner_text(request.user, localdate())
    found = popolo(localdate(), with_addresses=acts_as_officer(request.user, localdate()))
    content = json.dumps(found, cls=DjangoJSONEncoder, indent=1).encode()
    name = f"official-partners-groups-{localdate()}.json"
    return attachment(content, "application/json", name)


@require_safe
def group(request: SignedInRequest, pk: int) -> HttpResponse:
    """One group as the officer keeps it: seats, routes, and what can be changed."""
    require_officer(request.user)
    found = get_object_or_404(Group, pk=pk)
    [lines] = who_sits_where(localdate(), group=found)
    later = found.seats.filter(since__gt=localdate()).select_related("person", "post")
    return render(request, "desk/group.html", {"lines": lines, "group": found, "later": later})


def _page(title: str, does: str, found: Group | None = None, intro: str = "") -> FormPage:
    if found is None:
        return FormPage(title, does, "groups", "Groups", intro=intro)
    back = reverse("group", args=[found.pk])
    return FormPage(title, does, back, found.name, caption=found.name, intro=intro)


@get_or_post
def new_group(request: SignedInRequest) -> HttpResponse:
    """Add a group."""
    require_officer(request.user)
    form = GroupForm(request.POST or None)
    if form.is_valid():
        try:
            made = add_group(**_kinded(form), by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Added: {made}. Now give its seats")
            return redirect("group", made.pk)
    return _page("Add a group", "Add it").answer(request, form)


def _kinded(form: Form) -> dict[str, Any]:
    given = form.cleaned_data
    return {"name": given["name"], "kind": GroupKind(given["kind"])}


@get_or_post
def rename_group(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another name or kind."""
    require_officer(request.user)
    found = get_object_or_404(Group, pk=pk)
    start = {"name": found.name, "kind": found.kind}
    form = GroupForm(request.POST or None, initial=start)
    if form.is_valid():
        try:
            change_group(found.pk, **_kinded(form), by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Changed")
            return redirect("group", pk)
    return _page("Change name and kind", "Save", found).answer(request, form)


@require_POST
def shut_group(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a group: its seats open nothing from the next click."""
    require_officer(request.user)
    found = get_object_or_404(Group, pk=pk)
    return _done(
        request,
        pk,
        lambda: close_group(pk, by=request.user, now=now(), on=localdate()),
        f"The {found} is closed. Its record stays",
    )


@require_POST
def open_group(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a closed group again."""
    require_officer(request.user)
    found = get_object_or_404(Group, pk=pk)
    return _done(
        request,
        pk,
        lambda: reopen_group(pk, by=request.user, now=now()),
        f"The {found} is open again",
    )


def _done(
    request: SignedInRequest, pk: int, deed: Callable[[], object], said: str
) -> HttpResponse:
    carry_out(request, deed, said)
    return redirect("group", pk)


@dataclass(frozen=True, slots=True)
class Seating:
    """One of the three ways to add a seat."""

    title: str
    form: type[Form]
    seat: Callable[..., Seat]
    whose: str


SEATINGS = {
    "person": Seating("Seat a person", PersonSeatForm, give_seat, "person"),
    "post": Seating("Seat whoever holds a post", PostSeatForm, seat_post, "post"),
    "vacant": Seating("Add a vacant seat", VacantSeatForm, keep_seat_vacant, "organisation"),
}


@get_or_post
def new_seat(request: SignedInRequest, pk: int, what: str) -> HttpResponse:
    """Add a seat: a person's, a post's, or a vacant one."""
    require_officer(request.user)
    found = get_object_or_404(Group, pk=pk)
    seating = SEATINGS.get(what)
    if seating is None:
        raise Http404
    form = seating.form(request.POST or None)
    if form.is_valid():
        given = dict(form.cleaned_data)
        whom, role = given.pop(seating.whose), SeatRole(given.pop("role"))
        try:
            seating.seat(found, whom, **given, role=role, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{whom}: a seat on the {found}")
            return redirect("group", pk)
    return _page(seating.title, "Add the seat", found).answer(request, form)


def _seat(pk: int, seat: int) -> Seat:
    found = Seat.objects.filter(group=pk, until=None).select_related("group", "person", "post")
    return get_object_or_404(found, pk=seat)


@get_or_post
def fill(request: SignedInRequest, pk: int, seat: int) -> HttpResponse:
    """Say who takes a vacant seat."""
    require_officer(request.user)
    vacancy = _seat(pk, seat)
    form = FillForm(request.POST or None)
    if form.is_valid():
        try:
            fill_seat(vacancy.pk, **form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{form.cleaned_data['person']} takes the seat")
            return redirect("group", pk)
    return _page("Who takes the vacant seat?", "Save", vacancy.group).answer(request, form)


@get_or_post
def leave_seat(request: SignedInRequest, pk: int, seat: int) -> HttpResponse:
    """End a seat, and say whether it stays as a vacancy; put right when one is to end."""
    require_officer(request.user)
    ending = Seat.objects.filter(group=pk, pk=seat, until__gt=localdate()).first()
    if ending is not None:
        return change_end(request, ending)
    held = _seat(pk, seat)
    form = EndForm(request.POST or None)
    if form.is_valid():
        stays = form.cleaned_data["stays_vacant"] == "yes"
        last_on = form.cleaned_data["last_on"]
        on = last_on + timedelta(days=1) if last_on else localdate()
        try:
            end_seat(held.pk, by=request.user, now=now(), on=on, stays_vacant=stays)
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            ends = f"ends after {day_words(last_on)}" if last_on else "has ended"
            messages.success(request, f"The seat {ends}; its access closes then")
            return redirect("group", pk)
    title = f"End the seat of {held.person or held.post or 'nobody'}"
    return _page(title, "End the seat", held.group).answer(request, form)


@get_or_post
def routes(request: SignedInRequest) -> HttpResponse:
    """The ways by which issues pass between groups."""
    require_officer(request.user)
    form = RouteForm(request.POST or None)
    if form.is_valid():
        try:
            made = add_route(**form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Issues may pass from {made}")
            return redirect("routes")
    held = Route.objects.select_related("giver", "taker")
    page = FormPage("Where issues pass", "Add the route", "groups", "Groups",
                    template="desk/routes.html")  # fmt: skip
    return page.answer(request, form, routes=held)


@require_POST
def drop_route(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a route."""
    require_officer(request.user)
    found = get_object_or_404(Route, pk=pk)
    remove_route(found.pk, by=request.user, now=now())
    messages.success(request, f"Issues pass no more from {found}")
    return redirect("routes")
