"""Raising an issue and everything that is done to it, one page or button each."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import lazy
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from wardmote.agreements.access import require_partner_text
from wardmote.groups.models import Route
from wardmote.groups.queries import routes_from
from wardmote.issues.access import Readable, issue_for, reader_of, require_act, require_had
from wardmote.issues.forms.journey import CloseForm, HoldForm, PassForm, ReopenForm
from wardmote.issues.forms.telling import PartnerTextForm, RaiseForm, ReferenceForm, TellForm
from wardmote.issues.models import Issue
from wardmote.issues.origins import known
from wardmote.issues.queries import partner_text
from wardmote.issues.rules import Origin, Passing, Reach
from wardmote.issues.usecases import journey, telling
from wardmote.issues.usecases.raising import Raised, raise_issue
from wardmote.issues.views.common import ask, question, version_sent
from wardmote.kernel.markings import PARTNERS
from wardmote.kernel.numbers import key_of
from wardmote.people.access import SignedInRequest, gave_second_factor
from wardmote.people.pages import FormPage, carry_out, get_or_post, posted
from wardmote.places.queries import wards

Asked = TypeVar("Asked", bound=Form)


@get_or_post
def raise_new(request: SignedInRequest) -> HttpResponse:
    """Raise an issue; from a ward's flag or signal what is known is filled in."""
    require_partner_text(request.user, localdate())
    choices = list(wards().order_by("name").values_list("code", "name"))
    groups = list(Route.objects.values_list("giver", flat=True).distinct())
    came_from = known(request.GET)
    form = RaiseForm(
        posted(request),
        initial=_from(request.GET),
        wards=choices,
        groups=groups,
        restricted=bool(reader_of(request.user).reach) and gave_second_factor(request),
    )
    page = FormPage("Raise an issue", "Raise it", "issues", "Issues", marking=PARTNERS)
    made: list[Issue] = []

    def deed() -> None:
        given = dict(form.cleaned_data)
        raised = Raised(**given | {"wards": tuple(given["wards"]), "origin_of": came_from})
        made.append(raise_issue(raised, by=request.user, now=now()))

    done = lazy(lambda: f"{made[0].number} has been raised", str)()  # once it has its number
    answer = ask(request, page, form, deed, done)
    return redirect("issue", made[0].number) if made else answer


def _from(asked: QueryDict) -> dict[str, Any]:
    """What an address from a ward's or a meeting's page already says."""
    origin = asked.get("origin", "")
    start: dict[str, Any] = {"origin": origin if origin in set(Origin) else ""}
    if group := key_of(asked.get("group", "")):
        start["holder"] = group
    if ward := asked.get("ward"):
        start |= {"wards": [ward], "reach": Reach.PLACES}
    return start


def _held(request: SignedInRequest, number: str) -> Readable:
    """The issue, for those whose group has it: 404 for who may not know, 403 for others."""
    found = issue_for(request.user, number)
    require_act(found.reader, found.issue)
    return found


def _may_restrict(request: SignedInRequest, found: Readable) -> bool:
    """May write restricted text on this issue, in this session."""
    return found.restricted and gave_second_factor(request)


def _asked(
    kind: Callable[..., Asked], request: SignedInRequest, found: Readable, **more: object
) -> Asked:
    """A form of this kind, which knows what its page showed and who may restrict."""
    shown = {"giver": found.issue.holder_id, "version": found.issue.version}
    may_restrict = _may_restrict(request, found)
    return kind(posted(request), initial=shown, restricted=may_restrict, **more)


@get_or_post
def pass_on(request: SignedInRequest, number: str) -> HttpResponse:
    """Ask which group should have the issue, and why; then hand it over."""
    found = _held(request, number)
    issue = found.issue
    takers = [
        (route.taker_id, str(route.taker)) for route in routes_from(issue.holder, localdate())
    ]
    form = _asked(PassForm, request, found, takers=takers)
    page = question(
        found, "Pass this issue to another group", "Pass on", f"{issue.holder} has it now."
    )

    def deed() -> None:
        given = form.cleaned_data
        passing = Passing(given["giver"], given["taker"], given["reason"])
        journey.pass_issue(
            issue.pk,
            passing,
            given["version"],
            by=request.user,
            now=now(),
            checked=given["checked"],
            level=given["level"],
        )

    return ask(request, page, form, deed, f"{issue.number} has been passed on")


