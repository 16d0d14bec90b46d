"""Ways of working under review: the list, one whole, feedback on it, its review."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.groups.models import Group
from wardmote.issues.access import reader_of as issue_reader
from wardmote.kernel.markings import PARTNERS
from wardmote.meetings.access import Reader, group_for, may_keep, require_keeper
from wardmote.meetings.document import GROUP
from wardmote.meetings.exempt import Level
from wardmote.meetings.forms.ways import AnswerForm, BeginForm, ReviewForm
from wardmote.meetings.models import WayOfWorking
from wardmote.meetings.trying import QUESTIONS
from wardmote.meetings.usecases import ways as deeds
from wardmote.meetings.usecases.ways import Trial
from wardmote.meetings.ways import figures, last_texts, scores_of, ways_of
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, get_or_post, posted


def _group(request: SignedInRequest, pk: int) -> tuple[Group, Reader, frozenset[Level]]:
    """A group, for those who read what is for it."""
    found = group_for(request.user, pk)
    if Level.GROUP not in found[2]:
        raise Http404
    return found


def _way(request: SignedInRequest, pk: int) -> tuple[WayOfWorking, Reader, frozenset[Level]]:
    way = get_object_or_404(
        WayOfWorking.objects.select_related("group", "decision__meeting__group"), pk=pk
    )
    _, reader, levels = _group(request, way.group_id)
    return way, reader, levels


@require_safe
def ways(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a group does differently, what is due for review first."""
    group, reader, _ = _group(request, pk)
    found = list(ways_of(group))
    context = {
        "marking": GROUP,
        "group": group,
        "under_review": [one for one in found if one.review_on],
        "settled": [one for one in found if not one.review_on],
        "today": localdate(),
        "keeps": may_keep(reader, group),
    }
    return render(request, "meetings/ways.html", context)


@require_safe
def way(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it is, what its users say, and for partners what the issues show."""
    found, reader, levels = _way(request, pk)
    today = localdate()
    is_partner = Level.PARTNER in levels and reader.is_partner
    context = {
        "marking": PARTNERS if is_partner else GROUP,
        "way": found,
        "is_due": found.review_on is not None and found.review_on <= today,
        "scores": scores_of(found),
        "reviews": found.reviews.all(),
        "keeps": may_keep(reader, found.group),
        "is_partner": is_partner,
        "texts": last_texts(found) if is_partner else (),
        "figures": figures(issue_reader(request.user, today), found, today)
        if is_partner
        else (),
    }
    return render(request, "meetings/way.html", context)


def _page(way: WayOfWorking, title: str, does: str, intro: str = "") -> FormPage:
    back = reverse("way", args=[way.pk])
    return FormPage(title, does, back, "The way of working", way.title, intro, GROUP)


@get_or_post
def begin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a way of working that the group agreed."""
    group, reader, _ = _group(request, pk)
    require_keeper(reader, group)
    form = BeginForm(posted(request), group=group)
    page = FormPage(
        "Record a new way of working",
        "Record it",
        reverse("ways", args=[pk]),
        "Ways of working",
        str(group),
        "It comes back to the group’s agenda by itself on the day of its review.",
        GROUP,
    )

    def deed() -> None:
        deeds.begin_way(group, Trial(**form.cleaned_data), by=request.user, now=now())

    return page.ask(request, form, deed, "Recorded")


@get_or_post
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how it works for you."""
    found, _, _ = _way(request, pk)
    if found.review_on is None:
        raise Http404
    mine = found.answers.filter(by=request.user, round=found.round)
    start = mine.values(*QUESTIONS, "text").first()
    form = AnswerForm(posted(request), initial=start)
    intro = "Answer again and it replaces what you said before."
    page = _page(found, "How does it work for you?", "Send", intro if start else "")

    def deed() -> None:
        given = dict(form.cleaned_data)
        text, checked = given.pop("text"), given.pop("checked")
        deeds.answer_way(pk, given, text, by=request.user, now=now(), checked=checked)

    return page.ask(request, form, deed, "Thank you. The group reads it with the others")


@get_or_post
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the group found, and what comes of it."""
    found, reader, _ = _way(request, pk)
    require_keeper(reader, found.group)
    if found.review_on is None:
        raise Http404
    form = ReviewForm(posted(request), initial={"round_shown": found.round})
    page = _page(found, "Record the review", "Record it")

    def deed() -> None:
        given = form.cleaned_data
        deeds.review_way(
            pk,
            given["outcome"],
            given["text"],
            given["next_on"],
            given["round_shown"] or 0,
            by=request.user,
            now=now(),
        )

    return page.ask(request, form, deed, "Recorded")
