"""Terms of reference: in force on a day, their history, one version."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from wardmote.groups.models import Group
from wardmote.groups.queries import open_groups
from wardmote.meetings.access import group_for, may_keep
from wardmote.meetings.clearing import SECONDS, authors_of_terms, terms_out
from wardmote.meetings.document import GROUP
from wardmote.meetings.exempt import Level
from wardmote.meetings.forms.terms import OnDayForm
from wardmote.meetings.models import TermsVersion
from wardmote.meetings.rules import OPEN
from wardmote.meetings.terms import (
    agendas,
    held_fast_by,
    history,
    open_meetings,
    proposals,
    version_before,
    version_on,
)
from wardmote.meetings.terms_paper import stood_for, terms_document, title_of
from wardmote.papers.document import Document
from wardmote.papers.files import as_attachment, format_or_404
from wardmote.papers.html import render_document
from wardmote.partnership.queries import word_template
from wardmote.people.access import SignedInRequest


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the history."""

    version: TermsVersion
    until: date | None
    came: str
    before: TermsVersion | None


def _lines(group: Group) -> list[Past]:
    """Every version, the newest first, with the day before the next one as its last."""
    found = list(history(group))
    after = {one: later for later, one in pairwise(found)}
    before = dict(pairwise(found))
    return [
        Past(one, _day_before(after.get(one)), stood_for(one), before.get(one)) for one in found
    ]


def _day_before(version: TermsVersion | None) -> date | None:
    if version is None or version.since is None:
        return None
    return date.fromordinal(version.since.toordinal() - 1)


@require_safe
def terms(request: SignedInRequest, pk: int) -> HttpResponse:
    """The version in force today, or on the day asked for; what stood before; what is asked."""
    group, reader, levels = group_for(request.user, pk)
    today = localdate()
    form = OnDayForm(request.GET if "on_0" in request.GET else None)
    day = form.day(today)
    version = version_on(group, day)
    keeps = may_keep(reader, group) and group in open_groups(today)
    context = {
        "marking": GROUP,
        "group": group,
        "form": form,
        "day": day,
        "is_today": day == today,
        "version": version,
        "paper": _shown(terms_document(version)) if version else "",
        "past": _lines(group),
        "proposals": proposals(group) if Level.GROUP in levels else (),
        "keeps": keeps,
        "enters": keeps and reader.is_officer,
        **_published(request, group, version if day == today else None, keeps=keeps),
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/terms.html", context, status=status)


def _published(
    request: SignedInRequest, group: Group, version: TermsVersion | None, *, keeps: bool
) -> dict[str, object]:
    """What everybody reads of them, and whether this person may publish what is in force."""
    out = terms_out(group)
    if not keeps or version is None or (out and out.source == version.reference):
        return {"out": out}
    publishes = request.user.pk not in authors_of_terms(version)
    return {"out": out, "waits": True, "publishes": publishes, "seconds": SECONDS}


def _shown(document: Document) -> str:
    return render_document(replace(document, marking=""))


def version_for(request: SignedInRequest, pk: int) -> tuple[TermsVersion, bool]:
    """A version for those who read it, and whether they keep it: what is proposed or taken
    back is for the group, what is or was in force for all who know of its meetings."""
    found = get_object_or_404(
        TermsVersion.objects.select_related("group", "decision__meeting", "decision__item"),
        pk=pk,
    )
    _, reader, levels = group_for(request.user, found.group_id)
    is_settled = found.since is not None and not found.withdrawn_why
    if not is_settled and Level.GROUP not in levels:
        raise Http404
    return found, may_keep(reader, found.group)


@require_safe
def version(request: SignedInRequest, pk: int) -> HttpResponse:
    """One version as it reads, and what can be done with it next."""
    found, keeps = version_for(request, pk)
    context = {
        "marking": GROUP,
        "version": found,
        "title": title_of(found),
        "paper": _shown(terms_document(found)),
        "before": version_before(found),
        "keeps": keeps,
    }
    if found.is_proposed:
        context |= _next(found)
    return render(request, "meetings/terms_version.html", context)


def _next(found: TermsVersion) -> dict[str, object]:
    """Where a proposal stands: on which agendas, and on which it could be put."""
    on = [item.meeting for item in agendas(found, OPEN)]
    return {
        "on": on,
        "held_fast_by": held_fast_by(found),
        "open": [one for one in open_meetings(found.group, localdate()) if one not in on],
    }


@require_safe
def file(request: SignedInRequest, pk: int, ending: str) -> HttpResponse:
    """One version as PDF or Word."""
    found, _ = version_for(request, pk)
    return as_attachment(terms_document(found), format_or_404(ending), word_template())
