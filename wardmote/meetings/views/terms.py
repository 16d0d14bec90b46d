"""Terms of reference: in force on a day, their history, two compared, a change proposed."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.groups.models import Group
from wardmote.groups.queries import open_groups
from wardmote.kernel.numbers import key_of
from wardmote.meetings.access import group_for, may_keep, require_keeper
from wardmote.meetings.clauses import KIND_NAMES, Change, Kind, Run, runs
from wardmote.meetings.clearing import SECONDS, authors_of_terms, terms_out
from wardmote.meetings.document import GROUP
from wardmote.meetings.exempt import Level
from wardmote.meetings.forms.planning import ReasonForm
from wardmote.meetings.forms.terms import FormerForm, OnDayForm, ProposalForm, as_typed
from wardmote.meetings.models import TermsVersion
from wardmote.meetings.rules import OPEN
from wardmote.meetings.terms import (
    agendas,
    changes_of,
    held_fast_by,
    history,
    open_meetings,
    proposals,
    version_before,
    version_on,
)
from wardmote.meetings.terms_paper import (
    comparison_document,
    stood_for,
    terms_document,
    title_of,
)
from wardmote.meetings.usecases import terms as deeds
from wardmote.papers.document import Document
from wardmote.papers.files import as_attachment, format_or_404
from wardmote.papers.html import render_document
from wardmote.partnership.queries import word_template
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, carry_out, get_or_post, posted


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
    is_newest = version is None or (out is not None and out.source == version.reference)
    waits = keeps and not is_newest
    return {
        "out": out,
        "waits": waits,
        "publishes": waits
        and version is not None
        and request.user.pk not in authors_of_terms(version),
        "seconds": SECONDS,
    }


def _shown(document: Document) -> str:
    return render_document(replace(document, marking=""))


def _version(request: SignedInRequest, pk: int) -> tuple[TermsVersion, bool]:
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
    found, keeps = _version(request, pk)
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


@dataclass(frozen=True, slots=True)
class Beside:
    """One clause in both versions, its words in runs."""

    change: Change
    number: str
    left: list[Run]
    right: list[Run]

    @property
    def kind(self) -> str:
        return KIND_NAMES[self.change.kind]


def _beside(change: Change) -> Beside:
    old = change.old.text if change.old else ""
    new = change.new.text if change.new else ""
    numbers = [one.number for one in (change.old, change.new) if one is not None]
    return Beside(change, " → ".join(dict.fromkeys(numbers)), *runs(old, new))


def _pair(request: SignedInRequest, pk: int) -> tuple[TermsVersion, TermsVersion]:
    """A version and the one it is compared with: the one before, or the one asked for."""
    found, _ = _version(request, pk)
    wanted = key_of(request.GET.get("with", ""))
    other = _version(request, wanted)[0] if wanted else version_before(found)
    if other is None or other.group_id != found.group_id:
        raise Http404
    return found, other


@require_safe
def compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Old and new words of each clause side by side."""
    found, before = _pair(request, pk)
    changes, rules = changes_of(found, before)
    differ = [_beside(one) for one in changes if one.kind is not Kind.SAME]
    context = {
        "marking": GROUP,
        "version": found,
        "before": before,
        "differ": differ,
        "same": len(changes) - len(differ),
        "rules": rules,
        "versions": [one for one in history(found.group) if one not in (found, before)],
    }
    return render(request, "meetings/terms_compare.html", context)


@require_safe
def compare_file(request: SignedInRequest, pk: int, ending: str) -> HttpResponse:
    """The comparison as PDF or Word."""
    document = comparison_document(*_pair(request, pk))
    return as_attachment(document, format_or_404(ending), word_template())


@require_safe
def file(request: SignedInRequest, pk: int, ending: str) -> HttpResponse:
    """One version as PDF or Word."""
    found, _ = _version(request, pk)
    return as_attachment(terms_document(found), format_or_404(ending), word_template())


def _group(request: SignedInRequest, pk: int) -> tuple[Group, bool]:
    """An open group whose terms this person keeps, and whether they are the officer."""
    group, reader, _ = group_for(request.user, pk)
    require_keeper(reader, group)
    if group not in open_groups(localdate()):
        raise Http404
    return group, reader.is_officer


def _page(group: Group, title: str, does: str, intro: str = "", back: str = "") -> FormPage:
    return FormPage(
        title,
        does,
        back or reverse("terms", args=[group.pk]),
        "The terms of reference",
        str(group),
        intro,
        GROUP,
    )


@get_or_post
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose a version, beginning with the words in force."""
    group, _ = _group(request, pk)
    latest = history(group).first()
    form = ProposalForm(posted(request), initial=as_typed(latest))
    page = _page(
        group,
        "Propose new terms of reference",
        "Propose them",
        "Change what should change. The next agenda has it as an item, with every change in "
        "full; agreed there, it is in force.",
    )

    def deed() -> None:
        given = form.cleaned_data
        deeds.propose_terms(
            group, form.wording, given["why"], given["asked_from"], by=request.user, now=now()
        )

    return page.ask(request, form, deed, "Proposed. Put it on an agenda")


@get_or_post
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a proposal otherwise."""
    found = _kept(request, pk)
    start = as_typed(found) | {
        "why": found.why,
        "asked_from": found.asked_from,
        "revision": found.revision,
    }
    form = ProposalForm(posted(request), initial=start)
    back = reverse("terms-version", args=[pk])
    page = _page(found.group, "Change the proposal", "Save", back=back)

    def deed() -> None:
        given = form.cleaned_data
        deeds.change_proposal(
            pk,
            form.wording,
            given["why"],
            given["asked_from"],
            given["revision"] or 0,
            by=request.user,
            now=now(),
        )

    return page.ask(request, form, deed, "Saved")


def _kept(request: SignedInRequest, pk: int) -> TermsVersion:
    """A version that is not in force by a decision, for those who keep it."""
    found, _ = _version(request, pk)
    _, reader, _ = group_for(request.user, found.group_id)
    require_keeper(reader, found.group)
    return found


@get_or_post
def enter(request: SignedInRequest, pk: int) -> HttpResponse:
    """A version that stood before Wardmote, with its source."""
    group, is_officer = _group(request, pk)
    if not is_officer:
        raise Http404
    form = FormerForm(posted(request), initial=as_typed(None))
    page = _page(
        group,
        "Enter terms of reference from before",
        "Enter them",
        "For a text that was agreed elsewhere. What a meeting here agrees is proposed instead.",
    )

    def deed() -> None:
        given = form.cleaned_data
        deeds.enter_terms(
            group, form.wording, given["since"], given["source"], by=request.user, now=now()
        )

    return page.ask(request, form, deed, "Entered")


@require_POST
def put(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the proposal on the agenda of the meeting chosen."""
    _kept(request, pk)
    meeting = key_of(request.POST.get("meeting", ""))
    carry_out(
        request,
        lambda: deeds.put_on_agenda(pk, meeting, by=request.user, now=now()),
        "It is on the agenda",
    )
    return redirect("terms-version", pk)


@get_or_post
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back a proposal, or a version that was entered wrong."""
    found = _kept(request, pk)
    form = ReasonForm(posted(request))
    page = _page(found.group, "Take these terms back", "Take them back")

    def deed() -> None:
        reason = form.cleaned_data["reason"]
        deeds.withdraw_terms(pk, reason, by=request.user, now=now())

    return page.ask(request, form, deed, "Taken back")
