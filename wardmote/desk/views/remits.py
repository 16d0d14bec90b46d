"""The officer's pages about remits: who works in which wards."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.desk.forms.remits import (
    WARDS,
    WHOLE,
    ChangeRemitForm,
    EndRemitForm,
    RemitForm,
)
from wardmote.groups.access import require_officer
from wardmote.kernel.numbers import key_of
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, get_or_post, posted
from wardmote.places.models import Remit
from wardmote.places.remits import (
    change_remit,
    coverage_of,
    end_remit,
    give_remit,
    remit_lines,
    remits_left,
)

DAY = timedelta(days=1)


@require_safe
def remits(request: SignedInRequest) -> HttpResponse:
    """Everyone with a remit that has not ended."""
    require_officer(request.user)
    lines = remit_lines(localdate())
    to_mend = sum(bool(one.gone or one.idle) for one in lines)
    return render(request, "desk/remits.html", {"lines": lines, "to_mend": to_mend})


@get_or_post
def new_remit(request: SignedInRequest) -> HttpResponse:
    """Enter who works where; `person` in the address fills in who."""
    require_officer(request.user)
    start = {"person": key_of(request.GET.get("person", "")) or None, "reach": WARDS}
    form = RemitForm(posted(request), initial=start)

    def deed() -> None:
        given = form.cleaned_data
        until = given["last_on"] + DAY if given["last_on"] else None
        give_remit(
            given["person"],
            form.coverage,
            since=given["since"],
            until=until,
            by=request.user,
            now=now(),
        )

    return _page("Who works where?", "Enter it").ask(request, form, deed, "Entered")


@get_or_post
def alter_remit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Other wards, or other words for what they do there."""
    require_officer(request.user)
    held = _held(pk)
    covered = coverage_of(held)
    start = {
        "work": covered.work,
        "reach": WHOLE if covered.is_whole else WARDS,
        "wards": sorted(covered.wards),
        "version": held.version,
    }
    form = ChangeRemitForm(posted(request), initial=start)

    def deed() -> None:
        version = form.cleaned_data["version"]
        change_remit(pk, form.coverage, version, by=request.user, now=now())

    page = _page("Where do they work?", "Save", caption=str(held.user))
    return page.ask(request, form, deed, f"Saved what {held.user} does, and where")


@get_or_post
def shut_remit(request: SignedInRequest, pk: int) -> HttpResponse:
    """End it, at once or after a last day; a day entered ahead can be put right."""
    require_officer(request.user)
    held = _held(pk)
    last_on = held.until - DAY if held.until else None
    form = EndRemitForm(posted(request), initial={"version": held.version, "last_on": last_on})

    def deed() -> None:
        last = form.cleaned_data["last_on"]
        on = last + DAY if last else localdate()
        end_remit(pk, form.cleaned_data["version"], by=request.user, now=now(), on=on)

    page = _page("When does this remit end?", "End it", caption=str(held))
    return page.ask(request, form, deed, f"Entered when the remit of {held.user} ends")


def _held(pk: int) -> Remit:
    return get_object_or_404(remits_left(localdate()), pk=pk)


def _page(title: str, does: str, caption: str = "") -> FormPage:
    return FormPage(title, does, "remits", "Who works where", caption=caption)
