"""The minutes: drafted, written, circulated, approved, corrected, published."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.meetings.access import Readable, kept_for, may_open_source, meeting_for
from wardmote.meetings.clearing import SECONDS, authors_of_minutes
from wardmote.meetings.document import MARKINGS
from wardmote.meetings.drawn import minutes_paper
from wardmote.meetings.exempt import Level
from wardmote.meetings.forms.live import CorrectForm, MinuteForm
from wardmote.meetings.forms.recalling import ApprovedForm
from wardmote.meetings.models import Item, Meeting
from wardmote.meetings.queries import standing_items
from wardmote.meetings.rules import TOLD, State
from wardmote.meetings.usecases import approving, minuting
from wardmote.meetings.views.common import question, version_sent
from wardmote.papers.files import as_attachment, attachment, format_or_404
from wardmote.papers.html import render_document
from wardmote.papers.names import file_name
from wardmote.partnership.queries import word_template
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import carry_out, get_or_post, posted


def _with_minutes(request: SignedInRequest, pk: int) -> Readable:
    """A meeting whose minutes this person may read: a draft only those who keep it."""
    found = meeting_for(request.user, pk)
    state = found.meeting.state
    is_drafted = found.may_keep and state in (State.HELD, State.DRAFT)
    if not (is_drafted or state in TOLD):
        raise Http404
    return found


@require_safe
def minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes as they stand, and what can be done with them next."""
    found = _with_minutes(request, pk)
    document = minutes_paper(found.meeting, found.levels)
    may_publish = found.may_keep and request.user.pk not in authors_of_minutes(found.meeting)
    context = {
        "marking": document.marking,
        "meeting": found.meeting,
        "found": found,
        "paper": render_document(replace(document, marking="")),
        "items": standing_items(found.meeting) if found.may_keep else (),
        "title": document.title,
        "may_publish": may_publish,
        "seconds": SECONDS,
        "source": found.meeting.read_from if may_open_source(found) else None,
    }
    return render(request, "meetings/minutes.html", context)


@require_safe
def minutes_file(request: SignedInRequest, pk: int, ending: str) -> HttpResponse:
    """The minutes as PDF or Word, as far as this reader may read them."""
    found = _with_minutes(request, pk)
    document = minutes_paper(found.meeting, found.levels)
    return as_attachment(document, format_or_404(ending), word_template())


@require_safe
def source(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file that minutes were read from, for whoever reads all of them."""
    found = _with_minutes(request, pk)
    if not may_open_source(found):
        raise Http404
    old = found.meeting.read_from
    name = file_name(
        f"{found.meeting} as read in",
        made_on=localdate(old.at),
        ending=old.kind,
        marking=MARKINGS[Level(old.level)].partition(":")[0],
    )
    return attachment(bytes(old.content), "application/octet-stream", name)


def _button(
    request: SignedInRequest, pk: int, deed: Callable[..., object], done: str
) -> HttpResponse:
    """One step of the minutes, for those who keep them; back to the minutes."""
    held = kept_for(request.user, pk).meeting
    carry_out(request, lambda: deed(pk, by=request.user, now=now()), done)
    return redirect("minutes" if held.ended_at else "meeting", pk)


@require_POST
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes draft themselves from what was recorded."""
    return _button(request, pk, minuting.draft_minutes, "Drafted")


@get_or_post
def write(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """The minute of one item."""
    found = kept_for(request.user, pk)
    held = Item.objects.filter(meeting=found.meeting, pk=item, struck_at=None).first()
    if held is None:
        raise Http404
    start = {"text": held.minute, "version": found.meeting.version}
    form = MinuteForm(posted(request), initial=start)
    page = question(found, f"{held.number} {held.title}".strip(), "Save", back="minutes")

    def deed() -> None:
        given = form.cleaned_data
        minuting.write_minute(
            pk, item, given["text"], given["version"], by=request.user, now=now()
        )

    return page.ask(request, form, deed, "Saved")


@require_POST
def circulate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the draft before the group."""
    deed = partial(minuting.circulate, version=version_sent(request))
    return _button(request, pk, deed, "Circulated: the group reads them now")


@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change circulated minutes."""
    return _button(request, pk, minuting.take_back, "Taken back: they are a draft again")


@get_or_post
def approved_before(request: SignedInRequest, pk: int) -> HttpResponse:
    """Minutes read from a file were approved at a meeting that is not kept here: when?"""
    found = kept_for(request.user, pk)
    form = ApprovedForm(posted(request))
    page = question(found, "When were these minutes approved?", "Lock them", back="minutes")

    def deed() -> None:
        approving.find_approved(
            pk, form.cleaned_data["approved_on"], by=request.user, now=now()
        )

    return page.ask(request, form, deed, "The minutes are approved and locked")


@get_or_post
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """A later meeting decided that these approved minutes were wrong."""
    found = kept_for(request.user, pk)
    if found.meeting.state != State.APPROVED:
        raise Http404
    items = _items_after(found.meeting)
    form = CorrectForm(
        posted(request), items=[(one.pk, f"{one.meeting}: {one.title}") for one in items]
    )
    page = question(found, "Record a correction", "Record it", back="minutes")

    def deed() -> None:
        item = next(one for one in items if one.pk == form.cleaned_data["item"])
        approving.correct_minutes(
            item.meeting_id,
            pk,
            item.pk,
            form.cleaned_data["text"],
            by=request.user,
            now=now(),
        )

    return page.ask(request, form, deed, "Recorded. It stands beside the minutes")


def _items_after(meeting: Meeting) -> list[Item]:
    """Items of the group's later meetings whose minutes are still open."""
    states = (State.AGENDA_OUT, State.HELD, State.DRAFT)
    found = Item.objects.filter(
        meeting__group=meeting.group_id,
        meeting__on__gt=meeting.on,
        meeting__state__in=states,
        struck_at=None,
    )
    return list(found.select_related("meeting__group").order_by("meeting__on", "order"))
