"""Marks, and the ranked list they make."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.agreements.access import require_partner_text
from wardmote.groups.models import Group
from wardmote.issues.access import acts_for, issue_for, readable, reader_of, require_act
from wardmote.issues.asks import ranked_list
from wardmote.issues.forms.deciding import MarksForm, PlaceForm
from wardmote.issues.models import Issue
from wardmote.issues.queries import wards_of
from wardmote.issues.ranking import Criterion
from wardmote.issues.rules import Reach
from wardmote.issues.usecases.prioritising import mark_issue, place_issue
from wardmote.issues.views.common import ask, question
from wardmote.kernel.markings import PARTNERS
from wardmote.partnership.queries import this_partnership
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import get_or_post, posted


@require_safe
def ranked(request: SignedInRequest, pk: int) -> HttpResponse:
    """One group's open issues in the order in which they come, and why."""
    require_partner_text(request.user, localdate())
    group = get_object_or_404(Group, pk=pk)
    reader = reader_of(request.user)
    held = readable(reader).filter(holder=group, closed_at=None).select_related("lead")
    weights = this_partnership().issue_weights
    context = {
        "marking": PARTNERS,
        "group": group,
        "lines": ranked_list(held, weights),
        "may_mark": acts_for(reader, group.pk),
    }
    return render(request, "issues/ranked.html", context)


@get_or_post
def mark(request: SignedInRequest, number: str) -> HttpResponse:
    """Give the issue its marks."""
    found = issue_for(request.user, number)
    require_act(found.reader, found.issue)
    held = found.issue.scores.first()
    form = MarksForm(
        posted(request),
        initial=held.marks if held else None,
        figures=_figures(found.issue),
    )
    page = question(found, "How important is this issue?", "Save the marks")

    def deed() -> None:
        given = form.cleaned_data
        marks = {one.value: given[one.value] for one in Criterion}
        mark_issue(
            found.issue.pk,
            marks,
            given["rationale"],
            by=request.user,
            now=now(),
            checked=given["checked"],
        )

    return ask(request, page, form, deed, "Saved. The list shows where it stands")


def _figures(issue: Issue) -> list[tuple[str, str]]:
    """The pages of its wards; of all wards, where it is about the whole district."""
    if issue.reach == Reach.DISTRICT:
        return [(reverse("wards"), "all wards")]
    return [(reverse("ward", args=[code]), name) for code, name in wards_of(issue)]


@get_or_post
def place(request: SignedInRequest, number: str) -> HttpResponse:
    """Put the issue at a place by hand."""
    found = issue_for(request.user, number)
    require_act(found.reader, found.issue)
    form = PlaceForm(posted(request))
    page = question(found, "Place this issue by hand", "Save the place")

    def deed() -> None:
        place_issue(found.issue.pk, **form.cleaned_data, by=request.user, now=now())

    return ask(request, page, form, deed, "Saved with the reason")
