"""Putting right what an issue is said to be."""

from django.http import HttpResponse
from django.utils.timezone import now

from wardmote.issues.access import issue_for, require_act
from wardmote.issues.forms.telling import CorrectForm
from wardmote.issues.models import Issue
from wardmote.issues.queries import released, wards_of
from wardmote.issues.usecases.correcting import Correction, correct_issue
from wardmote.issues.views.common import ask, question
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import get_or_post, posted
from wardmote.places.queries import wards
from wardmote.releases.rules import Audience

KEPT = "What it said before stays in the journey, for agencies that signed."


@get_or_post
def correct(request: SignedInRequest, number: str) -> HttpResponse:
    """Title, theme, places and who leads, as they should have been from the beginning."""
    found = issue_for(request.user, number)
    require_act(found.reader, found.issue)
    issue = found.issue
    form = CorrectForm(posted(request), initial=_as_it_is(issue), wards=_choices(issue))
    page = question(found, "Correct this issue", "Save", _intro(issue))

    def deed() -> None:
        given = dict(form.cleaned_data)
        version = given.pop("version")
        said = Correction(**given | {"wards": tuple(given["wards"])})
        correct_issue(issue.pk, said, version, by=request.user, now=now())

    return ask(request, page, form, deed, f"{issue.number} has been corrected")


def _as_it_is(issue: Issue) -> dict[str, object]:
    codes = [one.code for one in issue.wards.all()]
    named = {name: getattr(issue, name) for name in ("title", "theme", "reach", "version")}
    return {**named, "lead": issue.lead_id, "wards": codes}


def _choices(issue: Issue) -> list[tuple[str, str]]:
    """Today's wards, and those that it is about already, if they are no longer among them."""
    names = dict(wards_of(issue)) | dict(wards().values_list("code", "name"))
    return sorted(names.items(), key=lambda pair: pair[1])


def _intro(issue: Issue) -> str:
    if any(released(issue, to).exists() for to in Audience):
        return (
            f"{KEPT} What was released keeps the old title and wards until it is released "
            "anew: withdraw it first if nobody should read it any more."
        )
    return KEPT
