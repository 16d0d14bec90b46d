"""Reading old minutes in: put a file in, go through what was found, save it as a meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from wardmote.groups.models import Group
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import key_of
from wardmote.meetings.access import (
    reader_of,
    require_keeper,
    review_for,
    under_review,
)
from wardmote.meetings.document import EXEMPT
from wardmote.meetings.filed import LARGEST
from wardmote.meetings.forms.recalling import OldFileForm
from wardmote.meetings.forms.review import ROWS, Review, answers, kept
from wardmote.meetings.forms.told import told
from wardmote.meetings.jobs import throw_away_unsaved
from wardmote.meetings.marks import Mark, pieces
from wardmote.meetings.models import Meeting, OldMinutes
from wardmote.meetings.old import REVIEW_DAYS, told_twice
from wardmote.meetings.queries import met_on
from wardmote.meetings.reading.guarded import read_bytes
from wardmote.meetings.usecases import recalling
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal, get_or_post, posted

#: what a row of each kind is called where the text marks it
MARKED = {"items": "Item", "decisions": "Decision", "actions": "Action"}


@get_or_post
def put_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a file of old minutes in; or take up one that was left."""
    group = get_object_or_404(Group, pk=pk)
    require_keeper(reader_of(request.user), group)
    form = OldFileForm(posted(request), request.FILES or None)
    if form.is_valid():
        try:
            made = _read(group, form.cleaned_data["file"], request)
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            throw_away_unsaved.using(run_after=made.thrown_away_at).enqueue()
            return redirect("old-minutes", made.pk)
    page = FormPage(
        "Read old minutes in",
        "Read it",
        reverse("meetings"),
        "Meetings",
        str(group),
        "Nothing is kept as a meeting before you have gone through what was found. Until then "
        "nobody else sees the file.",
        EXEMPT,
        "meetings/put_in.html",
    )
    mine = under_review(now()).filter(group=group, by=request.user)
    return page.answer(request, form, reviews=mine, days=REVIEW_DAYS)


def _read(group: Group, upload: Any, request: SignedInRequest) -> OldMinutes:
    """The file through the guarded reader, outside of any transaction: it may take seconds."""
    content = upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise RuleBroken("The file must be smaller than 20 MB", about="file")
    said = read_bytes(content)
    if "refused" in said:
        raise RuleBroken(f"{upload.name} cannot be read in: {said['refused']}", about="file")
    return recalling.put_in(group, upload.name, content, said, by=request.user, now=now())


@get_or_post
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """The text with what was found marked in it, beside the fields; nothing is saved yet."""
    old = review_for(request.user, pk, now())
    if request.method != "POST":
        left = answers(old.typed) if old.typed else None
        return _page(request, Review(old, left, on=localdate()))
    wanted = request.POST.get("add", "")
    if wanted in ROWS or {"keep", "later"} & request.POST.keys():
        return _left(request, old, wanted)
    page = Review(old, request.POST, is_final=True, on=localdate())
    if page.is_valid():
        try:
            held = recalling.save_as_held(pk, told(page), by=request.user, now=now())
        except RuleBroken as refusal:
            page.refuse(refusal)
        else:
            messages.success(request, "Saved as a meeting held, with its minutes")
            return redirect("minutes", held.pk)
    return _page(request, page)


def _left(request: SignedInRequest, old: OldMinutes, wanted: str) -> HttpResponse:
    """Keep what was typed; with one more row, or for another day."""
    at = key_of(request.POST.get(f"count-{wanted}", ""))
    typed = kept(request.POST) | ({f"count-{wanted}": [str(at + 1)]} if wanted else {})
    recalling.keep_for_later(old.pk, typed, by=request.user, now=now())
    if wanted:
        return redirect(f"{reverse('old-minutes', args=[old.pk])}#{wanted}-{at}")
    messages.success(request, "What you typed is kept. Take it up again when you like")
    if "later" in request.POST:
        return redirect("old-minutes-new", old.group_id)
    return redirect("old-minutes", old.pk)


def _page(request: SignedInRequest, page: Review) -> HttpResponse:
    old = page.old
    found = old.found
    context = {
        "marking": EXEMPT,
        "old": old,
        "review": page,
        "pieces": pieces(old.text, _marks(old)),
        "found": found,
        "twice": told_twice(found),
        "already": _already(old),
        "days": REVIEW_DAYS,
    }
    status = 422 if page.problems else 200
    return render(request, "meetings/review.html", context, status=status)


def _marks(old: OldMinutes) -> list[Mark]:
    """Where each item, decision and action stands in the text."""
    return [
        Mark(f"{kind}-{at}", f"{words} {at + 1}", *one.get("at", (0, 0)))
        for kind, words in MARKED.items()
        for at, one in enumerate(old.found[kind])
    ]


def _already(old: OldMinutes) -> Meeting | None:
    """The group's meeting on the day that the file says, if there is one."""
    return met_on(old.group, old.found["date"]) if old.found["date"] else None


@require_POST
def throw_away(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw the file away with all that was typed."""
    old = review_for(request.user, pk, now())
    recalling.throw_away(pk, by=request.user, now=now())
    messages.success(request, f"{old.name} is thrown away")
    return redirect("old-minutes-new", old.group_id)
