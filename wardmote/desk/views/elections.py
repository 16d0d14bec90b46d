"""Elections: entered by the officer, a result for each ward or county division."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.desk.forms.elections import ElectionForm, ResultForm, edition_words
from wardmote.desk.queries.boundaries import left_behind, left_of_parishes
from wardmote.desk.queries.people import place_names
from wardmote.desk.usecases import hold_election
from wardmote.groups.access import require_officer
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import day_words
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal, get_or_post
from wardmote.places.elections import (
    Result,
    councillors_before,
    enter_result,
    to_bind_anew,
    what_it_does,
)
from wardmote.places.following import former_wards, is_elected_by
from wardmote.places.models import Election, Place, Representation
from wardmote.places.queries import places_of
from wardmote.places.rules import ElectionKind, in_office_from


@require_safe
def elections(request: SignedInRequest) -> HttpResponse:
    """Every election entered, and who must be bound anew since boundaries changed."""
    require_officer(request.user)
    homeless = to_bind_anew(localdate())
    names = place_names({(one.kind, one.code) for one in homeless})
    held = Election.objects.select_related("body", "edition")
    context = {
        "has_former": bool(former_wards() or left_of_parishes(request.user, localdate())),
        "elections": [(one, edition_words(one.edition)) for one in held],
        "homeless": [(one, names.get((one.kind, one.code), one.code)) for one in homeless],
    }
    return render(request, "desk/elections.html", context)


@require_safe
def boundaries(request: SignedInRequest) -> HttpResponse:
    """Former wards, and what still names them and needs a person."""
    require_officer(request.user)
    today = localdate()
    lines, parishes = left_behind(request.user, today), left_of_parishes(request.user, today)
    count = sum(len(line.left) for line in lines) + len(parishes)
    context = {
        "lines": lines,
        "parishes": parishes,
        "count": count,
        "said": plural(count, "thing still names", "things still name"),
        "is_told": is_elected_by(),
    }
    return render(request, "desk/boundaries.html", context)


@get_or_post
def new_election(request: SignedInRequest) -> HttpResponse:
    """Enter that an election was held."""
    require_officer(request.user)
    form = ElectionForm(request.POST or None)
    if form.is_valid():
        try:
            made = hold_election(**form.cleaned_data, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Entered. Say who was elected where")
            return redirect("election", made.pk)
    page = FormPage("Enter an election", "Enter it", "elections", "Elections")
    return page.answer(request, form)


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place of an election, and who was elected for it."""

    place: Place
    elected: tuple[Representation, ...]


@require_safe
def election(request: SignedInRequest, pk: int) -> HttpResponse:
    """One election: each ward or division with its result, or a way to enter it."""
    require_officer(request.user)
    found = _election(pk)
    bound = list(found.representations.select_related("user").order_by("user__name"))
    lines = [
        PlaceLine(place, tuple(one for one in bound if one.code == place.code))
        for place in places_of(found.edition).order_by("name")
    ]
    context = {
        "election": found,
        "boundaries": edition_words(found.edition),
        "lines": lines,
        "entered": sum(bool(one.elected) for one in lines),
        "in_office": in_office_from(ElectionKind(found.kind), found.on),
    }
    return render(request, "desk/election.html", context)


@get_or_post
def result(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Ask who was elected for one place; show what that does; do it on the second button."""
    require_officer(request.user)
    found = _election(pk)
    place = places_of(found.edition).filter(code=code).first()
    if place is None:
        raise Http404
    before = councillors_before(found, code)
    all_retire = found.kind == ElectionKind.ORDINARY
    start = {"retiring": [one.pk for one in before] if all_retire else []}
    form = ResultForm(request.POST or None, initial=start, before=before)
    if form.is_valid():
        given = form.cleaned_data
        decided = Result(code, given["elected"], frozenset(given.get("retiring", ())))
        try:
            if "confirmed" not in request.POST:
                return _preview(request, found, place, decided)
            enter_result(found.pk, decided, by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Entered: {place.name}")
            return redirect("election", pk)
    back = reverse("election", args=[pk])
    title = f"Who was elected for {place.name}?"
    page = FormPage(title, "Look at it", back, "The election", caption=_words(found))
    return page.answer(request, form)


def _preview(
    request: SignedInRequest, found: Election, place: Place, decided: Result
) -> HttpResponse:
    context = {
        "caption": _words(found),
        "election": found,
        "place": place,
        "does": what_it_does(found, decided),
        "elected": "\n".join(f"{one.name}, {one.email}" for one in decided.elected),
        "retiring": sorted(decided.retiring),
    }
    return render(request, "desk/election_preview.html", context)


def _words(found: Election) -> str:
    kind = found.get_kind_display().lower()
    return f"{found.body}, {kind} of {day_words(found.on)}"


def _election(pk: int) -> Election:
    return get_object_or_404(Election.objects.select_related("body", "edition"), pk=pk)