@get_or_post
def tell(request: SignedInRequest, number: str) -> HttpResponse:
    """Say what was done."""
    found = _held(request, number)
    form = TellForm(posted(request), restricted=_may_restrict(request, found))
    page = question(found, "What was done?", "Save")

    def deed() -> None:
        telling.tell(found.issue.pk, **form.cleaned_data, by=request.user, now=now())

    return ask(request, page, form, deed, "Saved: the groups that sent the issue can see it")


@get_or_post
def hold(request: SignedInRequest, number: str) -> HttpResponse:
    """Put it on hold."""
    found = _held(request, number)
    form = _asked(HoldForm, request, found)
    page = question(found, "Put this issue on hold", "Put on hold")

    def deed() -> None:
        journey.hold(found.issue.pk, **form.cleaned_data, by=request.user, now=now())

    return ask(request, page, form, deed, "The issue is on hold")


@get_or_post
def close(request: SignedInRequest, number: str) -> HttpResponse:
    """Close it with how it ended."""
    found = _held(request, number)
    form = _asked(CloseForm, request, found)
    page = question(found, "Close this issue", "Close the issue")

    def deed() -> None:
        journey.close_issue(found.issue.pk, **form.cleaned_data, by=request.user, now=now())

    return ask(request, page, form, deed, "Closed. Those who sent it see how it ended")


@get_or_post
def reopen(request: SignedInRequest, number: str) -> HttpResponse:
    """Open a closed issue again."""
    found = issue_for(request.user, number)
    require_had(found.reader, found.issue)
    form = _asked(ReopenForm, request, found)
    page = question(found, "Open this issue again", "Reopen")

    def deed() -> None:
        journey.reopen_issue(found.issue.pk, **form.cleaned_data, by=request.user, now=now())

    return ask(request, page, form, deed, "The issue is open again")


@get_or_post
def rewrite(request: SignedInRequest, number: str) -> HttpResponse:
    """Say anew what all signatories may know."""
    found = _held(request, number)
    standing = partner_text(found.issue)
    start = {"text": standing.text, "replaces": standing.pk} if standing else {}
    form = PartnerTextForm(posted(request), initial=start)
    page = question(found, "What all agencies that signed may read", "Save")
    if standing is not None and request.method == "POST":
        page = question(found, page.title, "Save", f"What stands now: {standing.text}")

    def deed() -> None:
        telling.write_partner_text(
            found.issue.pk, **form.cleaned_data, by=request.user, now=now()
        )

    return ask(request, page, form, deed, "Saved. The earlier words are kept")


@get_or_post
def refer(request: SignedInRequest, number: str) -> HttpResponse:
    """Give the number under which an agency's own system works on the people."""
    found = _held(request, number)
    form = ReferenceForm(posted(request))
    page = question(found, "Add another system’s number", "Add")

    def deed() -> None:
        telling.add_reference(found.issue.pk, **form.cleaned_data, by=request.user, now=now())

    return ask(request, page, form, deed, "Added")


def _move(
    request: SignedInRequest, number: str, deed: Callable[..., object], done: str
) -> HttpResponse:
    """A button: the version that its page showed comes with it."""
    found = _held(request, number)
    seen = version_sent(request)
    carry_out(request, lambda: deed(found.issue.pk, seen, by=request.user, now=now()), done)
    return redirect("issue", number)


@require_POST
def take_on(request: SignedInRequest, number: str) -> HttpResponse:
    """The group takes it on."""
    return _move(request, number, journey.take_on, "Taken on")


@require_POST
def resume(request: SignedInRequest, number: str) -> HttpResponse:
    """Go on with it."""
    return _move(request, number, journey.resume, "Going on with it")
