"""Letting the public part of an agenda or of minutes out: read it first, then publish it."""

from collections.abc import Callable
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now

from wardmote.kernel.numbers import and_list
from wardmote.meetings.access import Readable, kept_for
from wardmote.meetings.clearing import authors_of_agenda, authors_of_minutes
from wardmote.meetings.document import MARKINGS
from wardmote.meetings.drawn import agenda_paper, minutes_paper
from wardmote.meetings.exempt import Level
from wardmote.meetings.pack import runs_of
from wardmote.meetings.rules import State
from wardmote.meetings.usecases.releasing import PUBLIC, release_agenda, release_minutes
from wardmote.papers.document import Document
from wardmote.papers.html import render_document
from wardmote.people.access import SignedInRequest
from wardmote.people.models import User
from wardmote.people.pages import carry_out, get_or_post


@get_or_post
def publish_agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """The public part of the newest edition, for everybody."""
    found = kept_for(request.user, pk)
    if not found.meeting.editions.exists():
        raise Http404
    paper = agenda_paper(found.meeting, PUBLIC, is_public=True)
    authors = authors_of_agenda(found.meeting)
    return _ask(request, found, paper, authors, release_agenda, "meeting")


@get_or_post
def publish_minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """The public part of approved minutes, for everybody."""
    found = kept_for(request.user, pk)
    if found.meeting.state != State.APPROVED:
        raise Http404
    paper = minutes_paper(found.meeting, PUBLIC, is_public=True)
    authors = authors_of_minutes(found.meeting)
    return _ask(request, found, paper, authors, release_minutes, "minutes")


def _ask(
    request: SignedInRequest,
    found: Readable,
    paper: Document,
    authors: frozenset[int],
    deed: Callable[..., None],
    back: str,
) -> HttpResponse:
    """Show what would leave, to whoever may let it out; then let it out."""
    pk = found.meeting.pk
    if request.user.pk in authors:
        raise PermissionDenied("Another person must clear these words")
    if request.method == "POST":
        done = "Published: everybody reads the public part"
        carry_out(request, lambda: deed(pk, by=request.user, now=now()), done)
        return redirect(back, pk)
    context = {
        "marking": MARKINGS[Level.GROUP],
        "meeting": found.meeting,
        "title": paper.title,
        "papers": deed is release_agenda and runs_of(found.meeting.editions.first()),
        "back": reverse(back, args=[pk]),
        "wrote": and_list([str(one) for one in User.objects.filter(pk__in=authors)]),
        "paper": render_document(replace(paper, marking="")),
    }
    return render(request, "meetings/publish.html", context)
