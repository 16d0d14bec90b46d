"""What every page here starts from: a partner, a quarter, and what they may see."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from wardmote.agreements.access import require_partner_text
from wardmote.areas.access import figures_reader
from wardmote.areas.queries import ward_named
from wardmote.areas.readers import Reader
from wardmote.flags.figures import latest_quarter, quarters
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.people.access import SignedInRequest

MARKING = "OFFICIAL: partners"
More = ParamSpec("More")


def partner_page(
    page: Callable[Concatenate[SignedInRequest, More], HttpResponse],
) -> Callable[Concatenate[SignedInRequest, More], HttpResponse]:
    """Only for partners; where figures are not loaded yet, the page says what to load."""

    @wraps(page)
    def guarded(
        request: SignedInRequest, /, *args: More.args, **more: More.kwargs
    ) -> HttpResponse:
        require_partner_text(request.user, localdate())
        try:
            return page(request, *args, **more)
        except RuleBroken as refusal:
            return show(request, "areas/nothing_yet.html", {"refusal": refusal})

    return guarded


def show(
    request: HttpRequest, template: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    return render(request, template, {"marking": MARKING} | context, status=status)


def reader_of(request: SignedInRequest) -> Reader:
    return figures_reader(request.user, localdate())


def chosen_quarter(request: HttpRequest) -> Quarter:
    """The quarter in the address, else the latest whole one. 404 for no such quarter."""
    wanted = request.GET.get("quarter", "")
    if not wanted:
        return latest()
    try:
        return Quarter.parse(wanted)
    except RuleBroken as refusal:
        raise Http404(str(refusal)) from refusal


def latest() -> Quarter:
    """The latest quarter with all its months, else with any; RuleBroken without."""
    found = latest_quarter() or next(reversed(quarters()), None)
    if found is None:
        raise RuleBroken("There are no figures yet. Load some with `wardmote import street`")
    return found


def quarters_newest_first() -> list[Quarter]:
    return list(reversed(quarters()))


def name_or_404(code: str) -> str:
    try:
        return ward_named(code)
    except RuleBroken as refusal:
        raise Http404(str(refusal)) from refusal
