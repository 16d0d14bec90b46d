"""Letting an agenda, minutes or terms out: the public part is read first, then published."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from wardmote.kernel.numbers import and_list
from wardmote.meetings.access import group_for, kept_for, require_keeper
from wardmote.meetings.clearing import authors_of_agenda, authors_of_minutes, authors_of_terms
from wardmote.meetings.document import MARKINGS
from wardmote.meetings.drawn import agenda_paper, minutes_paper
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import TermsVersion
from wardmote.meetings.pack import runs_of
from wardmote.meetings.rules import State
from wardmote.meetings.terms import version_on
from wardmote.meetings.terms_paper import public_terms
from wardmote.meetings.usecases.releasing import (
    PUBLIC,
    give_minutes_notice,
    minutes_item,
    release_agenda,
    release_minutes,
    release_terms,
)
from wardmote.papers.document import Document
from wardmote.papers.html import render_document
from wardmote.people.access import SignedInRequest
from wardmote.people.models import User
from wardmote.people.pages import carry_out, get_or_post
from wardmote.preelection.queries import factual_until
from wardmote.preelection.rules import Publicity
from wardmote.releases.papers import paper_notice_page


@dataclass(frozen=True, slots=True)
class Leaving:
    """What would leave: of what, the page that is read, who wrote it, where one goes back."""

    caption: str
    paper: Document
    authors: frozenset[int]
    back: str
    papers: bool = False
    give: str = ""
    item: str = ""
    hides: str = "items that are not for everybody are left out"


@get_or_post
def publish_agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """The public part of the newest edition, for everybody."""
    found = kept_for(request.user, pk)
    edition = found.meeting.editions.first()
    if edition is None:
        raise Http404
    leaving = Leaving(
        str(found.meeting),
        agenda_paper(found.meeting, PUBLIC, is_public=True),
        authors_of_agenda(found.meeting),
        reverse("meeting", args=[pk]),
        papers=bool(runs_of(edition)),
    )
    return _ask(request, leaving, lambda: release_agenda(pk, by=request.user, now=now()))


@get_or_post
def publish_minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """The public part of approved minutes, for everybody."""
    found = kept_for(request.user, pk)
    if found.meeting.state != State.APPROVED:
        raise Http404
    leaving = Leaving(
        str(found.meeting),
        minutes_paper(found.meeting, PUBLIC, is_public=True),
        authors_of_minutes(found.meeting),
        reverse("minutes", args=[pk]),
        give=reverse("minutes-notice", args=[pk]),
        item=minutes_item(found.meeting),
    )
    reason = request.POST.get("cannot_wait", "")[:300]
    factual = bool(request.POST.get("factual"))
    given = partial(release_minutes, pk, cannot_wait=reason, factual=factual, by=request.user)
    return _ask(request, leaving, lambda: given(now=now()))


@require_POST
def minutes_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Their public part, for the councillors of the wards that it names."""
    kept_for(request.user, pk)
    carry_out(
        request,
        lambda: give_minutes_notice(pk, by=request.user, now=now()),
        "The councillors of the wards have it on their pages now",
    )
    return redirect("minutes", pk)


@get_or_post
def publish_terms(request: SignedInRequest, pk: int) -> HttpResponse:
    """A group's terms of reference in force, for everybody."""
    found = get_object_or_404(TermsVersion.objects.select_related("group"), pk=pk)
    group, reader, _ = group_for(request.user, found.group_id)
    require_keeper(reader, group)
    if found != version_on(group, localdate()):
        raise Http404
    leaving = Leaving(
        found.words.capitalize(),
        public_terms(found),
        authors_of_terms(found),
        reverse("terms", args=[group.pk]),
        hides="nothing is left out, so read it to the end",
    )
    return _ask(request, leaving, lambda: release_terms(pk, by=request.user, now=now()))


def _ask(request: SignedInRequest, leaving: Leaving, deed: Callable[[], None]) -> HttpResponse:
    """Show what would leave, to whoever may let it out; then let it out."""
    if request.user.pk in leaving.authors:
        raise PermissionDenied("Another person must clear these words")
    if request.method == "POST":
        carry_out(request, deed, "Published: everybody reads it")
        return redirect(leaving.back)
    context = {
        "marking": MARKINGS[Level.GROUP],
        "leaving": leaving,
        "title": leaving.paper.title,
        "wrote": and_list([str(one) for one in User.objects.filter(pk__in=leaving.authors)]),
        "paper": render_document(replace(leaving.paper, marking="")),
    }
    if leaving.item:
        context["factual_until"] = factual_until(Publicity.MINUTES, None, localdate())
        context["page"] = paper_notice_page(leaving.paper, leaving.item, localdate())
    return render(request, "meetings/publish.html", context)
